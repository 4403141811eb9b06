"""The embedded broker on a real Kafka: it keeps what it has and leaves no process."""

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from hub.broker import Broker, Unfit
from hub.broker.readiness import serves
from hub.settings import Settings

ENDS_WITHIN_S = 10

PARENT = """
import asyncio, sys
from pathlib import Path
from hub.broker import Broker
from hub.settings import Settings

async def main():
    async with Broker(Settings(data=Path(sys.argv[1]), kafka={"heap_mb": 256})) as broker:
        print(broker.pid, flush=True)
        await asyncio.sleep(3600)

asyncio.run(main())
"""


def small(data: Path) -> Settings:
    """Settings of a broker that takes little memory; the data folder has a difficult name."""
    return Settings(data=data / "数据, with spaces", kafka={"heap_mb": 256})


async def make_topic(bootstrap: str, name: str) -> None:
    """Make a topic with one partition."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        await admin.create_topics([NewTopic(name, 1, 1)])
    finally:
        await admin.close()


async def write(bootstrap: str, topic: str, value: bytes) -> None:
    """Write one record and wait until it is acknowledged."""
    async with AIOKafkaProducer(bootstrap_servers=bootstrap, acks="all") as producer:
        await producer.send_and_wait(topic, value)


async def read(bootstrap: str, topic: str, count: int) -> list[bytes]:
    """The first `count` values of a topic."""
    consumer = AIOKafkaConsumer(topic, bootstrap_servers=bootstrap, auto_offset_reset="earliest")
    async with consumer:
        return [(await consumer.getone()).value for _ in range(count)]


async def test_shared_broker_serves(kafka: str) -> None:
    """A client reaches the broker that the session shares."""
    async with AIOKafkaProducer(bootstrap_servers=kafka) as producer:
        assert len(producer.client.cluster.brokers()) == 1


async def test_data_outlives_stop_and_crash(tmp_path: Path) -> None:
    """After an orderly stop and after a hard kill everything acknowledged is there again."""
    steps: list[str] = []
    broker = Broker(small(tmp_path), lambda name, _seconds: steps.append(name))
    await broker.start()
    first = broker.bootstrap
    await make_topic(first, "cases")
    await write(first, "cases", b"one")
    await broker.stop()
    await broker.start()
    assert broker.bootstrap == first
    await write(first, "cases", b"two")
    broker.kill()
    assert await broker.wait() == -signal.SIGKILL
    await broker.start()
    try:
        assert await read(broker.bootstrap, "cases", 2) == [b"one", b"two"]
        assert steps.count("format") == 1
        with pytest.raises(Unfit, match="is in use by another lianban"):
            await Broker(small(tmp_path)).start()
    finally:
        await broker.stop()
    host, port = first.split(":")
    assert not await serves(host, int(port))


async def test_damaged_metadata_is_one_sentence(tmp_path: Path) -> None:
    """A broker whose own log is garbled says so, names where to look, and leaves no process."""
    settings = small(tmp_path)
    async with Broker(settings):
        pass
    segments = settings.data / "kafka" / "data"
    for file in segments.glob("__cluster_metadata-0/*"):
        file.write_bytes(b"\x00garbage")
    meta = segments / "meta.properties"
    meta.write_text(meta.read_text().replace("node.id=1", "node.id=7"))
    with pytest.raises(Unfit, match=r"^Kafka stopped while starting: .+\.$") as refused:
        await Broker(settings).start()
    assert "moved away" in refused.value.remedy


def test_kill_of_parent_leaves_no_process(tmp_path: Path) -> None:
    """However hard the process ends that started the broker, the broker ends with it."""
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, tmp_path], stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    broker = os.pidfd_open(int(parent.stdout.readline()))
    parent.kill()
    parent.wait()
    parent.stdout.close()
    ended, _, _ = select.select([broker], [], [], ENDS_WITHIN_S)
    os.close(broker)
    assert ended
