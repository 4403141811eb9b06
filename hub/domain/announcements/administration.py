"""Who hears of a new catalogue, and of what befell an outbox."""

from hub.domain.announcements.telling import Announcement, Tellings, once, to_each
from hub.domain.facts.administration import CataloguePublished, OutboxIncidentRecorded
from hub.domain.inbox.administration import CatalogueChanged, OutboxIncidentReported


def _published(_subject: str, fact: CataloguePublished) -> tuple[Announcement, ...]:
    changed = CatalogueChanged(
        snapshot=fact.snapshot, size_bytes=fact.size_bytes, valid_from=fact.valid_from
    )
    return to_each(fact.concerned, changed)


def _befallen(_subject: str, fact: OutboxIncidentRecorded) -> tuple[Announcement, ...]:
    reported = OutboxIncidentReported(
        organisation=fact.organisation,
        incident=fact.incident,
        topic_id=fact.topic_id,
        from_offset=fact.from_offset,
        until_offset=fact.until_offset,
    )
    return to_each(once(fact.organisation, fact.administration), reported)


TELL: Tellings = {CataloguePublished: _published, OutboxIncidentRecorded: _befallen}
