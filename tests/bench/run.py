"""`make bench`: everything in one run, on a real broker, alternating, as a table and as JSON.

The machine is shared and its clock speed is its own affair: compare figures of one run only.
"""

import argparse
import asyncio
import json
import os
import secrets
import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from hub.broker import Broker
from hub.settings import Settings
from tests.bench import latency
from tests.bench.arena import fill, prepare, settings_of
from tests.bench.figures import Figures, median
from tests.bench.load import Message, lives, openings
from tests.bench.table import judged, show

PARTITIONS = 4


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured."""

    rounds: int
    events: int
    cases: int
    commands: int


FULL = Size(rounds=3, events=40_000, cases=200_000, commands=150)
QUICK = Size(rounds=1, events=8_000, cases=20_000, commands=30)


class Bench:
    """One run on one broker."""

    def __init__(self, bootstrap: str, folder: Path, size: Size, console: Console) -> None:
        self.bootstrap = bootstrap
        self.folder = folder
        self.size = size
        self.console = console

    async def run(self) -> Figures:
        """All figures, by part."""
        messages = lives(self.size.events, PARTITIONS)
        figures: Figures = {
            "rounds": self.size.rounds,
            "message_bytes": round(sum(each.size_bytes for each in messages) / len(messages)),
            **await self._paces(messages),
            "memory": await self._memory(),
        }
        corner = self._corner()
        self._say("latency")
        figures["latency"] = await latency.measure(corner, self.size.commands)
        figures["ingress"] = await self._part("ingress", corner, 2_000)
        figures["micro"] = await self._part("micro", corner, 0)
        figures["targets"] = judged(figures)
        return figures

    async def _paces(self, messages: list[Message]) -> Figures:
        """Bare loop and case lane in turns on the same records; the others on its journal.

        The ratio is the median of those of the rounds: a machine's pace changes between them.
        """
        rounds: dict[str, list[Figures]] = {
            name: [] for name in ("bare", "case", "dispatch", "restore")
        }
        for number in range(self.size.rounds):
            self._say(f"round {number + 1}")
            corner = await self._filled(messages)
            beside = corner.model_copy(update={"namespace": f"{corner.namespace}x."})
            await prepare(beside)
            await fill(beside, messages)
            rounds["bare"].append(await self._part("bare", beside, len(messages)))
            rounds["case"].append(await self._part("case", corner, len(messages)))
            rounds["dispatch"].append(await self._part("dispatch", corner, len(messages)))
            fresh = corner.model_copy(update={"data": self.folder / secrets.token_hex(4)})
            rounds["restore"].append(await self._part("restore", fresh, len(messages)))
        pairs = zip(rounds["case"], rounds["bare"], strict=True)
        ratios = [case["cpu_us"] / bare["cpu_us"] for case, bare in pairs]
        return {
            **{name: median(found) for name, found in rounds.items()},
            "case_to_bare_cpu": round(statistics.median(ratios), 2),
        }

    async def _memory(self) -> Figures:
        """Memory after few and after many cases."""
        self._say(f"{self.size.cases:,} cases")
        corner = await self._filled(openings(self.size.cases, PARTITIONS))
        return await self._part("memory", corner, self.size.cases)

    async def _filled(self, messages: list[Message]) -> Settings:
        corner = self._corner()
        await prepare(corner)
        await fill(corner, messages)
        return corner

    def _corner(self) -> Settings:
        name = secrets.token_hex(4)
        return settings_of(self.bootstrap, f"b{name}.", str(self.folder / name))

    async def _part(self, name: str, corner: Settings, events: int) -> Figures:
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.bench.part", name),
            *(self.bootstrap, corner.namespace, str(corner.data), str(events)),
            stdout=asyncio.subprocess.PIPE,
        )
        out, _ = await child.communicate()
        if child.returncode:
            raise SystemExit(f"{name}: {out.decode()}")
        found: Figures = json.loads(out.splitlines()[-1])
        return found

    def _say(self, what: str) -> None:
        self.console.print(f"[dim]{what} …[/]")


async def measure(size: Size, console: Console) -> Figures:
    """Start a broker, measure, and leave nothing behind."""
    with tempfile.TemporaryDirectory(prefix="lianban-bench-") as name:
        folder = Path(name)
        given = os.environ.get("LIANBAN_TEST_KAFKA")
        if given:
            return await Bench(given, folder, size, console).run()
        async with Broker(Settings(data=folder / "broker")) as broker:
            return await Bench(broker.bootstrap, folder, size, console).run()


def main() -> None:
    """Run and print; `--json FILE` also writes the object, `-` to standard output alone."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--json", metavar="FILE", help="write the figures as one object")
    parser.add_argument("--quick", action="store_true", help="small, one round, to see it work")
    given = parser.parse_args()
    console = Console(stderr=given.json == "-", width=None if sys.stdout.isatty() else 100)
    figures: dict[str, Any] = asyncio.run(measure(QUICK if given.quick else FULL, console))
    show(console, figures)
    text = json.dumps(figures, ensure_ascii=False)
    if given.json and given.json != "-":
        Path(given.json).write_text(text)
    else:
        print(text)  # noqa: T201 - the object


if __name__ == "__main__":
    main()
