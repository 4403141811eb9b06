"""Whom a new catalogue concerns: whose items, lists, places or days it changes."""

from collections.abc import Iterator, Mapping
from typing import Any

from hub.domain.catalogue import Catalogue

_LISTS = ("own", "empowered", "assisted", "outlet")


def concerned(before: Catalogue, after: Catalogue) -> tuple[str, ...]:
    """Return the codes of all organisations that must know of the change, in order.

    Of an item and of its rows on the lists that is whoever decides, supervises, answers for,
    receives or executes it; of a place its street and operator; of days and thresholds everybody.
    """
    found = set(_by_items(before, after))
    found |= set(_by_places(before, after))
    found |= set(_by_people(before, after))
    found |= _changed(before.organisations, after.organisations)
    if (before.calendar, before.thresholds) != (after.calendar, after.thresholds):
        found |= set(after.organisations)
    return tuple(sorted(found & set(after.organisations)))


def _by_items(before: Catalogue, after: Catalogue) -> Iterator[str]:
    items = _changed(before.items, after.items)
    for name in _LISTS:
        items |= {row.item for row in set(getattr(before, name)) ^ set(getattr(after, name))}
    for book in (before, after):
        for code in items & set(book.items):
            item = book.items[code]
            bodies = (item.department, item.supervising, item.responsible)
            yield from [body for body in bodies if body is not None]
        for name in _LISTS:
            for row in getattr(book, name):
                if row.item in items:
                    yield from _who_takes(row, book)


def _who_takes(row: Any, book: Catalogue) -> Iterator[str]:  # noqa: ANN401 - a row of any list
    streets = set(book.streets_of(row))
    yield from streets
    kind = getattr(row, "outlet_kind", None)
    for outlet in book.outlets.values():
        if kind is not None and outlet.kind is kind and outlet.street in streets:
            yield outlet.operator


def _by_places(before: Catalogue, after: Catalogue) -> Iterator[str]:
    yield from _changed(before.streets, after.streets)
    for part in ("counters", "communities", "outlets"):
        old, new = getattr(before, part), getattr(after, part)
        for code in _changed(old, new):
            for place in (old.get(code), new.get(code)):
                if place is not None:
                    yield place.street
                    yield getattr(place, "operator", place.street)


def _by_people(before: Catalogue, after: Catalogue) -> Iterator[str]:
    """Of a person that is whose it is and where it sits; of a key whose word it proves."""
    for part in ("mentors", "stationed", "signing_keys", "members"):
        old, new = getattr(before, part), getattr(after, part)
        for code in _changed(old, new):
            for row in (old.get(code), new.get(code)):
                if row is not None:
                    yield getattr(row, "organisation", "") or row.department
                    yield from getattr(row, "streets", ())


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> set[str]:
    return {code for code in {*before, *after} if before.get(code) != after.get(code)}
