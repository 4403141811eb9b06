"""What a partition holds, as its leader says; a leader of the past may say that it ends sooner."""

import asyncio
from typing import Final

from aiokafka import TopicPartition

from hub.runtime.clients import reader
from hub.runtime.lane import release
from hub.settings import Settings

LOOKS: Final = 20
LOOK_AGAIN_S: Final = 1.0
"""Together longer than a broker takes to hear that another leads."""


async def extent(settings: Settings, place: TopicPartition, at_least: int) -> tuple[int, int]:
    """Return the first offset of a partition and the one after its last.

    While that is less than `at_least` it is asked for again, for some time: what nobody has is
    missing for good, what one broker does not know another does. Raises KafkaError.
    """
    begin, end = await _told(settings, place)
    for _ in range(LOOKS):
        if end >= at_least:
            break
        await asyncio.sleep(LOOK_AGAIN_S)
        begin, end = await _told(settings, place)
    return begin, end


async def _told(settings: Settings, place: TopicPartition) -> tuple[int, int]:
    consumer = reader(settings)
    await consumer.start()
    try:
        begin = (await consumer.beginning_offsets([place]))[place]
        return begin, (await consumer.end_offsets([place]))[place]
    finally:
        await release(consumer)
