"""The outbox of a player, on real Kafka."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from hub.domain.commands import AcceptCase
from hub.sample.envelope import letter
from hub.sample.mailbox import Outbox
from hub.sample.script import Letter, Say
from topics import names

WRITER = "01"
TOGETHER = 400
"""So many at once that a wait which is counted anew for each that came before would run out."""
TOO_MANY = 100
"""Of these a producer's batch holds fewer."""


def _letter(number: int) -> Letter:
    case_id = f"case-{number}"
    message = AcceptCase(case_id=case_id, actor="clerk")
    return letter(
        WRITER, Say(key=case_id, message_id=case_id, case_id=case_id, step="1", message=message)
    )


@pytest.fixture
async def outbox(kafka: str, namespace: str) -> AsyncIterator[Outbox]:
    """An outbox that nobody reads, on a topic of its own."""
    topic = names.outbox(WRITER, namespace)
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka)
    await admin.start()
    await admin.create_topics([NewTopic(topic, 1, 1)])
    made = Outbox(kafka, WRITER, namespace)
    await made.start()
    yield made
    await made.stop()
    await admin.delete_topics([topic])
    await admin.close()


async def test_many_who_write_at_once_are_served_in_their_order(outbox: Outbox) -> None:
    """Nobody waits in vain for those before; what was to lie together does."""
    pairs = [[_letter(2 * each), _letter(2 * each + 1)] for each in range(TOGETHER)]
    offsets = await asyncio.gather(*(outbox.send_together(pair) for pair in pairs))
    assert offsets == [[2 * each, 2 * each + 1] for each in range(TOGETHER)]


async def test_what_does_not_fit_together_is_not_sent(outbox: Outbox) -> None:
    """None of it, rather than a part of it."""
    with pytest.raises(ValueError, match="do not fit into one batch"):
        await outbox.send_together([_letter(each) for each in range(TOO_MANY)])
    assert await outbox.send(_letter(0)) == 0
