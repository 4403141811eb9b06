"""The fold: what is kept of a subject after one more fact."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from hub.domain.calendar import local_day
from hub.domain.case import Acceptance, Case, Filing
from hub.domain.documents import DocumentReference
from hub.domain.facts import (
    ApplicationRejected,
    ApplicationWithdrawn,
    CaseAccepted,
    CaseArchived,
    CaseDecided,
    CaseDeemedAccepted,
    CaseForwarded,
    CaseMirrored,
    CaseReceived,
    CataloguePublished,
    CatalogueSwitched,
    ClockMoved,
    DeadlineMissed,
    DocumentDelivered,
    DocumentIssued,
    ErrorClassParked,
    Fact,
    MessageRejected,
    ParkedDropped,
    ParkedReleased,
    ReceiptConfirmed,
    ServiceExecuted,
    StepRecorded,
    TopicAdopted,
    WorkAcknowledged,
    WorkReturned,
)
from hub.domain.subjects import CatalogueRegister, OrganisationRecord, PartitionRecord, State
from hub.domain.vocabulary import Decision, Leg, Status


class FoldError(ValueError):
    """A fact does not fit what is kept of its subject: journal and fold disagree."""


def evolve(state: State | None, fact: Fact, subject: str) -> State | None:
    """Return what is kept of `subject` after `fact`; pure, and the same for every replay.

    Raises FoldError when a fact of a case comes before the case.
    """
    kind = type(fact)
    fold = _OF_CASE.get(kind)
    if fold is not None:
        if not isinstance(state, Case):
            raise FoldError(f"{kind.__name__} on {subject} before there is a case")
        return fold(state, fact)
    return _OF_OTHERS[kind](state, fact)


def _received(state: State | None, fact: CaseReceived) -> Case:
    del state
    heading = fact.heading
    filing = Filing(
        place=fact.place,
        applicant=fact.applicant,
        form=fact.form,
        materials=fact.materials,
        received_on=local_day(fact.received_at),
        accept_by=fact.accept_by,
    )
    return Case(
        heading=heading,
        status=Status.RECEIVED,
        filing=filing,
        with_decider=heading.decider in (heading.street, heading.submitter),
    )


def _mirrored(state: State | None, fact: CaseMirrored) -> Case:
    del state
    return Case(heading=fact.heading, status=Status.MIRRORED)


def _forwarded(case: Case, fact: CaseForwarded) -> Case:
    del fact
    status = case.status if case.acceptance else Status.FORWARDED
    return replace(case, status=status, with_decider=True, acknowledged=False)


def _acknowledged(case: Case, fact: WorkAcknowledged) -> Case:
    del fact
    status = case.status if case.acceptance else Status.ACKNOWLEDGED
    return replace(case, status=status, acknowledged=True)


def _returned(case: Case, fact: WorkReturned) -> Case:
    del fact
    status = case.status if case.acceptance else Status.RECEIVED
    return replace(case, status=status, with_decider=False, acknowledged=False)


def _accepted(case: Case, fact: CaseAccepted | CaseDeemedAccepted) -> Case:
    acceptance = Acceptance(
        effective_on=fact.effective_on,
        due_on=fact.due_on,
        promised_on=fact.promised_on,
        deemed=isinstance(fact, CaseDeemedAccepted),
    )
    return replace(case, status=Status.ACCEPTED, acceptance=acceptance)


def _missed(case: Case, fact: DeadlineMissed) -> Case:
    return replace(case, deadline_missed=True) if fact.leg is Leg.DECISION else case


def _decided(case: Case, fact: CaseDecided) -> Case:
    denied = fact.decision is Decision.DENIED
    return replace(
        case,
        status=Status.DECIDED,
        filing=None,
        decision=fact.decision,
        proof=_digest(fact.reasons) if denied else None,
    )


def _issued(case: Case, fact: DocumentIssued) -> Case:
    return replace(case, status=Status.ISSUED, proof=fact.document.digest)


def _confirmed(case: Case, fact: ReceiptConfirmed) -> Case:
    del fact
    return replace(case, status=Status.RETURNED)


def _delivered(case: Case, fact: DocumentDelivered) -> Case:
    del fact
    return replace(case, status=Status.DELIVERED)


def _archived(case: Case, fact: CaseArchived) -> Case:
    del fact
    return replace(case, status=Status.ARCHIVED)


def _rejected(case: Case, fact: ApplicationRejected) -> Case:
    del fact
    return replace(case, status=Status.REJECTED, filing=None)


def _withdrawn(case: Case, fact: ApplicationWithdrawn) -> Case:
    del fact
    return replace(case, status=Status.WITHDRAWN, filing=None)


def _same(case: Case, fact: StepRecorded | ServiceExecuted) -> Case:
    del fact
    return case


def _unchanged(state: State | None, fact: ParkedReleased | ParkedDropped) -> State | None:
    del fact
    return state


def _turned_away(state: State | None, fact: MessageRejected) -> OrganisationRecord:
    before = state.rejected if isinstance(state, OrganisationRecord) else 0
    return OrganisationRecord(organisation=fact.organisation, rejected=before + 1)


def _published(state: State | None, fact: CataloguePublished) -> CatalogueRegister:
    before = state.publications if isinstance(state, CatalogueRegister) else 0
    return CatalogueRegister(
        snapshot=fact.snapshot,
        size_bytes=fact.size_bytes,
        valid_from=fact.valid_from,
        publications=before + 1,
    )


def _partition(state: State | None) -> PartitionRecord:
    return state if isinstance(state, PartitionRecord) else PartitionRecord()


def _switched(state: State | None, fact: CatalogueSwitched) -> PartitionRecord:
    return replace(_partition(state), snapshot=fact.snapshot, valid_from=fact.valid_from)


def _clock_moved(state: State | None, fact: ClockMoved) -> PartitionRecord:
    return replace(_partition(state), clock=fact.instant)


def _adopted(state: State | None, fact: TopicAdopted) -> PartitionRecord:
    return replace(_partition(state), topic_id=fact.topic_id)


def _class_parked(state: State | None, fact: ErrorClassParked) -> PartitionRecord:
    record = _partition(state)
    if fact.error_class in record.parked_errors:
        return record
    return replace(record, parked_errors=(*record.parked_errors, fact.error_class))


def _digest(document: DocumentReference | None) -> bytes | None:
    return document.digest if document else None


_OF_CASE: Mapping[type, Callable[[Case, Any], Case]] = {
    CaseForwarded: _forwarded,
    WorkAcknowledged: _acknowledged,
    WorkReturned: _returned,
    CaseAccepted: _accepted,
    CaseDeemedAccepted: _accepted,
    ApplicationRejected: _rejected,
    StepRecorded: _same,
    CaseDecided: _decided,
    DocumentIssued: _issued,
    ServiceExecuted: _same,
    ReceiptConfirmed: _confirmed,
    DocumentDelivered: _delivered,
    CaseArchived: _archived,
    ApplicationWithdrawn: _withdrawn,
    DeadlineMissed: _missed,
}

_OF_OTHERS: Mapping[type, Callable[[State | None, Any], State | None]] = {
    CaseReceived: _received,
    CaseMirrored: _mirrored,
    MessageRejected: _turned_away,
    CataloguePublished: _published,
    CatalogueSwitched: _switched,
    ClockMoved: _clock_moved,
    TopicAdopted: _adopted,
    ErrorClassParked: _class_parked,
    ParkedReleased: _unchanged,
    ParkedDropped: _unchanged,
}
