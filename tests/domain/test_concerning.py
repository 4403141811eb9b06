"""Who hears of a new catalogue: those whose items, lists, places or days it changes."""

from dataclasses import replace

from hub.catalogue.concerning import concerned
from hub.domain.announcements import announce
from hub.domain.facts import CataloguePublished
from hub.domain.inbox import CatalogueChanged
from tests.domain.scenes import ASSISTED, BANK, BOOK, COUNTER, DECIDER, MONDAY, RELAYED, STREET

EVERYBODY = tuple(sorted(BOOK.organisations))


def test_the_same_catalogue_concerns_nobody() -> None:
    """Nothing changed, nobody hears."""
    assert concerned(BOOK, BOOK) == ()


def test_an_item_concerns_its_bodies_and_who_takes_it() -> None:
    """An assisted item: its department and the streets, not other departments."""
    items = dict(BOOK.items) | {ASSISTED: replace(BOOK.items[ASSISTED], name="排水许可(新)")}
    found = concerned(BOOK, replace(BOOK, items=items))
    assert DECIDER[ASSISTED] in found
    assert set(BOOK.streets) <= set(found)
    assert not {"dept-yibao", "op-icbc"} & set(found)


def test_an_outlet_row_concerns_the_operators_of_such_outlets() -> None:
    """Taken off the list of banks: the bank hears, the telecom does not."""
    rows = tuple(row for row in BOOK.outlet if (row.item, row.outlet_kind) != (RELAYED, "BANK"))
    found = concerned(BOOK, replace(BOOK, outlet=rows))
    assert {"op-icbc", DECIDER[RELAYED]} <= set(found)
    assert "op-telecom" not in found


def test_a_place_concerns_its_street_and_operator() -> None:
    """Other opening hours of one counter are that street's affair; an outlet's also its bank's."""
    counter = replace(BOOK.counters[COUNTER], name="一号窗口")
    assert concerned(BOOK, replace(BOOK, counters={**BOOK.counters, COUNTER: counter})) == (STREET,)
    outlet = replace(BOOK.outlets[BANK], name="新网点")
    found = concerned(BOOK, replace(BOOK, outlets={**BOOK.outlets, BANK: outlet}))
    assert found == ("op-icbc", STREET)


def test_days_concern_everybody() -> None:
    """A calendar that changes moves everybody's last days."""
    calendar = BOOK.calendar.rearranged(2027, (), ())
    assert concerned(BOOK, replace(BOOK, calendar=calendar)) == EVERYBODY


def test_each_one_concerned_is_told_once() -> None:
    """The announcement names the snapshot and its first day."""
    fact = CataloguePublished(
        snapshot=b"\1" * 32,
        size_bytes=9,
        valid_from=MONDAY.date(),
        publisher="a",
        approver="b",
        concerned=("op-icbc", STREET),
    )
    said = announce("catalogue", fact)
    assert [each.to for each in said] == ["op-icbc", STREET]
    assert all(isinstance(each.message, CatalogueChanged) for each in said)
