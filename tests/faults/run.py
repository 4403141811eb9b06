"""A fault run: load, faults from a seed, drain, then the independent check.

`python -m tests.faults.run --faults 100 --seed 7 --rate 1000 [--control fencing-case]`
"""

import argparse
import asyncio
import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.faults.broken_worker import CONTROLS
from tests.faults.progress import Progress
from tests.faults.schedule import Fault, only, schedule
from tests.faults.stage import ROOT, Stage

WARM_UP_S = 8.0
DRAIN_S = 240.0
CONTROL_DRAIN_S = 20.0
"""A hub without a safeguard may never finish; what it did twice is there at once."""
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run is made of."""

    faults: int
    seed: int
    rate: float = 1000.0
    partitions: int = 12
    control: str | None = None


async def run(plan: Plan, data: Path, tell: Say) -> dict[str, Any]:
    """Run it all in a data folder of its own; return the figures with the oracle's verdict."""
    began = time.monotonic()
    stage = Stage(data, plan.partitions, plan.control)
    try:
        await stage.open()
        progress = Progress(stage.bootstrap, plan.partitions)
        await stage.begin_load(plan.rate, plan.seed)
        drained = await _perform(stage, progress, plan, began, tell)
        await stage.close_workers()
        verdict = await _judge(stage, plan)
        return _figures(stage, progress, verdict, drained=drained, took=time.monotonic() - began)
    finally:
        await stage.close()


async def _perform(stage: Stage, progress: Progress, plan: Plan, began: float, tell: Say) -> bool:
    """Inflict the faults under load, then let the hub finish; return whether it did."""
    beside = [asyncio.create_task(stage.supervise()), asyncio.create_task(progress.watch())]
    try:
        await asyncio.sleep(WARM_UP_S)
        for number, fault in enumerate(_faults(plan), 1):
            await _strike(stage, progress, fault)
            tell(f"{time.monotonic() - began:7.1f} s  {number:3d} {fault.kind} {fault.worker + 1}")
            if number == (plan.faults + 1) // 2:
                await stage.make_inbox()
            await asyncio.sleep(fault.then_s)
            _fail_early(beside)
        await stage.thaw_all()
        await asyncio.sleep(WARM_UP_S)
        status = await stage.end_load()
        tell(f"{time.monotonic() - began:7.1f} s  load ended with status {status}")
        topics = [f"org.{path.stem}.out" for path in stage.records.glob("*.jsonl")]
        return await progress.drained(topics, CONTROL_DRAIN_S if plan.control else DRAIN_S)
    finally:
        for task in beside:
            task.cancel()
        await asyncio.gather(*beside, return_exceptions=True)


def _faults(plan: Plan) -> Iterator[Fault]:
    """Return faults of all kinds, or of the one that the missing safeguard is against."""
    if plan.control is None:
        return schedule(plan.faults, plan.seed)
    return only(CONTROLS[plan.control].against, plan.faults, plan.seed)


async def _strike(stage: Stage, progress: Progress, fault: Fault) -> None:
    """Inflict a fault as soon as there is a worker to suffer it."""
    progress.fault()
    while not await stage.inflict(fault):  # noqa: ASYNC110 - processes have no event to wait for
        await asyncio.sleep(0.2)


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


def _figures(
    stage: Stage, progress: Progress, verdict: dict[str, Any], *, drained: bool, took: float
) -> dict[str, Any]:
    seconds = sorted(progress.recovered_s) or [0.0]
    return {
        "faults": dict(stage.faults),
        "unplanned_exits": stage.unplanned,
        "drained": drained,
        "took_s": round(took, 1),
        "load": json.loads((stage.records / "load.json").read_text()),
        "recovery_s": {
            "p50": round(statistics.median(seconds), 2),
            "p99": round(seconds[min(len(seconds) - 1, int(len(seconds) * 0.99))], 2),
            "not_recovered": progress.waiting,
        },
        "verdict": verdict,
    }


def say(line: str) -> None:
    """Print a line of progress at once."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def main() -> int:
    """Run, print the figures, and return 0 when nothing was violated."""
    options = _parser().parse_args()
    plan = Plan(options.faults, options.seed, options.rate, options.partitions, options.control)
    folder = options.data or Path(tempfile.mkdtemp(prefix="lianban-faults-"))
    figures = asyncio.run(run(plan, folder, say))
    sys.stdout.write(json.dumps(figures, ensure_ascii=False, indent=1) + "\n")
    passed = bool(figures["verdict"]["passed"]) and figures["drained"]
    if passed and options.data is None:
        shutil.rmtree(folder, ignore_errors=True)
    return 0 if passed else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--faults", type=int, default=100)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--rate", type=float, default=1000.0)
    parser.add_argument("--partitions", type=int, default=12)
    parser.add_argument("--control", choices=sorted(CONTROLS))
    parser.add_argument("--data", type=Path, help="kept; by default a folder that is removed")
    return parser


if __name__ == "__main__":
    sys.exit(main())
