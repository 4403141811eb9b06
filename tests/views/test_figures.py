"""The figures of a dispatch meeting, checked against a plain count of the facts."""

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from hub.domain.commands import (
    AcceptCase,
    AcknowledgeWork,
    AnswerConsultationRating,
    AnswerQuestion,
    AppealCard,
    AskMentor,
    DecideCardAppeal,
    DecideCase,
    DeliverDocument,
    ForwardCase,
    OpenConsultation,
    RateConsultation,
    RateService,
    StartSpecialProcedure,
    answering,
)
from hub.domain.vocabulary import Decision, DeliveryMethod, Leg, ProcedureKind, RatingScale
from hub.views import export, idle, table
from hub.views.figures import Figures, Row
from hub.views.told import Told
from tests.domain.scenes import (
    ASSISTED,
    BOOK,
    DECIDER,
    EMPOWERED,
    REASONS,
    STREET,
    Story,
    paper,
    submission,
)
from tests.views import repertoire
from tests.views.chronicle import Chronicle

BODY = DECIDER[ASSISTED]
PARTS = ("street", "department", "item", "mode")
END = datetime(2026, 12, 31, tzinfo=UTC)


@pytest.fixture(scope="module")
def journal() -> list[Told]:
    """The whole repertoire of the law, a story a day."""
    return repertoire.chronicle().told


def total(told: list[Told], *period: date | None) -> Row:
    """All figures of a period in one row."""
    rows = [row for _, row in Figures(*period, now=END).take_all(told).by()]
    return rows[0] if rows else Row()


def happened(told: list[Told]) -> Iterator[tuple[str, Any]]:
    """Every fact that is told of a case or a question, by its name."""
    for entry in told:
        for fact in entry.facts:
            yield type(fact).__name__, fact


def badly_rated() -> tuple[Chronicle, Story]:
    """A consultation that a department answered, and that was rated badly."""
    chronicle, story = Chronicle(), Story()
    ask = OpenConsultation(number="Q-1", department=BODY, question=paper(), actor="clerk-1")
    chronicle.command(story, STREET, ask)
    about = {"question_id": story.subject, "actor": "staff-1"}
    answer = AnswerQuestion(mentor="mentor-1", answer=paper("答复"), **about)
    chronicle.command(story, BODY, answer)
    rating = RateConsultation(scale=RatingScale.NATIONAL_CODE, value=5, **about)
    chronicle.command(story, STREET, rating)
    return chronicle, story


def test_the_figures_are_those_of_the_facts(journal: list[Told]) -> None:
    """Each count is the number of the facts it stands for, mirrored cases apart."""
    facts = [(name, fact) for name, fact in happened(journal) if name != "CaseMirrored"]
    count = Counter(name for name, _ in facts)
    decided = [fact.decision.value for name, fact in facts if name == "CaseDecided"]
    notices = [fact.repeated for name, fact in facts if name == "CorrectionNoticeIssued"]
    row = total(journal)
    assert {name: row.counts[name] for name in table.RECEIVED} == {
        "received": count["CaseReceived"] + count["ServiceRequested"],
        "turned_away": count["TurnedAway"],
        "insisted": count["ApplicationInsisted"],
        "accepted": count["CaseAccepted"],
        "deemed_accepted": count["CaseDeemedAccepted"],
        "rejected": count["ApplicationRejected"],
        "notices": len(notices),
        "repeated_notices": notices.count(True),
        "decided": len(decided),
        "approved": decided.count("APPROVED"),
        "denied": decided.count("DENIED"),
        "withdrawn": count["ApplicationWithdrawn"],
        "delivered": count["DocumentDelivered"],
        "archived": count["CaseArchived"],
    }
    assert row.counts["questions"] == count["QuestionAsked"]
    returned = Counter(fact.reason.value for name, fact in facts if name == "WorkReturned")
    assert row.returns == returned
    for name in ("turned_away", "insisted", "repeated_notices", "deemed_accepted", "questions"):
        assert row.counts[name], f"the repertoire has no {name}"


def test_red_cards_are_those_that_stand_and_those_withdrawn(journal: list[Told]) -> None:
    """A card that was withdrawn, by appeal or by the calendar, is counted apart."""
    red, withdrawn = set(), set()
    for entry in journal:
        subject = entry.entry.subject
        for fact in entry.facts:
            match type(fact).__name__:
                case "CardIssued" | "QuestionCardIssued" if fact.colour.value == "RED":  # type: ignore[union-attr]
                    red.add((subject, fact.number))  # type: ignore[union-attr]
                case "CardWithdrawn":
                    withdrawn.add((subject, fact.number))  # type: ignore[union-attr]
                case "CardAppealDecided" if not fact.upheld:  # type: ignore[union-attr]
                    withdrawn.add((subject, fact.number))  # type: ignore[union-attr]
    row = total(journal)
    assert row.red_cards.total() == len(red - withdrawn) > 0
    assert row.withdrawn_cards.total() == len(red & withdrawn)


def test_a_card_withdrawn_on_appeal_is_counted_apart_on_the_day_it_was_given() -> None:
    """The appeal takes the red card of forwarding out of the red cards of its own day."""
    chronicle, story = Chronicle(), Story()
    chronicle.command(story, STREET, submission())
    chronicle.time_passes(story, datetime(2026, 9, 14, 17, tzinfo=UTC))
    assert total(chronicle.told).red_cards == {"FORWARDING": 1}
    number = story.case.cards[-1].number
    chronicle.say(story, STREET, AppealCard, number=number, request=paper())
    story.now += timedelta(days=3)
    chronicle.say(story, "admin", DecideCardAppeal, number=number, upheld=False, reasons=paper())
    day = date(2026, 9, 15)
    row = total(chronicle.told, day, day)
    assert (row.red_cards, row.withdrawn_cards) == ({}, {"FORWARDING": 1})


def test_what_is_executed_and_not_in_a_statement_is_unreconciled(journal: list[Told]) -> None:
    """A service at an outlet waits until the operator's statement says the same."""
    executed = {
        entry.entry.subject
        for entry in journal
        for fact in entry.facts
        if type(fact).__name__ == "ServiceExecuted"
    }
    last = {
        entry.entry.subject: type(fact).__name__
        for entry in journal
        for fact in entry.facts
        if type(fact).__name__ in {"StatementMatched", "StatementDiffers"}
    }
    matched = {subject for subject, name in last.items() if name == "StatementMatched"}
    at_outlets = {
        entry.entry.subject
        for entry in journal
        for fact in entry.facts
        if getattr(fact, "heading", None) and fact.heading.mode.value == "OUTLET"  # type: ignore[union-attr]
    }
    waiting = (executed & at_outlets) - matched
    assert total(journal).counts["unreconciled"] == len(waiting) > 0


@pytest.mark.parametrize("cut", [date(2026, 9, 1), date(2026, 9, 20), date(2026, 10, 15)])
def test_two_periods_add_up_to_both(journal: list[Told], cut: date) -> None:
    """Whatever happened or is late is of one day: the figures of two periods are those of both."""
    for parts in ((), PARTS):
        whole = dict(Figures(now=END).take_all(journal).by(*parts))
        sums: dict[tuple[str, ...], Row] = {}
        for period in ((None, cut), (cut + timedelta(days=1), None)):
            for key, row in Figures(*period, now=END).take_all(journal).by(*parts):
                sums.setdefault(key, Row()).add(row)
        assert {key: told(row) for key, row in sums.items()} == {
            key: told(row) for key, row in whole.items()
        }


def told(row: Row) -> tuple[object, ...]:
    """A row's figures, those that are none left out."""
    counters = (row.counts, row.returns, row.red_cards, row.withdrawn_cards, row.overdue)
    days = {stretch: sorted(days) for stretch, days in row.days.items() if days}
    return (*[+counter for counter in counters], days)


def test_groups_add_up_to_the_total(journal: list[Told]) -> None:
    """By street, by department, by item or by mode: the sums are the same."""
    for part in PARTS:
        summed = Row()
        for _, row in Figures(now=END).take_all(journal).by(part):
            summed.add(row)
        assert told(summed) == told(total(journal))


def test_what_is_late_is_named_with_who_owes_it() -> None:
    """Not acknowledged after a day: counted on its last day, open past due with the department."""
    chronicle, story = Chronicle(), Story()
    chronicle.command(story, STREET, submission())
    chronicle.say(story, STREET, ForwardCase)
    row = total(chronicle.told, date(2026, 9, 15), date(2026, 9, 15))
    assert row.counts["unacknowledged"] == 1
    assert row.overdue == {BODY: 1}
    story.now += timedelta(days=2)
    chronicle.say(story, BODY, AcknowledgeWork)
    row = total(chronicle.told, date(2026, 9, 15), date(2026, 9, 15))
    assert row.counts["unacknowledged"] == 1, "signed for a day late"
    assert row.overdue == {}


def test_an_outcome_that_nobody_delivered_is_counted_after_ten_working_days() -> None:
    """Not delivered in ten working days: counted on the last of them, also when it comes later."""
    chronicle, story = Chronicle(), Story()
    chronicle.command(story, STREET, submission(EMPOWERED))
    chronicle.say(story, STREET, AcceptCase)
    chronicle.say(story, STREET, DecideCase, decision=Decision.DENIED, reasons=REASONS)
    due = date(2026, 9, 28)
    assert story.due(Leg.DELIVERY) == due
    assert total(chronicle.told, due, due).counts["undelivered"] == 1
    assert total(chronicle.told, None, due - timedelta(days=1)).counts["undelivered"] == 0
    story.now += timedelta(days=30)
    chronicle.say(story, STREET, DeliverDocument, method=DeliveryMethod.COUNTER)
    assert total(chronicle.told, due, due).counts["undelivered"] == 1, "delivered too late"


def test_a_question_that_nobody_answered_is_counted_as_late() -> None:
    """A mentor's answer is owed within the catalogue's days; past them it is late (业务指导)."""
    chronicle, story = Chronicle(), Story()
    ask = AskMentor(
        number="Q-1", department=BODY, item_code=ASSISTED, question=paper(), actor="clerk-1"
    )
    chronicle.command(story, STREET, ask)
    due = date(2026, 9, 16)
    assert total(chronicle.told, due, due).counts["questions_late"] == 1
    assert total(chronicle.told, None, due - timedelta(days=1)).counts["questions_late"] == 0


def test_a_bad_rating_waits_from_the_day_it_was_given() -> None:
    """A bad rating that nobody answered counts; an answered one does not."""
    chronicle, story = Chronicle(), Story()
    chronicle.command(story, STREET, submission())
    bad = {"visit": "visit-1", "scale": RatingScale.NATIONAL_CODE, "value": 5}
    chronicle.say(story, STREET, RateService, **bad)
    assert total(chronicle.told, date(2026, 9, 14)).counts["ratings_unanswered"] == 1
    assert total(chronicle.told, date(2026, 9, 15)).counts["ratings_unanswered"] == 0
    chronicle.say(story, STREET, answering.AnswerRating, number=1, answer=paper("答复"))
    assert total(chronicle.told).counts["ratings_unanswered"] == 0


def test_a_bad_rating_of_an_answer_waits_like_that_of_a_visit() -> None:
    """It counts where the question does, from the day it was given until it is answered."""
    chronicle, story = badly_rated()
    waiting = Figures(date(2026, 9, 14), now=END).take_all(chronicle.told).by("department", "mode")
    assert [(key, row.counts["ratings_unanswered"]) for key, row in waiting] == [
        ((BODY, "CONSULTATION"), 1)
    ]
    assert total(chronicle.told, date(2026, 9, 15)).counts["ratings_unanswered"] == 0
    reply = AnswerConsultationRating(
        question_id=story.subject, answer=paper("答复"), actor="staff-1"
    )
    chronicle.command(story, BODY, reply)
    assert total(chronicle.told).counts["ratings_unanswered"] == 0


def test_a_card_of_a_question_is_counted_by_what_was_owed() -> None:
    """A rating that nobody answered is no question that nobody answered."""
    chronicle, story = badly_rated()
    chronicle.time_passes(story, datetime(2026, 9, 21, tzinfo=UTC))
    row = total(chronicle.told)
    assert (row.red_cards, row.overdue) == ({"RATING": 1}, {BODY: 1})
    assert row.counts["questions_late"] == 0


def test_what_a_special_procedure_stops_is_not_late() -> None:
    """While the clock of a decision stands still nobody is late with it."""
    chronicle, story = Chronicle(), Story()
    chronicle.command(story, STREET, submission())
    chronicle.say(story, STREET, ForwardCase)
    chronicle.say(story, BODY, AcceptCase)
    stop = {"kind": ProcedureKind.EXPERT_REVIEW, "notice": paper(), "days": 20}
    chronicle.say(story, BODY, StartSpecialProcedure, **stop)
    assert total(chronicle.told).overdue == {}


def test_listed_items_without_a_case_are_those_nobody_asked_for(journal: list[Told]) -> None:
    """What the lists name and no case was received of, by street and mode."""
    received = set(Figures().take_all(journal).received())
    sheet = idle.idle(BOOK, received)
    listed = set(idle.listed(BOOK))
    asked = {(each.street, each.item, each.mode) for each in listed} & received
    assert asked
    assert len(sheet.rows) == len(listed) - len(asked)
    street, item, mode = next(iter(asked))
    assert not [row for row in sheet.rows if (row[0], row[3], row[2]) == (street, item, mode)]


def test_csv_and_workbook_say_the_same_with_numbers(journal: list[Told], tmp_path: Path) -> None:
    """Chinese headers; in the workbook counts are numbers, rates too, nothing is text."""
    whole = table.sheet(Figures(now=END).take_all(journal), ("street", "mode"))
    export.to_csv(tmp_path / "f.csv", whole.header, whole.rows)
    export.to_workbook(tmp_path / "f.xlsx", {"调度情况": whole, idle.TITLE: idle.idle(BOOK, ())})
    book = load_workbook(tmp_path / "f.xlsx")
    assert book.sheetnames == ["调度情况", "有清单无办件"]
    first, *rest = book["调度情况"].iter_rows(values_only=True)
    assert list(first) == whole.header
    assert [[cell or None for cell in row] for row in rest] == [
        [cell or None for cell in row] for row in whole.rows
    ]
    received = whole.header.index("收件")
    assert {type(row[received]) for row in rest} == {int}
    with (tmp_path / "f.csv").open(encoding="utf-8-sig", newline="") as file:
        read = list(csv.reader(file))
    assert read[1:] == [["" if cell is None else str(cell) for cell in row] for row in whole.rows]


def test_the_screen_shows_every_column_once(journal: list[Told]) -> None:
    """Four tables, each with the keys; together they have all columns in their order."""
    whole = table.sheet(Figures(now=END).take_all(journal), ("mode",))
    shown = [name for _, block in table.blocks(whole, 1) for name in block.header[1:]]
    assert shown == whole.header[1:]
    assert {row[0] for row in whole.rows} >= {"帮办代办", "依法赋权", "社区随身办", "业务指导"}
