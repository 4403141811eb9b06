"""The decision (办结) and the result document (批件)."""

from datetime import date

from hub.domain.calendar import local_day
from hub.domain.case import Case
from hub.domain.catalogue import Catalogue
from hub.domain.commands import DecideCase, IssueDocument
from hub.domain.context import Context
from hub.domain.deadlines import commitment_terms
from hub.domain.documents import is_committed
from hub.domain.facts import CaseDecided, DocumentIssued, Fact
from hub.domain.facts.supervising import OverrideRecorded
from hub.domain.guards import (
    must_be_accepted,
    must_be_open,
    must_be_sound,
    must_decide,
    must_have_work,
    needs_document,
    not_in_this_status,
)
from hub.domain.irregularities import irregular, overridden
from hub.domain.publicity import publication_terms
from hub.domain.refusals import (
    ConcludingRule,
    CorrectingRule,
    IrregularityRule,
    PaperRule,
    PermitsRule,
    Refused,
    SuspendingRule,
)
from hub.domain.rules.charging import must_be_paid
from hub.domain.rules.consulting import must_have_opinions
from hub.domain.rules.overseeing import handed_over
from hub.domain.rules.suspending import must_have_heard
from hub.domain.rules.tables import CaseRules
from hub.domain.speech import ACTS
from hub.domain.terms import Term, term
from hub.domain.validity import expiry_terms, last_day_of
from hub.domain.vocabulary import Decision, Leg, Status


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
    if case.stop is not None:
        raise Refused(SuspendingRule.ALREADY_STOPPED, act=ACTS[DecideCase])
    must_have_heard(case, local_day(context.at))
    by_override = _in_spite_of_opinions(command, case, book)
    if command.decision is Decision.APPROVED and case.acceptance and case.acceptance.tolerated:
        codes = "、".join(case.acceptance.tolerated)
        raise Refused(CorrectingRule.TOLERATED_STILL_MISSING, materials=codes)
    fact = CaseDecided(
        heading=case.heading,
        decision=command.decision,
        reasons=command.reasons,
        at=context.at,
        late=_is_late(case, context),
        terms=after_the_decision(command.decision, case, local_day(context.at), book),
        actor=command.actor,
    )
    oversight = _for_oversight(fact, case, book)
    if not fact.late:
        return *by_override, fact, *oversight
    card = irregular(case, IrregularityRule.DECIDED_LATE, case.heading.decider, book)
    return *by_override, fact, card, *oversight


def _for_oversight(fact: CaseDecided, case: Case, book: Catalogue) -> tuple[Fact, ...]:
    if fact.decision is Decision.DENIED:
        return ()
    applicant = case.filing.applicant if case.filing else None
    return handed_over(case.heading, applicant, fact.at, book)


def _in_spite_of_opinions(
    command: DecideCase, case: Case, book: Catalogue
) -> tuple[OverrideRecorded, ...]:
    """Return the named override by which a head decides before all opinions are there."""
    try:
        must_have_opinions(case, book)
    except Refused as refused:
        approver, reasons = command.approver, command.override_reasons
        if not approver or approver == command.actor or reasons is None:
            raise
        must_be_sound(reasons)
        return (overridden(case, refused.rule, approver, reasons),)
    return ()


def issue(
    command: IssueDocument, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Issue the result document of an approved case (Licensing Law, Art. 39).

    Raises Refused: not the deciding body, not decided, denied, the item has no document, issued
    already, a fee not paid, no digest, no number.
    """
    must_be_open(command, case)
    must_decide(command, case, context, book)
    if case.decision is None:
        raise Refused(ConcludingRule.NOT_YET_DECIDED, act=ACTS[IssueDocument])
    if case.decision is Decision.DENIED:
        raise Refused(PaperRule.DOCUMENT_OF_A_DENIAL)
    if case.status is not Status.DECIDED:
        raise not_in_this_status(command, case)
    if case.permit is not None and case.permit.is_taken_back:
        raise Refused(PermitsRule.NOTHING_IN_FORCE, act=ACTS[IssueDocument])
    if not needs_document(case, book):
        name = book.item(case.heading.item_code).name
        raise Refused(PaperRule.DOCUMENT_NOT_FORESEEN, item=name)
    must_be_paid(command, case)
    must_be_sound(command.document)
    if not command.number.strip():
        raise Refused(PaperRule.DOCUMENT_NUMBER_MISSING)
    return (_issued(command, case, context, book),)


def _issued(
    command: IssueDocument, case: Case, context: Context, book: Catalogue
) -> DocumentIssued:
    item = book.item(case.heading.item_code)
    until = command.valid_until or last_day_of(item, command.issued_on)
    if until is not None and until < command.issued_on:
        raise Refused(PermitsRule.ENDS_BEFORE_IT_BEGINS, until=until, start=command.issued_on)
    return DocumentIssued(
        heading=case.heading,
        document=command.document,
        number=command.number,
        issued_on=command.issued_on,
        valid_until=until,
        licence_id=command.licence_id,
        terms=(*for_the_receipt(case, local_day(context.at), book), *expiry_terms(until)),
        at=context.at,
        actor=command.actor,
    )


def _is_late(case: Case, context: Context) -> bool:
    due = case.term(Leg.DECISION) or case.term(Leg.PROMISE) or case.term(Leg.REDO)
    return due is not None and local_day(context.at) > due.due_on


def after_the_decision(
    decision: Decision, case: Case, today: date, book: Catalogue
) -> tuple[Term, ...]:
    """Return the limits for what follows.

    The document, its receipt, the delivery (Art. 44), the publication (Art. 40).
    """
    limits, heading = book.thresholds, case.heading
    delivery = term(book, Leg.DELIVERY, heading.street, today, limits.delivery_days)
    if decision is Decision.DENIED:
        return delivery, *for_the_receipt(case, today, book)
    after = [delivery, *publication_terms(heading, today, book)]
    if book.item(heading.item_code).result_document is not None:
        after.append(term(book, Leg.ISSUE, heading.decider, today, limits.issue_days))
    if case.filing and is_committed(case.filing.materials):
        after += commitment_terms(heading.decider, today, book)
    return tuple(after)


def for_the_receipt(case: Case, today: date, book: Catalogue) -> tuple[Term, ...]:
    """Return the street's limit to confirm what another body sends it (签收回执)."""
    if not case.is_decided_elsewhere:
        return ()
    days = book.thresholds.receipt_days
    return (term(book, Leg.RECEIPT, case.heading.street, today, days),)


RULES: CaseRules = {DecideCase: conclude, IssueDocument: issue}
