"""What ingress does to each record of an outbox: judge it and write it as a command."""

from types import SimpleNamespace
from typing import Any

from hub import wire
from hub.lanes.admission import Border
from hub.settings import Settings
from tests.bench.figures import Figures, time_us
from tests.bench.load import BEGIN, Said, event_of, life
from tests.bench.town import town
from topics import names

CASES = 200


async def measure(settings: Settings, events: int) -> Figures:
    """CPU microseconds of the border for a record, without reading and writing."""
    book = town()
    borders = {code: Border(settings, code, book) for code in book.organisations}
    records = [
        (borders[said.sender], _record(said, offset))
        for offset, said in enumerate(said for number in range(CASES) for said in life(number))
    ][:events]
    rejected = sum(bool(border.admit(record).rule) for border, record in records)
    return {
        "admit_us": time_us(lambda pair: pair[0].admit(pair[1]), records),
        "rejected": rejected,
    }


def _record(said: Said, offset: int) -> Any:  # noqa: ANN401 - as aiokafka's ConsumerRecord
    return SimpleNamespace(
        topic=names.outbox(said.sender),
        partition=0,
        offset=offset,
        timestamp=round(BEGIN.timestamp() * 1000) + offset,
        key=said.subject.encode(),
        value=wire.encode(said.command),
        headers=tuple(event_of(said, BEGIN).headers()),
    )
