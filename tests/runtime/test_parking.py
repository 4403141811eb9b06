"""Parking, repeats and time on real Kafka, through the case lane."""

import asyncio
import itertools
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from hub.domain.catalogue import Catalogue
from hub.domain.commands import DropParked, ReleaseParked
from hub.domain.decide import decide
from hub.domain.facts import CaseDeemedAccepted, ClockMoved, ErrorClassParked, TopicAdopted
from hub.domain.identity import case_id
from hub.domain.vocabulary import OutcomeKind
from hub.journal import JournalEntry
from hub.lanes import cases, sitting
from hub.lanes.cases import CaseLane
from hub.lanes.reading import decode_fact
from hub.lanes.shelf import Shelf
from hub.runtime.failures import InDoubtError, LaneStoppedError
from tests.runtime.workbench import (
    ADMIN,
    BOOK,
    STREET,
    Bench,
    Spoken,
    book_of,
    mirror,
    numbers_in,
    said,
    step,
    submit,
    switch,
    tick,
    until,
)

NUMBERS = numbers_in(0, 2)
FROM_STREET = numbers_in(0, 2, STREET)
FACTS, REFUSED = OutcomeKind.FACTS, OutcomeKind.REFUSED
REPEATED, PARKED = OutcomeKind.REPEATED, OutcomeKind.PARKED


def outcomes(entries: list[JournalEntry]) -> list[OutcomeKind]:
    """Return how each entry ended."""
    return [entry.outcome for entry in entries]


def facts_of(entries: list[JournalEntry]) -> list[object]:
    """Return all facts, decoded."""
    return [decode_fact(fact) for entry in entries for fact in entry.facts]


@pytest.fixture
def break_for(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let the domain fail for the cases of some business numbers, as a bug of ours would."""

    def breaking(*numbers: str) -> None:
        subjects = {case_id(ADMIN, number) for number in numbers}

        def failing(command, state, context, book, in_force):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
            if context.subject in subjects:
                raise ZeroDivisionError("a bug of ours")
            return decide(command, state, context, book, in_force)

        monkeypatch.setattr(sitting, "decide", failing)

    return breaking


async def test_repeats_reuse_and_echo(hub: Bench) -> None:
    """Same bytes repeat, other bytes are refused, and what the hub reads again is an echo."""
    lane = await hub.open()
    number = NUMBERS[0]
    entries = await hub.work(
        lane,
        mirror(number, offset=4),
        mirror(number, offset=7),
        mirror(number, offset=9, actor="y"),
        mirror(number, offset=4),
        mirror(number, offset=9, actor="y"),
        mirror(number, offset=11),
    )
    assert outcomes(entries) == [FACTS, REPEATED, REFUSED, REPEATED, REPEATED, REPEATED]
    assert [entry.echo for entry in entries] == [False, False, False, True, True, False]
    assert [entry.first for entry in entries] == [None, 0, None, 0, 0, 0]
    assert entries[2].refusal is not None
    assert entries[2].refusal.rule == "MESSAGE-001"


async def test_what_is_sent_again_into_an_outbox_made_again_is_answered(hub: Bench) -> None:
    """Its offsets begin anew: lower than before, and still no second reading of the hub's own."""
    lane = await hub.open()
    again = mirror(NUMBERS[0], offset=1)
    again.headers = [
        (name, b"org.admin.out@1:1" if name == "lb_source" else value)
        for name, value in again.headers
    ]
    entries = await hub.work(lane, mirror(NUMBERS[0], offset=4), again, again)
    assert outcomes(entries) == [FACTS, REPEATED, REPEATED]
    assert [entry.echo for entry in entries] == [False, False, True]


async def test_bad_records_are_parked_and_others_go_on(hub: Bench) -> None:
    """What cannot be read, or lies on the wrong partition, is kept and stops nobody else."""
    lane = await hub.open()
    stray = mirror(numbers_in(1, 2)[0])
    stray.partition = 0
    nonsense = Spoken(case_id(ADMIN, NUMBERS[0]), b"nonsense", mirror(NUMBERS[0]).headers)
    bare = Spoken("", b"\x00", [], partition=0)
    entries = await hub.work(lane, stray, nonsense, bare, mirror(NUMBERS[1]))
    assert outcomes(entries) == [PARKED, PARKED, PARKED, FACTS]
    classes = [entry.parking.error_class for entry in entries[:3] if entry.parking]
    assert classes == ["wrong-partition", "undecodable", "unreadable"]


async def test_what_follows_an_error_of_ours_is_parked_in_order_and_released(
    hub: Bench, monkeypatch: pytest.MonkeyPatch, break_for: Callable[..., None]
) -> None:
    """A subject keeps its order behind its parked command; a release decides all of it."""
    broken, sound = NUMBERS[:2]
    break_for(broken)
    lane = await hub.open()
    entries = await hub.work(
        lane, mirror(broken), mirror(sound), step(broken, "one"), step(sound, "one")
    )
    assert outcomes(entries) == [PARKED, FACTS, PARKED, FACTS]
    monkeypatch.setattr(sitting, "decide", decide)
    subject = case_id(ADMIN, broken)
    release = said(ReleaseParked(subject=subject, actor="x"), subject, message_id="r", offset=9)
    entries = await hub.work(lane, release, step(broken, "two"))
    assert outcomes(entries) == [FACTS, FACTS, FACTS, FACTS]
    assert [entry.origin.offset for entry in entries] == [4, 0, 2, 5]
    assert lane.next_offset == 6
    again = await hub.work(
        lane, said(ReleaseParked(subject=subject, actor="x"), subject, message_id="r2", offset=10)
    )
    assert outcomes(again) == [REFUSED]


async def test_the_third_subject_with_one_error_stops_the_partition(
    hub: Bench, break_for: Callable[..., None]
) -> None:
    """A bug of ours does not quietly park a thousand cases; an operator's word lets it go on."""
    break_for(*NUMBERS[:4])
    lane = await hub.open()
    assert outcomes(await hub.work(lane, mirror(NUMBERS[0]), mirror(NUMBERS[1]))) == [PARKED] * 2
    with pytest.raises(LaneStoppedError, match="LIANBAN_PARK_ERRORS") as stopped:
        await hub.work(lane, mirror(NUMBERS[2]), mirror(NUMBERS[3]))
    assert len(await hub.journal()) == 2
    await lane.close()
    error_class = stopped.value.what.split(": ")[1]
    settings = hub.settings.model_copy(update={"park_errors": (error_class,)})
    lane = await hub.open(settings=settings)
    entries = await hub.work(lane)
    assert outcomes(entries) == [PARKED, PARKED]
    journal = await hub.journal()
    assert facts_of(journal[2:3]) == [ErrorClassParked(error_class=error_class)]
    await lane.close()
    await hub.open(settings=settings)
    assert len(await hub.journal()) == 5


async def due_lane(hub: Bench, count: int) -> CaseLane:
    """Return a lane with some cases that nobody accepted in time, and one that still has time."""
    lane = await hub.open()
    await hub.work(
        lane,
        switch(0, 2),
        submit(FROM_STREET[-1]),
        *[submit(number, days_ago=12) for number in FROM_STREET[:count]],
    )
    return lane


def ticks(instant: datetime) -> list[Spoken]:
    """Return the ticks of both shards for partition 0."""
    return [tick(0, instant, 0, 2), tick(1, instant, 0, 2)]


async def test_a_tick_gives_one_entry_for_each_due_subject_and_the_clock_last(hub: Bench) -> None:
    """Time says its word once for each subject; another or an older tick changes nothing."""
    lane = await due_lane(hub, 3)
    now = datetime.now(UTC)
    entries = await hub.work(lane, *ticks(now))
    assert outcomes(entries) == [FACTS] * 4
    assert {entry.subject for entry in entries[:3]} == {
        case_id(STREET, number) for number in FROM_STREET[:3]
    }
    assert all(isinstance(facts_of([entry])[0], CaseDeemedAccepted) for entry in entries[:3])
    assert isinstance(facts_of(entries)[-1], ClockMoved)
    assert [entry.origin.last for entry in entries] == [False, False, False, True]
    assert await hub.work(lane, *ticks(now)) == []
    assert await hub.work(lane, *ticks(now - timedelta(hours=1))) == []


async def test_one_shard_alone_does_not_move_the_clock(hub: Bench) -> None:
    """A stuck shard holds the clock, not the cases."""
    lane = await due_lane(hub, 1)
    entries = await hub.work(lane, tick(0, datetime.now(UTC), 0, 2), mirror(NUMBERS[0]))
    assert outcomes(entries) == [FACTS]
    assert lane.clock.now_ms == 0


async def test_a_tick_from_the_future_is_not_believed(hub: Bench) -> None:
    """The clock never passes the broker's own time of the tick."""
    lane = await due_lane(hub, 1)
    await hub.work(lane, *ticks(datetime.now(UTC) + timedelta(days=400)))
    assert lane.clock.now_ms <= time.time() * 1000 + 1000
    assert len(await hub.journal()) == 5


async def test_a_crash_between_portions_goes_on_and_nothing_comes_due_twice(
    hub: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every portion is whole; the rest comes with the next ticks after the restart."""
    lane = await due_lane(hub, 5)
    monkeypatch.setattr(cases, "DUE_PORTION", 2)
    commit, counter = CaseLane._commit, itertools.count()

    async def dying(self: CaseLane, held: sitting.Sitting) -> None:
        if next(counter) == 1:
            raise InDoubtError("killed")
        await commit(self, held)

    monkeypatch.setattr(CaseLane, "_commit", dying)
    with pytest.raises(InDoubtError):
        await hub.work(lane, *ticks(datetime.now(UTC)))
    await lane.close()
    lane = await hub.open()
    await hub.work(lane)
    await hub.work(lane, *ticks(datetime.now(UTC)))
    deemed = [f for f in facts_of(await hub.journal()) if isinstance(f, CaseDeemedAccepted)]
    assert len(deemed) == len({fact.heading.business_number for fact in deemed}) == 5


async def test_without_anything_due_the_clock_is_journaled_once_an_hour(hub: Bench) -> None:
    """Ticks alone fill neither journal nor time."""
    lane = await hub.open()
    now = datetime.now(UTC)
    assert len(await hub.work(lane, *ticks(now - timedelta(hours=3)))) == 1
    assert await hub.work(lane, *ticks(now - timedelta(hours=2, minutes=30))) == []
    assert len(await hub.work(lane, *ticks(now - timedelta(hours=1, minutes=59)))) == 1
    assert lane.next_offset == 6
    await lane.close()
    lane = await hub.open()
    assert lane.next_offset == 6


async def test_parked_subjects_do_not_come_due(hub: Bench) -> None:
    """While a command of a case waits, time says nothing about the case; then it does."""
    lane = await due_lane(hub, 2)
    waiting = FROM_STREET[0]
    subject = case_id(STREET, waiting)
    nonsense = Spoken(subject, b"nonsense", step(waiting, "x").headers)
    entries = await hub.work(lane, nonsense, *ticks(datetime.now(UTC)))
    assert outcomes(entries) == [PARKED, FACTS, FACTS]
    assert subject not in {entry.subject for entry in entries[1:]}


async def test_an_error_while_time_speaks_parks_the_subject_once(
    hub: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A due subject that meets an error of ours is parked and leaves the index: no endless loop."""
    lane = await due_lane(hub, 1)

    def failing(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(sitting, "elapse", failing)
    entries = await asyncio.wait_for(hub.work(lane, *ticks(datetime.now(UTC))), 20)
    assert outcomes(entries) == [PARKED, FACTS]


async def test_a_snapshot_that_is_not_there_yet_is_waited_for(hub: Bench) -> None:
    """The command that needs it waits, nothing is parked, and somebody asks for it at once."""
    there = False

    def fetch(digest: bytes) -> Catalogue:
        if not there:
            raise FileNotFoundError(digest.hex())
        return BOOK

    lane = await hub.open(shelf=Shelf(fetch))
    await hub.work(lane, switch(0, 2))
    await hub.write(submit(FROM_STREET[0]))
    records = await hub.pending(lane)
    working = asyncio.create_task(lane.process(records, time.monotonic()))
    done, _ = await asyncio.wait([working], timeout=0.3)
    assert not done
    there = True
    await asyncio.wait_for(working, 10)
    assert outcomes(await hub.journal()) == [FACTS, FACTS]


async def test_a_new_catalogue_is_loaded_though_no_command_needs_it(hub: Bench) -> None:
    """Ingress asks for the catalogue in force: that alone brings it to hand."""
    lane = await hub.open(shelf=Shelf(book_of))
    await hub.work(lane, switch(0, 2))

    def loaded() -> bool:
        try:
            return lane.catalogue() is BOOK
        except cases.CatalogueAbsentError:
            return False

    await until(loaded)


async def test_a_topic_made_again_stops_the_lane_until_it_is_adopted(hub: Bench) -> None:
    """New commands under old offsets are never taken for decided ones."""
    lane = await hub.open()
    await hub.work(lane, *[mirror(number) for number in NUMBERS[:3]])
    known = lane.position.topic_id
    await hub.delete(hub.commands)
    await hub.make_topics()
    with pytest.raises(InDoubtError):
        await lane.process([*await _written(hub, lane)], time.monotonic())
    await lane.close()
    with pytest.raises(LaneStoppedError, match="LIANBAN_ADOPT_TOPIC") as stopped:
        await hub.open()
    current = stopped.value.remedy.rpartition("=")[2].rstrip(".")
    assert known in stopped.value.what
    adopting = hub.settings.model_copy(update={"adopt_topic": current})
    lane = await hub.open(settings=adopting)
    assert lane.next_offset == 0
    assert outcomes(await hub.work(lane)) == [FACTS]
    adopted = facts_of(await hub.journal())[3]
    assert adopted == TopicAdopted(topic_id=current, previous_topic_id=known)


async def test_a_tick_of_a_topic_that_is_gone_makes_nothing_due(hub: Bench) -> None:
    """A topic made again between fetch and commit is noticed before time says its word too."""
    lane = await due_lane(hub, 2)
    before = await hub.journal_values()
    await hub.write(*ticks(datetime.now(UTC)))
    fetched, fetched_s = await hub.pending(lane), time.monotonic()
    await hub.delete(hub.commands)
    await hub.make_topics()
    with pytest.raises(InDoubtError, match=r"hub\.commands"):
        await lane.process(fetched, fetched_s)
    assert await hub.journal_values() == before


async def _written(hub: Bench, lane: CaseLane) -> list:  # type: ignore[type-arg]
    """Return one record of the new topic, as it would come at the old position."""
    await hub.write(mirror(NUMBERS[5]))
    lane.next_offset = 0
    return await hub.pending(lane)


async def test_a_topic_that_begins_after_our_position_stops_the_lane(hub: Bench) -> None:
    """Commands that were deleted before anybody decided them are not passed over."""
    lane = await hub.open()
    await hub.work(lane, mirror(NUMBERS[0]))
    await lane.close()
    await hub.write(*[mirror(number) for number in NUMBERS[1:4]])
    await hub.delete_records(hub.commands, 0, before=3)
    with pytest.raises(LaneStoppedError, match="holds offsets 3 to 4"):
        await hub.open()


async def test_a_crash_between_portions_of_a_release_goes_on_and_nothing_is_decided_twice(
    hub: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an operator let go is decided in order over several transactions and a restart."""
    lane = await hub.open()
    number = NUMBERS[0]
    subject = case_id(ADMIN, number)
    steps = [step(number, f"s{index}") for index in range(6)]
    nonsense = Spoken(subject, b"nonsense", step(number, "x").headers)
    await hub.work(lane, mirror(number), nonsense, *steps)
    drop = said(
        DropParked(subject=subject, actor="x", reason="E", count=1), subject, message_id="d"
    )
    await hub.work(lane, drop)
    monkeypatch.setattr(sitting, "CLEARED_PORTION", 2)
    commit, counter = CaseLane._commit, itertools.count()

    async def dying(self: CaseLane, held: sitting.Sitting) -> None:
        if next(counter) == 1:
            raise InDoubtError("killed")
        await commit(self, held)

    monkeypatch.setattr(CaseLane, "_commit", dying)
    release = said(ReleaseParked(subject=subject, actor="x"), subject, message_id="r", offset=1)
    with pytest.raises(InDoubtError):
        await hub.work(lane, release, step(number, "late"))
    await lane.close()
    assert [e.command.id for e in await hub.journal()][-2:] == [s_id(number, i) for i in (0, 1)]
    lane = await hub.open()
    await hub.work(lane)
    decided = [
        entry.command.id
        for entry in await hub.journal()
        if entry.outcome is FACTS and "/s-" in entry.command.id
    ]
    assert decided == [*[s_id(number, i) for i in range(6)], f"{ADMIN}/s-{number}-late"]


def s_id(number: str, index: int) -> str:
    """Return the command id of a step."""
    return f"{ADMIN}/s-{number}-s{index}"
