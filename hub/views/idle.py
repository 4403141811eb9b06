"""Listed items without a case (有清单无办件): what a street lists and nobody asked for."""

from collections.abc import Iterable, Iterator
from datetime import date

from hub.domain.catalogue import Catalogue
from hub.domain.facts import CataloguePublished
from hub.domain.vocabulary import Mode
from hub.views.groups import Group
from hub.views.sheet import Sheet
from hub.views.told import Told
from hub.views.values import MODES

TITLE = "有清单无办件"


def listed(book: Catalogue) -> Iterator[Group]:
    """Yield every item that a street's lists name, once for each mode; the department is unsaid."""
    lists = (
        (Mode.OWN, book.own),
        (Mode.EMPOWERED, book.empowered),
        (Mode.ASSISTED, book.assisted),
        (Mode.OUTLET, book.outlet),
    )
    found = {
        Group(street, "", row.item, mode.value)
        for mode, rows in lists
        for row in rows
        for street in book.streets_of(row)
    }
    yield from sorted(found)


def idle(book: Catalogue, received: Iterable[tuple[str, str, str]]) -> Sheet:
    """Return the listed items of which nothing was received; `received` by street, item, mode."""
    had = set(received)
    return Sheet(
        ["街道", "街道名称", "方式", "事项", "事项名称"],
        [
            [
                each.street,
                book.name_of(each.street),
                MODES[Mode(each.mode)],
                each.item,
                book.items[each.item].name,
            ]
            for each in listed(book)
            if (each.street, each.item, each.mode) not in had
        ],
    )


def digest_in_force(entries: Iterable[Told], day: date) -> bytes | None:
    """Return the snapshot that was published last to be in force on a day; None if there is none.

    Publications are of one subject: its entries come in their order.
    """
    found = [
        fact
        for told in entries
        for fact in told.facts
        if isinstance(fact, CataloguePublished) and fact.valid_from <= day
    ]
    return found[-1].snapshot if found else None
