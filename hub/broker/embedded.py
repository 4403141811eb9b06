"""The embedded broker: one Apache Kafka node as a child process, with its data in our folder."""

import asyncio
import contextlib
import os
import shutil
import string
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Self
from uuid import uuid4

from hub.broker.child import Child
from hub.broker.complaint import complaint
from hub.broker.folder import LOOPBACK, BrokerFolder, free_port
from hub.broker.jars import Distribution, find_kafka, template_folder
from hub.broker.java import Java, find_java
from hub.broker.readiness import serves
from hub.settings import Settings
from hub.unfit import Unfit

START_WITHIN_S = 90.0
STOP_WITHIN_S = 20.0
POLL_S = 0.05
QUICK = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xlog:disable")
"""Options of a Java that starts fast and stays small."""

OnStep = Callable[[str, float], None]


class Broker:
    """One Kafka node in `<data>/kafka`; `async with` starts and stops it.

    It listens on the loopback address only, on a port that stays the same for the folder, and
    dies with this process. `on_step(name, seconds)` is called after each step of a start.
    """

    def __init__(self, settings: Settings, on_step: OnStep | None = None) -> None:
        self._settings = settings
        self._on_step = on_step or (lambda _name, _seconds: None)
        self._folder = BrokerFolder(settings.data / "kafka")
        self._cluster_id = urlsafe_b64encode(uuid4().bytes).rstrip(b"=").decode()
        self._java: Java | None = None
        self._kafka: Distribution | None = None
        self._child: Child | None = None
        self._port: int | None = None
        self._fresh_archive: Path | None = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    @property
    def bootstrap(self) -> str:
        """Host and port for clients, once started."""
        return f"{LOOPBACK}:{self._port}"

    @property
    def pid(self) -> int:
        """The process id of the Java that runs Kafka, once started."""
        return self._running().pid

    async def start(self) -> None:
        """Resolve, format once, start, wait until it serves; raises Unfit.

        After a crash it may be called again and goes on with the same data and port.
        """
        await self._reap()
        self._folder.prepare()
        try:
            await self._launch()
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        """Stop Kafka in order, hard after a bound; safe to call twice."""
        if self._child is not None:
            await self._child.stop(STOP_WITHIN_S)
            self._keep_archive(self._child.status)
        await self._reap()

    def kill(self) -> None:
        """End Kafka as a power cut would (SIGKILL)."""
        self._running().kill()

    async def wait(self) -> int:
        """Wait until Kafka ends, for whatever reason; returns its exit status."""
        return await self._running().wait()

    async def _reap(self) -> None:
        if self._child is not None and self._child.status is None:
            self._child.kill()
            await self._child.wait()
        self._child = None
        self._folder.release()

    def _running(self) -> Child:
        if self._child is None:
            raise RuntimeError("The broker has not been started.")
        return self._child

    async def _launch(self) -> None:
        with self._step("java"):
            self._java = self._java or await find_java()
        with self._step("kafka libraries"):
            self._kafka = self._kafka or await find_kafka(self._settings, self._java)
        self._port = self._folder.port(self._settings.kafka.port)
        if not self._folder.formatted:
            with self._step("format"):
                await self._format()
        with self._step("broker"):
            self._write_properties(self._folder.properties, self._folder.segments)
            await self._run_server()

    @contextlib.contextmanager
    def _step(self, name: str) -> Iterator[None]:
        began = time.monotonic()
        yield
        self._on_step(name, time.monotonic() - began)

    async def _format(self) -> None:
        """Format beside, then rename: an interrupted format leaves nothing that looks whole."""
        fresh = self._folder.root / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        properties = self._folder.root / "format.properties"
        self._write_properties(properties, fresh)
        # An id that begins with a dash would be read as an option.
        command = ["kafka.tools.StorageTool", "format", f"--cluster-id={self._cluster_id}"]
        child = await self._java_child([*command, "--config", str(properties)], options=())
        try:
            status = await child.wait()
        except asyncio.CancelledError:
            child.kill()
            await child.wait()
            raise
        if status != 0:
            raise complaint(self._folder.logs, "could not format its data folder")
        properties.unlink()
        fresh.rename(self._folder.segments)

    def _write_properties(self, path: Path, segments: Path) -> None:
        template = (template_folder() / "server.properties.template").read_text()
        filled = string.Template(template).substitute(
            port=self._port, controller_port=free_port(), log_dirs=segments.name
        )
        path.write_text(filled)

    async def _run_server(self) -> None:
        self._child = await self._java_child(
            ["kafka.Kafka", str(self._folder.properties)], options=self._archive_options()
        )
        deadline = time.monotonic() + START_WITHIN_S
        assert self._port is not None  # noqa: S101 - for the type checker: set by _launch
        while not await serves(LOOPBACK, self._port):
            if self._child.status is not None:
                raise complaint(self._folder.logs, "stopped while starting")
            if time.monotonic() > deadline:
                raise Unfit(
                    f"Kafka did not serve within {START_WITHIN_S:.0f} s.",
                    f"Look into {self._folder.logs}; the machine may be short of memory.",
                )
            await asyncio.sleep(POLL_S)

    def _archive_options(self) -> Sequence[str]:
        """Use the archive of loaded classes; make one at the end of this run where none is."""
        assert self._kafka is not None  # noqa: S101 - for the type checker: set by _launch
        assert self._java is not None  # noqa: S101 - likewise
        archive = self._kafka.archive(self._java)
        if archive.is_file():
            return (f"-XX:SharedArchiveFile={archive}",)
        self._fresh_archive = archive.with_suffix(f".{os.getpid()}-{self._port}")
        return (f"-XX:ArchiveClassesAtExit={self._fresh_archive}",)

    def _keep_archive(self, status: int | None) -> None:
        fresh, self._fresh_archive = self._fresh_archive, None
        if fresh is None or not fresh.is_file():
            return
        if status == 143:  # noqa: PLR2004 - how a Java ends that was asked to (128 + SIGTERM)
            fresh.rename(fresh.with_suffix(".jsa"))
        else:
            fresh.unlink()

    async def _java_child(self, arguments: Sequence[str], options: Sequence[str]) -> Child:
        assert self._kafka is not None  # noqa: S101 - for the type checker: set by _launch
        assert self._java is not None  # noqa: S101 - likewise
        logs = self._folder.logs
        command = [
            str(self._java.program),
            f"-Xmx{self._settings.kafka.heap_mb}m",
            *QUICK,
            *options,
            f"-Dkafka.logs.dir={logs.name}",
            f"-Dlog4j2.configurationFile={template_folder() / 'log4j2.yaml'}",
            "-cp",
            self._kafka.class_path,
        ]
        return await Child.start(
            [*command, *arguments],
            log=logs / "output.log",
            environment={"LC_ALL": "C.UTF-8"},  # so that paths may have any characters
            folder=self._folder.root,
        )
