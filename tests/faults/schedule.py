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
    Kind.FROZEN: (10.0, 13.5),
    Kind.PAUSED: (1.0, 4.0),
    Kind.RESTARTED: (0.0, 3.0),
    Kind.BROKER: (0.5, 4.0),
}
GAP_S = (1.0, 7.0)
LEFT_ALONE = 0.7
"""How often nothing else happens until a frozen worker thaws, so that its heir is at work then.

It thaws after the session timeout (6 s) and a rebalance, before its transaction times out (15 s).
"""


def schedule(count: int, seed: int) -> Iterator[Fault]:
    """Yield `count` faults; each of the kinds comes early, the broker's in the middle."""
    chance = random.Random(seed)
    sure = {0: Kind.FROZEN, 1: Kind.KILLED, 2: Kind.RESTARTED, count // 2: Kind.BROKER}
    for index in range(count):
        kind = chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        kind = sure.get(index, kind)
        worker, for_s = chance.randrange(WORKERS), chance.uniform(*LASTING_S[kind])
        then_s = chance.uniform(*GAP_S)
        if kind is Kind.FROZEN and chance.random() < LEFT_ALONE:
            then_s += for_s
        yield Fault(kind=kind, worker=worker, for_s=for_s, then_s=then_s)


def only(kind: Kind, count: int, seed: int) -> Iterator[Fault]:
    """Yield `count` faults of one kind, each left alone until it is over."""
    chance = random.Random(seed)
    for index in range(count):
        for_s = chance.uniform(*LASTING_S[kind])
        then_s = for_s + chance.uniform(*GAP_S)
        yield Fault(kind=kind, worker=index % WORKERS, for_s=for_s, then_s=then_s)
