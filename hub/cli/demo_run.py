"""The course of a demo: hub up, players on, poison planted, all quiet, check."""

import asyncio
import contextlib
import json
import secrets
import shutil
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from hub.cli.steps import Steps
from hub.domain.catalogue import Catalogue
from hub.sample import poison, stage
from hub.sample.cast import Cast, Casting
from hub.sample.figures import Run, read_done
from hub.sample.follower import Follower
from hub.sample.plan import CasePlan, Twist
from hub.sample.stories.book import OFFLINE_DAYS, in_the_demo, with_a_signature
from hub.settings import Settings, load
from hub.unfit import Unfit
from hub.up import Hub
from hub.views.reading import read_journal
from hub.views.repertoire import Repertoire
from hub.views.signatures import Signatures
from topics.apply import apply
from topics.broker import read_all
from topics.plan import difference

POLL_S = 0.2
STILL_S = 1.5
"""Departments have nothing more to say after so long without a record."""
QUIET_WITHIN_S = 120.0

Show = Callable[[dict[str, Any]], None]


@dataclass(kw_only=True)
class Demo:
    """One demo: how many cases, by which chance, and what to do with its data."""

    cases: int
    seed: int
    rate: float
    keep: bool
    records: Path | None
    passed: bool | None = None

    @property
    def status_when_interrupted(self) -> int | None:
        """The exit status when a kept demo is ended by Ctrl-C; None before the check is made."""
        return None if self.passed is None else int(not self.passed)

    async def run(self, show: Show) -> bool:
        """Run it, show the figures, clean up; returns whether the check held. Raises Unfit."""
        steps = Steps("Starting")
        async with _data_folder(self, steps) as data:
            records = (self.records or data / "records").absolute()
            _require_fresh(records)
            settings = _settings(data)
            book = with_a_signature(in_the_demo(), settings.signing_path)
            hub = Hub(settings, catalogue=book, on_step=steps.done, say=steps.say)
            try:
                with steps:
                    await hub.start()
                steps.total("ready")
                return await self._play(hub, book, records, steps, show)
            finally:
                await hub.stop()
                if settings.kafka.bootstrap and not self.keep:
                    await _leave(settings.kafka.bootstrap, settings.namespace)

    async def _play(
        self, hub: Hub, book: Catalogue, records: Path, steps: Steps, show: Show
    ) -> bool:
        began = time.monotonic()
        setting = await asyncio.to_thread(stage.set_up, self.seed, self.cases, poisoned=True)
        for plan in setting.plans:
            if plan.twist is Twist.BEHIND_POISON:
                await poison.plant(hub.bootstrap, plan.case_id, hub.settings.namespace)
        follower = _follower(setting.plans, records, hub.settings.namespace)
        async with Cast(self._casting(hub, records)) as cast:
            await _follow(cast, follower, len(setting.plans), steps)
            await cast.stop()
            for name, status in cast.fallen.items():
                steps.say(f"The {name} ended with status {status}{_last_word(records, name)}")
        verdict = await _check(hub, records)
        follower.poll()
        seconds = time.monotonic() - began
        law, proven = await _law(hub, book)
        found = Run(setting.plans, follower, read_done(records), verdict, seconds, law, proven)
        self.passed = found.check_passed
        show(found.figures())
        if self.keep:
            steps.say(f"Still running: Kafka at {hub.bootstrap}, data in {hub.settings.data}.")
            await asyncio.Event().wait()
        return self.passed

    def _casting(self, hub: Hub, records: Path) -> Casting:
        return Casting(
            bootstrap=hub.bootstrap,
            settings=hub.settings,
            records=records,
            seed=self.seed,
            cases=self.cases,
            poisoned=True,
            rate=self.rate,
        )


def _settings(data: Path) -> Settings:
    """The settings of a hub of its own; on a given broker it gets a namespace of its own."""
    settings = load(data=data)
    believed = settings.ingress.model_copy(update={"past_days": OFFLINE_DAYS})
    settings = settings.model_copy(update={"ingress": believed})
    if settings.kafka.bootstrap is None:
        return settings
    return settings.model_copy(update={"namespace": f"demo-{secrets.token_hex(3)}."})


def _last_word(records: Path, name: str) -> str:
    """What a program of players wrote last, which mostly says why it ended; then where it is."""
    path = records / f"{name}.log"
    written = path.read_text(errors="replace").split("\n") if path.exists() else []
    last = [line.strip() for line in written if line.strip()][-1:]
    return "".join(f": {line}" for line in last) + f" (see {path})."


async def _leave(bootstrap: str, namespace: str) -> None:
    """Take the demo's topics from a broker that is not its own."""
    if namespace:
        actual = await read_all(bootstrap, namespace=namespace)
        await apply(bootstrap, difference((), actual, namespace), allow_delete=True)


@contextlib.asynccontextmanager
async def _data_folder(demo: Demo, steps: Steps) -> AsyncIterator[Path]:
    """A folder that is taken away again, unless its logs are needed to see what went wrong."""
    data = Path(tempfile.mkdtemp(prefix="lianban-demo-"))
    keep = demo.keep
    try:
        yield data
        keep = keep or not demo.passed
    except Unfit:
        keep = keep or (data / "logs").exists()
        raise
    finally:
        if keep:
            steps.say(f"Data and logs are kept in {data}.")
        else:
            await asyncio.to_thread(shutil.rmtree, data, ignore_errors=True)


def _require_fresh(records: Path) -> None:
    if any(records.glob("*.jsonl")):
        raise Unfit(
            f"The folder {records} already has records of another run.",
            "Name an empty folder with --records.",
        )


def _follower(plans: tuple[CasePlan, ...], records: Path, namespace: str) -> Follower:
    return Follower(records, {plan.case_id: plan.offer.street for plan in plans}, namespace)


async def _follow(cast: Cast, follower: Follower, cases: int, steps: Steps) -> None:
    """Show how far it is until every case has ended and nothing is unanswered."""
    ended = asyncio.create_task(cast.initiators_done())
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
               TextColumn("files closed · {task.fields[messages]} messages"),
               TimeElapsedColumn())  # fmt: skip
    with Progress(*columns, console=steps.console, transient=True) as progress:
        task = progress.add_task("Cases", total=cases, messages=0)
        until: float | None = None
        while True:
            await asyncio.to_thread(follower.poll)
            progress.update(task, completed=len(follower.archived), messages=follower.sent)
            if ended.done():
                until = until or time.monotonic() + QUIET_WITHIN_S
                quiet = follower.is_quiet and follower.still_s > STILL_S
                if quiet or time.monotonic() > until:
                    return
            await asyncio.sleep(POLL_S)


async def _law(hub: Hub, book: Catalogue) -> tuple[Mapping[str, Mapping[str, int]], bool]:
    """What the journal says of endings, rules and keys; and whether its signatures are sound."""
    kafka = hub.settings.kafka.model_copy(update={"bootstrap": hub.bootstrap})
    found, proven = Repertoire(), Signatures(book)
    async for told in read_journal(hub.settings.model_copy(update={"kafka": kafka})):
        found.take(told)
        proven.take(told.partition, told.entry)
    return {**found.figures(), "signatures": proven.figures()}, proven.is_sound


async def _check(hub: Hub, records: Path) -> Mapping[str, Any]:
    """What the independent check says, as a process of its own that shares no code with the hub."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "hub.sample.oracle",
        f"--bootstrap={hub.bootstrap}", f"--records={records}",
        f"--partitions={hub.settings.partitions}", f"--namespace={hub.settings.namespace}",
        "--json",
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        said, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
    try:
        verdict = json.loads(said)
    except ValueError:
        return {"passed": False, "could_not_check": "the check said nothing"}
    return verdict if isinstance(verdict, dict) else {"passed": False}
