"""Flat rows of the spreadsheets whose records in the domain are nested."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hub.catalogue.marks import DayMark
from hub.domain.calendar import Calendar
from hub.domain.guides import (
    RENEWAL_DAYS,
    ApplicantKind,
    BodyNature,
    Channel,
    ClockProfile,
    ClockStart,
    DayKind,
    Fee,
    Guide,
    Handling,
    Item,
    ItemType,
    Level,
    MaterialRequirement,
    Requirement,
    Step,
)
from hub.domain.lists import Audience, DirectoryEntry, GuideDirectory
from hub.domain.retention import Retention
from hub.domain.vocabulary import ApproverRole, DeliveryMethod, MaterialForm

_FRIDAY = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """A row of items.csv."""

    code: str
    name: str
    type: ItemType
    basic_code: str = ""
    implementation_code: str | None = None
    nature: BodyNature = BodyNature.STATUTORY
    department: str | None = None
    supervising: str | None = None
    responsible: str | None = None
    legal_basis: str = ""
    instant: bool = False
    preliminary_review: bool = False
    result_document: str | None = None
    statutory_days: int | None = None
    promised_days: int | None = None
    day_kind: DayKind = DayKind.WORKING
    clock_source: str = ""
    extension_days: int | None = None
    handling: Handling = Handling.SINGLE
    validity_days: int | None = None
    renewal_days: int = RENEWAL_DAYS
    conditions: str = ""
    appeal: str = ""
    benefit_continues: bool = False
    level: Level | None = None
    body: str | None = None
    system: str = ""
    applicants: tuple[ApplicantKind, ...] = ()
    channels: tuple[Channel, ...] = ()
    delivery: tuple[DeliveryMethod, ...] = ()
    starts: ClockStart = ClockStart.ACCEPTANCE
    extension_approver: ApproverRole | None = None
    guide_version: str = ""
    guide_dated_on: date | None = None
    process: str = ""
    times: str = ""
    place: str = ""
    phone: str = ""
    in_person: bool = False
    retention: Retention | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialRow:
    """A row of materials.csv."""

    item: str
    code: str
    name: str
    requirement: Requirement
    form: MaterialForm = MaterialForm.ORIGINAL
    issuer: str = ""
    sample: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """A row of steps.csv; `organisation` `*` is the receiving street."""

    item: str
    name: str
    organisation: str
    limit_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeRow:
    """A row of fees.csv; no amount where it follows from a published standard."""

    item: str
    code: str
    name: str
    legal_basis: str = ""
    amount_fen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryRow:
    """A row of directories.csv."""

    code: str
    name: str
    edition: str
    audience: Audience


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """A row of directory_entries.csv."""

    directory: str
    basic_code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRow:
    """A row of calendar.csv: a working day off, or a working Saturday or Sunday."""

    day: date
    mark: DayMark


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrideRow:
    """A row of calendar_override.csv: a day that is otherwise than published, and who says so."""

    day: date
    mark: DayMark
    source: str


def items_of(
    rows: dict[str, ItemRow],
    materials: Iterable[MaterialRow],
    steps: Iterable[StepRow],
    fees: Iterable[FeeRow],
) -> dict[str, Item]:
    """Return the items with their guides and fees."""
    wanted: dict[str, list[MaterialRequirement]] = defaultdict(list)
    for material in materials:
        wanted[material.item].append(_material(material))
    path: dict[str, list[Step]] = defaultdict(list)
    for step in steps:
        path[step.item].append(
            Step(name=step.name, organisation=step.organisation, limit_days=step.limit_days)
        )
    asked: dict[str, list[Fee]] = defaultdict(list)
    for fee in fees:
        asked[fee.item].append(_fee(fee))
    return {
        code: _item(row, tuple(wanted[code]), tuple(path[code]), tuple(asked[code]))
        for code, row in rows.items()
    }


def directories_of(
    rows: dict[str, DirectoryRow], entries: Iterable[EntryRow]
) -> dict[str, GuideDirectory]:
    """Return the guide directories with their entries."""
    inside: dict[str, list[DirectoryEntry]] = defaultdict(list)
    for entry in entries:
        inside[entry.directory].append(DirectoryEntry(basic_code=entry.basic_code, name=entry.name))
    return {
        code: GuideDirectory(
            code=code,
            name=row.name,
            edition=row.edition,
            audience=row.audience,
            entries=tuple(inside[code]),
        )
        for code, row in rows.items()
    }


def calendar_of(
    published: Iterable[int], days: Iterable[DayRow], overrides: Iterable[OverrideRow] = ()
) -> Calendar:
    """Return the working calendar; what an override says of a day holds, whatever was published."""
    marks = {row.day: row.mark for row in days}
    off = {day for day, mark in marks.items() if mark is DayMark.HOLIDAY}
    on = {day for day, mark in marks.items() if mark is DayMark.MAKE_UP}
    for row in overrides:
        off.discard(row.day)
        on.discard(row.day)
        if (row.mark is DayMark.HOLIDAY) == (row.day.weekday() <= _FRIDAY):
            (off if row.mark is DayMark.HOLIDAY else on).add(row.day)
    return Calendar(
        published=tuple(sorted(published)),
        holidays=tuple(sorted(off)),
        make_up_days=tuple(sorted(on)),
    )


def _material(row: MaterialRow) -> MaterialRequirement:
    return MaterialRequirement(
        code=row.code,
        name=row.name,
        requirement=row.requirement,
        form=row.form,
        issuer=row.issuer,
        sample=row.sample,
    )


def _guide(
    row: ItemRow, materials: tuple[MaterialRequirement, ...], steps: tuple[Step, ...]
) -> Guide:
    return Guide(
        version=row.guide_version,
        dated_on=row.guide_dated_on,
        conditions=row.conditions,
        materials=materials,
        steps=steps,
        process=row.process,
        times=row.times,
        place=row.place,
        phone=row.phone,
        appeal=row.appeal,
    )


def _fee(row: FeeRow) -> Fee:
    return Fee(code=row.code, name=row.name, legal_basis=row.legal_basis, amount_fen=row.amount_fen)


def _item(
    row: ItemRow,
    materials: tuple[MaterialRequirement, ...],
    steps: tuple[Step, ...],
    fees: tuple[Fee, ...],
) -> Item:
    return Item(
        code=row.code,
        name=row.name,
        type=row.type,
        basic_code=row.basic_code,
        implementation_code=row.implementation_code,
        level=row.level,
        body=row.body,
        nature=row.nature,
        department=row.department,
        supervising=row.supervising,
        responsible=row.responsible,
        system=row.system,
        applicants=row.applicants,
        channels=row.channels,
        delivery=row.delivery,
        legal_basis=row.legal_basis,
        instant=row.instant,
        preliminary_review=row.preliminary_review,
        benefit_continues=row.benefit_continues,
        in_person=row.in_person,
        result_document=row.result_document,
        clock=ClockProfile(
            statutory_days=row.statutory_days,
            promised_days=row.promised_days,
            unit=row.day_kind,
            source=row.clock_source,
            extension_days=row.extension_days,
            handling=row.handling,
            starts=row.starts,
            extension_approver=row.extension_approver,
        ),
        guide=_guide(row, materials, steps),
        fees=fees,
        validity_days=row.validity_days,
        renewal_days=row.renewal_days,
        retention=row.retention,
    )
