"""What is wrong with a bundle of items (一件事): its lead, and what it bundles."""

from collections import Counter as Tally
from collections.abc import Iterator

from hub.domain.catalogue import Catalogue
from hub.domain.faults import Fault, Rows
from hub.domain.lists import BundleRow

FEWEST_ITEMS = 2


def bundles_faults(book: Catalogue, where: Rows) -> Iterator[Fault]:
    """Return everything that is wrong with the bundles and their items."""
    for code, bundle in book.bundles.items():
        file, row, title = "bundles.csv", where.of("bundles.csv", code), f"一件事“{bundle.name}”"
        if not bundle.name:
            yield Fault(file=file, row=row, column="name", reason=f"一件事{code}没有名称")
        if bundle.lead not in book.organisations:
            reason = f"{title}的牵头单位{bundle.lead}不在目录中"
            yield Fault(file=file, row=row, column="lead", reason=reason)
        if len(set(bundle.items)) < FEWEST_ITEMS:
            reason = f"{title}至少须有{FEWEST_ITEMS}个事项"
            yield Fault(file=file, row=row, column="code", reason=reason)
        file = "bundle_items.csv"
        for item, reason in _items(book, bundle, title):
            row = where.of(file, f"{code}/{item}")
            yield Fault(file=file, row=row, column="item", reason=reason)


def _items(book: Catalogue, bundle: BundleRow, title: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the items: the item, and why."""
    for code, count in Tally(bundle.items).items():
        if code not in book.items:
            yield code, f"{title}所列事项{code}不在目录中"
        if count > 1:
            yield code, f"{title}重复列出事项{code}"
