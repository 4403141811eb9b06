"""Who speaks is fetched soon; while nobody does, the broker is seldom asked."""

import asyncio

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from hub.runtime.patience import LONG_MS, QUIET_S, Patience, be_patient

SHORT_MS = 20


class Fetcher:
    """What a fetcher shows; `found` says whether there is something."""

    def __init__(self) -> None:
        self._fetch_max_wait_ms = SHORT_MS
        self.found = False

    async def _proc_fetch_request(self, *request: object) -> bool:
        assert request == ("assignment", "node", "request")
        return self.found


@pytest.mark.parametrize(
    ("later_s", "found", "wait_ms"),
    [
        (0.0, False, SHORT_MS),
        (QUIET_S, False, SHORT_MS),
        (QUIET_S + 0.1, False, LONG_MS),
        (QUIET_S + 0.1, True, SHORT_MS),
    ],
)
async def test_the_wait_is_long_only_while_nobody_speaks(
    later_s: float, found: bool, wait_ms: int
) -> None:
    """The wait of the next fetch is set before that fetch is made."""
    fetcher, now_s = Fetcher(), 0.0
    fetch = Patience(fetcher, lambda: now_s)
    now_s, fetcher.found = later_s, found
    assert await fetch("assignment", "node", "request") is found
    assert fetcher._fetch_max_wait_ms == wait_ms


async def test_a_consumer_hears_what_comes_after_a_silence(kafka: str, namespace: str) -> None:
    """After silence a record is fetched, and the wait is short again."""
    place = TopicPartition(namespace + "patience", 0)
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka)
    await admin.start()
    await admin.create_topics([NewTopic(place.topic, 1, 1)])
    await admin.close()
    async with asyncio.timeout(60), AIOKafkaProducer(bootstrap_servers=kafka) as producer:
        await producer.send_and_wait(place.topic, b"first", partition=0)
        async with AIOKafkaConsumer(bootstrap_servers=kafka, fetch_max_wait_ms=SHORT_MS) as reader:
            be_patient(reader)
            reader.assign([place])
            await reader.seek_to_beginning(place)
            assert (await reader.getone()).value == b"first"
            while reader._fetcher._fetch_max_wait_ms != LONG_MS:
                assert not await reader.getmany(timeout_ms=100)
            await producer.send_and_wait(place.topic, b"second", partition=0)
            assert (await reader.getone()).value == b"second"
            assert reader._fetcher._fetch_max_wait_ms == SHORT_MS
