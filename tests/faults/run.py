"""A fault run: clients, faults from a seed, drain, then the independent check.

`python -m tests.faults.run --faults 100 --seed 7 --rate 300 [--brokers 1] [--control fencing-case]`
"""

import argparse
import asyncio
import json
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.faults.answers import read_answers
from tests.faults.broken_worker import CONTROLS
from tests.faults.chronicle import Chronicle, inflict
from tests.faults.district import STREETS
from tests.faults.fault import Fault, Strike
from tests.faults.figures import figures
from tests.faults.kinds import KINDS
from tests.faults.network import ROOT
from tests.faults.progress import Progress
from tests.faults.schedule import only, schedule
from tests.faults.stage import Stage

WARM_UP_S = 8.0
READY_WITHIN_S = 120.0
PATIENCE_S = 120.0
HALF_WAY = ("inbox missing", "release upgraded")
"""What happens once in every run: the inbox that was missing comes, a new fact is switched on."""
CONTROL_PATIENCE_S = 20.0
"""A hub without a safeguard may never finish; what it did twice is there at once."""
MOST_WAITING = 8
"""So many faults may wait for their victims before the schedule does: kinds stay mixed."""
Say = Callable[[str], None]


@dataclass(frozen=True)
class Plan:
    """What a run is made of; `gap` stretches the time between two faults."""

    faults: int
    seed: int
    rate: float = 300.0
    partitions: int = 6
    brokers: int = 3
    workers: int = 3
    clients: int = 3
    gap: float = 1.0
    control: str | None = None
    only: str | None = None

    def schedule(self) -> Iterator[Fault]:
        """Return faults of all kinds, or of one: the missing safeguard's, or the one asked for."""
        alone = CONTROLS[self.control].against if self.control else self.only
        if alone is None:
            return schedule(self.faults, self.seed, self.brokers, self.gap)
        return only(KINDS[alone], self.faults, self.seed)


async def run(plan: Plan, data: Path, tell: Say) -> dict[str, Any]:
    """Run it all in a data folder of its own; return the figures with the oracle's verdict."""
    began = time.monotonic()
    stage = Stage(data, plan.partitions, plan.brokers, plan.workers, plan.control)
    chronicle = Chronicle()
    try:
        await stage.open()
        await stage.ready(READY_WITHIN_S)
        drained = await _perform(stage, chronicle, plan, _Told(tell, began))
        await stage.close_workers()
        verdict = await _judge(stage, plan)
        found = figures(chronicle, await read_answers(stage.bootstrap, STREETS))
        return {
            **found,
            "seed": plan.seed,
            "drained": drained,
            "unplanned_exits": stage.unplanned,
            "took_s": round(time.monotonic() - began, 1),
            "load": _load(stage.records),
            "verdict": verdict,
        }
    finally:
        await stage.close()


@dataclass(frozen=True, slots=True)
class _Told:
    """Says lines with the time since the beginning."""

    tell: Say
    began: float

    def __call__(self, line: str) -> None:
        self.tell(f"{time.monotonic() - self.began:7.1f} s  {line}")


async def _perform(stage: Stage, chronicle: Chronicle, plan: Plan, tell: Say) -> bool:
    """Inflict the faults under load, then let the hub finish; return whether it did."""
    beside = [asyncio.create_task(stage.supervise()), asyncio.create_task(chronicle.watch(stage))]
    try:
        await stage.begin_load(plan.rate, plan.seed, plan.clients)
        await asyncio.sleep(WARM_UP_S)
        await _strike_all(stage, chronicle, plan, tell)
        await asyncio.sleep(WARM_UP_S)
        statuses = await stage.end_load()
        tell(f"clients ended with {statuses}")
        _fail_early(beside)
        return await Progress(stage.bootstrap, plan.partitions).drained(
            stage.outboxes(),
            [f"org.{stage.department.organisation}.in"],
            CONTROL_PATIENCE_S if plan.control else PATIENCE_S,
        )
    finally:
        for task in beside:
            task.cancel()
        await asyncio.gather(*beside, return_exceptions=True)


async def _strike_all(stage: Stage, chronicle: Chronicle, plan: Plan, tell: Say) -> None:
    """Begin fault after fault; they overlap, and all are over at the end.

    One whose victim suffers already waits for it, while others go on.
    """
    waiting = asyncio.Semaphore(MOST_WAITING)

    async def strike(label: str, fault: Fault) -> None:
        at = await _aim(stage, fault)
        waiting.release()
        tell(f"{label:>4} {fault.kind.name}: {', '.join(at.names)} for {fault.for_s:.1f} s")
        await inflict(stage, chronicle, fault.kind, at)

    async with asyncio.TaskGroup() as going_on:
        for label, fault in _labelled(plan):
            await waiting.acquire()
            going_on.create_task(strike(label, fault))
            await asyncio.sleep(fault.then_s)


def _labelled(plan: Plan) -> Iterator[tuple[str, Fault]]:
    """Yield the faults of the schedule with their numbers, and once what happens half way."""
    for number, fault in enumerate(plan.schedule(), 1):
        yield str(number), fault
        if number == (plan.faults + 1) // 2:
            yield from (("", Fault(KINDS[name], 0, 0.0, 0.0, 0.0)) for name in HALF_WAY)


async def _aim(stage: Stage, fault: Fault) -> Strike:
    """Wait until there is somebody to suffer the fault."""
    victims = stage.victims[fault.kind.victim.each]
    all_of_them = fault.kind.victim.each is not fault.kind.victim
    names = await victims.take_all() if all_of_them else [await victims.take(fault.victim)]
    return Strike(tuple(names), fault.dose, fault.for_s)


def _fail_early(tasks: list["asyncio.Task[None]"]) -> None:
    for task in tasks:
        if task.done():
            task.result()


async def _judge(stage: Stage, plan: Plan) -> dict[str, Any]:
    command = [sys.executable, "-m", "hub.sample.oracle", "--bootstrap", stage.bootstrap, "--json"]
    command += ["--records", str(stage.records), "--partitions", str(plan.partitions)]
    pipe = asyncio.subprocess.PIPE
    oracle = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=pipe)
    printed, _ = await oracle.communicate()
    verdict: dict[str, Any] = json.loads(printed)
    return verdict | {"exit_status": oracle.returncode}


def _load(records: Path) -> dict[str, int]:
    """Return what all clients said together."""
    said: Counter[str] = Counter()
    for path in records.glob("*.json"):
        said.update(json.loads(path.read_text()))
    return dict(said)


def say(line: str) -> None:
    """Print a line of progress at once."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def main() -> int:
    """Run, print the figures, and return 0 when nothing was violated."""
    options = vars(_parser().parse_args())
    data, show = options.pop("data"), options.pop("schedule")
    plan = Plan(**options)
    if show:
        sys.stdout.writelines(f"{fault}, then {fault.then_s:.1f} s\n" for fault in plan.schedule())
        return 0
    folder = data or Path(tempfile.mkdtemp(prefix="lianban-faults-"))
    result = asyncio.run(run(plan, folder, say))
    sys.stdout.write(json.dumps(result, ensure_ascii=False, indent=1) + "\n")
    passed = bool(result["verdict"]["passed"]) and result["drained"]
    if passed and data is None:
        shutil.rmtree(folder, ignore_errors=True)
    return 0 if passed else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--faults", type=int, default=100)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--rate", type=float, default=Plan.rate)
    parser.add_argument("--partitions", type=int, default=Plan.partitions)
    parser.add_argument("--brokers", type=int, default=3, choices=(1, 3))
    parser.add_argument("--workers", type=int, default=3)
    parser.add_argument("--clients", type=int, default=3)
    parser.add_argument("--gap", type=float, default=1.0, help="stretches the time between faults")
    parser.add_argument("--control", choices=sorted(CONTROLS))
    parser.add_argument("--only", choices=sorted(KINDS), help="inflict nothing else")
    parser.add_argument("--schedule", action="store_true", help="print the faults, inflict none")
    parser.add_argument("--data", type=Path, help="kept; by default a folder that is removed")
    return parser


if __name__ == "__main__":
    sys.exit(main())
