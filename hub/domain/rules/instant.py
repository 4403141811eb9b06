"""即办件: received, accepted, decided and delivered in one act."""

from typing import TypeAlias

from hub.domain.calendar import local_day
from hub.domain.catalogue import Catalogue
from hub.domain.commands import HandleInstantCase, ReportExecution, ResolveVerification
from hub.domain.context import Context
from hub.domain.deadlines import commitment_terms, decision_terms
from hub.domain.documents import CaseHeading, is_committed
from hub.domain.facts import (
    CaseAccepted,
    CaseDecided,
    DocumentDelivered,
    DocumentIssued,
    Fact,
    ServiceExecuted,
)
from hub.domain.guards import must_be_sound
from hub.domain.guides import Item
from hub.domain.lists import Execution
from hub.domain.publicity import publication_terms
from hub.domain.refusals import (
    ConcludingRule,
    CorrectingRule,
    ExecutingRule,
    PaperRule,
    PlaceRule,
    Refused,
    StandingRule,
)
from hub.domain.rules.mandates import registered
from hub.domain.rules.overseeing import handed_over
from hub.domain.rules.receiving import (
    heading_of,
    mode_here,
    must_be_new,
    must_be_receivable,
    received,
)
from hub.domain.rules.tables import OpeningRules
from hub.domain.subjects import State
from hub.domain.validity import expiry_terms, last_day_of
from hub.domain.vocabulary import Decision, Mode

Resulting: TypeAlias = HandleInstantCase | ReportExecution | ResolveVerification
"""Commands that say at once what came of it."""


def handle(
    command: HandleInstantCase, state: State | None, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Do at once what the lists let be done at once, at an outlet or by the deciding street.

    Raises Refused: whatever refuses a receipt; not instant here; a street would decide what the
    department decides; reasons, document or the operator's receipt missing.
    """
    must_be_new(command.business_number, state)
    mode = mode_here(command, context, book)
    item = book.item(command.item_code)
    _must_be_instant(command, item, mode, context, book)
    must_be_receivable(command, item, context)
    _must_tolerate_nothing(command, item)
    _must_be_conclusive(command, item, mode)
    return _all_at_once(
        command, item, heading_of(command, context, mode, context.sender), context, book
    )


def _must_be_instant(
    command: HandleInstantCase, item: Item, mode: Mode, context: Context, book: Catalogue
) -> None:
    if mode is Mode.OUTLET:
        place = (item.code, command.street, command.place)
        instant = book.execution_at(*place) is Execution.INSTANT
        executor = book.executor_at(*place)
        if instant and executor != context.sender:
            raise Refused(
                ExecutingRule.EXECUTED_ELSEWHERE,
                item=item.name,
                executor=book.name_of(executor),
                sender=book.name_of(context.sender),
            )
    else:
        decider, instant = book.decider(item, command.street, mode), item.instant
        if decider != command.street:
            raise Refused(
                StandingRule.STREET_NEVER_DECIDES,
                decider=book.name_of(decider),
                sender=book.name_of(context.sender),
            )
    if not instant:
        raise Refused(PlaceRule.NOT_INSTANT, item=item.name)


def _must_tolerate_nothing(command: HandleInstantCase, item: Item) -> None:
    """Refuse what lacks something: all is done at once, nothing may follow later (容缺)."""
    absent = item.guide.tolerable(command.materials)
    if absent:
        names = "、".join([material.name for material in absent])
        raise Refused(CorrectingRule.PROMISE_WANTED, materials=names)


def _must_be_conclusive(command: HandleInstantCase, item: Item, mode: Mode) -> None:
    must_be_sound(command.reasons)
    must_be_sound(command.document)
    if command.decision is Decision.DENIED:
        if command.reasons is None:
            raise Refused(ConcludingRule.REASONS_MISSING)
        if command.document is not None:
            raise Refused(PaperRule.DOCUMENT_OF_A_DENIAL)
        return
    must_have_result(command, item)
    if mode is Mode.OUTLET and not command.receipt_number:
        raise Refused(ConcludingRule.OPERATOR_RECEIPT_MISSING)


def must_have_result(command: Resulting, item: Item) -> None:
    """Refuse an approval without the item's result document, or with one where it has none."""
    if item.result_document is None:
        if command.document is not None:
            raise Refused(PaperRule.DOCUMENT_NOT_FORESEEN, item=item.name)
        return
    if command.document is None:
        raise Refused(PaperRule.DOCUMENT_MISSING, item=item.name, act="办结")
    if not command.document_number:
        raise Refused(PaperRule.DOCUMENT_NUMBER_MISSING)


def _all_at_once(
    command: HandleInstantCase,
    item: Item,
    heading: CaseHeading,
    context: Context,
    book: Catalogue,
) -> tuple[Fact, ...]:
    facts: list[Fact] = [
        received(command, context, heading, book),
        *registered(command.mandate, None, heading, context, command.actor),
        _accepted(command, item, heading, context, book),
        _decided(command, heading, context, book),
    ]
    if command.decision is Decision.APPROVED:
        facts += handed_over(heading, command.applicant, context.at, book)
        facts += results(command, item, heading, context)
    facts.append(
        DocumentDelivered(
            heading=heading, method=command.method, at=context.at, actor=command.actor
        )
    )
    return tuple(facts)


def _accepted(
    command: HandleInstantCase,
    item: Item,
    heading: CaseHeading,
    context: Context,
    book: Catalogue,
) -> CaseAccepted:
    today = local_day(context.at)
    return CaseAccepted(
        heading=heading,
        at=context.at,
        effective_on=today,
        terms=decision_terms(item, heading.decider, today, book),
        actor=command.actor,
    )


def _decided(
    command: HandleInstantCase, heading: CaseHeading, context: Context, book: Catalogue
) -> CaseDecided:
    """Return the decision; an approval on a commitment is verified later (告知承诺)."""
    approved, today = command.decision is Decision.APPROVED, local_day(context.at)
    verified = approved and is_committed(command.materials)
    after = publication_terms(heading, today, book) if approved else ()
    return CaseDecided(
        heading=heading,
        decision=command.decision,
        reasons=command.reasons,
        at=context.at,
        late=False,
        terms=(*after, *(commitment_terms(heading.decider, today, book) if verified else ())),
        actor=command.actor,
    )


def results(command: Resulting, item: Item, heading: CaseHeading, context: Context) -> list[Fact]:
    """Return what there is to show: the result document, the operator's receipt."""
    shown: list[Fact] = []
    today = local_day(context.at)
    until = last_day_of(item, today)
    if command.document is not None and command.document_number:
        shown.append(
            DocumentIssued(
                heading=heading,
                document=command.document,
                number=command.document_number,
                issued_on=today,
                valid_until=until,
                terms=expiry_terms(until),
                at=context.at,
                actor=command.actor,
            )
        )
    if command.receipt_number:
        shown.append(
            ServiceExecuted(
                heading=heading,
                receipt_number=command.receipt_number,
                responsible=item.answerable if heading.mode is Mode.OUTLET else None,
                at=context.at,
            )
        )
    return shown


OPENING: OpeningRules = {HandleInstantCase: handle}
