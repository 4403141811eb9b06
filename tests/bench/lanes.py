"""The lanes as a worker runs them, with a meter: the same service, group, fetches and transactions.

A lane begins only when all partitions are open, so that joining and restoring are not counted.
"""

import asyncio
import os
from collections.abc import Callable
from typing import Any

from hub.lanes.cases import CaseLane
from hub.lanes.dispatch import DispatchLane
from hub.lanes.inboxes import Inboxes
from hub.lanes.shelf import Shelf
from hub.runtime.lane import Lane, LaneKind, Records
from hub.runtime.service import LaneService
from hub.runtime.topic_identity import TopicIdentity
from hub.settings import Settings
from tests.bench.arena import catalogue
from tests.bench.figures import Figures, Meter
from topics import names

WITHIN_S = 600.0


class Application:
    """What a lane's service needs of the Faust application it is part of."""

    def __init__(self) -> None:
        self.beacon = None
        self.loop = asyncio.get_running_loop()

    async def crash(self, error: BaseException) -> None:
        """End at once and say why: nothing measured after it would be true."""
        print(f"crashed: {error!r}", flush=True)  # noqa: T201 - the parent shows it
        os._exit(1)


class Course:
    """All partitions of a lane kind under one meter, up to a number of handled records."""

    def __init__(self, settings: Settings, name: str, topic: str) -> None:
        self.settings = settings
        self.name = name
        self.topic = topic
        self.handled = 0
        self.lanes: list[Lane] = []
        self._opened = asyncio.Event()
        self._changed = asyncio.Event()
        self._meter: Meter | None = None
        self._until = 0

    def watched(self, lane: Lane) -> Lane:
        """The lane, reporting to this course when it opens and after each batch."""
        opening, working = lane.open, lane.process

        async def open_all() -> None:
            await opening()
            self.lanes.append(lane)
            if len(self.lanes) == self.settings.partitions:
                self._opened.set()
            await self._opened.wait()

        async def process(records: Records, fetched_at_s: float) -> None:
            if self._meter is not None:
                self._meter.start()
            await working(records, fetched_at_s)
            self.handled += len(records)
            if self.handled >= self._until:
                self._changed.set()

        lane.open, lane.process = open_all, process  # type: ignore[method-assign]
        return lane

    def service(self, make: Callable[[int], Lane]) -> LaneService:
        """The service that runs the lane kind."""
        kind = LaneKind(self.name, self.topic, lambda place: self.watched(make(place)))
        return LaneService(Application(), kind, self.settings)

    def measure(self, events: int) -> Meter:
        """Begin to measure at the next record, up to `events` of them."""
        self._meter = Meter(events)
        return self._meter

    async def reached(self, handled: int) -> None:
        """Wait until so many records are handled in all."""
        self._until = handled
        while self.handled < handled:
            self._changed.clear()
            await asyncio.wait_for(self._changed.wait(), WITHIN_S)


def case_lane(settings: Settings) -> Callable[[int], CaseLane]:
    """How a case lane is made for a partition."""
    shelf = Shelf(catalogue)
    identity = TopicIdentity(settings, names.commands(settings.namespace))
    return lambda place: CaseLane(settings, place, shelf, identity)


async def measure_case(settings: Settings, events: int) -> Figures:
    """CPU and pace of the case lane over `events` commands, and what came of them."""
    course = Course(settings, "case", names.commands(settings.namespace))
    figures = await _run(course, case_lane(settings), events)
    return figures | {"facts_share": _facts_share(course.lanes)}


async def measure_dispatch(settings: Settings, events: int) -> Figures:
    """CPU and pace of dispatch over `events` journal entries."""
    inboxes = Inboxes(settings)
    course = Course(settings, "dispatch", names.journal(settings.namespace))
    return await _run(course, lambda place: DispatchLane(settings, place, inboxes), events)


async def _run(course: Course, make: Callable[[int], Lane], events: int) -> Figures:
    service = course.service(make)
    meter = course.measure(events)
    await service.start()
    await course.reached(events)
    figures = meter.done()
    await service.stop()
    return figures


def _facts_share(lanes: list[Any]) -> float:
    outcomes = [lane.status()["outcomes"] for lane in lanes]
    facts = sum(each["FACTS"] for each in outcomes)
    return round(facts / sum(sum(each.values()) for each in outcomes), 4)
