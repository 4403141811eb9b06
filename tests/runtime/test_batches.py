"""Batches that a stranger packed: whatever they hold, the outbox is read on."""

import tracemalloc
from datetime import UTC, datetime

import pytest
from aiokafka import AIOKafkaProducer

from avro.cloudevents import Event
from hub import wire
from hub.domain.commands import RejectMessage
from tests.runtime import hostile
from tests.runtime.test_ingress import ACCEPT, alone, forwarded, outbox, running, say, ticked_after
from tests.runtime.workbench import STREET, Bench

__all__ = ["alone"]
BOMB_BYTES = 256 * 1024 * 1024


def message(message_id: str) -> tuple[bytes, hostile.Headers]:
    """Return a sound message."""
    event = Event(
        id=message_id,
        source=f"/organisation/{STREET}",
        type=wire.type_name(ACCEPT),
        time=datetime.now(UTC),
    )
    return wire.encode(ACCEPT), event.headers()


def misnamed(message_id: str) -> bytes:
    """Return a batch of three messages; a header's name of the second is no UTF-8."""
    value, headers = message(message_id)
    second = (value, [*headers, ("x-name", b"1")])
    raw = hostile.batch(message(f"{message_id}-a"), second, message(f"{message_id}-c"))
    return hostile.sealed(raw.replace(b"x-name", b"x-\xff\xfeme"))


async def rejections(hub: Bench) -> list[RejectMessage]:
    """Return what was turned away."""
    said = [wire.decode(record.value or b"") for record in await hub.records(hub.commands)]
    return [each for each in said if isinstance(each, RejectMessage)]


async def read_all(hub: Bench, *batches: bytes) -> None:
    """Put batches into the outbox, a sound message after them, and let a shard read it all."""
    async with AIOKafkaProducer(bootstrap_servers=hub.settings.kafka.bootstrap) as producer:
        for raw in batches:
            await hostile.put(producer, outbox(hub), raw)
    await say(hub, "last")
    async with running(hub):
        await ticked_after(hub, datetime.now(UTC))


async def test_a_batch_packed_with_gzip_is_read(alone: Bench) -> None:
    """Compression is the sender's choice."""
    packed = hostile.compressed(hostile.batch(message("m1"), message("m2")), "gzip")
    await read_all(alone, packed)
    assert await forwarded(alone) == ["m1", "m2", "last"]


@pytest.mark.parametrize("kind", ["lz4", "bomb"])
async def test_a_batch_that_cannot_be_unpacked_is_turned_away_as_one(
    alone: Bench, kind: str
) -> None:
    """One rejection stands for the batch; its digest is of the packed bytes; the rest goes on."""
    plain = hostile.batch(message("m1"), message("m2"))
    raw, rule = {
        "lz4": (hostile.compressed(plain, "lz4"), "BORDER-BATCH-CODEC"),
        "bomb": (hostile.bomb(message("m1")[1], 8 << 20), "BORDER-BATCH-INFLATES"),
    }[kind]
    await read_all(alone, raw)
    assert await forwarded(alone) == ["last"]
    (told,) = await rejections(alone)
    assert told.rule == rule
    assert told.source == f"{outbox(alone)}:{1 if kind == 'lz4' else 0}"
    assert told.size_bytes == len(raw) - hostile.RECORDS_AT


async def test_a_header_name_that_is_no_text_is_its_records_own_matter(alone: Bench) -> None:
    """The records before and after it in the batch are heard."""
    await read_all(alone, misnamed("m"))
    assert await forwarded(alone) == ["m-a", "m-c", "last"]
    (told,) = await rejections(alone)
    assert (told.rule, told.source) == ("BORDER-FORMAT-BAD_UTF8", f"{outbox(alone)}:1")


async def test_a_bomb_costs_no_more_than_the_bound(alone: Bench) -> None:
    """A quarter of a gigabyte in a quarter of a megabyte is never unpacked."""
    raw = hostile.bomb(message("m1")[1], BOMB_BYTES)
    tracemalloc.start()
    await read_all(alone, *[raw] * 3)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [told.rule for told in await rejections(alone)] == ["BORDER-BATCH-INFLATES"] * 3
    assert peak < BOMB_BYTES / 8
