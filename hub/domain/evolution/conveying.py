"""What is kept of an organisation of the messages that were carried to it."""

from hub.domain.changing import changed
from hub.domain.evolution.folds import OpeningFolds
from hub.domain.facts.conveying import MessageExpired, MessageReceipted, ReceiptMismatched
from hub.domain.subjects import OrganisationRecord, State


def record_of(state: State | None, organisation: str) -> OrganisationRecord:
    """Return what is kept of an organisation, nothing yet for a new one."""
    if isinstance(state, OrganisationRecord):
        return state
    return OrganisationRecord(organisation=organisation)


def _receipted(state: State | None, fact: MessageReceipted) -> OrganisationRecord:
    record = record_of(state, fact.organisation)
    return changed(record, receipted=record.receipted + 1)


def _expired(state: State | None, fact: MessageExpired) -> OrganisationRecord:
    record = record_of(state, fact.organisation)
    return changed(record, expired=record.expired + 1)


def _mismatched(state: State | None, fact: ReceiptMismatched) -> OrganisationRecord:
    record = record_of(state, fact.organisation)
    return changed(record, mismatched=record.mismatched + 1)


OPENING: OpeningFolds = {
    MessageReceipted: _receipted,
    MessageExpired: _expired,
    ReceiptMismatched: _mismatched,
}
