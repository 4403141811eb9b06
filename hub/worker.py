"""A worker: the Faust application that hosts the lanes (`python -m hub.worker`).

Faust gives the process, the service tree with its supervision, the timer that tells how the worker
is, and the agent that feeds notices to the log, which may be lost. Cases go through the lanes,
which owe nothing to Faust's delivery.
"""

import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import faust

from hub.catalogue import snapshot
from hub.documents.store import DocumentStore
from hub.domain.catalogue import Catalogue
from hub.doors import load_doors
from hub.lanes.cases import CaseLane
from hub.lanes.delivery import DeliveryShard
from hub.lanes.dispatch import DispatchLane
from hub.lanes.follow_up import FollowUpLane
from hub.lanes.inboxes import Inboxes
from hub.lanes.ingress import IngressShard
from hub.lanes.shelf import Shelf
from hub.runtime import logging
from hub.runtime.awaited import await_broker
from hub.runtime.garbage import calm
from hub.runtime.lane import LaneKind
from hub.runtime.process import Process
from hub.runtime.service import LaneService
from hub.runtime.topic_identity import TopicIdentity
from hub.settings import Settings, load
from topics import names

log = logging.get(__name__)

STATUS_EVERY_S: Final = 0.25
APP_ID: Final = "lianban"


class HubWorker:
    """The lanes of one process, and what it says of itself."""

    def __init__(self, settings: Settings) -> None:
        """Prepare the application; nothing is connected before it runs."""
        self.settings = settings
        self.app = _application(settings)
        self.documents = DocumentStore(settings.document_url, settings.keys_path)
        self.shelf = Shelf(self._snapshot)
        self.identity = TopicIdentity(settings, names.commands(settings.namespace))
        self.inboxes = Inboxes(settings)
        self.shards: dict[int, IngressShard] = {}
        self.doors = load_doors(settings.delivery.doors)
        self.deliveries: dict[int, DeliveryShard] = {}
        self.services = [LaneService(self.app, kind, settings) for kind in self._kinds()]
        for service in self.services:
            service.on_death = self._tell
            self.app.service(service)
        self._install_side_streams()

    def _kinds(self) -> list[LaneKind]:
        """Name the lanes; another lane is one more row here and one file in `hub/lanes`."""
        commands = names.commands(self.settings.namespace)
        journal = names.journal(self.settings.namespace)
        return [
            LaneKind("case", commands, self._case_lane),
            LaneKind("dispatch", journal, lambda p: DispatchLane(self.settings, p, self.inboxes)),
            LaneKind("follow-up", journal, lambda p: FollowUpLane(self.settings, p)),
        ]

    def _case_lane(self, partition: int) -> CaseLane:
        return CaseLane(self.settings, partition, self.shelf, self.identity, self._beside)

    def _beside(self, lane: CaseLane) -> Sequence[Callable[[], Any]]:
        """Read, beside a case lane, the outboxes of the shard with its number, and carry for it."""
        shard = IngressShard(self.settings, lane.partition, lane.catalogue, lane.outbox)
        self.shards[lane.partition] = shard
        delivery = DeliveryShard(
            self.settings, lane.partition, self.doors, lambda: lane.clock.now_ms
        )
        self.deliveries[lane.partition] = delivery
        return (shard.run, delivery.run) if delivery.carriers else (shard.run,)

    def _snapshot(self, digest: bytes) -> Catalogue:
        return snapshot.from_bytes(self.documents.read_public(digest))

    def _install_side_streams(self) -> None:
        """Give Faust what may be lost or repeated: the status timer and the feed of notices."""
        inbox = names.inbox(self.settings.administration, self.settings.namespace)
        notices = self.app.topic(
            inbox, key_type=bytes, value_type=bytes, key_serializer="raw", value_serializer="raw"
        )

        @self.app.agent(notices)  # Faust is untyped
        async def feed(stream: Any) -> None:  # noqa: ANN401 - Faust's stream is untyped
            async for event in stream.events():
                log.info("notice", **_described(event.message.headers))

        @self.app.timer(interval=STATUS_EVERY_S)  # type: ignore[untyped-decorator]
        async def tell() -> None:
            self._tell()

    def _tell(self) -> None:
        self._write(self.status())

    def status(self) -> dict[str, Any]:
        """Return readiness, stops, the catalogue in force, and every lane's partitions."""
        lanes = {service.kind.name: service.status() for service in self.services}
        stopped = [
            f"{service.kind.name} partition {partition}: {why}"
            for service in self.services
            for partition, why in sorted(service.stopped.items())
        ]
        crashed = next((s.died for s in self.services if s.died), None)
        if crashed:
            stopped.append(crashed)
        return {
            "pid": os.getpid(),
            "ready": all(service.ready() for service in self.services) and not stopped,
            "stopped": "; ".join(stopped) or None,
            "catalogue": _agreed(lanes["case"]["partitions"]),
            "lanes": lanes,
            "ingress": {str(p): shard.status() for p, shard in sorted(self.shards.items())},
            "delivery": {
                code: said
                for shard in self.deliveries.values()
                for code, said in shard.status().items()
            },
        }

    def _write(self, status: dict[str, Any]) -> None:
        path = self.settings.status_file
        if path is None:
            return
        fresh = path.with_name(f"{path.name}.{os.getpid()}")
        try:
            fresh.write_text(json.dumps(status, ensure_ascii=False))
            fresh.replace(path)
        except OSError as error:  # nobody may take an old word for the present state
            log.error("status_not_written", file=str(path), error=str(error))  # noqa: TRY400
            path.unlink(missing_ok=True)


def _described(headers: Any) -> dict[str, str]:  # noqa: ANN401 - a list or a mapping, by driver
    """Return type and subject of a message as its headers say."""
    found = dict(headers or ())
    return {
        name: found[f"ce_{name}"].decode("utf-8", "replace")
        for name in ("type", "id", "subject")
        if found.get(f"ce_{name}")
    }


def _agreed(partitions: dict[str, dict[str, Any]]) -> str | None:
    """Return the catalogue all partitions have in force, None while they differ."""
    found = {partition["catalogue"] for partition in partitions.values()}
    return found.pop() if len(found) == 1 else None


def _application(settings: Settings) -> faust.App:
    folder = settings.data / "faust" / settings.worker
    folder.mkdir(parents=True, exist_ok=True)
    return faust.App(
        f"{settings.namespace}{APP_ID}",
        broker=f"aiokafka://{settings.kafka.bootstrap}",
        datadir=str(folder),
        store="memory://",
        web_enabled=False,
        topic_allow_declare=False,
        topic_disable_leader=True,
        worker_redirect_stdouts=False,
        broker_session_timeout=settings.lane.session_ms / 1000,
        broker_request_timeout=settings.lane.session_ms / 1000 + 30,
    )


def main() -> None:
    """Run a worker with the settings of the environment until it is told to stop."""
    settings = load()
    logging.configure()
    worker = HubWorker(settings)
    log.info(
        "worker_starts", worker=settings.worker, pid=os.getpid(), data=str(Path(settings.data))
    )
    await_broker(settings)
    calm()
    Process(worker.app, worker.services, settings.lane.stop_s).execute_from_commandline()


if __name__ == "__main__":
    main()
