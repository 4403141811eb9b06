"""A code list for exchange tables: the same three columns as a catalogue's code lists."""

from pathlib import Path

from connectors.errors import ConnectorError
from connectors.spreadsheets import SpreadsheetSource
from hub.domain.code_lists import CodeMeaning
from hub.importing.cleaning import clean, clean_code
from hub.unfit import Unfit

COLUMNS = ("system", "code", "meaning")
ROWS_LIMIT = 100_000


def read(path: Path) -> dict[tuple[str, str], CodeMeaning]:
    """Return the meanings by system and code. Raises Unfit: unreadable, or other columns."""
    source = SpreadsheetSource(path)
    try:
        source.connect()
        rows = [row.cells for row in source.read(ROWS_LIMIT) if not row.blank]
    except ConnectorError as error:
        raise Unfit(error.sentence, error.remedy) from error
    finally:
        source.close()
    if not rows or tuple(map(clean_code, rows[0][:3])) != COLUMNS:
        remedy = f"Its first row must be {', '.join(COLUMNS)}, as in a catalogue's code lists."
        raise Unfit(f"{path} is no code list.", remedy)
    full = (row for row in rows[1:] if len(row) >= len(COLUMNS))
    return {
        (system, code): CodeMeaning(system=system, code=code, meaning=clean(meaning))
        for system, code, meaning in (
            (clean_code(row[0]), clean_code(row[1]), row[2]) for row in full
        )
    }
