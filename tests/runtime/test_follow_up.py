"""Follow-up on real Kafka: what one subject needs of another arrives once, whatever is repeated."""

import time
from collections import Counter

from aiokafka import AIOKafkaConsumer, TopicPartition

from hub.domain.commands import RequestNumber
from hub.domain.facts import DocumentNumbered, NumberAssigned
from hub.domain.identity import case_id
from hub.domain.vocabulary import DocumentKind, OutcomeKind
from hub.lanes.cases import CaseLane
from hub.lanes.follow_up import FollowUpLane
from hub.lanes.reading import decode_fact
from hub.runtime.clients import group_id
from hub.runtime.relay import read_bookmark
from tests.runtime.workbench import STREET, Bench, numbers_in, said, submit, switch

PARTITIONS = (0, 1)
NUMBERS = [*numbers_in(0, 2, STREET)[:3], *numbers_in(1, 2, STREET)[:3]]


async def follow_up(hub: Bench, partition: int) -> FollowUpLane:
    """Return an open follow-up lane with a consumer of the group to commit with."""
    lane = FollowUpLane(hub.settings, partition)
    lane.consumer = AIOKafkaConsumer(
        bootstrap_servers=hub.settings.kafka.bootstrap,
        group_id=group_id(hub.settings, "follow-up"),
        enable_auto_commit=False,
    )
    await lane.consumer.start()
    lane.consumer.assign([TopicPartition(hub.journal_topic, partition)])
    hub.lanes.append(lane)
    hub.closing.append(lane.consumer.stop)
    await lane.open()
    return lane


async def read_on(hub: Bench, lane: FollowUpLane) -> int:
    """Let a lane read all the journal holds; return how many entries there were."""
    records = await hub.records(hub.journal_topic, lane.partition, lane.next_offset)
    if records:
        await lane.process(records, time.monotonic())
    return len(records)


async def settle(hub: Bench, cases: list[CaseLane], lanes: list[FollowUpLane]) -> None:
    """Work until nobody has anything to do."""
    busy = 1
    while busy:
        for lane in cases:
            await hub.work(lane)
        busy = sum([await read_on(hub, lane) for lane in lanes])


def ask(number: str, offset: int = 1) -> object:
    """Return the street's request for the number of its receipt."""
    case = case_id(STREET, number)
    command = RequestNumber(case_id=case, kind=DocumentKind.RECEIPT, actor="x")
    return said(command, case, sender=STREET, message_id=f"n-{number}", offset=offset)


async def facts_of(hub: Bench, kind: type) -> list[object]:
    """Return all facts of a kind in the journal."""
    entries = [entry for place in PARTITIONS for entry in await hub.journal(place)]
    facts = [decode_fact(fact) for entry in entries for fact in entry.facts]
    return [fact for fact in facts if isinstance(fact, kind)]


async def test_numbers_are_given_once_though_everything_is_written_again(hub: Bench) -> None:
    """A lane that lost its position writes the same commands: no number is given twice."""
    cases = [await hub.open(place) for place in PARTITIONS]
    await hub.write(*[switch(place, 2) for place in PARTITIONS])
    await hub.write(*[submit(number) for number in NUMBERS], *[ask(n) for n in NUMBERS])
    lanes = [await follow_up(hub, place) for place in PARTITIONS]
    await settle(hub, cases, lanes)
    again = [await follow_up(hub, place) for place in PARTITIONS]
    for lane in again:
        lane.bookmark = lane.bookmark.__class__(0, 0)
        lane.next_offset = 0
    await settle(hub, cases, again)
    assigned = await facts_of(hub, NumberAssigned)
    assert sorted(fact.serial for fact in assigned) == [1, 2, 3, 4, 5, 6]
    borne = Counter(fact.number for fact in await facts_of(hub, DocumentNumbered))
    assert (len(borne), set(borne.values())) == (6, {1})
    repeats = [e for p in PARTITIONS for e in await hub.journal(p) if e.command.sender == "hub"]
    assert OutcomeKind.REPEATED in {entry.outcome for entry in repeats}


async def test_the_position_is_kept_when_there_is_nothing_more(hub: Bench) -> None:
    """An idle lane commits where it is; the next owner begins there."""
    cases = await hub.open()
    lane = await follow_up(hub, 0)
    await hub.work(cases, switch(0, 2), submit(NUMBERS[0]), ask(NUMBERS[0]))
    await read_on(hub, lane)
    await lane.idle()
    kept = await read_bookmark(hub.settings, "follow-up", lane.source)
    assert kept == lane.bookmark
    assert kept.next_number == 3
