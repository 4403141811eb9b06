"""The decision (办结) and the result document (批件)."""

from hub.domain.calendar import local_day
from hub.domain.case import Case
from hub.domain.catalogue import Catalogue
from hub.domain.commands import DecideCase, IssueDocument
from hub.domain.context import Context
from hub.domain.facts import CaseDecided, DocumentIssued, Fact
from hub.domain.guards import (
    must_be_accepted,
    must_be_open,
    must_be_sound,
    must_decide,
    must_have_work,
    needs_document,
    not_in_this_status,
)
from hub.domain.refusals import ConcludingRule, PaperRule, Refused
from hub.domain.speech import ACTS
from hub.domain.vocabulary import Decision, Status


def conclude(
    command: DecideCase, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Approve or deny; a decision after the last day is recorded as late, never refused.

    Raises Refused: not the body that the lists name, not accepted, decided already, a denial
    without reasons (Licensing Law, Art. 38).
    """
    must_be_open(command, case)
    must_decide(command, case, context, book)
    must_be_accepted(command, case)
    must_have_work(command, case, context, book)
    must_be_sound(command.reasons)
    if command.decision is Decision.DENIED and command.reasons is None:
        raise Refused(ConcludingRule.REASONS_MISSING)
    fact = CaseDecided(
        heading=case.heading,
        decision=command.decision,
        reasons=command.reasons,
        at=context.at,
        late=_is_late(case, context),
        actor=command.actor,
    )
    return (fact,)


def issue(
    command: IssueDocument, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Issue the result document of an approved case (Licensing Law, Art. 39).

    Raises Refused: not the deciding body, not decided, denied, the item has no document, issued
    already, no digest, no number.
    """
    must_be_open(command, case)
    must_decide(command, case, context, book)
    if case.decision is None:
        raise Refused(ConcludingRule.NOT_YET_DECIDED, act=ACTS[IssueDocument])
    if case.decision is Decision.DENIED:
        raise Refused(PaperRule.DOCUMENT_OF_A_DENIAL)
    if case.status is not Status.DECIDED:
        raise not_in_this_status(command, case)
    if not needs_document(case, book):
        name = book.item(case.heading.item_code).name
        raise Refused(PaperRule.DOCUMENT_NOT_FORESEEN, item=name)
    must_be_sound(command.document)
    if not command.number.strip():
        raise Refused(PaperRule.DOCUMENT_NUMBER_MISSING)
    fact = DocumentIssued(
        heading=case.heading,
        document=command.document,
        number=command.number,
        issued_on=command.issued_on,
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def _is_late(case: Case, context: Context) -> bool:
    due_on = case.acceptance.due_on if case.acceptance else None
    return due_on is not None and local_day(context.at) > due_on
