"""Rows of delimited text (RFC 4180 and its looser cousins), read so that no line vanishes.

A quote that is never closed swallows the rest of a file in an ordinary reader. Here a record that
does not parse is given back as its first line alone, marked as damaged, and reading goes on with
the next line.
"""

import csv
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

DELIMITERS = (",", "\t", ";", "|", "，", "；")
LINE_CHARACTERS = 1 << 18
RECORD_LINES = 200
SAMPLE_LINES = 50


@dataclass(frozen=True, slots=True)
class TextRow:
    """One record: its number (from 1, blank ones counted), its cells, what is wrong with it."""

    number: int
    cells: tuple[str, ...]
    damage: str | None = None


class _TooLong(Exception):
    """A record spans more lines than a record can: its quote is not closed."""


class _Lines:
    """Physical lines of a text with a way to give back those that turned out not to belong."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._returned: deque[str] = deque()
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self.taken) >= RECORD_LINES:
            raise _TooLong
        line = self._returned.popleft() if self._returned else self._line()
        if not line:
            raise StopIteration
        self.taken.append(line)
        return line

    def _line(self) -> str:
        """The next line; of one longer than a line can be, its beginning (the rest is passed)."""
        line = self._text.readline(LINE_CHARACTERS)
        rest = line
        while len(rest) == LINE_CHARACTERS and not rest.endswith(("\n", "\r")):
            rest = self._text.readline(LINE_CHARACTERS)
        return line

    def keep_first(self) -> str:
        """Give all lines taken but the first back, and return the first."""
        first, *others = self.taken
        self._returned.extendleft(reversed(others))
        return first


def text_rows(path: Path, encoding: str, delimiter: str) -> Iterator[TextRow]:
    """Yield every record of the file, blank ones too; memory does not grow with the file."""
    with path.open(encoding=encoding, newline="") as text:
        lines = _Lines(text)
        number = 0
        while (row := _next_row(lines, delimiter, number + 1)) is not None:
            number += 1
            yield row


def _next_row(lines: _Lines, delimiter: str, number: int) -> TextRow | None:
    lines.taken.clear()
    try:
        cells = next(csv.reader(lines, delimiter=delimiter, strict=True), None)
    except (csv.Error, _TooLong) as error:
        return _damaged(lines, delimiter, number, error)
    if cells is None:
        return None
    if max(map(len, lines.taken)) >= LINE_CHARACTERS:
        return TextRow(number, tuple(cells), f"a line of {LINE_CHARACTERS} characters or more")
    return TextRow(number, tuple(cells))


def _damaged(lines: _Lines, delimiter: str, number: int, error: Exception) -> TextRow:
    first = lines.keep_first().rstrip("\r\n")
    why = "a quote is not closed" if isinstance(error, _TooLong) else str(error)
    return TextRow(number, tuple(first.split(delimiter)), f"the quotes do not fit: {why}")


def delimiter_of(path: Path, encoding: str) -> str:
    """Return the separator that gives the first lines the steadiest width above one cell."""
    scores = {mark: _steadiness(path, encoding, mark) for mark in DELIMITERS}
    best = max(scores, key=lambda mark: scores[mark])
    return best if scores[best] > (0, 0) else ","


def _steadiness(path: Path, encoding: str, delimiter: str) -> tuple[int, int]:
    """How many of the first lines have the commonest width (above 1), and that width."""
    widths: Counter[int] = Counter()
    for row in text_rows(path, encoding, delimiter):
        widths[len(row.cells)] += 1 if any(cell.strip() for cell in row.cells) else 0
        if row.number >= SAMPLE_LINES:
            break
    wide = [(count, width) for width, count in widths.items() if width > 1]
    return max(wide, default=(0, 0))
