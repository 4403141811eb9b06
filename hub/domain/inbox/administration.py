"""What everybody it concerns hears of catalogues."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from hub.domain.documents import Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueChanged:
    """To whose items, lists, places or days it changes: another catalogue was published."""

    snapshot: Digest
    size_bytes: int
    valid_from: date


AdministrationMessage: TypeAlias = CatalogueChanged
