"""Items of a list into a catalogue folder: new ones added, known ones brought up to date.

What the list does not say (materials, steps, legal basis …) is left as the folder has it. Where an
item comes from, and the list's own columns, are kept beside it in `items_source.csv`.
"""

from base64 import b32encode
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, fields
from hashlib import sha256
from pathlib import Path

from hub.catalogue.rows import ItemRow
from hub.domain.places import Organisation
from hub.domain.vocabulary import OrganisationKind
from hub.importing.cleaning import clean_name
from hub.importing.listed import ItemList, ListedItem
from hub.importing.new_folder import create, is_new
from hub.importing.sheets import Sheet, write_csv
from hub.unfit import Unfit

SOURCE_FILE = "items_source.csv"
SOURCE_COLUMNS = (
    "code", "file", "sheet", "row", "department", "department_code", "group", "area", "type",
)  # fmt: skip
REJECTS_COLUMNS = ("sheet", "row", "column", "kind", "reason", "remedy")
CODE_CHARACTERS = 10


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: items added, updated, unchanged; departments that are new."""

    created: bool
    added: int
    updated: int
    unchanged: int
    departments: tuple[str, ...]
    rejects: Path | None


def import_into(
    folder: Path, found: ItemList, *, administration: str, rejects: Path | None = None
) -> Imported:
    """Write the items of a list into a catalogue folder, which is created if it is not there.

    Rejected rows go to `rejects` (in the folder unless said otherwise) with their reasons. Raises
    Unfit when the folder is something else or one of its spreadsheets cannot be read.
    """
    created = is_new(folder)
    if created:
        create(folder, administration)
    elif not (folder / "items.csv").is_file():
        sentence = f"{folder} is not a catalogue folder: it has no items.csv."
        raise Unfit(sentence, "Name a catalogue folder, or one that does not exist yet.")
    items = Sheet(folder / "items.csv", "code", [field.name for field in fields(ItemRow)])
    organisations = Sheet(
        folder / "organisations.csv", "code", [field.name for field in fields(Organisation)]
    )
    source = Sheet(folder / SOURCE_FILE, "code", SOURCE_COLUMNS)
    departments = _Departments(organisations)
    done = Counter(items.put(item.code, _cells(item, departments)) for item in found.items)
    for item in found.items:
        source.put(item.code, _source(found.file, item))
    for sheet in (organisations, source, items):
        sheet.save()
    return Imported(
        created,
        done["added"],
        done["updated"],
        done["unchanged"],
        tuple(departments.added),
        _write_rejects(found, rejects or folder / f"rejects-{Path(found.file).stem}.csv"),
    )


class _Departments:
    """Codes of departments by the names that lists use."""

    def __init__(self, organisations: Sheet) -> None:
        self._sheet = organisations
        self._codes = {
            clean_name(row.get(column, "")): row["code"].strip()
            for column in ("short_name", "name")
            for row in organisations.rows
            if row.get(column, "").strip()
        }
        self.added: list[str] = []

    def code(self, name: str) -> str:
        """The code of a department, which is added to the organisations if it is new."""
        if name not in self._codes:
            code = department_code(name)
            self._codes[name] = code
            self._sheet.put(code, {"name": name, "kind": OrganisationKind.DEPARTMENT.value})
            self.added.append(name)
        return self._codes[name]


def department_code(name: str) -> str:
    """Return an organisation code for a department's name: always the same for the same name."""
    digest = b32encode(sha256(name.encode()).digest()).decode().lower()
    return f"dept-{digest[:CODE_CHARACTERS]}"


def _cells(item: ListedItem, departments: _Departments) -> dict[str, str]:
    """What the list says of an item, as cells of items.csv; what it leaves open is not touched."""
    cells = {
        "name": item.name,
        "type": item.type.value,
        "department": departments.code(item.department),
    }
    if item.implementation_code is not None:
        cells["implementation_code"] = item.implementation_code
    if item.instant:
        cells["instant"] = "true"
    if item.retention is not None:
        cells["retention"] = item.retention.value
    for name in ("statutory_days", "promised_days"):
        days = getattr(item, name)
        if days is not None:
            cells[name] = str(days)
    return cells


def _source(file: str, item: ListedItem) -> Mapping[str, str]:
    said = {
        "file": file,
        "sheet": item.sheet,
        "row": str(item.row),
        "department": item.department,
        "department_code": item.department_code,
        "group": item.group,
        "area": item.area,
        "type": item.published_type,
    }
    return {**{f"list: {name}": text for name, text in item.extra.items()}, **said}


def _write_rejects(found: ItemList, path: Path) -> Path | None:
    """Write every rejected row with each of its faults; return the file, None if there is none."""
    if not found.rejected:
        path.unlink(missing_ok=True)
        return None
    width = max(len(row.cells) for row in found.rejected)
    header = (*REJECTS_COLUMNS, *(f"cell {n + 1}" for n in range(width)))
    rows = [
        (fault.sheet, fault.row, fault.column, fault.kind, fault.reason, fault.remedy, *row.cells)
        for row in found.rejected
        for fault in row.findings
    ]
    write_csv(path, header, rows)
    return path
