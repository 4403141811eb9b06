"""What time itself says: deemed acceptance and missed decisions."""

from dataclasses import dataclass
from datetime import date, datetime

from hub.domain.calendar import Calendar, Due, end_of_day
from hub.domain.case import UNACCEPTED, Case, Filing
from hub.domain.catalogue import Catalogue
from hub.domain.facts import CaseDeemedAccepted, DeadlineMissed, Fact
from hub.domain.guides import DayKind, Item
from hub.domain.subjects import State
from hub.domain.vocabulary import CardColour, Leg, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionDays:
    """The last days of a decision; `due_on` is the statutory one if there is one."""

    due_on: date | None
    promised_on: date | None
    provisional: bool


def decision_days(item: Item, effective_on: date, calendar: Calendar) -> DecisionDays:
    """Return when a case accepted on `effective_on` must be decided (Licensing Law, Art. 42)."""
    statutory = _after(item, item.statutory_days, effective_on, calendar)
    promised = _after(item, item.clock.promised_days, effective_on, calendar)
    due = statutory or promised
    return DecisionDays(
        due_on=due.day if due else None,
        promised_on=promised.day if promised else None,
        provisional=any(found is not None and found.provisional for found in (statutory, promised)),
    )


def acceptance_limit(received_on: date, book: Catalogue) -> date:
    """Return the fifth working day after receipt; afterwards a case counts as accepted."""
    return book.calendar.add_working_days(received_on, book.thresholds.acceptance_days).day


def due_at(state: State | None) -> datetime | None:
    """Return the next instant (UTC) at which time itself says something about a subject."""
    if not isinstance(state, Case):
        return None
    if state.filing is not None and state.status in UNACCEPTED:
        return end_of_day(state.filing.accept_by)
    if state.status is Status.ACCEPTED and not state.deadline_missed:
        due_on = state.acceptance.due_on if state.acceptance else None
        return end_of_day(due_on) if due_on else None
    return None


def elapse(state: State | None, clock: datetime, book: Catalogue) -> tuple[Fact, ...]:
    """Return what is so at `clock` merely because time has passed; nothing before `due_at`."""
    due = due_at(state)
    if due is None or clock < due or not isinstance(state, Case):
        return ()
    if state.status is Status.ACCEPTED:
        return _decision_missed(state)
    return deemed_acceptance(state, book)


def deemed_acceptance(case: Case, book: Catalogue) -> tuple[Fact, ...]:
    """Accept a case about which nothing was said, from the day of receipt (Art. 32).

    The card goes to whoever let the five days pass: the body that has the work, else the street.
    """
    filing = case.filing
    if filing is None:
        return ()
    days = decision_days(book.item(case.heading.item_code), filing.received_on, book.calendar)
    accepted = CaseDeemedAccepted(
        heading=case.heading,
        effective_on=filing.received_on,
        due_on=days.due_on,
        promised_on=days.promised_on,
        provisional=days.provisional,
    )
    return accepted, _acceptance_missed(case, filing)


def _acceptance_missed(case: Case, filing: Filing) -> DeadlineMissed:
    return DeadlineMissed(
        heading=case.heading,
        leg=Leg.ACCEPTANCE,
        colour=CardColour.RED,
        due_on=filing.accept_by,
        owner=case.heading.decider if case.with_decider else case.heading.street,
    )


def _decision_missed(case: Case) -> tuple[Fact, ...]:
    if case.acceptance is None or case.acceptance.due_on is None:
        return ()
    card = DeadlineMissed(
        heading=case.heading,
        leg=Leg.DECISION,
        colour=CardColour.RED,
        due_on=case.acceptance.due_on,
        owner=case.heading.decider if case.with_decider else case.heading.street,
    )
    return (card,)


def _after(item: Item, days: int | None, start: date, calendar: Calendar) -> Due | None:
    if days is None:
        return None
    if item.clock.unit is DayKind.CALENDAR:
        return calendar.add_calendar_days(start, days)
    return calendar.add_working_days(start, days)
