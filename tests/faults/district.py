"""A small district for faults: nine streets, three departments, a bank; one item for each mode."""

from datetime import date

from hub.domain.calendar import Calendar
from hub.domain.catalogue import Catalogue
from hub.domain.guides import ClockProfile, Item, ItemType
from hub.domain.lists import (
    AssistedRow,
    Audience,
    DirectoryEntry,
    EmpoweredRow,
    EmpowermentForm,
    GuideDirectory,
)
from hub.domain.places import Counter, Organisation, Street
from hub.domain.vocabulary import OrganisationKind

STREETS = tuple(f"street-{number}" for number in range(1, 10))
DEPARTMENTS = ("dept-1", "dept-2", "dept-3")
LATE_DEPARTMENT = DEPARTMENTS[-1]
"""Its inbox is missing when the run begins."""

CARRIED_TO = DEPARTMENTS[1]
"""It has no Kafka client: what its inbox has is posted to it."""

EMPOWERED = "empowered-item"
CLAIMED = date(2025, 1, 1)


def assisted_item(department: str) -> str:
    """Return the code of the item that a department decides."""
    return f"assisted-item-of-{department}"


def counter_of(street: str) -> str:
    """Return the code of a street's counter."""
    return f"counter-of-{street}"


def load() -> Catalogue:
    """Return the catalogue."""
    kinds = [("admin", OrganisationKind.ADMINISTRATION)]
    kinds += [(code, OrganisationKind.STREET) for code in STREETS]
    kinds += [(code, OrganisationKind.DEPARTMENT) for code in DEPARTMENTS]
    return Catalogue(
        edition="faults",
        calendar=Calendar(published=(2025, 2026, 2027)),
        organisations={code: Organisation(code=code, name=code, kind=kind) for code, kind in kinds},
        streets={
            code: Street(code=code, name=code, area_code=f"3602030{number:02d}")
            for number, code in enumerate(STREETS)
        },
        counters={
            counter_of(code): Counter(code=counter_of(code), name=code, street=code)
            for code in STREETS
        },
        items={item.code: item for item in _items()},
        empowered=(
            EmpoweredRow(
                item=EMPOWERED,
                directory="guide",
                edition="1",
                form=EmpowermentForm.TRANSFERRED,
                instrument="instrument-1",
                in_name_of="street-1",
                claimed_on=CLAIMED,
                filed_on=CLAIMED,
            ),
        ),
        assisted=tuple(AssistedRow(item=assisted_item(code)) for code in DEPARTMENTS),
        directories={
            "guide": GuideDirectory(
                code="guide",
                name="guide",
                edition="1",
                audience=Audience.STREET,
                entries=(DirectoryEntry(basic_code="000000000001", name=EMPOWERED),),
            )
        },
    )


def _items() -> list[Item]:
    clock = ClockProfile(statutory_days=20, promised_days=3)
    empowered = Item(
        code=EMPOWERED,
        name="赋权事项",
        type=ItemType.OTHER,
        basic_code="000000000001",
        department=DEPARTMENTS[0],
        clock=clock,
    )
    assisted = [
        Item(
            code=assisted_item(department),
            name="帮办事项",
            type=ItemType.LICENCE,
            department=department,
            result_document="permit",
            clock=clock,
        )
        for department in DEPARTMENTS
    ]
    return [empowered, *assisted]
