"""What is kept of subjects that are no cases: organisations, the register, partitions."""

from hub.domain.changing import changed
from hub.domain.evolution.conveying import record_of
from hub.domain.evolution.folds import OpeningFolds
from hub.domain.facts.administration import (
    CataloguePublished,
    CatalogueSwitched,
    ClockMoved,
    ErrorClassParked,
    LevelRaised,
    MessageRejected,
    OutboxIncidentRecorded,
    OutboxTakenUp,
    TopicAdopted,
)
from hub.domain.subjects import CatalogueRegister, OrganisationRecord, PartitionRecord, State


def _turned_away(state: State | None, fact: MessageRejected) -> OrganisationRecord:
    record = record_of(state, fact.organisation)
    return changed(record, rejected=record.rejected + 1)


def _taken_up(state: State | None, fact: OutboxTakenUp) -> OrganisationRecord:
    record = record_of(state, fact.organisation)
    return changed(record, outbox=fact.topic_id, generation=fact.generation)


def _befallen(state: State | None, fact: OutboxIncidentRecorded) -> OrganisationRecord:
    record = record_of(state, fact.organisation)
    return changed(record, incidents=record.incidents + 1)


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
    return changed(_partition(state), snapshot=fact.snapshot, valid_from=fact.valid_from)


def _clock_moved(state: State | None, fact: ClockMoved) -> PartitionRecord:
    return changed(_partition(state), clock=fact.instant)


def _adopted(state: State | None, fact: TopicAdopted) -> PartitionRecord:
    return changed(_partition(state), topic_id=fact.topic_id)


def _class_parked(state: State | None, fact: ErrorClassParked) -> PartitionRecord:
    record = _partition(state)
    if fact.error_class in record.parked_errors:
        return record
    return changed(record, parked_errors=(*record.parked_errors, fact.error_class))


def _level_raised(state: State | None, fact: LevelRaised) -> PartitionRecord:
    record = _partition(state)
    return changed(record, level=max(record.level, fact.level))


OPENING: OpeningFolds = {
    MessageRejected: _turned_away,
    OutboxTakenUp: _taken_up,
    OutboxIncidentRecorded: _befallen,
    CataloguePublished: _published,
    CatalogueSwitched: _switched,
    ClockMoved: _clock_moved,
    TopicAdopted: _adopted,
    ErrorClassParked: _class_parked,
    LevelRaised: _level_raised,
}
