"""What everybody it concerns hears of catalogues, and of what befell an outbox."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from hub.domain.documents import Digest
from hub.domain.vocabulary import OutboxIncident


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueChanged:
    """To whose items, lists, places or days it changes: another catalogue was published."""

    snapshot: Digest
    size_bytes: int
    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxIncidentReported:
    """To the owner of an outbox and the administration: messages were lost unread or passed over.

    Which were lost is safe to send again with the same ids: what was done is not done twice.
    """

    organisation: str
    incident: OutboxIncident
    topic_id: str
    from_offset: int | None
    until_offset: int | None


AdministrationMessage: TypeAlias = CatalogueChanged | OutboxIncidentReported
