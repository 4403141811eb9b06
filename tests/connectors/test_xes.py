"""XES and XES.gz as IEEE 1849 describes them, and what must not get in by them."""

import tracemalloc
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from connectors.errors import Unreadable
from connectors.event_log import EventLogSource
from connectors.event_records import Columns, LogEvent, LogFault, LogOptions, LogRecord

Write = Callable[..., Path]

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!-- a log with all that a log may have before its traces -->
<log xes.version="1849.2016" xes.features="nested-attributes" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
  <global scope="trace"><string key="concept:name" value="__INVALID__"/></global>
  <global scope="event">
    <string key="concept:name" value="__INVALID__"/>
    <date key="time:timestamp" value="1970-01-01T00:00:00.000+00:00"/>
    <string key="org:group" value="Front desk"/>
  </global>
  <classifier name="Activity" scope="event" keys="concept:name lifecycle:transition"/>
  <string key="concept:name" value="a log"/>
  <list key="notes"><values><string key="concept:name" value="in a list"/></values></list>
"""
TIME = "2024-05-06T07:08:09.010+02:00"


def xes(body: str) -> str:
    """A log around traces."""
    return f"{HEAD}{body}</log>\n"


def event(name: str = "step", time: str = TIME, more: str = "") -> str:
    """One event."""
    return (
        f'<event><string key="concept:name" value="{name}"/>'
        f'<date key="time:timestamp" value="{time}"/>{more}</event>'
    )


def trace(name: str, *events: str) -> str:
    """One trace, its name first."""
    return f'<trace><string key="concept:name" value="{name}"/>{"".join(events)}</trace>'


def records_of(path: Path, options: LogOptions | None = None) -> Sequence[LogRecord]:
    """All records of a log."""
    source = EventLogSource(path, options)
    source.connect()
    return source.read(1_000_000)


@pytest.mark.parametrize("zipped", [False, True])
def test_traces_and_events_come_in_order(write: Write, zipped: bool) -> None:
    """Plain or gzipped, whatever the name, the events of each trace come in the log's order."""
    body = trace("c1", event("a"), event("b")) + trace("c2", event("a"))
    records = records_of(write("log", xes(body), zipped=zipped))
    assert [(r.position, r.row, r.case, r.activity) for r in records] == [
        (1, 1, "c1", "a"),
        (2, 2, "c1", "b"),
        (3, 3, "c2", "a"),
    ]
    assert records[0].time == datetime(2024, 5, 6, 5, 8, 9, 10_000, tzinfo=UTC)


def test_a_log_without_a_namespace_is_read(write: Write) -> None:
    """Most logs of the field have none."""
    text = f"<log>{trace('c', event())}</log>"
    assert isinstance(records_of(write("l.xes", text))[0], LogEvent)


def test_a_global_attribute_stands_in_for_a_missing_department(write: Write) -> None:
    """The declared default of org:group is the group of an event that has none."""
    own = '<string key="org:group" value="Back office"/><string key="org:resource" value="R1"/>'
    records = records_of(write("l.xes", xes(trace("c", event(), event(more=own)))))
    assert [r.department for r in records] == ["Front desk", "Back office"]
    assert [r.resource for r in records] == [None, "R1"]


def test_no_default_makes_up_a_time_a_name_or_an_activity(write: Write) -> None:
    """Placeholders and default times are missing values, reported as such."""
    body = (
        trace("c", f'<event><date key="time:timestamp" value="{TIME}"/></event>')
        + trace("c", '<event><string key="concept:name" value="a"/></event>')
        + f"<trace>{event()}</trace>"
    )
    records = records_of(write("l.xes", xes(body)))
    assert [(r.column, r.case) for r in records if isinstance(r, LogFault)] == [
        ("concept:name", "c"),
        ("time:timestamp", "c"),
        ("case:concept:name", None),
    ]


def test_nested_attributes_are_not_the_events_own(write: Write) -> None:
    """An attribute of an attribute, or in a list or container, changes nothing."""
    nested = (
        '<string key="x" value="1"><string key="concept:name" value="wrong"/></string>'
        '<list key="l"><values><date key="time:timestamp" value="1999-01-01T00:00:00Z"/>'
        "</values></list>"
        '<container key="k"><string key="org:group" value="wrong"/></container>'
    )
    record = records_of(write("l.xes", xes(trace("c", event("right", more=nested)))))[0]
    assert (record.activity, record.department, record.time.year) == ("right", "Front desk", 2024)


def test_a_traces_name_may_stand_behind_its_events(write: Write) -> None:
    """The order of a trace's children does not matter."""
    body = f'<trace>{event("a")}{event("b")}<string key="concept:name" value="late"/></trace>'
    assert [r.case for r in records_of(write("l.xes", xes(body)))] == ["late", "late"]


def test_events_outside_traces_and_empty_traces_are_reported(write: Write) -> None:
    """An event stream's loose event has no case; a trace without events is no case to show."""
    records = records_of(write("l.xes", xes(event() + trace("empty") + trace("c", event()))))
    assert [type(r) for r in records] == [LogFault, LogFault, LogEvent]
    assert "without events" in records[1].reason


def test_other_attributes_may_be_asked_for(write: Write) -> None:
    """A mapping names keys of traces and events."""
    body = (
        '<trace><string key="file" value="F-7"/><string key="concept:name" value="c"/>'
        + event(more='<string key="unit" value="U"/>')
        + "</trace>"
    )
    options = LogOptions(columns=Columns(case="case:file", department="unit"))
    record = records_of(write("l.xes", xes(body)), options)[0]
    assert (record.case, record.department) == ("F-7", "U")


BOMB = """<?xml version="1.0"?>
<!DOCTYPE log [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>
<log><trace><string key="concept:name" value="x"/>&d;</trace></log>"""
OUTSIDE = """<?xml version="1.0"?>
<!DOCTYPE log [<!ENTITY secret SYSTEM "file:///etc/hostname">]>
<log><trace><string key="concept:name" value="x"/>&secret;</trace></log>"""
FETCHED = '<!DOCTYPE log SYSTEM "http://127.0.0.1:1/log.dtd"><log/>'


@pytest.mark.parametrize("text", [BOMB, OUTSIDE, FETCHED])
def test_document_types_are_refused(write: Write, text: str) -> None:
    """No entity is ever resolved, nothing is fetched: a log needs no document type."""
    with pytest.raises(Unreadable, match="document type"):
        records_of(write("l.xes", text))


def test_endless_depth_is_refused(write: Write) -> None:
    """The parser's own limits stay on."""
    deep = '<string key="k" value="v">' * 100_000
    with pytest.raises(Unreadable):
        records_of(write("l.xes", f"<log><trace>{deep}"))


def test_xml_of_another_kind_is_refused(write: Write) -> None:
    """The root must be a log."""
    with pytest.raises(Unreadable, match="html"):
        records_of(write("l.xes", "<html/>"))


@pytest.mark.parametrize("zipped", [False, True])
def test_a_log_that_breaks_off_says_where(write: Write, zipped: bool) -> None:
    """What came before is read; then the last event read is named."""
    path = write("l.xes", xes(trace("c", *[event(f"a{n}") for n in range(2000)])), zipped=zipped)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    source = EventLogSource(path)
    source.connect()
    seen: list[LogRecord] = []

    def drain() -> None:
        while records := source.read(10):
            seen.extend(records)

    with pytest.raises(Unreadable, match=r"beyond event \d+"):
        drain()
    assert len(seen) > 100


def test_memory_does_not_grow_with_the_log(write: Write) -> None:
    """Twenty times the events need no more memory."""

    def peak(traces: int) -> int:
        body = "".join(trace(f"c{n}", *[event()] * 20) for n in range(traces))
        source = EventLogSource(write(f"{traces}.xes.gz", xes(body), zipped=True))
        tracemalloc.start()
        source.connect()
        count = 0
        while records := source.read(100):
            count += len(records)
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert count == traces * 20
        return highest

    assert peak(1000) < 2 * peak(50)
