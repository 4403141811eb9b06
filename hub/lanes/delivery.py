"""Delivery: one carrier for each organisation of a shard that has a door.

A shard belongs to whoever owns the commands partition of its number, like ingress. One carrier is
one task: a dead system delays nobody else, and no carrier ever ends the lane beside it.
"""

import asyncio
from collections.abc import Callable
from typing import Any

from aiokafka import AIOKafkaProducer
from aiokafka.structs import ConsumerRecord

from hub import wire
from hub.domain.commands import RecordConveyance
from hub.domain.identity import conveyance_id, organisation_subject
from hub.doors import FolderDoor, HttpDoor
from hub.lanes.carrier import Carrier
from hub.lanes.commands import hub_headers
from hub.lanes.kept import from_ms
from hub.runtime.clients import idempotent_producer
from hub.runtime.lane import discard
from hub.settings import Settings
from topics import names
from topics.partitioning import partition_of


class DeliveryShard:
    """Carries for the organisations of one shard until it is cancelled."""

    def __init__(
        self,
        settings: Settings,
        shard: int,
        doors: dict[str, HttpDoor | FolderDoor],
        clock_ms: Callable[[], int],
    ) -> None:
        """Take those of the doors that are this shard's; `clock_ms` says when a message expires."""
        self.settings = settings
        self.shard = shard
        self.carriers = [
            Carrier(settings, terms, self.report, clock_ms)
            for code, terms in sorted(doors.items())
            if partition_of(organisation_subject(code), settings.partitions) == shard
        ]
        self._producer: AIOKafkaProducer | None = None
        self._starting = asyncio.Lock()

    async def run(self) -> None:
        """Carry for ever."""
        tasks = [asyncio.create_task(each.run()) for each in self.carriers]
        try:
            await asyncio.Event().wait()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self.close()

    async def report(
        self, command: RecordConveyance, record: "ConsumerRecord[bytes, bytes]"
    ) -> None:
        """Write a command on the organisation's subject and wait until the broker has it.

        Raises KafkaError; the producer is made anew then.
        """
        subject = organisation_subject(command.organisation)
        name = conveyance_id(
            command.organisation, command.message_id, command.outcome.value, command.arrived
        )
        headers = hub_headers(name, command, subject, from_ms(record.timestamp))
        try:
            producer = await self._open()
            await producer.send_and_wait(
                names.commands(self.settings.namespace),
                wire.encode(command),
                key=subject.encode(),
                partition=partition_of(subject, self.settings.partitions),
                headers=headers,
            )
        except Exception:
            await self.close()
            raise

    async def _open(self) -> AIOKafkaProducer:
        async with self._starting:
            if self._producer is None:
                producer = idempotent_producer(self.settings)
                await producer.start()
                self._producer = producer
            return self._producer

    async def close(self) -> None:
        """Close the connection for reports; the next one opens it again."""
        producer, self._producer = self._producer, None
        if producer is not None:
            await discard(producer)

    def status(self) -> dict[str, Any]:
        """Return how it goes with each organisation."""
        return {carrier.organisation: carrier.status() for carrier in self.carriers}
