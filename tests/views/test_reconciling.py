"""The daily reconciliation of each organisation with the hub (domain, part 5)."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest

from hub.domain.calendar import local_day
from hub.domain.commands import (
    AcceptCase,
    AcknowledgeWork,
    AskMentor,
    ForwardCase,
    ForwardQuestion,
    RecordConveyance,
    UrgeCase,
)
from hub.domain.terms import APPLICANT
from hub.domain.vocabulary import ConveyanceOutcome
from hub.lanes.announcing import letters
from hub.views.obligations import Obligations
from hub.views.reconciled import COLUMNS, sheets
from hub.views.reconciling import Reconciliation
from hub.views.told import Told
from tests.domain.scenes import ASSISTED, BOOK, DECIDER, MONDAY, STREET, Story, paper, submission
from tests.views import repertoire
from tests.views.chronicle import Chronicle

BODY = DECIDER[ASSISTED]
OTHER = "dept-chengguan"
DAY = timedelta(days=1)
TODAY = local_day(MONDAY)


@pytest.fixture(scope="module")
def journal() -> list[Told]:
    """The whole repertoire."""
    return repertoire.chronicle().told


def day_of(told: Told) -> date:
    """The day on which an entry was made."""
    return local_day(told.entry.command.received_at)


def days(journal: list[Told]) -> list[date]:
    """Every day from the first entry to the last."""
    known = [day_of(told) for told in journal]
    return [min(known) + n * DAY for n in range((max(known) - min(known)).days + 1)]


def forwarded() -> tuple[Chronicle, Story]:
    """An assisted case that waits for the department's word."""
    chronicle, story = Chronicle(), Story()
    chronicle.command(story, STREET, submission())
    chronicle.say(story, STREET, ForwardCase)
    return chronicle, story


def test_an_account_says_what_was_told_and_what_is_owed() -> None:
    """With the work the street passes on the word of acceptance; the department signs for it."""
    chronicle, story = forwarded()
    chronicle.say(story, STREET, AcceptCase)
    found = Reconciliation(TODAY).take_all(chronicle.told).accounts()
    assert +found[STREET] == Counter(said=3, done=2, refused=1, opened=2, ended=1, passed_on=1)
    assert +found[BODY] == Counter(told=1, opened=1, taken_over=1, open=2)


def test_what_is_left_over_night_is_begun_with_and_then_late() -> None:
    """Signed for two days late: begun with, ended late; the word of acceptance stays open."""
    chronicle, story = forwarded()
    story.now += 3 * DAY
    chronicle.say(story, BODY, AcknowledgeWork)
    before = Reconciliation(TODAY + 2 * DAY).take_all(chronicle.told).accounts()
    assert +before[BODY] == Counter(begun=2, open=2, overdue=1)
    after = Reconciliation(TODAY + 3 * DAY).take_all(chronicle.told).accounts()
    assert +after[BODY] == Counter(said=1, done=1, begun=2, ended=1, ended_late=1, open=1)


def test_at_the_end_of_its_last_day_what_is_open_is_overdue() -> None:
    """A day ends at 24:00 (Civil Code, Art. 203): account and list of open duties say the same."""
    chronicle, _ = forwarded()
    for days, late in ((0, 0), (1, 1)):
        found = Reconciliation(TODAY + days * DAY).take_all(chronicle.told)
        assert found.accounts()[BODY]["overdue"] == late
        marked = [str(row[6]) for row in sheets(found)["未结事项"].of(BODY).rows]
        assert sum(day.startswith("逾期") for day in marked) == late


def test_what_is_passed_on_goes_from_one_account_to_the_other() -> None:
    """Another department takes over the answer that the first one owed; nothing is done by that."""
    chronicle, story = Chronicle(), Story()
    asked = AskMentor(number="问1", department=BODY, question=paper(), actor="clerk-1")
    chronicle.command(story, STREET, asked)
    story.now += DAY
    onward = ForwardQuestion(question_id=story.subject, department=OTHER, actor="mentor-1")
    chronicle.command(story, BODY, onward)
    found = Reconciliation(TODAY + DAY).take_all(chronicle.told).accounts()
    assert +found[BODY] == Counter(said=1, done=1, begun=1, passed_on=1)
    assert +found[OTHER] == Counter(told=1, taken_over=1, open=1)


def test_receipts_of_what_was_carried_are_told() -> None:
    """Signed for, signed for with other bytes, and never signed for: each is counted."""
    chronicle, story, sent, other = Chronicle(), Story(), bytes(32), bytes([1]) * 32
    for number, (outcome, arrived) in enumerate(
        [
            (ConveyanceOutcome.RECEIPTED, sent),
            (ConveyanceOutcome.MISMATCHED, other),
            (ConveyanceOutcome.EXPIRED, None),
        ]
    ):
        ended = RecordConveyance(
            organisation=BODY,
            message_id=f"0-1-{number}",
            outcome=outcome,
            digest=sent,
            arrived=arrived,
            receipt_number="回1号",
            receiver="收发室",
        )
        chronicle.command(story, "hub", ended)
    found = Reconciliation(TODAY).take_all(chronicle.told).accounts()
    assert +found[BODY] == Counter(receipted=1, mismatched=1, expired=1)
    assert +found["admin"] == Counter(told=2)


def test_what_is_open_says_how_far_it_was_escalated() -> None:
    """A red card for who did not sign in time, then the administration urges."""
    chronicle, story = forwarded()
    chronicle.time_passes(story, story.now + 2 * DAY)
    open_now = sheets(Reconciliation(TODAY + 2 * DAY).take_all(chronicle.told))["未结事项"]
    assert {row[2]: row[-1] for row in open_now.of(BODY).rows} == {"签收": "红牌", "受理": ""}
    chronicle.say(story, "admin", UrgeCase, reasons=paper())
    open_now = sheets(Reconciliation(TODAY + 2 * DAY).take_all(chronicle.told))["未结事项"]
    assert {row[-1] for row in open_now.of(BODY).rows} == {"督办"}


def test_every_line_is_said_in_words() -> None:
    """Who owes what to whom, of what, until when, how far it went up: names instead of codes."""
    chronicle, story = forwarded()
    chronicle.time_passes(story, story.now + 2 * DAY)
    chronicle.say(story, "admin", UrgeCase, reasons=paper())
    found = sheets(Reconciliation(TODAY + 2 * DAY).take_all(chronicle.told), BOOK)
    words = [row[-2] for row in found["未结事项"].of(BODY).rows]
    assert words[0] == (
        "区住房和城乡建设局应于2026-09-15前向新村街道办事处完成“签收”:排水许可 业务号2026-0001,"
        "自2026-09-14起,已逾期,已发红牌,已督办,尚未答复。"
    )
    assert "区住房和城乡建设局" in {row[1] for row in found["对账总表"].rows}


def test_without_a_catalogue_codes_stand_for_names(journal: list[Told]) -> None:
    """What is said needs no catalogue; every line of every sheet has its words."""
    last = Reconciliation(days(journal)[-1]).take_all(journal)
    found = sheets(last)
    assert all(str(row[-2]).endswith("。") for row in found["未结事项"].rows)
    disputed = [row for row in found["未对账"].rows if row[7] is not None]
    assert all(f"对账单记为{row[7]}" in str(row[-1]) for row in disputed)
    assert all(str(row[0]) in str(row[-1]) for row in found["未对账"].rows)


def test_every_account_balances_on_every_day(journal: list[Told]) -> None:
    """What is begun with, comes and goes is what is open; and with that the next day begins."""
    found = [Reconciliation(day).take_all(journal).accounts() for day in days(journal)]
    for accounts in found:
        for code, each in accounts.items():
            more, less = each["opened"] + each["taken_over"], each["ended"] + each["passed_on"]
            assert each["begun"] + more - less == each["open"], (code, each)
    for today, tomorrow in pairwise(found):
        for code in today.keys() | tomorrow.keys():
            left = today.get(code, Counter())["open"]
            assert left == tomorrow.get(code, Counter())["begun"], code


def test_what_is_open_at_the_end_is_what_is_owed(journal: list[Told]) -> None:
    """At the end of the last day the accounts have the obligations, one for one."""
    owed = Counter(each.owner for each in Obligations().take_all(journal).open())
    del owed[APPLICANT]
    accounts = Reconciliation(days(journal)[-1]).take_all(journal).accounts()
    assert {code: n for code, each in accounts.items() if (n := each["open"])} == owed


def test_each_is_told_what_lies_in_its_inbox(journal: list[Told]) -> None:
    """Answers and messages of all days together are the letters that dispatch writes."""
    written = Counter(letter.to for told in journal for letter in letters(told.entry, 0))
    counted: Counter[str] = Counter()
    for day in days(journal):
        for code, each in Reconciliation(day).take_all(journal).accounts().items():
            counted[code] += each["said"] + each["told"]
            kinds = ("done", "refused", "repeated", "parked", "rejected")
            assert each["said"] == sum(each[kind] for kind in kinds)
    assert +counted == written


def test_statements_that_agree_and_that_differ_are_told_by_operator(journal: list[Told]) -> None:
    """Each statement counts on its day; what none confirms is listed with both words."""
    facts = [(type(fact).__name__, fact) for told in journal for fact in told.facts]
    said = Counter(name for name, _ in facts if name in {"StatementMatched", "StatementDiffers"})
    whole: Counter[str] = Counter()
    for day in days(journal):
        for each in Reconciliation(day).take_all(journal).accounts().values():
            whole.update({name: each[name] for name in ("matched", "differs")})
    assert whole == {"matched": said["StatementMatched"], "differs": said["StatementDiffers"]}
    assert all(said.values())
    last = Reconciliation(days(journal)[-1]).take_all(journal)
    listed = sheets(last)["未对账"].rows
    assert sum(each["unconfirmed"] for each in last.accounts().values()) == len(listed) > 0
    disputed = [row for row in listed if row[7] is not None]
    assert disputed
    assert all(row[5:7] != row[7:9] for row in disputed)


def test_every_figure_of_an_account_has_a_column(journal: list[Told]) -> None:
    """Nothing is counted that nobody sees."""
    counted = {
        name
        for day in days(journal)
        for each in Reconciliation(day).take_all(journal).accounts().values()
        for name in +each
    }
    assert counted <= COLUMNS.keys()
