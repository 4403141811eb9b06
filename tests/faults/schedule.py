"""Which faults come when, from a seed alone."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

WORKERS = 2


class Kind(StrEnum):
    """What is done to the hub."""

    KILLED = "killed"
    FROZEN = "frozen"
    PAUSED = "paused"
    RESTARTED = "restarted"
    BROKER = "broker killed"
    INBOX = "inbox missing"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault; `for_s` is how long it lasts, `then_s` how long until the next one."""

    kind: Kind
    worker: int
    for_s: float
    then_s: float


WEIGHTS = {Kind.KILLED: 32, Kind.FROZEN: 26, Kind.PAUSED: 8, Kind.RESTARTED: 28, Kind.BROKER: 6}
LASTING_S = {
    Kind.KILLED: (0.0, 3.0),
    Kind.FROZEN: (7.5, 10.0),
    Kind.PAUSED: (1.0, 4.0),
    Kind.RESTARTED: (0.0, 3.0),
    Kind.BROKER: (0.5, 4.0),
}
GAP_S = (1.0, 7.0)


def schedule(count: int, seed: int) -> Iterator[Fault]:
    """Yield `count` faults; each of the kinds comes early, the broker's in the middle."""
    chance = random.Random(seed)
    sure = {0: Kind.FROZEN, 1: Kind.KILLED, 2: Kind.RESTARTED, count // 2: Kind.BROKER}
    for index in range(count):
        kind = chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        kind = sure.get(index, kind)
        yield Fault(
            kind=kind,
            worker=chance.randrange(WORKERS),
            for_s=chance.uniform(*LASTING_S[kind]),
            then_s=chance.uniform(*GAP_S),
        )
