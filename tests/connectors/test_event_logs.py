"""Event logs in CSV: mapping, times, and every row accounted for."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.errors import Unreadable
from connectors.event_log import EventLogSource
from connectors.event_records import Columns, LogEvent, LogFault, LogOptions, LogRecord
from connectors.instants import Clock

Write = Callable[..., Path]

HEADER = "case:concept:name,concept:name,time:timestamp,org:group,org:resource\n"


def records_of(path: Path, options: LogOptions | None = None) -> Sequence[LogRecord]:
    """All records of a log."""
    source = EventLogSource(path, options)
    source.connect()
    return source.read(100_000)


def test_an_event_with_all_its_parts(write: Write) -> None:
    """Case, activity, UTC time, department and resource come from the XES names."""
    row = "c1,Receive,2011-10-11 13:45:40.276999+02:00,Group 1,R21\n"
    assert records_of(write("l.csv", HEADER + row)) == (
        LogEvent(
            1, 2, "c1", "Receive", datetime(2011, 10, 11, 11, 45, 40, 276000, UTC), "Group 1", "R21"
        ),
    )


@pytest.mark.parametrize(
    ("row", "column", "case"),
    [
        (",a,2024-01-01T00:00:00Z,,", "case:concept:name", None),
        ("c,,2024-01-01T00:00:00Z,,", "concept:name", "c"),
        ("c,a,,,", "time:timestamp", "c"),
        ("c,a,yesterday,,", "time:timestamp", "c"),
        ("c,a,2024-02-30,,", "time:timestamp", "c"),
        ("c,a,0001-01-01T00:00:00+14:00,,", "time:timestamp", "c"),
        ("c,a,2024-01-01,,,surplus", "", "c"),
        ('c,"a"b,2024-01-01,,', "", None),
    ],
)
def test_a_row_that_is_no_event_is_reported(
    write: Write, row: str, column: str, case: str | None
) -> None:
    """The fault names row and column, and the events around it are read."""
    good = "c,a,2024-01-01T00:00:00Z,,\n"
    records = records_of(write("l.csv", f"{HEADER}{good}{row}\n{good}"))
    assert [type(record) for record in records] == [LogEvent, LogFault, LogEvent]
    fault = records[1]
    assert (fault.row, fault.column, fault.case) == (3, column, case)
    assert fault.reason


@given(st.text(st.sampled_from('c,2"\n\r ;x'), max_size=80))
def test_no_row_vanishes(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """Every row with anything in it is an event or a fault."""
    path = tmp_path_factory.mktemp("l") / "l.csv"
    path.write_bytes((HEADER + text.replace("\r", "\n").replace('"', "")).encode())
    options = LogOptions(delimiter=",")
    lines = text.replace("\r", "\n").replace('"', "").split("\n")
    filled = [line for line in lines if line.replace(",", "").strip()]
    assert len(records_of(path, options)) == len(filled)


def test_a_mapping_names_other_columns(write: Write) -> None:
    """Any header will do when it is said."""
    columns = Columns("案件", "环节", "时间", "科室", "人员")
    path = write("l.csv", "环节;时间;案件;科室;人员\n收件;2024/1/2 3:04:05;甲-1;一科;张\n")
    assert records_of(path, LogOptions(columns=columns)) == (
        LogEvent(1, 2, "甲-1", "收件", datetime(2024, 1, 1, 19, 4, 5, tzinfo=UTC), "一科", "张"),
    )


def test_plain_names_are_understood(write: Write) -> None:
    """A log with case_id, activity and timestamp needs no mapping."""
    path = write("l.csv", "case_id,activity,timestamp\n1,a,2024-01-01T00:00:00Z\n")
    assert isinstance(records_of(path)[0], LogEvent)


@pytest.mark.parametrize("content", ["", "\n\n", "a,b\n1,2\n"])
def test_a_log_without_its_columns_is_unreadable(write: Write, content: str | bytes) -> None:
    """What is missing is named, all at once, with what there is."""
    with pytest.raises(Unreadable):
        records_of(write("l.csv", content))


def test_a_department_column_that_was_asked_for_must_be_there(write: Write) -> None:
    """A misspelt option is no reason to lose every department."""
    options = LogOptions(columns=Columns(department="Abteilung"))
    with pytest.raises(Unreadable, match="Abteilung"):
        records_of(write("l.csv", HEADER + "c,a,2024-01-01,,\n"), options)


@pytest.mark.parametrize(
    ("text", "clock", "expected"),
    [
        ("2024-07-01 08:00", Clock(ZoneInfo("Asia/Shanghai")), (2024, 7, 1, 0, 0)),
        ("2024-07-01T08:00:00Z", Clock(ZoneInfo("Asia/Shanghai")), (2024, 7, 1, 8, 0)),
        ("2024-07-01 08:00:00 +0200", Clock(UTC), (2024, 7, 1, 6, 0)),
        ("2024/7/1 8:00", Clock(UTC), (2024, 7, 1, 8, 0)),
        ("2024-07-01T08:00:00.123456789+00:00", Clock(UTC), (2024, 7, 1, 8, 0, 0, 123000)),
        (
            "01.07.2024 08:00",
            Clock(ZoneInfo("Europe/Berlin"), "%d.%m.%Y %H:%M"),
            (2024, 7, 1, 6, 0),
        ),
    ],
)
def test_times_are_read_as_instants(text: str, clock: Clock, expected: tuple[int, ...]) -> None:
    """ISO 8601 with and without a zone, or a pattern; always UTC, to the millisecond."""
    assert clock.read(text) == datetime(*expected, tzinfo=UTC)


@given(st.datetimes(timezones=st.just(UTC)))
def test_any_iso_time_is_read_back(moment: datetime) -> None:
    """Writing and reading loses nothing but what is finer than a millisecond."""
    read = Clock(UTC).read(moment.isoformat())
    assert read == moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def test_rows_of_many_cases_may_be_mixed(write: Write) -> None:
    """The order is the file's, grouped by case or not."""
    rows = "".join(f"c{n % 5},a{n},2024-01-01T00:00:00Z,,\n" for n in range(50))
    records = records_of(write("l.csv", HEADER + rows))
    assert [record.activity for record in records] == [f"a{n}" for n in range(50)]
