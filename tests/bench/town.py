"""A small town for measuring: its lists stay as they are, so figures compare from year to year."""

from datetime import date

from hub.domain.calendar import Calendar
from hub.domain.catalogue import Catalogue
from hub.domain.guides import (
    ClockProfile,
    Guide,
    Item,
    ItemType,
    MaterialRequirement,
    Requirement,
    Step,
)
from hub.domain.lists import (
    EVERY_STREET,
    AssistedRow,
    Audience,
    DirectoryEntry,
    EmpoweredRow,
    EmpowermentForm,
    Execution,
    GuideDirectory,
    OutletRow,
    OwnRow,
)
from hub.domain.places import Counter, Organisation, Outlet, OutletKind, Street
from hub.domain.vocabulary import OrganisationKind

STREETS = ("street-dongcheng", "street-nanhu", "street-xincun")
DEPARTMENT = "dept-chengguan"
OPERATOR = "op-post"
ADMINISTRATION = "admin"
OWN, EMPOWERED, ASSISTED, RELAYED, INSTANT = (
    f"item-{road}" for road in ("own", "empowered", "assisted", "relayed", "instant")
)
BASIC_CODE = "000112006000"
MATERIALS = ("identity", "application")


def town() -> Catalogue:
    """Three streets, a department and an operator, with one item for each road."""
    return Catalogue(
        edition="bench",
        organisations={each.code: each for each in _organisations()},
        streets={
            code: Street(code=code, name=code, area_code=f"37012500{number}")
            for number, code in enumerate(STREETS, 1)
        },
        outlets={outlet.code: outlet for outlet in map(_outlet, STREETS)},
        counters={
            counter_of(code): Counter(code=counter_of(code), name=counter_of(code), street=code)
            for code in STREETS
        },
        items={code: _item(code) for code in (OWN, EMPOWERED, ASSISTED, RELAYED, INSTANT)},
        own=(OwnRow(item=OWN),),
        empowered=(_empowered(),),
        assisted=(AssistedRow(item=ASSISTED), AssistedRow(item=RELAYED)),
        outlet=(
            OutletRow(item=RELAYED, outlet_kind=OutletKind.POST, execution=Execution.RELAYED),
            OutletRow(item=INSTANT, outlet_kind=OutletKind.POST, execution=Execution.INSTANT),
        ),
        directories={"bench": _directory()},
        calendar=Calendar(published=tuple(range(2024, 2028))),
    )


def counter_of(street: str) -> str:
    """The code of the one counter of a street."""
    return f"{street}-counter-1"


def outlet_of(street: str) -> str:
    """The code of the one outlet of a street."""
    return f"{street}-outlet-1"


def _organisations() -> list[Organisation]:
    kinds = dict.fromkeys(STREETS, OrganisationKind.STREET) | {
        DEPARTMENT: OrganisationKind.DEPARTMENT,
        OPERATOR: OrganisationKind.OPERATOR,
        ADMINISTRATION: OrganisationKind.ADMINISTRATION,
    }
    return [Organisation(code=code, name=code, kind=kind) for code, kind in kinds.items()]


def _outlet(street: str) -> Outlet:
    code = outlet_of(street)
    return Outlet(code=code, name=code, street=street, operator=OPERATOR, kind=OutletKind.POST)


def _item(code: str) -> Item:
    document = None if code == INSTANT else "licence"
    return Item(
        code=code,
        name=code,
        type=ItemType.LICENCE,
        basic_code=BASIC_CODE,
        department=None if code == OWN else DEPARTMENT,
        responsible=DEPARTMENT,
        instant=code == INSTANT,
        result_document=document,
        clock=ClockProfile(statutory_days=20, promised_days=5),
        guide=Guide(
            materials=tuple(
                MaterialRequirement(code=name, name=name, requirement=Requirement.REQUIRED)
                for name in MATERIALS
            ),
            steps=(Step(name="现场踏勘", organisation=DEPARTMENT, limit_days=3),),
        ),
    )


def _directory() -> GuideDirectory:
    return GuideDirectory(
        code="bench",
        name="bench",
        edition="1",
        audience=Audience.STREET,
        entries=(DirectoryEntry(basic_code=BASIC_CODE, name="bench"),),
    )


def _empowered() -> EmpoweredRow:
    return EmpoweredRow(
        item=EMPOWERED,
        directory="bench",
        edition="1",
        form=EmpowermentForm.TRANSFERRED,
        instrument="bench",
        in_name_of=EVERY_STREET,
        claimed_on=date(2025, 1, 1),
        filed_on=date(2025, 1, 2),
    )
