"""Signatures at a running hub: asked for, kept in the journal, and checked there by anybody."""

import asyncio
import secrets
from base64 import b64decode
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio
from aiokafka import AIOKafkaProducer

from avro.cloudevents import Event
from hub import signing, wire
from hub.domain import commands
from hub.domain.calendar import local_day
from hub.domain.catalogue import Catalogue
from hub.domain.identity import case_id, command_id
from hub.domain.inbox import Answer
from hub.domain.signing_keys import KeyAlgorithm, SigningKey
from hub.domain.vocabulary import AnswerKind
from hub.importing.post import Letter, Post, post_of
from hub.lanes.commands import sent_headers
from hub.settings import Settings
from hub.up.hub import Hub
from tests.domain.scenes import BOOK, EMPOWERED, STREET, submission
from tests.e2e.running import WITHIN_S, Ran, lianban, settings_on
from topics import names
from topics.partitioning import partition_of

NUMBER = "2026-7001"
CASE = case_id(STREET, NUMBER)
ACCEPT = commands.AcceptCase(case_id=CASE, actor="clerk-1")

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.xdist_group("signing")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def hub(kafka: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Hub]:
    """A hub in which one street signs."""
    settings = settings_on(kafka, tmp_path_factory.mktemp("hub"))
    async with Hub(settings, catalogue=signed_by_the_street(settings)) as running:
        yield running


def signed_by_the_street(settings: Settings) -> Catalogue:
    """The sample with a new key for a street."""
    key = SigningKey(
        code="xincun-1",
        organisation=STREET,
        algorithm=KeyAlgorithm.ED25519,
        public_key=b64decode(signing.make(settings.signing_path / f"{STREET}.pem")),
        valid_from=local_day(datetime.now(UTC)) - timedelta(days=1),
    )
    return replace(BOOK, signing_keys={key.code: key})


async def say(post: Post, *said: commands.Command) -> list[Answer]:
    """Say something and return the answers."""
    letters = [Letter(secrets.token_hex(8), STREET, each) for each in said]
    async with post:
        answers = await post.exchange(letters, datetime.now(UTC), WITHIN_S)
    return [answers[letter.id] for letter in letters]


async def checked(hub: Hub) -> Ran:
    """What `lianban keys signing verify` finds."""
    return await lianban(hub.settings.environment(), "keys", "signing", "verify", "--json")


async def test_signed_it_is_done_and_proven_unsigned_it_is_turned_away(hub: Hub) -> None:
    """The journal has the signature; a word that was put into `hub.commands` lacks it."""
    unsigned = Post(hub.bootstrap, STREET, hub.settings.namespace)
    filed = replace(submission(EMPOWERED), business_number=NUMBER)
    (refused,) = await say(unsigned, filed)
    assert (refused.kind, refused.rule) == (AnswerKind.REJECTED, "BORDER-SIGNATURE-MISSING")
    (done,) = await say(post_of(hub.settings, hub.bootstrap, STREET), filed)
    assert done.kind is AnswerKind.DONE
    ran = await checked(hub)
    assert ran.code == 0
    assert ran.said["signed"] == [{"organisation": STREET, "key": "xincun-1", "entries": 1}]
    assert ran.said["doubtful"] == {}
    await forge(hub)
    async with asyncio.timeout(WITHIN_S):
        while not ran.said["doubtful"]:
            ran = await checked(hub)
    assert (ran.code, ran.said["doubtful"]) == (1, {"MISSING": 1})
    assert ran.said["noted"][0]["organisation"] == STREET


async def forge(hub: Hub) -> None:
    """Write a command as if the street had said it, past the border."""
    event = Event(
        id="forged",
        source=f"/organisation/{STREET}",
        type=wire.type_name(ACCEPT),
        time=datetime.now(UTC),
    )
    received_ms = int(event.time.timestamp() * 1000)
    headers = sent_headers(event, command_id(STREET, event.id), CASE, "org.x.out:99", received_ms)
    producer = AIOKafkaProducer(bootstrap_servers=hub.bootstrap)
    await producer.start()
    try:
        await producer.send_and_wait(
            names.commands(hub.settings.namespace),
            wire.encode(ACCEPT),
            key=CASE.encode(),
            partition=partition_of(CASE, hub.settings.partitions),
            headers=headers,
        )
    finally:
        await producer.stop()
