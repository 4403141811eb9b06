"""What an event log is read into, and how it is to be read."""

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from connectors.instants import Clock

DEFAULT_CLOCK = Clock(ZoneInfo("Asia/Shanghai"))


@dataclass(frozen=True, slots=True)
class Columns:
    """Where an event's parts stand: names of CSV columns or keys of XES attributes.

    The defaults are those of the XES extensions Concept, Time and Organizational.
    """

    case: str = "case:concept:name"
    activity: str = "concept:name"
    time: str = "time:timestamp"
    department: str = "org:group"
    resource: str = "org:resource"


@dataclass(frozen=True, slots=True)
class LogEvent:
    """An event: row as a person finds it (CSV: row number, XES: ordinal of the event), UTC time."""

    position: int
    row: int
    case: str
    activity: str
    time: datetime
    department: str | None = None
    resource: str | None = None


@dataclass(frozen=True, slots=True)
class LogFault:
    """An event that cannot be taken: which column and why; `case` where that much is known."""

    position: int
    row: int
    column: str
    reason: str
    case: str | None = None


LogRecord = LogEvent | LogFault


@dataclass(frozen=True, slots=True)
class LogOptions:
    """How a log is to be read."""

    columns: Columns = field(default_factory=Columns)
    clock: Clock = DEFAULT_CLOCK
    delimiter: str | None = None
    encoding: str | None = None
