"""Flat rows of the two spreadsheets of bundles (一件事)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from hub.domain.lists import BundleRow


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleHeadRow:
    """A row of bundles.csv."""

    code: str
    name: str
    lead: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleItemRow:
    """A row of bundle_items.csv; the order of the rows is that of the items."""

    bundle: str
    item: str


def bundles_of(
    rows: dict[str, BundleHeadRow], items: Iterable[BundleItemRow]
) -> dict[str, BundleRow]:
    """Return the bundles with their items, in order."""
    inside: dict[str, list[str]] = defaultdict(list)
    for each in items:
        inside[each.bundle].append(each.item)
    return {
        code: BundleRow(code=code, name=row.name, lead=row.lead, items=tuple(inside[code]))
        for code, row in rows.items()
    }
