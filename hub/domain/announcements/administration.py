"""Who hears of a new catalogue."""

from hub.domain.announcements.telling import Announcement, Tellings, to_each
from hub.domain.facts.administration import CataloguePublished
from hub.domain.inbox.administration import CatalogueChanged


def _published(_subject: str, fact: CataloguePublished) -> tuple[Announcement, ...]:
    changed = CatalogueChanged(
        snapshot=fact.snapshot, size_bytes=fact.size_bytes, valid_from=fact.valid_from
    )
    return to_each(fact.concerned, changed)


TELL: Tellings = {CataloguePublished: _published}
