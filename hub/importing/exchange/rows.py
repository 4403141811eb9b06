"""A row of an exchange table, read: every cell of its form, or all that is wrong with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final
from zoneinfo import ZoneInfo

from connectors.instants import Clock
from connectors.spreadsheets import TableRow
from hub.domain.code_lists import CodeMeaning
from hub.importing.cleaning import clean, clean_code
from hub.importing.exchange.feedback import Feedback, Quality
from hub.importing.exchange.tables import BATCH, CASE, OPERATION, PERIODS, Column, Table, plain

CLOCK: Final = Clock(ZoneInfo("Asia/Shanghai"))
"""Exchange tables name no zone: they are written in China's time."""

TAKEN_BACK: Final = frozenset({"D"})
_CODES: Final = frozenset({OPERATION, CASE})

Codes = Mapping[tuple[str, str], CodeMeaning]
"""Meaning by code system and code."""


@dataclass(frozen=True, slots=True)
class ExchangeRow:
    """A row whose cells are of their form: texts and instants by column name, "" where empty."""

    table: Table
    number: int
    texts: Mapping[str, str]
    times: Mapping[str, datetime]
    digest: str

    @property
    def key(self) -> str:
        """What names the row in its table."""
        return self.texts[self.table.key]

    @property
    def at(self) -> datetime:
        """The instant that the row stands at."""
        return self.times[self.table.moment]

    def told(self, rule: str, reason: str, remedy: str, column: str = "") -> Feedback:
        """Return that something is wrong with the row, in words of one's own."""
        return Feedback(
            table_name=self.table.name,
            row=self.number,
            row_guid=self.key,
            project_no=self.texts.get(CASE, ""),
            column_name=column,
            rule=rule,
            reason=reason,
            remedy=remedy,
            cd_batch=self.texts[BATCH],
        )

    def wrong(self, why: Quality, column: str = "", **words: object) -> Feedback:
        """Return that something is wrong with the row, by the rule's own words."""
        return self.told(why.code, why.sentence.format(**words), why.remedy.format(**words), column)


class Header:
    """Which column of a sheet is which column of a table."""

    def __init__(self, table: Table, cells: tuple[str, ...]) -> None:
        known = {plain(name): c.name for c in table.columns for name in (c.name, c.title)}
        self.table = table
        self.places: dict[str, int] = {}
        for place, cell in enumerate(cells):
            name = known.get(plain(clean_code(cell)))
            if name is not None:
                self.places.setdefault(name, place)

    def read(self, row: TableRow, codes: Codes) -> tuple[ExchangeRow, tuple[Feedback, ...]]:
        """Return the row as far as it can be read, and all that is wrong with it."""
        texts = {column.name: self._cell(row, column) for column in self.table.columns}
        times = dict(_times(self.table, texts))
        read = ExchangeRow(self.table, row.number, texts, times, _digest(self.table, texts))
        if row.damage is not None:
            return read, (read.wrong(Quality.DAMAGED, detail=row.damage),)
        return read, (*_cells(read, codes), *_whole(read))

    def _cell(self, row: TableRow, column: Column) -> str:
        place = self.places.get(column.name)
        text = "" if place is None or place >= len(row.cells) else row.cells[place]
        return clean_code(text) if column.name in _CODES else clean(text)


def _times(table: Table, texts: Mapping[str, str]) -> Iterator[tuple[str, datetime]]:
    for column in table.columns:
        if column.limit is None and texts[column.name]:
            try:
                yield column.name, CLOCK.read(texts[column.name])
            except ValueError:
                continue


def _cells(row: ExchangeRow, codes: Codes) -> Iterator[Feedback]:
    for column in row.table.columns:
        found = _cell(row, column, codes)
        if found is not None:
            yield found


def _cell(row: ExchangeRow, column: Column, codes: Codes) -> Feedback | None:
    text, name, title = row.texts[column.name], column.name, column.title
    if not text:
        return row.wrong(Quality.REQUIRED, name, title=title) if column.required else None
    if column.limit is None:
        return None if name in row.times else row.wrong(Quality.TIME, name, title=title)
    if len(text) > column.limit:
        return row.wrong(Quality.LENGTH, name, title=title, limit=column.limit)
    if column.codes and codes and (column.codes, text) not in codes:
        return row.wrong(Quality.CODE, name, title=title, system=column.codes)
    return None


def _whole(row: ExchangeRow) -> Iterator[Feedback]:
    """Yield what is wrong with cells that are each of their form."""
    if row.texts[OPERATION].upper() in TAKEN_BACK:
        yield row.wrong(Quality.TAKEN_BACK, OPERATION)
    before, after = PERIODS.get(row.table.name, ("", ""))
    if before in row.times and after in row.times and row.times[after] < row.times[before]:
        titles = {"title": row.table.column(after).title, "before": row.table.column(before).title}
        yield row.wrong(Quality.PERIOD, after, **titles)


def _digest(table: Table, texts: Mapping[str, str]) -> str:
    """Return the mark of what a row says (32 hex digits), whenever and however it is pushed."""
    said = [text for name, text in texts.items() if name not in {BATCH, OPERATION, "cd_time"}]
    return sha256("\0".join([table.name, *said]).encode("utf-8", "surrogatepass")).hexdigest()[:32]
