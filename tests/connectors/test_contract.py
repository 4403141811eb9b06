"""The suite every connector passes: connect, read, ack, close."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from connectors.contract import Positioned, Source
from connectors.errors import AlreadyConnected, NotConnected, NotRead, Unreachable
from connectors.event_log import EventLogSource
from connectors.spreadsheets import SpreadsheetSource

Make = Callable[[Path], Source[Positioned]]
COUNT = 7


def csv_table(folder: Path) -> Path:
    """A CSV of COUNT records."""
    path = folder / "table.csv"
    path.write_text("".join(f"a{n},b{n}\n" for n in range(COUNT)))
    return path


def workbook(folder: Path) -> Path:
    """A workbook of COUNT records."""
    book = openpyxl.Workbook()
    for n in range(COUNT):
        book.active.append([f"a{n}", n])
    book.save(folder / "table.xlsx")
    return folder / "table.xlsx"


def csv_log(folder: Path) -> Path:
    """A log in CSV of COUNT records."""
    path = folder / "log.csv"
    rows = "".join(f"c{n % 3},act,2024-01-02 03:04:{n:02}+08:00\n" for n in range(COUNT))
    path.write_text(f"case:concept:name,concept:name,time:timestamp\n{rows}")
    return path


def xes_log(folder: Path) -> Path:
    """A log in XES of COUNT records."""
    events = "".join(
        '<event><string key="concept:name" value="act"/>'
        f'<date key="time:timestamp" value="2024-01-02T03:04:{n:02}Z"/></event>'
        for n in range(COUNT)
    )
    path = folder / "log.xes"
    path.write_text(f'<log><trace><string key="concept:name" value="c"/>{events}</trace></log>')
    return path


SOURCES = {
    "csv": (csv_table, SpreadsheetSource),
    "xlsx": (workbook, SpreadsheetSource),
    "csv log": (csv_log, EventLogSource),
    "xes log": (xes_log, EventLogSource),
}


@pytest.fixture(params=SOURCES)
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], Source[Positioned]]:
    """A way to make the source of COUNT records anew."""
    build, kind = SOURCES[request.param]
    path = build(tmp_path)
    return lambda: kind(path)


@pytest.fixture(params=[SpreadsheetSource, EventLogSource])
def kind(request: pytest.FixtureRequest) -> Make:
    """Each kind of source."""
    return request.param


def drain(source: Source[Positioned], limit: int) -> list[Positioned]:
    """Read to the end in portions."""
    records: list[Positioned] = []
    while portion := source.read(limit):
        records.extend(portion)
    return records


@pytest.mark.parametrize("limit", [1, 2, COUNT - 1, COUNT, 1000])
def test_every_record_comes_once_in_portions_of_any_size(
    make: Callable[[], Source[Positioned]], limit: int
) -> None:
    """Positions count from 1 without a gap, whatever the portion."""
    source = make()
    source.connect()
    assert [record.position for record in drain(source, limit)] == list(range(1, COUNT + 1))
    assert source.read(limit) == ()


def test_reading_is_repeatable(make: Callable[[], Source[Positioned]]) -> None:
    """Two readings of the same file say the same."""
    first, second = make(), make()
    first.connect()
    second.connect()
    assert drain(first, 3) == drain(second, 5)


def test_it_goes_on_behind_what_was_acknowledged(make: Callable[[], Source[Positioned]]) -> None:
    """A second source that connects behind the first one's acknowledgement reads the rest."""
    first = make()
    first.connect()
    first.ack(first.read(3)[-1].position)
    first.read(2)
    first.close()
    second = make()
    second.connect(after=first.acknowledged)
    assert [record.position for record in drain(second, 10)] == [4, 5, 6, 7]
    assert second.acknowledged == 3


def test_a_closed_source_can_be_opened_again(make: Callable[[], Source[Positioned]]) -> None:
    """Closing twice is harmless, and connect starts over."""
    source = make()
    source.connect()
    source.read(2)
    source.close()
    source.close()
    source.connect()
    assert source.read(1)[0].position == 1


def test_nothing_works_before_connect_or_after_close(
    make: Callable[[], Source[Positioned]],
) -> None:
    """A door that is not open says so."""
    source = make()
    with pytest.raises(NotConnected):
        source.read(1)
    source.connect()
    source.close()
    with pytest.raises(NotConnected):
        source.ack(0)


def test_an_open_source_is_not_opened_again(make: Callable[[], Source[Positioned]]) -> None:
    """Connecting twice is a mistake that is named."""
    source = make()
    source.connect()
    with pytest.raises(AlreadyConnected):
        source.connect()


@pytest.mark.parametrize("position", [0, 3])
def test_only_what_was_read_is_acknowledged_and_never_backwards(
    make: Callable[[], Source[Positioned]], position: int
) -> None:
    """An acknowledgement ahead of reading, or behind the last one, is refused."""
    source = make()
    source.connect()
    source.read(2)
    source.ack(1)
    with pytest.raises(NotRead):
        source.ack(position)


def test_what_is_not_there_is_unreachable_and_says_what_to_do(kind: Make, tmp_path: Path) -> None:
    """A missing file and a folder give a sentence and a remedy."""
    for path in (tmp_path / "absent", tmp_path):
        with pytest.raises(Unreachable) as raised:
            kind(path).connect()
        assert raised.value.sentence
        assert raised.value.remedy
