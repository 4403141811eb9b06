"""What time itself says: cards for what is due, and what follows by law from an end of time."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from hub.domain.bundling import moved
from hub.domain.calendar import end_of_day
from hub.domain.case import Case
from hub.domain.catalogue import Catalogue
from hub.domain.evolution import evolve
from hub.domain.facts import Fact
from hub.domain.facts.executing import ServiceToVerify
from hub.domain.facts.permits import PermitExpired, RenewalDeemedGranted
from hub.domain.facts.questions import QuestionCardIssued
from hub.domain.facts.reviewing import CaseDeemedAccepted
from hub.domain.facts.supervising import CardIssued, TermLapsed
from hub.domain.guides import ClockStart, Item
from hub.domain.leading import goes_up_to
from hub.domain.question import Question
from hub.domain.steps import first_step
from hub.domain.subjects import State
from hub.domain.terms import (
    APPLICANT,
    STOPPABLE,
    Term,
    gravest_by,
    next_card,
    term,
)
from hub.domain.validity import expiry_terms, prolonged
from hub.domain.vocabulary import CardColour, Leg, Status

PRELIMINARY_DAYS = 20
"""Working days for a preliminary review (Licensing Law, Art. 43)."""

WORKERS_OWE = frozenset({Leg.ACCEPTANCE, Leg.WRITTEN_ANSWER, Leg.DECISION, Leg.PROMISE, Leg.STEP})
"""Legs whose card goes to whoever has the work when it is due."""

_TIMED = (Case, Question)
"""What is kept of subjects that come due: it has terms."""

UNREPORTED = "回报"
"""What a term of verification is about as long as the operator's system said nothing at all."""


def acceptance_term(owner: str, received_on: date, book: Catalogue) -> Term:
    """Return the five working days after receipt; afterwards a case counts as accepted."""
    return term(book, Leg.ACCEPTANCE, owner, received_on, book.thresholds.acceptance_days)


def preliminary_term(street: str, start: date, book: Catalogue) -> Term:
    """Return the limit of the street's preliminary review (Licensing Law, Art. 43)."""
    return term(book, Leg.PRELIMINARY_REVIEW, street, start, PRELIMINARY_DAYS)


def verification_term(
    owner: str, start: date, book: Catalogue, *, unreported: bool = False
) -> Term:
    """Return until when an operator must know what became of a service (plan 3(2))."""
    about = UNREPORTED if unreported else ""
    days = book.thresholds.verification_days
    return term(book, Leg.VERIFICATION, owner, start, days, about=about)


def decision_terms(
    item: Item, owner: str, effective_on: date, book: Catalogue, received_on: date | None = None
) -> tuple[Term, ...]:
    """Return until when a case accepted on `effective_on` must be decided: by law, as promised.

    Licensing Law, Art. 42. Either may be missing; then nothing is due. A clock profile may count
    from the day of receipt instead.
    """
    if received_on is not None and item.clock.starts is ClockStart.RECEIPT:
        effective_on = received_on
    limits = ((Leg.DECISION, item.statutory_days), (Leg.PROMISE, item.clock.promised_days))
    return tuple(
        [
            term(book, leg, owner, effective_on, days, unit=item.clock.unit)
            for leg, days in limits
            if days is not None
        ]
    )


def commitment_terms(owner: str, decided_on: date, book: Catalogue) -> tuple[Term, ...]:
    """Return until when `owner` must verify what was committed to (告知承诺)."""
    return (term(book, Leg.COMMITMENT, owner, decided_on, book.thresholds.commitment_days),)


def last_day(terms: tuple[Term, ...]) -> date | None:
    """Return the last day for the decision: by law, else as promised, else None."""
    days = {each.leg: each.due_on for each in terms}
    return days.get(Leg.DECISION) or days.get(Leg.PROMISE)


def due_at(state: State | None) -> datetime | None:
    """Return the next instant (UTC) at which time itself says something about a subject."""
    if not isinstance(state, _TIMED) or not state.terms:
        return None
    instants = [
        card[0]
        for running in state.terms
        if not _stands_still(state, running.term) and (card := next_card(running)) is not None
    ]
    return min(instants, default=None)


def elapse(state: State | None, clock: datetime, book: Catalogue) -> tuple[Fact, ...]:
    """Return what is so at `clock` merely because time has passed; nothing before `due_at`.

    What follows from one end of time may itself be due already, after an outage for instance.
    """
    facts: list[Fact] = []
    before = state
    while due := _due_now(state, clock, book):
        facts += due
        for fact in due:
            state = evolve(state, fact, "")
    return *facts, *moved(before, state, clock)


def _due_now(state: State | None, clock: datetime, book: Catalogue) -> list[Fact]:
    if isinstance(state, Case):
        return _due_of_case(state, clock, book)
    if isinstance(state, Question):
        return _due_of_question(state, clock, book)
    return []


def _due_of_question(question: Question, clock: datetime, book: Catalogue) -> list[Fact]:
    """Return the gravest card of each open term that has earned one, each with its number."""
    earned = [(running.term, gravest_by(running, clock)) for running in question.terms]
    cards = [(due, colour) for due, colour in earned if colour is not None]
    return [
        QuestionCardIssued(
            asker=question.asker,
            owner=due.owner,
            number=number,
            colour=colour,
            due_on=due.due_on,
            administration=goes_up_to(colour, book),
            leg=due.leg,
        )
        for number, (due, colour) in enumerate(cards, start=question.cards + 1)
    ]


def _due_of_case(case: Case, clock: datetime, book: Catalogue) -> list[Fact]:
    """Return what is due of the open terms; of several cards of one term only the gravest."""
    facts: list[Fact] = []
    number = len(case.cards)
    for running in case.terms:
        colour = None if _stands_still(case, running.term) else gravest_by(running, clock)
        if colour is None:
            continue
        follow = AT_THE_END.get(running.term.leg) if colour is CardColour.RED else None
        facts += follow(case, book) if follow else ()
        if running.term.owner == APPLICANT:
            facts += () if follow else (_lapsed(case, running.term, book),)
            continue
        number += 1
        facts.append(card_for(case, running.term, colour, number, book))
    return facts


def _stands_still(state: Case | Question, due: Term) -> bool:
    return isinstance(state, Case) and state.stop is not None and due.leg in STOPPABLE


def _lapsed(case: Case, due: Term, book: Catalogue) -> TermLapsed:
    """Say that the applicant let a day pass; nobody is terminated by a timer alone."""
    opens: tuple[Term, ...] = ()
    if due.leg in (Leg.CORRECTION, Leg.TOLERANCE):
        days = book.thresholds.termination_days
        opens = (term(book, Leg.TERMINATION, case.heading.decider, due.due_on, days),)
    return TermLapsed(
        heading=case.heading, leg=due.leg, about=due.about, due_on=due.due_on, terms=opens
    )


def card_for(case: Case, due: Term, colour: CardColour, number: int, book: Catalogue) -> CardIssued:
    """Return the card for a term; it names the leg, and who answers for it."""
    return CardIssued(
        heading=case.heading,
        number=number,
        colour=colour,
        leg=due.leg,
        about=due.about,
        rule=None,
        owner=owing(case, due),
        due_on=due.due_on,
        administration=goes_up_to(colour, book),
    )


def owing(case: Case, due: Term) -> str:
    """Return who answers for a term: its owner, or whoever has the work that the decider owes.

    A step that the guide gives to another body is that body's own.
    """
    with_the_work = due.leg in WORKERS_OWE and due.owner == case.heading.decider
    return case.worker if with_the_work else due.owner


def deemed_acceptance(case: Case, book: Catalogue) -> tuple[Fact, ...]:
    """Accept a case about which nothing was said, from the day of receipt (Art. 32), with a card.

    The card goes to whoever let the five days pass: the body that has the work, else the street.
    """
    due = case.term(Leg.ACCEPTANCE)
    if due is None:
        return ()
    card = card_for(case, due, CardColour.RED, len(case.cards) + 1, book)
    return (*_deemed(case, book), card)


def _deemed(case: Case, book: Catalogue) -> tuple[Fact, ...]:
    """Accept from the day of receipt; the steps begin when that is certain, not before."""
    filing, due = case.filing, case.term(Leg.ACCEPTANCE)
    if filing is None or due is None:
        return ()
    item = book.item(case.heading.item_code)
    accepted = CaseDeemedAccepted(
        heading=case.heading,
        effective_on=filing.received_on,
        terms=(
            *decision_terms(item, case.heading.decider, filing.received_on, book),
            *first_step(case.heading, due.due_on, book),
        ),
    )
    return (accepted,)


def _renewed(case: Case, book: Catalogue) -> tuple[Fact, ...]:
    """Grant a renewal that was asked for in time and not decided by the last day (Art. 50).

    It runs for the same time once more; the deciding body owes the document that shows it. Asked
    for too late, the permit expires.
    """
    due, permit = case.term(Leg.RENEWAL), case.permit
    if due is None or permit is None:
        return ()
    if not permit.in_time:
        return _expired(case, book)
    until, limits = prolonged(permit), book.thresholds
    paper = term(book, Leg.ISSUE, case.heading.decider, due.due_on, limits.issue_days)
    granted = RenewalDeemedGranted(
        heading=case.heading,
        expired_on=due.due_on,
        valid_until=until,
        terms=(*expiry_terms(until), *((paper,) if permit.digest else ())),
    )
    return (granted,)


def _expired(case: Case, book: Catalogue) -> tuple[Fact, ...]:
    """Let a permit expire whose last day has passed (Licensing Law, Art. 70)."""
    del book
    permit = case.permit
    if permit is None or permit.valid_until is None:
        return ()
    expired = PermitExpired(
        heading=case.heading, number=permit.number, expired_on=permit.valid_until
    )
    return (expired,)


def _unknown(case: Case, book: Catalogue) -> tuple[Fact, ...]:
    """Say of a service that nobody reported in time that it is to be verified (待核)."""
    due = case.term(Leg.VERIFICATION, UNREPORTED)
    if due is None or case.status is not Status.REQUESTED:
        return ()
    fact = ServiceToVerify(
        heading=case.heading,
        unreported=True,
        terms=(verification_term(due.owner, due.due_on, book),),
        at=end_of_day(due.due_on),
    )
    return (fact,)


AT_THE_END: Mapping[Leg, Callable[[Case, Catalogue], tuple[Fact, ...]]] = {
    Leg.ACCEPTANCE: _deemed,
    Leg.RENEWAL: _renewed,
    Leg.EXPIRY: _expired,
    Leg.VERIFICATION: _unknown,
}
"""What follows by law, beside the card, when a term ends."""
