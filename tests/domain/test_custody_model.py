"""Originals in random hands: the hub and a model of a few lines never differ (物料流转凭证)."""

from random import Random

import pytest

from hub.domain import commands
from hub.domain.case import Case
from hub.domain.context import Context
from hub.domain.decide import decide, evolve
from hub.domain.refusals import Refused
from hub.domain.subjects import State
from hub.domain.vocabulary import Leg
from tests.domain.scenes import BOOK, MONDAY, OTHER_STREET, STREET, Story, paper, submission

ITEM, BODY, SUBJECT = "MZ-02", "dept-minzheng", "case-x"
HANDS = (STREET, BODY, OTHER_STREET)
KINDS = {
    "take": commands.TakeOriginals,
    "pass": commands.PassOnOriginals,
    "sign": commands.SignForOriginals,
    "back": commands.GiveBackOriginals,
    "lose": commands.ReportOriginalsLost,
}
LIVES = 1_500

Twin = dict[str, dict[str, object]]
"""For each original that is out: who has it, to whom it is under way, whether it is lost."""


def originals() -> list[str]:
    """The materials that the guide of the item wants as originals."""
    return [each.code for each in BOOK.items[ITEM].guide.materials if each.form == "ORIGINAL"]


def expects(twin: Twin, act: str, sender: str, code: str, to: str, *, settled: bool) -> bool:
    """Say by the reference whether it may be, and do it."""
    known = code in originals()
    has, party = twin.get(code), sender in (STREET, BODY)
    mine = has is not None and has["holder"] == sender
    if act == "take":
        may = known and has is None and party
        if may:
            twin[code] = {"holder": sender, "to": None, "lost": False}
        return may
    if has is None:
        return False
    here = mine and has["to"] is None
    if act == "pass" and here and not has["lost"] and to in (STREET, BODY) and to != sender:
        has["to"] = to
    elif act == "sign" and has["to"] == sender:
        has.update(holder=sender, to=None)
    elif act == "lose" and mine and not has["lost"]:
        has.update(lost=True, to=None)
    elif act == "back" and here and (settled or not has["lost"]):
        del twin[code]
    else:
        return False
    return True


def says(act: str, code: str, to: str, *, settled: bool) -> commands.Command:
    """The command of an act."""
    fields: dict[str, object] = {"case_id": SUBJECT, "originals": (code,), "number": "物1号"}
    if act == "pass":
        fields["organisation"] = to
    if act == "back" and settled:
        fields["settlement"] = paper("确认书")
    return KINDS[act](actor="a", **fields)


def heard(state: State | None, sender: str, command: commands.Command) -> State | None:
    """What becomes of the case; None when it is refused."""
    context = Context(
        subject=SUBJECT, sender=sender, made_at=MONDAY, received_at=MONDAY, clock=MONDAY
    )
    try:
        facts = decide(command, state, context, BOOK)
    except Refused:
        return None
    for fact in facts:
        state = evolve(state, fact, SUBJECT)
    return state


def live(random: Random) -> set[str]:
    """Say random things to both; returns what was let be."""
    state: State | None = Story().when(STREET, submission(ITEM)).state
    twin: Twin = {}
    done: set[str] = set()
    for _ in range(random.randint(4, 16)):
        act, sender = random.choice(list(KINDS)), random.choice(HANDS)
        code, to = random.choice([*originals(), "X"]), random.choice(HANDS)
        settled = random.random() < 0.5
        after = heard(state, sender, says(act, code, to, settled=settled))
        assert (after is not None) == expects(twin, act, sender, code, to, settled=settled)
        state = after or state
        done |= {act} if after else set()
        assert isinstance(state, Case)
        assert _kept(state) == twin
        owed = {each.term.owner for each in state.terms if each.term.leg is Leg.CUSTODY}
        assert owed == {each["to"] for each in twin.values() if each["to"]}
    return done | _end(state, bool(twin))


def _end(state: State | None, out: bool) -> set[str]:
    """End the case: it is archived unless something is out, and that is owed."""
    ended = heard(state, STREET, commands.WithdrawApplication(case_id=SUBJECT, actor="a"))
    assert isinstance(ended, Case)
    filed = heard(ended, STREET, commands.ArchiveCase(case_id=SUBJECT, actor="a"))
    assert (filed is None) == out
    holders = {f"退还{each.holder}" for each in ended.custody}
    assert holders <= {each.term.about for each in ended.terms}
    return set() if out else {"archived"}


def _kept(case: Case) -> Twin:
    return {
        each.code: {"holder": each.holder, "to": each.sent_to, "lost": each.lost}
        for each in case.custody
    }


@pytest.mark.parametrize("chunk", range(3))
def test_originals_are_where_the_model_says(chunk: int) -> None:
    """Taken or refused, in whose hands, lost, owed by whom, archived or not: all the same."""
    for number in range(chunk, LIVES, 3):
        live(Random(number))


def test_the_random_hands_do_everything() -> None:
    """The walks are no idle ones: every act and the archive is reached."""
    done: set[str] = set()
    for number in range(200):
        done |= live(Random(number))
    assert done == {*KINDS, "archived"}
