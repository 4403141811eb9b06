"""Parked commands end exactly once and in order, whatever operators do and whenever we restart."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub import wire
from hub.domain.commands import DropParked, ReleaseParked, ReplaceParked
from hub.domain.decide import decide
from hub.domain.facts import ParkedDropped, ParkedReleased, ParkedReplaced
from hub.domain.identity import case_id
from hub.domain.refusals import ParkingRule
from hub.domain.vocabulary import AnswerKind, OutcomeKind
from hub.journal import JournalEntry
from hub.lanes import sitting
from hub.lanes.announcing import letters
from hub.lanes.incoming import read
from hub.lanes.kept import digest_of
from hub.lanes.reading import decode_entry, decode_fact
from tests.runtime.test_docket import MINE, STRANGE, Desk, desk, everything, garbled, refolded
from tests.runtime.workbench import ADMIN, Spoken, mirror, said, step
from topics.partitioning import partition_subject

SUBJECTS = [case_id(ADMIN, number) for number in MINE[:2]]
Act = tuple[str, int, int]
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["step", "step", "poison", "buggy", "release", "drop", "replace", "mend"]),
        st.integers(0, 1),
        st.integers(1, 4),
    ),
    max_size=40,
)


@dataclass
class Model:
    """What must hold, said without any store: a queue for each subject and what came out of it."""

    held: dict[str, list[tuple[str, str]]] = field(
        default_factory=lambda: {subject: [] for subject in SUBJECTS}
    )
    ended: dict[str, list[str]] = field(
        default_factory=lambda: {subject: [] for subject in SUBJECTS}
    )
    broken: bool = True

    def say(self, subject: str, name: str, kind: str) -> None:
        """Take a command."""
        if self.held[subject] or self._fails(kind):
            self.held[subject].append((name, kind))
        else:
            self.ended[subject].append(name)

    def release(self, subject: str, count: int) -> None:
        """End the first ones until one fails again."""
        while self.held[subject] and count and not self._fails(self.held[subject][0][1]):
            self.ended[subject].append(self.held[subject].pop(0)[0])
            count -= 1

    def drop(self, subject: str, count: int) -> None:
        """End the first ones whatever they are."""
        for name, _ in self.held[subject][:count]:
            self.ended[subject].append(name)
        del self.held[subject][:count]

    def replace(self, subject: str) -> None:
        """Mend the first one, then release all."""
        if self.held[subject]:
            self.held[subject][0] = (self.held[subject][0][0], "step")
            self.release(subject, len(self.held[subject]))

    def _fails(self, kind: str) -> bool:
        return kind == "poison" or (kind == "buggy" and self.broken)


def word(kind: str, subject: str, index: int, count: int, there: Desk) -> Spoken:
    """Return an operator's word."""
    common = {"subject": subject, "actor": "x", "approver": "y"}
    value = next(there.sit().docket.held(subject), None)
    body = decode_entry(value).command.body if value else b""
    corrected = wire.decode(step(MINE[SUBJECTS.index(subject)], "corrected").value)
    command = {
        "release": ReleaseParked(count=count, **common),
        "drop": DropParked(count=count, reason="E", **common),
        "replace": ReplaceParked(
            digest=digest_of(body), corrected=wire.encode(corrected), reason="E", **common
        ),
    }[kind]
    return said(command, subject, message_id=f"{kind}-{index}", offset=index)


def play(there: Desk, model: Model, index: int, act: Act) -> None:
    """Let hub and model hear the same."""
    kind, which, count = act
    subject, number = SUBJECTS[which], MINE[which]
    if kind == "mend":
        model.broken = not model.broken
    elif kind in {"release", "drop", "replace"}:
        there.hear(word(kind, subject, index, count, there))
        {"release": model.release, "drop": model.drop}.get(
            kind, lambda subject, _: model.replace(subject)
        )(subject, count)
    else:
        good = step(number, f"{kind}-{index}", offset=index, message_id=f"c-{index}")
        there.hear(Spoken(subject, b"no" if kind == "poison" else good.value, good.headers))
        model.say(subject, f"c-{index}", kind)


def name_of(entry: JournalEntry) -> str:
    """Return the message id of a command."""
    return entry.command.id.partition("/")[2]


@settings(max_examples=150, deadline=None)
@given(acts=ACTS, portion=st.integers(1, 3), data=st.data())
def test_each_parked_command_ends_once_and_in_order(
    acts: list[Act], portion: int, data: st.DataObject
) -> None:
    """Commands, poison, bugs, releases, replacements and drops give what the queues say."""
    model = Model()

    def failing(command, state, context, book, in_force):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        if model.broken and getattr(command, "step", "").startswith("buggy"):
            raise ZeroDivisionError("a bug of ours")
        return decide(command, state, context, book, in_force)

    with pytest.MonkeyPatch.context() as patch, desk() as there:
        patch.setattr(sitting, "decide", failing)
        patch.setattr(sitting, "CLEARED_PORTION", portion)
        there.hear(mirror(MINE[0]), mirror(MINE[1]))
        for index, act in enumerate(acts):
            play(there, model, index, act)
        entries = [decode_entry(value) for value in there.journal]
        for subject in SUBJECTS:
            docket = there.sit().docket
            held = [name_of(decode_entry(value)) for value in docket.held(subject)]
            assert held == [name for name, _ in model.held[subject]]
            assert docket.head(subject).parked == len(held)
            ended = [
                name_of(entry)
                for entry in entries
                if entry.subject == subject
                and entry.outcome is not OutcomeKind.PARKED
                and name_of(entry).startswith("c-")
            ]
            assert ended == model.ended[subject]
        live = everything(there.store)
        cuts = data.draw(st.lists(st.integers(0, len(there.journal)), max_size=4).map(sorted))
        assert refolded(there.journal, cuts) == live


def test_a_corrected_command_keeps_id_sender_and_origin_and_the_original_stays() -> None:
    """The first parked one is decided with other bytes, then what waited behind it."""
    with desk() as there:
        parked = there.hear(mirror(MINE[0]), garbled(MINE[0]), step(MINE[0], "behind"))[1]
        act, corrected, behind = there.hear(word("replace", SUBJECTS[0], 90, 1, there))
        fact = decode_fact(act.facts[0])
        assert isinstance(fact, ParkedReplaced)
        assert (fact.entry, fact.count, fact.approver) == (f"0-{parked.number}", 2, "y")
        assert fact.digest == digest_of(parked.command.body)
        assert fact.corrected_digest == digest_of(corrected.command.body)
        assert (corrected.command.id, corrected.command.sender, corrected.origin) == (
            parked.command.id,
            parked.command.sender,
            parked.origin,
        )
        assert corrected.outcome is behind.outcome is OutcomeKind.FACTS


def test_a_drop_answers_the_sender_of_each_command() -> None:
    """Whoever was told that a message waits is told that it was dropped, and why."""
    with desk() as there:
        there.hear(mirror(MINE[0]), garbled(MINE[0]), step(MINE[0], "behind"))
        act, *dropped = there.hear(word("drop", SUBJECTS[0], 90, 9, there))
        fact = decode_fact(act.facts[0])
        assert isinstance(fact, ParkedDropped)
        assert (fact.count, fact.answered) == (2, True)
        answers = [wire.decode(letters(entry, 0)[0].value) for entry in dropped]
        assert [answer.kind for answer in answers] == [AnswerKind.REFUSED] * 2
        assert {answer.rule for answer in answers} == {ParkingRule.DROPPED.code}
        assert all("E" in answer.sentence for answer in answers)


def test_only_the_first_are_dropped_and_the_rest_waits_for_another_word() -> None:
    """What nobody has looked at is not dropped with what was."""
    with desk() as there:
        there.hear(mirror(MINE[0]), garbled(MINE[0]), step(MINE[0], "one"), step(MINE[0], "two"))
        there.hear(word("drop", SUBJECTS[0], 90, 1, there))
        late = there.hear(step(MINE[0], "late"))
        assert late[0].outcome is OutcomeKind.PARKED
        head = there.sit().docket.head(SUBJECTS[0])
        assert (head.parked, head.error_class) == (3, "behind-parked")


def test_a_stray_is_dropped_where_it_lies() -> None:
    """A word to the partition's own subject reaches what no key leads to."""
    with desk() as there:
        subject, here = case_id(ADMIN, STRANGE[0]), partition_subject(0, 2)
        there.hear(mirror(STRANGE[0]))
        drop = DropParked(subject=subject, reason="stray", actor="x", held_at=here)
        act, dropped = there.hear(said(drop, here, message_id="d", offset=5))
        assert (act.subject, dropped.subject) == (here, subject)
        assert dropped.outcome is OutcomeKind.REFUSED
        assert there.sit().docket.head(subject).parked == 0
        release = ReleaseParked(subject=subject, actor="x", held_at=here)
        there.hear(step(STRANGE[0], "one"))
        act, again = there.hear(said(release, here, message_id="r", offset=6))
        assert again.outcome is OutcomeKind.PARKED


def test_a_journal_from_before_drops_answered_folds_as_it_was_meant() -> None:
    """An old drop leaves nothing parked though no entry follows it; its commands had no second."""
    with desk() as there:
        there.hear(mirror(MINE[0]), garbled(MINE[0]), step(MINE[0], "behind"))
        sat = there.sit()
        fact = ParkedDropped(subject=SUBJECTS[0], count=2, reason="E", actor="x")
        drop = word("drop", SUBJECTS[0], 90, 9, there)
        sat._facts(read(there.record(drop), "topic-1"), (fact,))
        there.keep(sat)
        assert there.sit().docket.head(SUBJECTS[0]).parked == 0
        assert there.hear(step(MINE[0], "next"))[0].outcome is OutcomeKind.FACTS
        assert refolded(there.journal, [2]) == everything(there.store)


def test_a_release_without_a_second_person_is_refused_by_the_lane_when_it_is_much() -> None:
    """The rule is the lane's, whatever tool sent the word."""
    with desk() as there:
        there.hear(mirror(MINE[0]), garbled(MINE[0]))
        there.hear(*[step(MINE[0], f"s{index}", offset=index) for index in range(30)])
        alone = ReleaseParked(subject=SUBJECTS[0], actor="x")
        entries = there.hear(said(alone, SUBJECTS[0], message_id="r", offset=99))
        assert entries[0].refusal is not None
        assert entries[0].refusal.rule == ParkingRule.APPROVAL_MISSING.code
        few = ReleaseParked(subject=SUBJECTS[0], actor="x", count=2)
        entries = there.hear(said(few, SUBJECTS[0], message_id="r2", offset=100))
        assert isinstance(decode_fact(entries[0].facts[0]), ParkedReleased)


def test_a_repeat_of_a_parked_command_says_that_it_waits_and_later_how_it_ended() -> None:
    """What waits is PARKED; let go, its repeats say what it came to, under its first entry."""
    with desk() as there:
        _, parked, _ = there.hear(
            mirror(MINE[0]), garbled(MINE[0]), step(MINE[0], "behind", message_id="b")
        )
        waiting = there.hear(step(MINE[0], "behind", message_id="b", offset=5))[0]
        assert (waiting.outcome, waiting.first_outcome) == (
            OutcomeKind.REPEATED,
            OutcomeKind.PARKED,
        )
        there.hear(word("replace", SUBJECTS[0], 90, 1, there))
        ended = there.hear(step(MINE[0], "behind", message_id="b", offset=6))[0]
        assert (ended.first, ended.first_outcome) == (parked.number + 1, OutcomeKind.FACTS)
        assert refolded(there.journal, [2]) == everything(there.store)
