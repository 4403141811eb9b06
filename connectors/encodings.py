"""Which encoding a text file has: found out by reading it, never guessed from a sample."""

import codecs
from pathlib import Path

from connectors.errors import Unreadable

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CANDIDATES = ("utf-8", "gb18030")
CHUNK_BYTES = 1 << 20


def encoding_of(path: Path) -> str:
    """Return the Python name of the encoding that the whole file is valid in.

    A byte-order mark decides; else UTF-8, else GB18030 (GB 18030-2005, which contains GBK and
    GB 2312). Reads the file once or twice in portions. Raises Unreadable when nothing fits.
    """
    with path.open("rb") as file:
        start = file.read(4)
    for mark, name in MARKS:
        if start.startswith(mark):
            _must_decode(path, name)
            return name
    for name in CANDIDATES:
        if _first_fault(path, name) is None:
            return name
    _must_decode(path, "utf-8")
    return "utf-8"


def _must_decode(path: Path, name: str) -> None:
    fault = _first_fault(path, name)
    if fault is not None:
        sentence = f"{path.name} is neither UTF-8, UTF-16 nor GB18030 text ({name}: {fault})."
        raise Unreadable(sentence, "Save it as CSV UTF-8 or as XLSX.")


def _first_fault(path: Path, name: str) -> str | None:
    """Say what is wrong with the file read as `name`; None when all of it decodes."""
    decoder = codecs.getincrementaldecoder(name)("strict")
    passed = 0
    with path.open("rb") as file:
        while True:
            chunk = file.read(CHUNK_BYTES)
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                return f"{error.reason} near byte {passed + error.start}"
            if not chunk:
                return None
            passed += len(chunk)
