"""A command that nobody can process, put where only a broken tool inside the border could."""

from datetime import UTC, datetime

from aiokafka import AIOKafkaProducer

from avro.cloudevents import Event
from hub import wire
from hub.domain.commands import SubmitCase
from hub.sample.chance import Chance
from topics import names

_NOISE_BYTES = 40


async def plant(bootstrap: str, case_id: str, namespace: str = "") -> None:
    """Put one unreadable command of a case on `hub.commands`, past ingress, and wait for it.

    Raises KafkaError.
    """
    event = Event(
        id=f"broken-tool/{case_id}",
        source="/hub",
        type=wire.type_name(SubmitCase),
        time=datetime.now(UTC),
        subject=case_id,
    )
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, enable_idempotence=True, acks="all")
    await producer.start()
    try:
        await producer.send_and_wait(
            names.commands(namespace),
            value=Chance(0, "poison", case_id).data(_NOISE_BYTES),
            key=case_id.encode(),
            headers=event.headers(),
        )
    finally:
        await producer.stop()
