"""Rounds over several seeds until enough faults were inflicted, and one report of them all.

`python -m tests.faults.rounds --faults 1000 --seed 1`: a table, and with `--json FILE` the report.
"""

import argparse
import asyncio
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.faults.report import passed, report, table
from tests.faults.run import Plan, run, say

FAULTS_A_ROUND = 250


def rounds(plan: Plan) -> Iterator[Plan]:
    """Yield plans with as many faults as there are in `plan` together, each with its own seed."""
    left, seed = plan.faults, plan.seed
    while left > 0:
        yield replace(plan, faults=min(left, FAULTS_A_ROUND), seed=seed)
        left -= FAULTS_A_ROUND
        seed += 1


async def perform(plan: Plan, keep: Path | None = None, told: Path | None = None) -> dict[str, Any]:
    """Run all rounds and return the report.

    The data of a round is kept that was violated, or in which a worker ended unasked.

    The report so far is in the file `told` after each round: hours may be cut short.
    """
    results: list[dict[str, Any]] = []
    for each in rounds(plan):
        folder = Path(tempfile.mkdtemp(prefix=f"lianban-faults-{each.seed}-", dir=keep))
        say(f"Round with seed {each.seed}: {each.faults} faults in {folder}")
        results.append(await run(each, folder, say))
        if passed(results[-1]) and not results[-1]["unplanned_exits"]:
            shutil.rmtree(folder, ignore_errors=True)
        say(_line(results[-1]))
        if told is not None:
            told.write_text(json.dumps(report(results), ensure_ascii=False, indent=1) + "\n")
    return report(results)


def _line(result: dict[str, Any]) -> str:
    """Return what a round came to, in a line."""
    verdict = result["verdict"]
    return (
        f"Round with seed {result['seed']}: {verdict['counts'].get('messages_sent', 0)} messages,"
        f" violations {verdict['violations'] or 'none'}, drained {result['drained']},"
        f" unplanned exits {result['unplanned_exits'] or 'none'}, {result['took_s']} s"
    )


def main() -> int:
    """Run, print the table, and return 0 when nothing was violated."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--faults", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=Plan.rate)
    parser.add_argument("--partitions", type=int, default=Plan.partitions)
    parser.add_argument("--brokers", type=int, default=Plan.brokers, choices=(1, 3))
    parser.add_argument("--json", type=Path, help="write the report there after each round")
    parser.add_argument("--keep", type=Path, help="folder for the data of rounds that failed")
    options = parser.parse_args()
    plan = Plan(
        options.faults,
        options.seed,
        rate=options.rate,
        partitions=options.partitions,
        brokers=options.brokers,
    )
    found = asyncio.run(perform(plan, options.keep, options.json))
    sys.stdout.write(table(found) + "\n")
    return 0 if found["passed"] else 1


if __name__ == "__main__":
    sys.exit(main())
