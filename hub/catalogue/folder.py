"""A folder of spreadsheets -> a catalogue, or every fault of it at once."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

from hub.catalogue.bundle_rows import BundleHeadRow, BundleItemRow, bundles_of
from hub.catalogue.rows import (
    DayRow,
    DirectoryRow,
    EntryRow,
    FeeRow,
    ItemRow,
    MaterialRow,
    OverrideRow,
    StepRow,
    calendar_of,
    directories_of,
    items_of,
)
from hub.catalogue.tables import Record, Table, keyed, read
from hub.domain.catalogue import Catalogue, Thresholds
from hub.domain.code_lists import CodeMeaning
from hub.domain.faults import Fault, Rows
from hub.domain.lists import AssistedRow, EmpoweredRow, OutletRow, OwnRow
from hub.domain.members import Member
from hub.domain.mentors import Mentor
from hub.domain.places import Community, Counter, Organisation, Outlet, Street
from hub.domain.publishing import errors, validate
from hub.domain.signing_keys import SigningKey
from hub.domain.stationed import Stationed

SETTINGS_FILE = "catalogue.json"


class _Settings(msgspec.Struct, forbid_unknown_fields=True):
    """What catalogue.json holds: edition, published calendar years, thresholds."""

    edition: str
    published_years: list[int]
    thresholds: Thresholds = msgspec.field(default_factory=Thresholds)


@dataclass(slots=True)
class _Folder:
    """The folder being read: faults so far, and which line each thing stands on."""

    path: Path
    faults: list[Fault] = field(default_factory=list)
    lines: dict[tuple[str, str], int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def _read(self, file: str, kind: type[Record], *, optional: bool = False) -> Table[Record]:
        table = read(self.path, file, kind, optional=optional)
        self.names[file] = table.file
        return table

    def by_code(
        self, file: str, kind: type[Record], column: str = "code", *, optional: bool = False
    ) -> dict[str, Record]:
        table = self._read(file, kind, optional=optional)
        found = keyed(table, lambda record: str(getattr(record, column)))
        for placed in reversed(table.placed):
            self.lines[file, str(getattr(placed.record, column))] = placed.line
        self.faults += table.faults
        return found

    def in_order(self, file: str, kind: type[Record]) -> tuple[Record, ...]:
        table = self._read(file, kind)
        for position, placed in enumerate(table.placed):
            self.lines[file, str(position)] = placed.line
        self.faults += table.faults
        return table.records

    def belonging(
        self,
        file: str,
        kind: type[Record],
        column: str,
        owners: dict[str, object],
        part: str = "code",
    ) -> tuple[Record, ...]:
        """Return records that name an owner which there is; the others are faults.

        Lines are kept by owner and `part`, a second one of the same with `#2`.
        """
        table = self._read(file, kind)
        seen: dict[str, int] = {}
        for placed in table.placed:
            key = f"{getattr(placed.record, column)}/{getattr(placed.record, part)}"
            seen[key] = seen.get(key, 0) + 1
            number = f"#{seen[key]}" if seen[key] > 1 else ""
            self.lines[file, key + number] = placed.line
        _check_owners(table, column, owners)
        self.faults += table.faults
        return tuple([r for r in table.records if getattr(r, column) in owners])

    def settings(self) -> _Settings:
        try:
            data = (self.path / SETTINGS_FILE).read_bytes()
            return msgspec.json.decode(data, type=_Settings)
        except (OSError, UnicodeDecodeError, msgspec.MsgspecError) as error:
            fault = Fault(file=SETTINGS_FILE, row=None, column="", reason=f"无法读取:{error}")
            self.faults.append(fault)
            return _Settings(edition="", published_years=[])


def load(path: Path) -> tuple[Catalogue | None, tuple[Fault, ...]]:
    """Return the catalogue in the folder `path`, and its faults with file, row and column.

    The catalogue is None when any fault is an error; warnings come beside a catalogue.
    """
    folder = _Folder(Path(path))
    catalogue = _read(folder)
    broken = [
        replace(fault, file=folder.names.get(fault.file, fault.file))
        for fault in validate(catalogue, Rows(folder.lines))
    ]
    faults = (*folder.faults, *broken)
    return (None if errors(faults) else catalogue), faults


def _read(folder: _Folder) -> Catalogue:
    settings = folder.settings()
    items = folder.by_code("items.csv", ItemRow)
    directories = folder.by_code("directories.csv", DirectoryRow)
    bundles = folder.by_code("bundles.csv", BundleHeadRow)
    return Catalogue(
        edition=settings.edition,
        organisations=folder.by_code("organisations.csv", Organisation),
        streets=folder.by_code("streets.csv", Street),
        communities=folder.by_code("communities.csv", Community),
        outlets=folder.by_code("outlets.csv", Outlet),
        counters=folder.by_code("counters.csv", Counter),
        items=items_of(
            items,
            folder.belonging("materials.csv", MaterialRow, "item", {**items}),
            folder.belonging("steps.csv", StepRow, "item", {**items}, "name"),
            folder.belonging("fees.csv", FeeRow, "item", {**items}),
        ),
        own=folder.in_order("own.csv", OwnRow),
        empowered=folder.in_order("empowered.csv", EmpoweredRow),
        assisted=folder.in_order("assisted.csv", AssistedRow),
        outlet=folder.in_order("outlet_list.csv", OutletRow),
        directories=directories_of(
            directories,
            folder.belonging(
                "directory_entries.csv", EntryRow, "directory", {**directories}, "basic_code"
            ),
        ),
        mentors=folder.by_code("mentors.csv", Mentor),
        stationed=folder.by_code("stationed.csv", Stationed),
        members=folder.by_code("members.csv", Member, "key", optional=True),
        signing_keys=folder.by_code("signing_keys.csv", SigningKey, optional=True),
        codes=folder.in_order("code_lists.csv", CodeMeaning),
        bundles=bundles_of(
            bundles,
            folder.belonging("bundle_items.csv", BundleItemRow, "bundle", {**bundles}, "item"),
        ),
        calendar=calendar_of(
            settings.published_years,
            folder.by_code("calendar.csv", DayRow, "day").values(),
            folder.by_code("calendar_override.csv", OverrideRow, "day").values(),
        ),
        thresholds=settings.thresholds,
    )


def _check_owners(table: Table[Record], column: str, owners: dict[str, object]) -> None:
    for placed in table.placed:
        owner = getattr(placed.record, column)
        if owner not in owners:
            table.complain(placed.line, column, f"没有代码为{owner}的主记录")
