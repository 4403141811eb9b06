"""The way back: receipt of what was returned, delivery to the applicant, archive, withdrawal."""

from hub.domain.calendar import local_day
from hub.domain.case import UNDECIDED, Case
from hub.domain.catalogue import Catalogue
from hub.domain.commands import (
    ArchiveCase,
    ConfirmReceipt,
    DeliverDocument,
    RecordDeliveryAttempt,
    WithdrawApplication,
)
from hub.domain.context import Context
from hub.domain.facts import (
    ApplicationWithdrawn,
    CaseArchived,
    DeliveryAttempted,
    DocumentDelivered,
    Fact,
    ReceiptConfirmed,
)
from hub.domain.guards import (
    must_be_at_hand,
    must_be_open,
    must_be_sound,
    must_hand_over,
    needs_document,
    not_in_this_status,
)
from hub.domain.refusals import ConcludingRule, ExecutingRule, PaperRule, Refused, StandingRule
from hub.domain.retention import kept_until
from hub.domain.rules.custody import must_be_back, originals_due
from hub.domain.rules.mandates import must_act_for
from hub.domain.rules.tables import CaseRules
from hub.domain.speech import ACTS, STATUSES
from hub.domain.vocabulary import Decision, Leg, MandatePower, Status

_ARCHIVABLE = frozenset(
    {
        Status.DELIVERED,
        Status.REJECTED,
        Status.WITHDRAWN,
        Status.TERMINATED,
        Status.FAILED,
        Status.REVERSED,
    }
)
_DELIVERED = frozenset({Status.DELIVERED, Status.ARCHIVED})
_DELIVERABLE = frozenset({Status.DECIDED, Status.ISSUED, Status.RETURNED})


def confirm(
    command: ConfirmReceipt, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Confirm that the street received the very document that was returned (签收回执).

    Of a denial it is the written reasons that are confirmed.

    Raises Refused: not the street, not decided, nothing was returned, not issued yet, another
    digest.
    """
    if case.term(Leg.RECEIPT) is None:
        must_be_open(command, case)
    must_hand_over(command, case, context, book)
    if case.decision is None:
        raise Refused(ConcludingRule.NOT_YET_DECIDED, act=ACTS[ConfirmReceipt])
    _must_be_returned(command, case, book)
    if command.digest != case.proof:
        raise Refused(ConcludingRule.DIGEST_DIFFERS)
    fact = ReceiptConfirmed(
        heading=case.heading, digest=command.digest, at=context.at, actor=command.actor
    )
    return (fact,)


def deliver(
    command: DeliverDocument, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Hand the outcome to the applicant (送达); denials are served too (Art. 44).

    So is every later paper, of an archived case too.

    Raises Refused: not the street, not decided, document not issued or not confirmed, delivered,
    an agent who may not.
    """
    _must_be_deliverable(command, case, context, book)
    must_act_for(command.agent, MandatePower.COLLECT, command, case, context)
    fact = DocumentDelivered(
        heading=case.heading,
        method=command.method,
        agent=command.agent,
        at=context.at,
        actor=command.actor,
    )
    return fact, *originals_due(case, local_day(context.at), book)


def attempt(
    command: RecordDeliveryAttempt, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Record that an attempt to serve the outcome reached nobody; it stays owed (送达, Art. 44).

    Raises Refused: not the street, not decided, document not issued or not confirmed, delivered,
    unsound report.
    """
    _must_be_deliverable(command, case, context, book)
    must_be_sound(command.report)
    fact = DeliveryAttempted(
        heading=case.heading,
        method=command.method,
        obstacle=command.obstacle,
        report=command.report,
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def archive(
    command: ArchiveCase, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Close the file of what was delivered, rejected or withdrawn (归档); its retention begins.

    Raises Refused: not the street, archived already, not delivered yet, mirrored, a refund is open,
    originals are not given back.
    """
    if case.status is Status.ARCHIVED:
        raise Refused(StandingRule.CASE_CLOSED, status=STATUSES[case.status], act=ACTS[ArchiveCase])
    if case.is_mirrored:
        raise Refused(StandingRule.MIRRORED_ONLY, act=ACTS[ArchiveCase])
    must_hand_over(command, case, context, book)
    if case.status not in _ARCHIVABLE or case.term(Leg.DELIVERY) is not None:
        raise Refused(ConcludingRule.NOT_YET_DELIVERED)
    if case.term(Leg.REFUND) is not None:
        raise Refused(ExecutingRule.REFUND_OPEN)
    must_be_back(case, book)
    item = book.items.get(case.heading.item_code)
    fact = CaseArchived(
        heading=case.heading,
        at=context.at,
        actor=command.actor,
        kept_until=kept_until(local_day(context.at), item.retention if item else None),
    )
    return (fact,)


def withdraw(
    command: WithdrawApplication, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Take the application back, as long as nothing is decided (撤回申请).

    Raises Refused: neither street nor submitter, decided already, an agent who may not, unsound
    request, closed.
    """
    must_be_open(command, case)
    heading = case.heading
    must_be_at_hand(command, case, context, book)
    if case.status not in UNDECIDED:
        raise Refused(ConcludingRule.ALREADY_DECIDED, act=ACTS[WithdrawApplication])
    must_act_for(command.agent, MandatePower.WITHDRAW, command, case, context)
    must_be_sound(command.request)
    fact = ApplicationWithdrawn(
        heading=heading,
        was_with_decider=case.with_decider and case.is_decided_elsewhere,
        agent=command.agent,
        at=context.at,
        actor=command.actor,
    )
    return fact, *originals_due(case, local_day(context.at), book)


def _must_be_returned(command: ConfirmReceipt, case: Case, book: Catalogue) -> None:
    if not case.is_decided_elsewhere:
        raise Refused(ConcludingRule.NOTHING_RETURNED)
    if case.status is Status.DECIDED and needs_document(case, book):
        name = book.item(case.heading.item_code).name
        raise Refused(PaperRule.DOCUMENT_MISSING, item=name, act=ACTS[type(command)])
    if case.proof is None:
        raise Refused(ConcludingRule.NOTHING_RETURNED)
    if case.status not in (Status.DECIDED, Status.ISSUED) and not case.term(Leg.RECEIPT):
        raise not_in_this_status(command, case)


def _must_be_deliverable(
    command: DeliverDocument | RecordDeliveryAttempt, case: Case, context: Context, book: Catalogue
) -> None:
    """Refuse to serve what is not decided, not at hand, delivered, or another's to serve."""
    later = case.status in _DELIVERED and case.term(Leg.DELIVERY) is not None
    if not later:
        must_be_open(command, case)
    must_hand_over(command, case, context, book)
    if case.decision is None:
        raise Refused(ConcludingRule.NOT_YET_DECIDED, act=ACTS[type(command)])
    if case.status not in _DELIVERABLE and not later:
        raise not_in_this_status(command, case)
    _must_be_at_hand(case, book)


def _must_be_at_hand(case: Case, book: Catalogue) -> None:
    """Refuse to hand over what was not issued, or was sent and is not confirmed yet."""
    if needs_document(case, book) and case.status is Status.DECIDED:
        name = book.item(case.heading.item_code).name
        raise Refused(PaperRule.DOCUMENT_MISSING, item=name, act=ACTS[DeliverDocument])
    if case.decision is Decision.APPROVED and case.term(Leg.RECEIPT) is not None:
        raise Refused(ConcludingRule.NOT_YET_RETURNED)


RULES: CaseRules = {
    ConfirmReceipt: confirm,
    DeliverDocument: deliver,
    RecordDeliveryAttempt: attempt,
    ArchiveCase: archive,
    WithdrawApplication: withdraw,
}
