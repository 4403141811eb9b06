"""One row of an item list: an item, or every reason why it is none."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from connectors.spreadsheets import TableRow
from hub.domain.guides import ItemType
from hub.domain.retention import Retention
from hub.importing.carrying import Carried, cell
from hub.importing.cleaning import clean, clean_code, clean_name, has_control_characters
from hub.importing.codes import Form, form_of
from hub.importing.headers import FIELDS, REQUIRED, Header
from hub.importing.item_types import NEVER_APPLIED_FOR, type_of
from hub.importing.listed import Finding, ListedItem, Severity
from hub.importing.periods import days_of, retention_of

INSTANT_HANDLING = frozenset({"1", "01", "即办", "即办件"})
NAME_LIMIT = 200
PERIODS = ("promised_days", "statutory_days")

PeriodT = TypeVar("PeriodT", int, Retention)


@dataclass(slots=True)
class RowReader:
    """Reads the rows under one header; `constants` stand in for columns the list lacks."""

    file: str
    header: Header
    constants: Mapping[str, str]
    carried: Mapping[str, Carried] = field(default_factory=dict)

    def read(self, row: TableRow) -> tuple[ListedItem | None, list[Finding]]:
        """Return the item with its warnings, or None with all errors of the row."""
        reading = _Reading(self, row)
        item = reading.item()
        return item, reading.findings


class _Reading:
    """The reading of one row: findings gather, all at once."""

    def __init__(self, reader: RowReader, row: TableRow) -> None:
        self.findings: list[Finding] = []
        self._reader = reader
        self._row = row

    def item(self) -> ListedItem | None:
        """The item, or None when an error was found."""
        if self._row.damage is not None:
            self._add("", "damaged row", self._row.damage, "Repair the row's quotes.")
            return None
        code, implementation_code = self._codes()
        item_type = self._type()
        name, department = self._required_name("name"), self._department()
        self._doubtful_cells()
        self._surplus()
        days = {period: self._period(period, days_of) for period in PERIODS}
        if item_type is None or any(f.severity is Severity.ERROR for f in self.findings):
            return None
        return ListedItem(
            sheet=self._row.sheet,
            row=self._row.number,
            code=code,
            implementation_code=implementation_code,
            name=name,
            type=item_type,
            published_type=self._text("type"),
            department=department,
            department_code=clean_code(self._text("department_code")),
            group=clean_name(self._carried("group")),
            area=clean_code(self._text("area")),
            instant=clean(self._text("handling")) in INSTANT_HANDLING,
            retention=self._period("retention", retention_of),
            extra=self._extra(),
            **days,
        )

    def _text(self, name: str) -> str:
        """The cell of a field, or the constant that was given for it."""
        place = self._reader.header.places.get(name)
        return cell(self._row, place) or self._reader.constants.get(name, "")

    def _carried(self, name: str) -> str:
        text = self._text(name)
        if text:
            return text
        return self._reader.carried.get(name, {}).get(self._row.number, ("", 0))[0]

    def _add(self, name: str, kind: str, reason: str, remedy: str = "") -> None:
        self._find(name, kind, reason, remedy, Severity.ERROR)

    def _warn(self, name: str, kind: str, reason: str) -> None:
        self._find(name, kind, reason, "", Severity.WARNING)

    def _find(self, name: str, kind: str, reason: str, remedy: str, severity: Severity) -> None:
        finding = Finding(
            file=self._reader.file,
            sheet=self._row.sheet,
            row=self._row.number,
            column=self._reader.header.column(name) if name in FIELDS else name,
            kind=kind,
            reason=reason,
            remedy=remedy,
            severity=severity,
        )
        self.findings.append(finding)

    def _missing(self, name: str) -> None:
        if name in self._reader.header.places:
            self._add(name, f"no {name}", f"the row has no {name}", "Fill the cell.")
            return
        remedy = f"Say --column {name}=HEADER, or --constant {name}=VALUE for all rows."
        self._add(name, f"no {name} column", f"the list has no column for {name}", remedy)

    def _required_name(self, name: str) -> str:
        raw = self._carried(name)
        text = clean_name(raw)
        if not text:
            self._missing(name)
        elif len(text) > NAME_LIMIT:
            self._add(name, "too long", f"the {name} has {len(text)} of {NAME_LIMIT} characters")
        if has_control_characters(raw):
            self._warn(name, "control characters", f"invisible characters left out of the {name}")
        return text

    def _department(self) -> str:
        name = self._required_name("department")
        origin = self._reader.carried.get("department", {}).get(self._row.number)
        if name and origin is not None and not self._text("department"):
            self._warn("department", "carried down", f"department taken from row {origin[1]}")
        return name

    def _codes(self) -> tuple[str, str | None]:
        """The code the hub goes by, and the code of the national form if there is one."""
        code, local = clean_code(self._text("code")), clean_code(self._text("local_code"))
        if not code and not local:
            self._missing("code")
            return "", None
        form = form_of(code or local)
        if form is Form.UNUSABLE or (local and form_of(local) is Form.UNUSABLE):
            self._add("code", "unusable code", str(Form.UNUSABLE.value), "Correct the code.")
        elif form is Form.LOCAL:
            self._warn("code", "local code", str(form.value))
        elif form is Form.BAD_CHECK_CHARACTER:
            self._warn("code", "wrong check character", str(form.value))
        return local or code, code.upper() if code and form is Form.STANDARD else None

    def _type(self) -> ItemType | None:
        text = clean(self._text("type"))
        if not text:
            self._missing("type")
            return None
        found = type_of(text)
        if found is None:
            known = ", ".join(ItemType)
            reason = f"type {text!r} is unknown (GB/T 39046 has {known})"
            self._add("type", "unknown type", reason, "Correct the type.")
        elif found in NEVER_APPLIED_FOR:
            reason = (
                f"type {found.value} ({found.name.lower()}) is not applied for: "
                "types 02, 03, 04 and 06 (GB/T 39046) may not be listed"
            )
            remedy = "Leave it out: only what somebody applies for may be listed."
            self._add("type", "not applied for", reason, remedy)
        return found

    def _period(self, name: str, read: Callable[[str], PeriodT | None]) -> PeriodT | None:
        """What `read` makes of a cell; what it can make nothing of is left out and said."""
        try:
            return read(self._text(name))
        except ValueError as error:
            self._warn(name, "unclear period", f"{error}; left out")
            return None

    def _doubtful_cells(self) -> None:
        """A rounded number is no code; elsewhere it is worth saying."""
        places = {place: name for name, place in self._reader.header.places.items()}
        for place, reason in self._row.doubts.items():
            name = places.get(place, "")
            if name in {"code", "local_code"}:
                remedy = "Format the column as text and type the code again."
                self._add(name, "rounded number", f"the code is {reason}", remedy)
            else:
                self._warn(name or self._column(place), "rounded number", reason)

    def _column(self, place: int) -> str:
        names = self._reader.header.names
        return names[place] if place < len(names) and names[place] else f"column {place + 1}"

    def _surplus(self) -> None:
        width = len(self._reader.header.names)
        if any(text.strip() for text in self._row.cells[width:]):
            reason = f"{len(self._row.cells)} cells where the header has {width}"
            self._add("", "too many cells", reason, "Put cells with a separator in quotes.")

    def _extra(self) -> dict[str, str]:
        taken = set(self._reader.header.places.values())
        return {
            self._column(place): clean(text)
            for place, text in enumerate(self._row.cells)
            if place not in taken and text.strip()
        }


def lacks_all(row: TableRow, header: Header) -> bool:
    """Whether a row has nothing in any column that an item needs."""
    return not any(cell(row, header.places.get(name)) for name in REQUIRED)
