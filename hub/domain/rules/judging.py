"""What a reconsideration or a court said of a decision (复议、诉讼结果)."""

from datetime import date

from hub.domain.calendar import local_day
from hub.domain.case import Case
from hub.domain.catalogue import Catalogue
from hub.domain.commands.permits import RecordReview
from hub.domain.context import Context
from hub.domain.facts import Fact
from hub.domain.facts.permits import ReviewRecorded
from hub.domain.guards import must_be_sound, must_decide
from hub.domain.guides import LICENCE_DAYS
from hub.domain.refusals import PermitsRule, Refused
from hub.domain.rules.deciding import after_the_decision
from hub.domain.rules.tables import CaseRules
from hub.domain.terms import Term, term
from hub.domain.vocabulary import Decision, Leg, ReviewOutcome

_MOST_DAYS = 366


def record(
    command: RecordReview, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Record what a reconsideration or a court said.

    To redo opens the case with a limit, and it is decided like the first time; so does a denial
    that was revoked, for then the application stands undecided. A denial that was altered is an
    approval whose document is to be issued.

    Raises Refused: neither deciding body nor street, nothing decided, redo without days, altered
    to nothing, unsound ruling.
    """
    if context.sender != case.heading.street:
        must_decide(command, case, context, book)
    if case.decision is None or case.service is not None:
        raise Refused(PermitsRule.NOTHING_TO_REVIEW)
    if command.outcome is ReviewOutcome.REDO and command.days < 1:
        raise Refused(PermitsRule.REDO_WITHOUT_DAYS)
    altered = command.outcome is ReviewOutcome.ALTERED
    if altered and command.decision is None:
        raise Refused(PermitsRule.ALTERED_TO_NOTHING)
    must_be_sound(command.ruling)
    fact = ReviewRecorded(
        heading=case.heading,
        forum=command.forum,
        outcome=command.outcome,
        decision=command.decision if altered else None,
        ruling=command.ruling,
        terms=_terms(command, case, local_day(context.at), book),
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def _terms(command: RecordReview, case: Case, today: date, book: Catalogue) -> tuple[Term, ...]:
    denied = case.decision is Decision.DENIED
    if command.outcome is ReviewOutcome.REDO or (
        denied and command.outcome is ReviewOutcome.REVOKED
    ):
        item = book.item(case.heading.item_code)
        usual = item.statutory_days or LICENCE_DAYS
        days = min(command.days if command.days > 0 else usual, _MOST_DAYS)
        return (term(book, Leg.REDO, case.heading.decider, today, days),)
    approved = command.outcome is ReviewOutcome.ALTERED and command.decision is Decision.APPROVED
    return after_the_decision(Decision.APPROVED, case, today, book) if denied and approved else ()


RULES: CaseRules = {RecordReview: record}
