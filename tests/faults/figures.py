"""What a round is reduced to: faults by kind, recovery, pauses, what was in flight."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from tests.faults.answers import Answered, Silence, silences
from tests.faults.chronicle import Chronicle, Struck
from tests.faults.fault import Victim

AFTERWARDS_S = 1.0
ON_WORKERS = {Victim.WORKER, Victim.ALL_WORKERS}


def figures(chronicle: Chronicle, answers: Sequence[Answered]) -> dict[str, Any]:
    """Return all that is told of a round beside the verdict; times in seconds."""
    quiet = list(silences(answers))
    recovered: defaultdict[str, list[float]] = defaultdict(list)
    for struck in chronicle.struck:
        recovered[struck.kind.name].append(round(recovery_s(struck, quiet), 3))
    return {
        "faults": dict(Counter(struck.kind.name for struck in chronicle.struck)),
        "recovery_s": dict(recovered),
        "in_flight": [in_flight(answers, struck.began_s) for struck in chronicle.struck],
        "answer_s": spread([answer.took_s for answer in answers]),
        "longest_pause_unaffected_s": round(
            max((each.lasted_s for each in unaffected(chronicle, quiet)), default=0.0), 3
        ),
        "longest_pause_s": round(max((each.lasted_s for each in quiet), default=0.0), 3),
    }


def recovery_s(struck: Struck, quiet: Iterable[Silence]) -> float:
    """Return how long after a fault began the last partition that it silenced spoke again.

    Zero when none fell silent. Where faults overlap, each bears the silence of all.
    """
    ends = [
        silence.ended_s
        for silence in quiet
        if silence.ended_s > struck.began_s and silence.began_s < struck.ended_s + AFTERWARDS_S
    ]
    return max(ends, default=struck.began_s) - struck.began_s


def unaffected(chronicle: Chronicle, quiet: Iterable[Silence]) -> list[Silence]:
    """Return the silences, while workers were struck, of partitions whose worker was not."""
    found = []
    for silence in quiet:
        meanwhile = [
            each for each in chronicle.struck if each.during(silence.began_s, silence.ended_s)
        ]
        owner = chronicle.owner(silence.partition, silence.began_s)
        if owner and meanwhile and all(_elsewhere(each, owner) for each in meanwhile):
            found.append(silence)
    return found


def _elsewhere(struck: Struck, owner: str) -> bool:
    return struck.kind.victim in ON_WORKERS and owner not in struck.names


def in_flight(answers: Iterable[Answered], at_s: float) -> dict[str, int]:
    """Return how many messages, of how many cases, were sent and not answered at an instant."""
    waiting = [each.case for each in answers if each.sent_s <= at_s < each.answered_s]
    return {"messages": len(waiting), "cases": len(set(waiting))}


def spread(values: Sequence[float]) -> dict[str, float]:
    """Return p50, p99 and the largest (nearest rank)."""
    ordered = sorted(values) or [0.0]
    return {
        "p50": round(_rank(ordered, 0.50), 3),
        "p99": round(_rank(ordered, 0.99), 3),
        "max": round(ordered[-1], 3),
    }


def _rank(ordered: Sequence[float], share: float) -> float:
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]
