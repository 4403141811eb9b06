"""A client as a process: says its script at a rate and writes down what was acknowledged to it.

`python -m tests.faults.load --bootstrap B --records DIR --rate R --seed S --client 0 --clients 3`;
SIGTERM ends it in order: what was sent is waited for and written down. What was written down
survives whatever happens to it; another `--life` begins without knowing what the one before did.
"""

import argparse
import asyncio
import contextlib
import hashlib
import json
import signal
import time
from collections import Counter
from pathlib import Path
from typing import IO

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError
from aiokafka.structs import RecordMetadata

from tests.faults.script import Post, Script

AT_ONCE = 20
MOST_UNACKNOWLEDGED = 20_000
GIVE_UP_MS = 180_000


class Load:
    """Sends posts and keeps one record file for each sender."""

    def __init__(self, producer: AIOKafkaProducer, folder: Path, name: str) -> None:
        self._producer = producer
        self._folder = folder
        self._name = name
        self._files: dict[str, IO[str]] = {}
        self._pending: set[asyncio.Future[RecordMetadata]] = set()
        self.counts: Counter[str] = Counter()

    async def run(self, script: Script, rate: float, stop: asyncio.Event) -> None:
        """Say the script until told to stop; a hub that is slow to be reached holds it back."""
        began, sent = time.monotonic(), 0
        for post in script.posts():
            await self._send(post)
            sent += 1
            if sent % AT_ONCE:
                continue
            if stop.is_set():
                break
            while len(self._pending) > MOST_UNACKNOWLEDGED and not stop.is_set():
                await asyncio.sleep(0.05)
                began = max(began, time.monotonic() - sent / rate)
            await asyncio.sleep(max(0.0, began + sent / rate - time.monotonic()))

    async def finish(self) -> None:
        """Wait for what is on its way and close the records."""
        await self._producer.flush()
        await asyncio.gather(*self._pending, return_exceptions=True)
        for file in self._files.values():
            file.close()

    async def _send(self, post: Post) -> None:
        topic = f"org.{post.sender}.out" if post.sender else "hub.commands"
        future = await self._producer.send(
            topic, post.value, key=post.key.encode(), headers=post.headers
        )
        self._pending.add(future)
        future.add_done_callback(lambda done: self._done(post, done))

    def _done(self, post: Post, future: "asyncio.Future[RecordMetadata]") -> None:
        self._pending.discard(future)
        if future.cancelled() or future.exception() is not None:
            self.counts["not acknowledged"] += 1
            return
        if not post.sender:
            self.counts["poison"] += 1
            return
        self.counts["repeats" if post.repeat_of else "bad" if post.bad else "good"] += 1
        self._note(post, future.result())

    def _note(self, post: Post, at: RecordMetadata) -> None:
        file = self._files.get(post.sender)
        if file is None:
            path = self._folder / f"{self._name}.{post.sender}.jsonl"
            file = self._files[post.sender] = path.open("a", encoding="utf-8", buffering=1)
        line = {
            "event": "sent",
            "topic": at.topic,
            "offset": at.offset,
            "message_id": post.message_id,
            "case_id": post.key,
            "sha256": hashlib.sha256(post.value).hexdigest(),
            "repeat_of": post.repeat_of,
            "bad": post.bad,
        }
        file.write(json.dumps(line) + "\n")


async def main() -> None:
    """Run until SIGTERM and print what was said."""
    options = _options()
    options.records.mkdir(parents=True, exist_ok=True)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    producer = AIOKafkaProducer(
        bootstrap_servers=options.bootstrap,
        enable_idempotence=True,
        linger_ms=5,
        request_timeout_ms=GIVE_UP_MS,
    )
    await producer.start()
    name = f"client-{options.client + 1}-{options.life}"
    load = Load(producer, options.records, name)
    script = Script(options.seed, options.client, options.clients, options.life)
    try:
        await load.run(script, options.rate, stop)
    finally:
        await load.finish()
        with contextlib.suppress(KafkaError):
            await producer.stop()
    (options.records / f"{name}.json").write_text(json.dumps(load.counts))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bootstrap", required=True)
    parser.add_argument("--records", required=True, type=Path)
    parser.add_argument("--rate", type=float, default=1000.0)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--client", type=int, default=0)
    parser.add_argument("--clients", type=int, default=1)
    parser.add_argument("--life", type=int, default=0)
    return parser.parse_args()


if __name__ == "__main__":
    asyncio.run(main())
