"""Event logs as a source of events: CSV with a mapping, XES and XES.gz (IEEE 1849).

Every event of the file comes out once: as a LogEvent, or as a LogFault that says what is wrong.
"""

from collections.abc import Generator
from pathlib import Path

from connectors.event_csv import csv_records
from connectors.event_records import LogOptions, LogRecord
from connectors.event_xes import xes_records
from connectors.files import FileSource
from connectors.xes_stream import is_xml


class EventLogSource(FileSource[LogRecord]):
    """Every event of a log in the order of the file; memory does not grow with the file."""

    def __init__(self, path: Path, options: LogOptions | None = None) -> None:
        """Read `path`; CSV or XES, its content says."""
        super().__init__(path)
        self._options = options or LogOptions()

    def _generate(self) -> Generator[LogRecord, None, None]:
        if is_xml(self.path):
            return xes_records(self.path, self._options)
        return csv_records(self.path, self._options)
