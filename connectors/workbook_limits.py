"""What a workbook may ask of memory, looked at before it is opened.

A workbook is small on disk and may be huge in memory: a sheet is laid out as a full rectangle up to
its last cell, so one stray cell in the far corner asks for half a terabyte.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from connectors.errors import Unreadable

UNPACKED_LIMIT_BYTES = 1 << 30
CELLS_LIMIT = 20_000_000
CHUNK_BYTES = 1 << 20
OVERLAP_BYTES = 128

SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml")
CELL = re.compile(rb'<(?:\w+:)?c\b[^>]{0,64}?\br="([A-Z]{1,3})(\d{1,7})"')


def must_fit(path: Path) -> None:
    """Raise Unreadable when a zipped workbook would not fit: too much to unpack, too wide a sheet.

    What is no zip file passes; it cannot hold more than its own size.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
            if unpacked > UNPACKED_LIMIT_BYTES:
                sentence = f"{path.name} unpacks to {unpacked >> 20} MiB."
                raise Unreadable(sentence, "Split it, or save it as CSV.")
            for part in archive.namelist():
                if SHEET_PART.fullmatch(part):
                    _sheet_must_fit(path, archive, part)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError):
        return  # what is wrong with the file is said by whoever opens it


def _sheet_must_fit(path: Path, archive: zipfile.ZipFile, part: str) -> None:
    last_row = last_column = 0
    for column, row in _cells(archive, part):
        last_row, last_column = max(last_row, row), max(last_column, column)
    if last_row * last_column > CELLS_LIMIT:
        sentence = f"A sheet of {path.name} reaches to row {last_row}, column {last_column}."
        raise Unreadable(sentence, "Delete the stray cells far from the list, or save it as CSV.")


def _cells(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[int, int]]:
    """Column and row of every cell that a sheet names."""
    with archive.open(part) as stream:
        rest = b""
        while chunk := stream.read(CHUNK_BYTES):
            text = rest + chunk
            for match in CELL.finditer(text):
                yield _column(match[1]), int(match[2])
            rest = text[-OVERLAP_BYTES:]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
