"""Which faults come when, from a seed alone."""

import random
from collections.abc import Iterator

from tests.faults.fault import Fault, Kind
from tests.faults.kinds import KINDS

GAP_S = (0.8, 6.0)
LEFT_ALONE = 0.7
"""How often nothing else happens until a frozen worker thaws, so that its heir is at work then.

It thaws after the session timeout (6 s) and a rebalance, before its transaction times out (15 s).
With fewer workers than three; with three there is always an heir.
"""


def schedule(count: int, seed: int, brokers: int, gap: float = 1.0) -> Iterator[Fault]:
    """Yield `count` faults; the first ones are one of each kind that can be, in a random order.

    `gap` stretches the time between two faults.
    """
    chance = random.Random(seed)
    kinds = [kind for kind in KINDS.values() if kind.weight and brokers >= kind.brokers]
    early = chance.sample(kinds, len(kinds))
    for index in range(count):
        drawn = chance.choices(kinds, [kind.weight for kind in kinds])[0]
        kind = early[index] if index < len(early) else drawn
        fault = _fault(kind, chance.randrange(60), chance, gap)
        if kind.left_alone and brokers == 1 and chance.random() < LEFT_ALONE:
            fault = _fault(kind, fault.victim, chance, gap, after_s=fault.for_s)
        yield fault


def only(kind: Kind, count: int, seed: int) -> Iterator[Fault]:
    """Yield `count` faults of one kind, each left alone until it is over."""
    chance = random.Random(seed)
    for index in range(count):
        for_s = chance.uniform(*kind.lasting_s)
        yield Fault(kind, index, chance.random(), for_s, for_s + chance.uniform(1.0, 7.0))


def _fault(
    kind: Kind, victim: int, chance: random.Random, gap: float, after_s: float = 0.0
) -> Fault:
    return Fault(
        kind=kind,
        victim=victim,
        dose=chance.random(),
        for_s=chance.uniform(*kind.lasting_s),
        then_s=after_s + gap * chance.uniform(*GAP_S),
    )
