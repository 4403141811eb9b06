"""Who hears of a message that did not arrive: the administration, unless it was its own."""

from hub.domain.announcements.telling import Announcement, Tellings
from hub.domain.facts.conveying import MessageExpired, ReceiptMismatched
from hub.domain.inbox.conveying import ConveyanceReported
from hub.domain.vocabulary import ConveyanceOutcome


def _expired(_subject: str, fact: MessageExpired) -> tuple[Announcement, ...]:
    return _report(fact, ConveyanceOutcome.EXPIRED)


def _mismatched(_subject: str, fact: ReceiptMismatched) -> tuple[Announcement, ...]:
    return _report(fact, ConveyanceOutcome.MISMATCHED)


def _report(
    fact: MessageExpired | ReceiptMismatched, outcome: ConveyanceOutcome
) -> tuple[Announcement, ...]:
    """Tell the administration; a report that failed is not reported again, without an end."""
    if fact.administration in ("", fact.organisation):
        return ()
    reported = ConveyanceReported(
        organisation=fact.organisation,
        message_id=fact.message_id,
        outcome=outcome,
        digest=fact.digest,
    )
    return (Announcement(fact.administration, reported),)


TELL: Tellings = {MessageExpired: _expired, ReceiptMismatched: _mismatched}
