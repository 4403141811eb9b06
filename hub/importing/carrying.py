"""Names that stand once for several rows: merged cells, and columns that leave repeats blank."""

from collections.abc import Sequence
from itertools import pairwise

from connectors.spreadsheets import TableRow

Carried = dict[int, tuple[str, int]]
"""Row number -> the name that holds there, and the row number it is taken from."""


def carried_down(rows: Sequence[TableRow], place: int) -> Carried:
    """Return for a column which blank cells a name above speaks for.

    A sheet that says which cells are merged has said it all. Otherwise the column must look as if
    repeats were left out: no name stands in two rows that follow one another, and there is at least
    one blank for every two names. One name missing in a column of repeated names is a fault.
    """
    if any(place in row.merged for row in rows) or not _leaves_repeats_out(rows, place):
        return {}
    carried: Carried = {}
    name, origin = "", 0
    for row in rows:
        if text := cell(row, place):
            name, origin = text, row.number
        elif name:
            carried[row.number] = (name, origin)
    return carried


def _leaves_repeats_out(rows: Sequence[TableRow], place: int) -> bool:
    texts = [cell(row, place) for row in rows]
    named = sum(1 for text in texts if text)
    repeats = any(first and first == second for first, second in pairwise(texts))
    return not repeats and named > 0 and 2 * (len(texts) - named) >= named


def cell(row: TableRow, place: int | None) -> str:
    """Return the stripped text of a row's cell, "" where the row ends before it."""
    return row.cells[place].strip() if place is not None and place < len(row.cells) else ""
