"""Dispatch on real Kafka: everybody is told once, in order, and nobody waits for another."""

import time
from types import SimpleNamespace

import pytest
from aiokafka import TopicPartition
from aiokafka.errors import ProducerFenced

from hub.lanes import dispatch, inboxes
from hub.lanes.dispatch import DispatchLane
from hub.lanes.inboxes import Inboxes
from hub.runtime.failures import LaneStoppedError, UnwritableError
from tests.runtime.workbench import (
    ADMIN,
    DEPARTMENT,
    ORGANISATIONS,
    STREET,
    Bench,
    mirror,
    numbers_in,
    submit,
    switch,
    until,
)

FROM_ADMIN = numbers_in(0, 2)
FROM_STREET = numbers_in(0, 2, STREET)


async def opened(hub: Bench, known: Inboxes | None = None) -> DispatchLane:
    """Return an open dispatch lane."""
    if known is None:
        known = Inboxes(hub.settings)
        hub.closing.append(known.close)
    lane = DispatchLane(hub.settings, 0, known)
    hub.lanes.append(lane)
    await lane.open()
    return lane


async def announce(hub: Bench, lane: DispatchLane, at_once: int = 4) -> None:
    """Let a lane announce all the journal holds, a few entries at a time."""
    records = await hub.records(hub.journal_topic, 0, lane.next_offset)
    for start in range(0, len(records), at_once):
        portion = records[start : start + at_once]
        assert lane.begins(portion[0])
        await lane.process(portion, time.monotonic())


async def told(hub: Bench, code: str) -> list[tuple[int, int]]:
    """Return entry number and index of every message in an inbox, in its order."""
    ids = [dict(record.headers)["ce_id"].decode() for record in await hub.inbox(code)]
    return [(int(number), int(index)) for _, number, index in (each.split("-") for each in ids)]


async def test_everybody_is_told_once_and_in_order(hub: Bench) -> None:
    """A restart of the lane in the middle neither loses nor doubles a message."""
    cases = await hub.open()
    await hub.work(cases, switch(0, 2), *[mirror(number) for number in FROM_ADMIN[:6]])
    lane = await opened(hub)
    records = await hub.records(hub.journal_topic, 0, lane.next_offset)
    await lane.process(records[:3], time.monotonic())
    await lane.close()
    lane = await opened(hub)
    assert lane.bookmark.next_number == 3
    await announce(hub, lane)
    assert [number for number, index in await told(hub, ADMIN) if not index] == [1, 2, 3, 4, 5, 6]


async def test_a_batch_that_was_not_committed_is_seen_by_nobody(hub: Bench) -> None:
    """A fenced lane's letters are invisible; its successor sends them."""
    cases = await hub.open()
    await hub.work(cases, mirror(FROM_ADMIN[0]))
    first = await opened(hub)
    second = await opened(hub)
    with pytest.raises(ProducerFenced):
        await announce(hub, first)
    await announce(hub, second)
    assert len({*await told(hub, ADMIN)}) == len(await told(hub, ADMIN)) > 0


async def test_a_missing_inbox_holds_only_its_organisation(
    hub: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others get theirs; the catch-up comes before newer messages, over a restart too."""
    monkeypatch.setattr(dispatch, "CATCH_UP_RECORDS", 3)
    monkeypatch.setattr(dispatch, "CATCH_UP_PORTIONS", 1)
    await hub.delete(f"{hub.settings.namespace}org.{STREET}.in")
    cases = await hub.open()
    await hub.work(
        cases,
        switch(0, 2),
        *[
            each
            for pair in range(5)
            for each in (submit(FROM_STREET[pair], offset=pair), mirror(FROM_ADMIN[pair]))
        ],
    )
    lane = await opened(hub)
    await announce(hub, lane)
    assert list(lane.bookmark.held) == [STREET]
    assert [number for number, index in await told(hub, ADMIN) if not index] == [2, 4, 6, 8, 10]
    await lane.close()
    await hub.make_topics(ORGANISATIONS)
    lane = await opened(hub)
    assert list(lane.bookmark.held) == [STREET]
    await lane.idle()
    assert list(lane.bookmark.held) == [STREET]
    await lane.close()
    lane = await opened(hub)
    await hub.work(cases, *[submit(number, offset=9) for number in FROM_STREET[5:8]])
    await announce(hub, lane, at_once=1)

    async def caught_up() -> bool:
        await lane.idle()
        return not lane.bookmark.held

    await until(caught_up)
    await hub.work(cases, submit(FROM_STREET[8], offset=9))
    await announce(hub, lane)
    street = await told(hub, STREET)
    assert street == sorted(set(street))
    answered = [number for number, index in street if not index]
    assert answered == [1, 3, 5, 7, 9, 11, 12, 13, 14]
    assert len(await told(hub, ADMIN)) == 5
    assert await told(hub, DEPARTMENT) == []


async def test_an_inbox_that_takes_nothing_holds_only_its_organisation(
    hub: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others get theirs at the next attempt, the organisation all of it once it can."""
    monkeypatch.setattr(inboxes, "REFUSED_FIRST_S", 1000.0)
    inbox = f"{hub.settings.namespace}org.{STREET}.in"
    await hub.set_topic(inbox, "max.message.bytes", 100)
    cases = await hub.open()
    pairs = [(submit(FROM_STREET[n], offset=n), mirror(FROM_ADMIN[n])) for n in range(3)]
    await hub.work(cases, switch(0, 2), *[each for pair in pairs for each in pair])
    lane = await opened(hub)
    with pytest.raises(UnwritableError, match=STREET):
        await announce(hub, lane)
    await lane.close()
    lane = await opened(hub, lane.inboxes)
    await announce(hub, lane)
    assert list(lane.bookmark.held) == [STREET]
    assert [number for number, index in await told(hub, ADMIN) if not index] == [2, 4, 6]
    await hub.set_topic(inbox, "max.message.bytes", 524_288)
    lane.inboxes._refusing[STREET].until_s = 0.0

    async def caught_up() -> bool:
        await lane.idle()
        return not lane.bookmark.held

    await until(caught_up)
    assert [number for number, index in await told(hub, STREET) if not index] == [1, 3, 5]
    assert [number for number, index in await told(hub, ADMIN) if not index] == [2, 4, 6]


async def test_an_inbox_deleted_under_the_lane_and_made_again_gets_what_follows(
    hub: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was in it is gone with it; nobody else misses a message or gets one twice."""
    monkeypatch.setattr(dispatch, "WRITTEN_WITHIN_S", 2.0)
    monkeypatch.setattr(inboxes, "REFUSED_FIRST_S", 1000.0)
    cases = await hub.open()
    await hub.work(cases, switch(0, 2), submit(FROM_STREET[0]), mirror(FROM_ADMIN[0]))
    lane = await opened(hub)
    await announce(hub, lane)
    await hub.delete(f"{hub.settings.namespace}org.{STREET}.in")
    await hub.work(cases, submit(FROM_STREET[1], offset=1), mirror(FROM_ADMIN[1], offset=1))
    with pytest.raises(UnwritableError, match=STREET):
        await announce(hub, lane)
    await lane.close()
    lane = await opened(hub, lane.inboxes)
    await announce(hub, lane)
    assert list(lane.bookmark.held) == [STREET]
    await hub.make_topics(ORGANISATIONS)

    async def caught_up() -> bool:
        await lane.idle()
        return not lane.bookmark.held

    await until(caught_up)
    assert [number for number, index in await told(hub, STREET) if not index] == [3]
    assert [number for number, index in await told(hub, ADMIN) if not index] == [2, 4]


async def test_an_inbox_that_refuses_is_tried_by_one_and_later_each_time(
    hub: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twelve partitions do not all run into the same wall; who was accepted is open to all."""
    clock = [1000.0]
    monkeypatch.setattr(inboxes, "time", SimpleNamespace(monotonic=lambda: clock[0]))
    known = Inboxes(hub.settings)
    hub.closing.append(known.close)
    assert await known.reachable({STREET, ADMIN}) == {STREET, ADMIN}
    for wait_s in (5.0, 10.0, 20.0):
        known.refused({STREET})
        assert await known.reachable({STREET, ADMIN}) == {ADMIN}
        clock[0] += wait_s
        assert await known.reachable({STREET}) == {STREET}
        assert await known.reachable({STREET}) == set()
    known.accepted({STREET})
    assert await known.reachable({STREET}) == {STREET}
    assert await known.reachable({STREET}) == {STREET}


async def test_several_that_do_not_answer_are_blamed_the_second_time(hub: Bench) -> None:
    """The first time it may be a broker that all of them need."""
    known = Inboxes(hub.settings)
    hub.closing.append(known.close)
    both = frozenset({STREET, ADMIN})
    known.suspect(both)
    assert await known.reachable(set(both)) == both
    known.accepted({ADMIN})
    known.suspect(both)
    assert await known.reachable(set(both)) == both
    known.suspect(both)
    assert await known.reachable(set(both)) == set()


async def test_who_is_held_from_different_entries_on_is_caught_up_in_one_reading(
    hub: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody gets anything twice, not even what lies between the two."""
    monkeypatch.setattr(dispatch, "CATCH_UP_RECORDS", 4)
    cases = await hub.open()
    pairs = [(submit(FROM_STREET[n], offset=n), mirror(FROM_ADMIN[n])) for n in range(4)]
    await hub.work(cases, switch(0, 2), *[each for pair in pairs for each in pair])
    lane = await opened(hub)
    records = await hub.records(hub.journal_topic, 0, lane.next_offset)
    lane.inboxes.refused({STREET})
    await lane.process(records[:3], time.monotonic())
    lane.inboxes.refused({ADMIN})
    await lane.process(records[3:], time.monotonic())
    assert set(lane.bookmark.held) == {STREET, ADMIN}
    lane.inboxes.accepted({STREET, ADMIN})

    async def caught_up() -> bool:
        await lane.idle()
        return not lane.bookmark.held

    await until(caught_up)
    for code, numbers in ((STREET, [1, 3, 5, 7]), (ADMIN, [2, 4, 6, 8])):
        letters = await told(hub, code)
        assert letters == sorted(set(letters))
        assert [number for number, index in letters if not index] == numbers


async def test_a_missing_position_stops_the_lane(hub: Bench) -> None:
    """A position is never guessed: neither everything again nor nothing."""
    lane = DispatchLane(hub.settings, 0, Inboxes(hub.settings))
    hub.lanes.append(lane)
    lane.name = "forgotten"
    with pytest.raises(LaneStoppedError, match="has no position"):
        await lane.open()


async def test_a_group_that_the_broker_has_forgotten_stops_the_lane_and_tells_nobody_twice(
    hub: Bench,
) -> None:
    """Offsets expired or deleted: loud, until an operator names the entry that comes next."""
    cases = await hub.open()
    await hub.work(cases, *[mirror(number) for number in FROM_ADMIN[:3]])
    lane = await opened(hub)
    await announce(hub, lane)
    bookmark = lane.bookmark
    await lane.close()
    await hub.forget_group("dispatch")
    with pytest.raises(LaneStoppedError, match="may have expired or been deleted"):
        await opened(hub)
    assert len(await told(hub, ADMIN)) == 3
    await hub.commit("dispatch", TopicPartition(hub.journal_topic, 0), bookmark.committed())
    lane = await opened(hub)
    await hub.work(cases, mirror(FROM_ADMIN[3]))
    await announce(hub, lane)
    assert [number for number, index in await told(hub, ADMIN) if not index] == [0, 1, 2, 3]
