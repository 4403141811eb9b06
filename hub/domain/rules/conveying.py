"""When a carried message counts as received: only by a receipt for the very bytes."""

from hub.domain.catalogue import Catalogue
from hub.domain.commands import RecordConveyance
from hub.domain.context import Context
from hub.domain.facts import Fact, MessageExpired, MessageReceipted, ReceiptMismatched
from hub.domain.identity import organisation_subject
from hub.domain.leading import administration_of
from hub.domain.refusals import MessageRule, Refused
from hub.domain.rules.tables import OpeningRules
from hub.domain.subjects import State
from hub.domain.vocabulary import ConveyanceOutcome


def record(
    command: RecordConveyance, state: State | None, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Record how the carrying of a message ended.

    Raises Refused: another organisation's subject, a receipt without number or receiver, a receipt
    for other bytes called one for these, or the other way round.
    """
    del state
    if context.subject != organisation_subject(command.organisation):
        raise Refused(MessageRule.WRONG_SUBJECT, subject=context.subject)
    if command.outcome is ConveyanceOutcome.RECEIPTED:
        return (_receipted(command),)
    if command.outcome is ConveyanceOutcome.MISMATCHED:
        return (_mismatched(command, book),)
    expired = MessageExpired(
        organisation=command.organisation,
        message_id=command.message_id,
        digest=command.digest,
        administration=administration_of(book),
    )
    return (expired,)


def _receipted(command: RecordConveyance) -> MessageReceipted:
    if command.arrived != command.digest or not (command.receipt_number and command.receiver):
        raise Refused(MessageRule.RECEIPT_UNSOUND, message=command.message_id)
    return MessageReceipted(
        organisation=command.organisation,
        message_id=command.message_id,
        digest=command.digest,
        receipt_number=command.receipt_number,
        receiver=command.receiver,
    )


def _mismatched(command: RecordConveyance, book: Catalogue) -> ReceiptMismatched:
    if command.arrived is None or command.arrived == command.digest:
        raise Refused(MessageRule.RECEIPT_UNSOUND, message=command.message_id)
    return ReceiptMismatched(
        organisation=command.organisation,
        message_id=command.message_id,
        digest=command.digest,
        arrived=command.arrived,
        administration=administration_of(book),
    )


OPENING: OpeningRules = {RecordConveyance: record}
