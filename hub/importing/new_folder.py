"""A catalogue folder where there was none: every spreadsheet a catalogue has, with its header."""

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from pathlib import Path

from hub.catalogue.bundle_rows import BundleHeadRow, BundleItemRow
from hub.catalogue.calendar_source import published_days, published_years
from hub.catalogue.rows import (
    DayRow,
    DirectoryRow,
    EntryRow,
    FeeRow,
    ItemRow,
    MaterialRow,
    OverrideRow,
    StepRow,
)
from hub.domain.calendar import SHANGHAI
from hub.domain.code_lists import CodeMeaning
from hub.domain.lists import AssistedRow, EmpoweredRow, OutletRow, OwnRow
from hub.domain.members import Member
from hub.domain.mentors import Mentor
from hub.domain.places import Community, Counter, Organisation, Outlet, Street
from hub.domain.signing_keys import SigningKey
from hub.domain.stationed import Stationed
from hub.domain.vocabulary import OrganisationKind
from hub.importing.sheets import write_csv

SHEETS: Mapping[str, type] = {
    "items.csv": ItemRow,
    "materials.csv": MaterialRow,
    "steps.csv": StepRow,
    "fees.csv": FeeRow,
    "streets.csv": Street,
    "communities.csv": Community,
    "outlets.csv": Outlet,
    "counters.csv": Counter,
    "own.csv": OwnRow,
    "empowered.csv": EmpoweredRow,
    "assisted.csv": AssistedRow,
    "outlet_list.csv": OutletRow,
    "directories.csv": DirectoryRow,
    "directory_entries.csv": EntryRow,
    "bundles.csv": BundleHeadRow,
    "bundle_items.csv": BundleItemRow,
    "mentors.csv": Mentor,
    "stationed.csv": Stationed,
    "signing_keys.csv": SigningKey,
    "members.csv": Member,
    "code_lists.csv": CodeMeaning,
    "calendar_override.csv": OverrideRow,
}
ADMINISTRATION_NAME = "区政务服务管理部门"
YEARS_BACK = 1
YEARS_AHEAD = 2


def is_new(folder: Path) -> bool:
    """Whether there is no folder, or nothing in it."""
    return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))


def create(folder: Path, administration: str) -> None:
    """Make a catalogue with the administration and the working calendar, and nothing else."""
    today = datetime.now(SHANGHAI).date()
    years = range(today.year - YEARS_BACK, today.year + YEARS_AHEAD)
    for file, kind in SHEETS.items():
        write_csv(folder / file, [field.name for field in fields(kind)], [])
    write_csv(
        folder / "organisations.csv",
        [field.name for field in fields(Organisation)],
        [(administration, ADMINISTRATION_NAME, OrganisationKind.ADMINISTRATION.value, "")],
    )
    days = [(row.day.isoformat(), row.mark.value) for row in published_days(years)]
    write_csv(folder / "calendar.csv", [field.name for field in fields(DayRow)], days)
    said = {"edition": today.isoformat(), "published_years": list(published_years(years))}
    (folder / "catalogue.json").write_text(json.dumps(said, indent=2) + "\n", encoding="utf-8")
