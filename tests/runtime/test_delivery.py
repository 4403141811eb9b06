"""Delivery on real Kafka through real doors: each message is signed for once, or expires."""

import asyncio
import contextlib
import json
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web

from hub.cli.deliveries import _resend
from hub.domain.facts import Fact, MessageExpired, MessageReceipted, ReceiptMismatched
from hub.domain.identity import organisation_subject
from hub.doors import FolderDoor, HttpDoor
from hub.lanes import carrier
from hub.lanes.carrier import Carrier
from hub.lanes.delivery import DeliveryShard
from hub.lanes.dispatch import DispatchLane
from hub.lanes.inboxes import Inboxes
from hub.lanes.reading import decode_fact
from hub.settings import DeliverySettings, Settings
from hub.unfit import Unfit
from hub.views.deliveries import deliveries
from tests.connectors.receivers import FolderReceiver, http_receiver, sign, signed
from tests.runtime.test_dispatch import announce
from tests.runtime.workbench import ADMIN, DEPARTMENT, Bench, mirror, numbers_in, step, until
from topics.partitioning import partition_of

ONE = {"partitions": 1}
LATER_MS = 4_102_444_800_000
"""The year 2100."""
NUMBERS = numbers_in(0, 1)


async def told(hub: Bench, count: int, *, steps: int = 0) -> list[str]:
    """Let the administration's inbox get messages; return their ids in order."""
    cases = await hub.open()
    await hub.work(cases, *[mirror(number) for number in NUMBERS[:count]])
    await hub.work(cases, *[step(NUMBERS[0], f"s{n}", offset=n) for n in range(steps)])
    boxes = Inboxes(hub.settings)
    lane = DispatchLane(hub.settings, 0, boxes)
    hub.lanes.append(lane)
    hub.closing.append(boxes.close)
    await lane.open()
    await announce(hub, lane, at_once=50)
    return [dict(record.headers)["ce_id"].decode() for record in await hub.inbox(ADMIN)]


def http(url: str, organisation: str = ADMIN, **terms: float) -> HttpDoor:
    """Return a door that is tried again at once."""
    patience = {"retry_first_s": 0.01, "retry_last_s": 0.05, "remind_s": 0.1, **terms}
    return HttpDoor(organisation=organisation, kind="http", url=url, **patience)  # type: ignore[arg-type]


@asynccontextmanager
async def carrying(
    hub: Bench, *doors: HttpDoor | FolderDoor, clock_ms: Callable[[], int] = lambda: 0
) -> AsyncIterator[dict[str, Carrier]]:
    """Run the shard of these doors; give its carriers. The hub's clock stands unless it is told."""
    shard = DeliveryShard(hub.settings, 0, {door.organisation: door for door in doors}, clock_ms)
    task = asyncio.create_task(shard.run())
    try:
        yield {carrier.organisation: carrier for carrier in shard.carriers}
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def facts(hub: Bench, kind: type) -> list[Fact]:
    """Let the case lane hear what was reported; return its facts of a kind."""
    lane = await hub.open()
    await hub.work(lane)
    await lane.close()
    found = [decode_fact(fact) for entry in await hub.journal() for fact in entry.facts]
    return [fact for fact in found if isinstance(fact, kind)]


async def test_every_message_is_signed_for_once_in_order(hub: Bench) -> None:
    """The receipt is journaled with number and receiver; a restart carries nothing again."""
    hub.settings = hub.settings.model_copy(update=ONE)
    ids = await told(hub, 5)
    async with http_receiver() as receiver:
        async with carrying(hub, http(receiver.url)) as carriers:
            await until(lambda: carriers[ADMIN].ended == len(ids))
            await until(lambda: json.loads(carriers[ADMIN]._kept or "{}").get("at", 0) >= len(ids))
        assert receiver.ids == ids
        signed_for = await facts(hub, MessageReceipted)
        assert [fact.message_id for fact in signed_for] == ids
        assert {(fact.receipt_number, fact.receiver) for fact in signed_for} == {("R-1", "张收发")}
        async with carrying(hub, http(receiver.url)) as carriers:
            await until(lambda: carriers[ADMIN]._read >= len(ids))
        assert len(receiver.came) == len(ids)


async def test_several_cases_are_carried_at_once_and_each_of_them_in_order(hub: Bench) -> None:
    """Nobody waits for another case's message; of one case there is never more than one abroad."""
    hub.settings = hub.settings.model_copy(update=ONE)
    ids = await told(hub, 4, steps=6)
    async with http_receiver() as receiver:
        abroad: Counter[str] = Counter()
        together, most = asyncio.Event(), 0

        async def answer(request: web.Request, value: bytes) -> web.StreamResponse:
            nonlocal most
            case = request.headers["ce-subject"]
            abroad[case] += 1
            most = max(most, abroad[case])
            if abroad.total() >= 3:
                together.set()
            if len(receiver.came) > 1:  # the first shows that somebody is there
                await together.wait()  # the next three only go on together
            abroad[case] -= 1
            return await sign(request, value)

        receiver.answer = answer
        async with carrying(hub, http(receiver.url)) as carriers:
            await until(lambda: carriers[ADMIN].ended == len(ids))
        cases = {
            name: headers["ce-subject"]
            for (name, _), headers in zip(receiver.came, receiver.headers, strict=True)
        }
    assert most == 1
    for case in set(cases.values()):
        of_case = [name for name in ids if cases[name] == case]
        assert [name for name in receiver.ids if cases[name] == case] == of_case


async def test_a_crash_in_the_middle_carries_again_under_the_same_id(hub: Bench) -> None:
    """What arrived and was not signed for by then is offered again, as itself."""
    hub.settings = hub.settings.model_copy(update=ONE)
    ids = await told(hub, 4)
    async with http_receiver() as receiver:
        arrived, crashing = asyncio.Event(), True

        async def answer(request: web.Request, value: bytes) -> web.StreamResponse:
            arrived.set()
            if crashing:
                await asyncio.Event().wait()
            return await sign(request, value)

        receiver.answer = answer
        for _ in range(3):
            arrived.clear()
            async with carrying(hub, http(receiver.url)):
                await until(arrived.is_set)
        assert receiver.ids == ids[:1]
        crashing = False
        async with carrying(hub, http(receiver.url)) as carriers:
            await until(lambda: carriers[ADMIN].ended == len(ids))
        assert receiver.ids == ids
    assert [fact.message_id for fact in await facts(hub, MessageReceipted)] == ids


async def test_what_was_written_down_twice_is_journaled_once(
    hub: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A crash before the position is kept carries all again; receipts are known by their ids."""
    hub.settings = hub.settings.model_copy(update=ONE)
    monkeypatch.setattr(carrier, "KEEP_EVERY_S", float("inf"))
    ids = await told(hub, 4)
    async with http_receiver() as receiver:
        for _ in range(2):
            async with carrying(hub, http(receiver.url)) as carriers:
                await until(lambda found=carriers: found[ADMIN].ended == len(ids))
    assert [name for name, _ in receiver.came] == ids * 2
    assert [fact.message_id for fact in await facts(hub, MessageReceipted)] == ids


async def test_a_dead_system_delays_nobody_else(hub: Bench) -> None:
    """The circuit of the dead one opens; others' messages go on; it catches up in order."""
    hub.settings = hub.settings.model_copy(update=ONE)
    ids = await told(hub, 5)
    async with http_receiver() as alive, http_receiver() as dead:
        broken = True

        async def answer(request: web.Request, value: bytes) -> web.StreamResponse:
            return web.Response(status=503) if broken else await sign(request, value)

        dead.answer = answer
        doors = http(dead.url), http(alive.url, DEPARTMENT)
        async with carrying(hub, *doors) as carriers:
            await until(lambda: carriers[ADMIN].breaker.failures > 3)
            await say_to_department(hub)
            await until(lambda: len(alive.came) >= 1)
            assert carriers[ADMIN].ended == 0
            assert set(dead.ids) == {ids[0]}
            broken = False
            await until(lambda: carriers[ADMIN].ended == len(ids))
            assert carriers[ADMIN].status()["circuit"] == "closed"
        assert dead.ids == ids


async def say_to_department(hub: Bench) -> None:
    """Put a message into the department's inbox."""
    topic = f"{hub.settings.namespace}org.{DEPARTMENT}.in"
    await hub.producer.send_and_wait(topic, b"value", headers=[("ce_id", b"0-99-0")])


async def test_a_declined_message_holds_up_only_its_own_case(hub: Bench) -> None:
    """Others go on; what follows in the same case waits, so that its order is kept."""
    hub.settings = hub.settings.model_copy(update=ONE)
    ids = await told(hub, 3, steps=2)
    async with http_receiver() as receiver:
        declined, stubborn = ids[0], True

        async def answer(request: web.Request, value: bytes) -> web.StreamResponse:
            name = request.headers["Idempotency-Key"].strip('"')
            if stubborn and name == declined:
                return web.Response(status=422)
            return await sign(request, value)

        receiver.answer = answer
        async with carrying(hub, http(receiver.url)) as carriers:
            await until(lambda: receiver.ids == ids[:3] and carriers[ADMIN].ended == 2)
            stubborn = False
            await until(lambda: carriers[ADMIN].ended == len(ids))
    assert receiver.ids == ids


async def test_a_receipt_for_other_bytes_is_an_alarm_and_no_receipt(hub: Bench) -> None:
    """The administration would hear of it; the message stays owed until the right one is signed."""
    hub.settings = hub.settings.model_copy(update=ONE)
    ids = await told(hub, 1)
    async with http_receiver() as receiver:
        wrong = True

        async def answer(request: web.Request, value: bytes) -> web.StreamResponse:
            if wrong:
                return web.json_response(signed(b"other"))
            return await sign(request, value)

        receiver.answer = answer
        async with carrying(hub, http(receiver.url)) as carriers:
            await until(lambda: len(receiver.came) >= 3)
            assert carriers[ADMIN].ended == 0
            wrong = False
            await until(lambda: carriers[ADMIN].ended == 1)
    assert len(await facts(hub, ReceiptMismatched)) == 1
    assert [fact.message_id for fact in await facts(hub, MessageReceipted)] == ids


async def test_what_nobody_signs_for_expires_and_is_told(hub: Bench) -> None:
    """An expired message is a fact, never a silent loss, and the next one goes on."""
    hub.settings = hub.settings.model_copy(update=ONE)
    ids = await told(hub, 2)
    async with http_receiver() as receiver:

        async def later(request: web.Request, value: bytes) -> web.StreamResponse:
            del request, value
            return web.Response(status=202)

        receiver.answer = later
        now_ms = 0
        door = http(receiver.url, expires_h=0.0001)
        async with carrying(hub, door, clock_ms=lambda: now_ms) as carriers:
            await until(lambda: len(receiver.came) >= 4)
            assert carriers[ADMIN].ended == 0  # whatever the machine's own clock says
            now_ms = LATER_MS
            await until(lambda: carriers[ADMIN].ended == 2)
    assert [fact.message_id for fact in await facts(hub, MessageExpired)] == ids


async def test_a_folder_is_signed_for_by_whoever_looks_into_it(hub: Bench, tmp_path: Path) -> None:
    """A receipt that comes later ends the message; the folder is empty then."""
    hub.settings = hub.settings.model_copy(update=ONE)
    ids = await told(hub, 3)
    receiver = FolderReceiver(tmp_path / "exchange")
    door = FolderDoor(organisation=ADMIN, kind="folder", path=receiver.folder)
    looking = asyncio.create_task(receiver.run())
    async with carrying(hub, door) as carriers:
        await until(lambda: carriers[ADMIN].ended == len(ids))
        await until(lambda: not list((receiver.folder / "inbox").iterdir()))
    looking.cancel()
    assert receiver.ids == ids
    assert [fact.message_id for fact in await facts(hub, MessageReceipted)] == ids


async def test_where_each_message_is_can_be_seen_and_one_sent_again(
    hub: Bench, tmp_path: Path
) -> None:
    """Signed for, arrived and still in the inbox are told apart; by hand the old id is used."""
    hub.settings = hub.settings.model_copy(update=ONE)
    ids = await told(hub, 3, steps=1)
    async with http_receiver() as receiver:

        async def answer(request: web.Request, value: bytes) -> web.StreamResponse:
            name = request.headers["Idempotency-Key"].strip('"')
            if name == ids[0]:
                return web.Response(status=422)
            return web.Response(status=202) if name == ids[1] else await sign(request, value)

        receiver.answer = answer
        async with carrying(hub, http(receiver.url)) as carriers:
            await until(lambda: carriers[ADMIN].ended == 1)
            await until(lambda: carriers[ADMIN]._kept.count("rece") == 2)
        await facts(hub, MessageReceipted)
        seen = [each async for each in deliveries(hub.settings, ADMIN)]
        assert [each.message_id for each in seen] == ids
        states = [each.state.value for each in seen]
        assert states == ["sent", "received", "receipted", "accepted"]
        assert (seen[2].receipt, seen[2].receiver) == ("R-1", "张收发")
        receiver.answer = sign
        file = tmp_path / "doors.yaml"
        file.write_text(f"doors: [{{organisation: {ADMIN}, kind: http, url: '{receiver.url}'}}]")
        at = hub.settings.model_copy(update={"delivery": DeliverySettings(doors=file)})
        receipt = await _resend(at, ADMIN, ids[0])
        assert receipt is not None
        assert receiver.came[-1][0] == ids[0]
        signed_for = [fact.message_id for fact in await facts(hub, MessageReceipted)]
        assert signed_for == [ids[2], ids[0]]
        with pytest.raises(Unfit, match="no message 9-9-9"):
            await _resend(at, ADMIN, "9-9-9")
        with pytest.raises(Unfit, match="no door for street-a"):
            await _resend(at, "street-a", ids[0])


def test_each_organisation_is_carried_for_by_one_shard() -> None:
    """Shards share the doors out among them: nobody is carried for twice, nobody by none."""
    settings = Settings(partitions=4)
    codes = [f"dept-{number}" for number in range(40)]
    doors = {code: http("http://127.0.0.1:1/", code) for code in codes}
    shards = [DeliveryShard(settings, shard, doors, int) for shard in range(4)]
    found = [carrier.organisation for shard in shards for carrier in shard.carriers]
    assert sorted(found) == sorted(codes)
    assert all(
        partition_of(organisation_subject(carrier.organisation), 4) == shard.shard
        for shard in shards
        for carrier in shard.carriers
    )
