"""How soon others are heard while one organisation floods: `python -m tests.bench.flood`.

Both times are of one run on one broker, alternating; compare their ratio only.
"""

import argparse
import asyncio
import contextlib
import json
import random
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from aiokafka import AIOKafkaProducer

from avro.cloudevents import Event
from hub import wire
from hub.broker import Broker
from hub.domain.commands import AcceptCase
from hub.domain.identity import case_id
from hub.settings import Settings
from hub.up import Hub
from tests.bench.figures import Figures, quantiles
from tests.bench.latency import GAP_S, Watch
from tests.bench.town import DEPARTMENT, STREETS, town
from topics import names

FLOODS: Final = STREETS[0]
FLOOD_PER_S: Final = 3_000
PORTION: Final = 50
PARTITIONS: Final = 4
ROUNDS: Final = 3


async def say(settings: Settings, producer: AIOKafkaProducer, code: str, name: str) -> None:
    """Put a message into an outbox; it is refused, for its case does not exist."""
    command = AcceptCase(case_id=case_id(code, name), actor="clerk-1")
    event = Event(
        id=name,
        source=f"/organisation/{code}",
        type=wire.type_name(command),
        time=datetime.now(UTC),
    )
    await producer.send(
        names.outbox(code, settings.namespace), wire.encode(command), headers=event.headers()
    )


@asynccontextmanager
async def flooded(settings: Settings, bootstrap: str, number: int) -> AsyncIterator[None]:
    """Let one organisation say several times what it may, for a while."""

    async def flood() -> None:
        async with AIOKafkaProducer(bootstrap_servers=bootstrap, linger_ms=5) as producer:
            count = 0
            while True:
                for _ in range(PORTION):
                    count += 1
                    await say(settings, producer, FLOODS, f"flood-{number}-{count}")
                await asyncio.sleep(PORTION / FLOOD_PER_S)

    task = asyncio.create_task(flood())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def heard(
    settings: Settings, producer: AIOKafkaProducer, watch: Watch, names_: list[str]
) -> list[float]:
    """Return after how many seconds each message of another organisation was answered."""
    took_s = []
    for name in names_:
        began_s = time.perf_counter()
        await say(settings, producer, DEPARTMENT, name)
        await watch.seen(name)
        took_s.append(watch.announced_s[name] - began_s)
        await asyncio.sleep(GAP_S * random.uniform(0.5, 1.5))
    return took_s


async def measure(settings: Settings, messages: int) -> Figures:
    """Return p50 and p99 from outbox to inbox without and with the flood, and their ratio."""
    quiet: list[float] = []
    busy: list[float] = []
    async with (
        Hub(settings, catalogue=town()) as hub,
        AIOKafkaProducer(bootstrap_servers=hub.bootstrap) as producer,
    ):
        watch = Watch(hub.settings, (DEPARTMENT,))
        await watch.start()
        try:
            await heard(hub.settings, producer, watch, [f"warm-{n}" for n in range(10)])
            for number in range(ROUNDS):
                said = [f"{number}-{n}" for n in range(messages)]
                quiet += await heard(hub.settings, producer, watch, [f"q-{s}" for s in said])
                async with flooded(hub.settings, hub.bootstrap, number):
                    busy += await heard(hub.settings, producer, watch, [f"b-{s}" for s in said])
        finally:
            await watch.stop()
    without, within = quantiles(quiet), quantiles(busy)
    return {
        "without_flood": without,
        "within_flood": within,
        "ratio_p50": round(within["p50_ms"] / without["p50_ms"], 2),
        "ratio_p99": round(within["p99_ms"] / without["p99_ms"], 2),
    }


async def run(messages: int, records_per_s: int) -> Figures:
    """Measure on a broker of its own."""
    with tempfile.TemporaryDirectory(prefix="lianban-flood-") as folder:
        settings = Settings(
            data=Path(folder), partitions=PARTITIONS, ingress={"records_per_s": records_per_s}
        )
        async with Broker(settings) as broker:
            kafka = settings.kafka.model_copy(update={"bootstrap": broker.bootstrap})
            return await measure(settings.model_copy(update={"kafka": kafka}), messages)


def main() -> None:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser(description="Hear others while one organisation floods.")
    parser.add_argument("--messages", type=int, default=100)
    parser.add_argument("--records-per-s", type=int, default=Settings().ingress.records_per_s)
    given = parser.parse_args()
    figures = asyncio.run(run(given.messages, given.records_per_s))
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
