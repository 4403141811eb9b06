"""One report of all rounds: as data, and as a table for a person."""

from collections import Counter
from typing import Any

from tests.faults.figures import spread


def passed(result: dict[str, Any]) -> bool:
    """Return whether a round lost and doubled nothing and came to its end."""
    return bool(result["drained"]) and bool(result["verdict"]["passed"])


def report(results: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the figures of all rounds as one; times in seconds."""
    kinds: Counter[str] = Counter()
    recovered: dict[str, list[float]] = {}
    for result in results:
        kinds.update(result["faults"])
        for kind, seconds in result["recovery_s"].items():
            recovered.setdefault(kind, []).extend(seconds)
    flights = [flight for result in results for flight in result["in_flight"]]
    return {
        "faults": kinds.total(),
        "violations": sum((Counter(r["verdict"]["violations"]) for r in results), Counter()),
        "passed": all(passed(result) for result in results),
        "seeds": [result["seed"] for result in results],
        "seeds_not_passed": [result["seed"] for result in results if not passed(result)],
        "by_kind": {
            kind: {"survived": kinds[kind], "recovery_s": spread(recovered[kind])}
            for kind in sorted(kinds)
        },
        "messages": sum(r["verdict"]["counts"].get("messages_sent", 0) for r in results),
        "entries": sum(r["verdict"]["counts"].get("entries", 0) for r in results),
        "in_flight_at_a_fault": {
            what: spread([flight[what] for flight in flights]) for what in ("messages", "cases")
        },
        "answer_s": [result["answer_s"] for result in results],
        "longest_pause_unaffected_s": max(r["longest_pause_unaffected_s"] for r in results),
        "longest_pause_s": max(r["longest_pause_s"] for r in results),
        "unplanned_exits": [told for result in results for told in result["unplanned_exits"]],
        "took_s": round(sum(result["took_s"] for result in results), 1),
    }


def table(found: dict[str, Any]) -> str:
    """Return the report for a person."""
    lines = [f"{'fault':<26} {'survived':>8} {'recovery p50':>13} {'p99':>8}"]
    lines += [
        f"{kind:<26} {each['survived']:>8} {each['recovery_s']['p50']:>11.1f} s"
        f" {each['recovery_s']['p99']:>6.1f} s"
        for kind, each in found["by_kind"].items()
    ]
    flight = found["in_flight_at_a_fault"]
    lines += [
        f"{'all':<26} {found['faults']:>8}",
        "",
        f"violations                 {sum(found['violations'].values()):>8}",
        f"messages of clients        {found['messages']:>8}",
        f"entries in the journal     {found['entries']:>8}",
        f"in flight at a fault, p50  {_flying(flight, 'p50'):>8}",
        f"in flight at a fault, most {_flying(flight, 'max'):>8}",
        f"longest pause              {found['longest_pause_s']:>8.1f} s",
        f"... of a worker not hit    {found['longest_pause_unaffected_s']:>8.1f} s",
        f"ended unasked              {len(found['unplanned_exits']):>8}",
        f"minutes                    {found['took_s'] / 60:>8.0f}",
        f"seeds                      {', '.join(map(str, found['seeds'])):>8}",
    ]
    return "\n".join(lines)


def _flying(flight: dict[str, dict[str, float]], rank: str) -> str:
    return f"{flight['messages'][rank]:.0f} messages of {flight['cases'][rank]:.0f} cases"
