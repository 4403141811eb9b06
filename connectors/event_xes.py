"""Event logs in XES and XES.gz (IEEE 1849-2016): events of traces as records.

A global attribute stands in for one that an event lacks, except for times (a default time would be
a lie) and for the placeholders that exporters write; never for a trace's name.
"""

from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from connectors.errors import Unreadable
from connectors.event_records import LogEvent, LogFault, LogOptions, LogRecord
from connectors.xes_stream import DAMAGE, Kind, Token, opened, tokens

PLACEHOLDERS = frozenset({"", "__INVALID__", "UNKNOWN"})
CASE_PREFIX = "case:"
HELD_EVENTS = 10_000

Event = tuple[int, dict[str, str]]
"""Ordinal of an event in the file, and its attributes."""


@dataclass(slots=True)
class _Trace:
    """The trace being read; `held` are events that came before the trace's name."""

    attributes: dict[str, str] = field(default_factory=dict)
    events: int = 0
    held: list[Event] = field(default_factory=list)


def xes_records(path: Path, options: LogOptions) -> Generator[LogRecord, None, None]:
    """Yield one record for every event, and a fault for every trace without one.

    Raises Unreadable where the file stops being an XES log, naming the last event read.
    """
    assembler = _Assembler(options)
    try:
        with opened(path) as stream:
            for token in tokens(path.name, stream):
                yield from assembler.take(token)
    except DAMAGE as error:
        sentence = f"{path.name} cannot be read beyond event {assembler.ordinal}: {error}."
        raise Unreadable(sentence, "Get the whole file again.") from error


class _Assembler:
    """Makes records of tokens."""

    def __init__(self, options: LogOptions) -> None:
        self.ordinal = 0
        self._options = options
        self._position = 0
        self._trace: _Trace | None = None
        self._defaults: dict[str, str] = {}

    def take(self, token: Token) -> Iterator[LogRecord]:
        """Yield the records that the token completes."""
        if token.kind is Kind.GLOBAL_EVENT:
            self._defaults.update(token.attributes)
        elif token.kind is Kind.TRACE_BEGINS:
            self._trace = _Trace()
        elif token.kind is Kind.TRACE_ATTRIBUTE and self._trace is not None:
            self._trace.attributes.update(token.attributes)
        elif token.kind is Kind.EVENT:
            yield from self._event(token.attributes)
        elif token.kind is Kind.TRACE_ENDS and self._trace is not None:
            yield from self._end(self._trace)

    def _event(self, attributes: dict[str, str]) -> Iterator[LogRecord]:
        self.ordinal += 1
        trace = self._trace
        if trace is None:
            yield self._record(self.ordinal, attributes, attributes.get(self._options.columns.case))
            return
        trace.events += 1
        trace.held.append((self.ordinal, attributes))
        if self._case(trace) is not None or len(trace.held) > HELD_EVENTS:
            yield from self._release(trace)

    def _release(self, trace: _Trace) -> Iterator[LogRecord]:
        case = self._case(trace)
        for ordinal, attributes in trace.held:
            yield self._record(ordinal, attributes, case)
        trace.held.clear()

    def _end(self, trace: _Trace) -> Iterator[LogRecord]:
        yield from self._release(trace)
        self._trace = None
        if trace.events == 0:
            self._position += 1
            case = self._case(trace)
            yield LogFault(self._position, self.ordinal, "", "a trace without events", case)

    def _case(self, trace: _Trace) -> str | None:
        key = self._options.columns.case
        value = trace.attributes.get(key) or trace.attributes.get(key.removeprefix(CASE_PREFIX))
        return (value or "").strip() or None

    def _record(self, ordinal: int, attributes: dict[str, str], case: str | None) -> LogRecord:
        self._position += 1
        columns = self._options.columns
        if case is None:
            return LogFault(self._position, ordinal, columns.case, "the trace has no name")
        activity = self._value(columns.activity, attributes)
        if activity is None:
            return LogFault(self._position, ordinal, columns.activity, "no activity", case)
        time = attributes.get(columns.time, "")
        if not time:
            return LogFault(self._position, ordinal, columns.time, "no time", case)
        try:
            instant = self._options.clock.read(time)
        except ValueError as error:
            return LogFault(self._position, ordinal, columns.time, str(error), case)
        department = self._value(columns.department, attributes)
        resource = self._value(columns.resource, attributes)
        return LogEvent(self._position, ordinal, case, activity, instant, department, resource)

    def _value(self, key: str, attributes: dict[str, str]) -> str | None:
        """The attribute's text, or its global default where that means something."""
        if key in attributes:
            return attributes[key].strip() or None
        default = self._defaults.get(key, "").strip()
        return None if default in PLACEHOLDERS else default
