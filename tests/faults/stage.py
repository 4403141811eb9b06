"""Everything that runs in a fault run: brokers behind a network, workers, the systems outside."""

import asyncio
import time
from pathlib import Path

import yaml

from hub.settings import DeliverySettings, Settings
from hub.up.publishing import publish_first
from hub.up.roads import make_topics
from tests.faults import administration, district
from tests.faults.cluster import PEERS, VOTERS, Cluster
from tests.faults.fault import Victim
from tests.faults.member import Member
from tests.faults.network import take_ports
from tests.faults.outsiders import Client, Department
from tests.faults.victims import Victims

CLIENTS = "clients"


class Stage:
    """What ends unasked is noted and started again."""

    def __init__(
        self, data: Path, partitions: int, brokers: int, workers: int, control: str | None = None
    ) -> None:
        """Give everybody a name and a place; nothing runs yet."""
        self.base = Settings(
            data=data,
            partitions=partitions,
            replication=brokers,
            delivery=DeliverySettings(doors=data / "doors.yaml"),
            lane={"session_ms": 6000, "heartbeat_ms": 1500, "rebalance_ms": 10_000},
        )
        self.unplanned: list[str] = []
        names = [f"worker-{number}" for number in range(1, workers + 1)]
        self.parties = [*names, CLIENTS, PEERS, VOTERS]
        self.cluster = Cluster(self.base, brokers, [*names, CLIENTS])
        self.network = self.cluster.network
        self.members = {
            name: Member(self._settings_of(name), control, self.unplanned.append) for name in names
        }
        all_brokers = [str(node) for node in self.cluster.nodes]
        self.victims = {
            Victim.WORKER: Victims(names, most=len(names) - 1),
            Victim.BROKER: Victims(all_brokers, most=max(1, (brokers - 1) // 2)),
            Victim.CLIENTS: Victims([CLIENTS], most=1),
            Victim.CLIENT: Victims([], most=1),
            Victim.DEPARTMENT: Victims(["department"], most=1),
            Victim.INBOX: Victims(["inboxes"], most=1),
        }
        self.clients: dict[str, Client] = {}
        self.department = Department(
            district.CARRIED_TO,
            take_ports(1)[0],
            self.records / "department.jsonl",
            data / "logs" / "department.log",
        )
        self._organisations = district.load().organisations

    def _settings_of(self, name: str) -> Settings:
        kafka = self.base.kafka.model_copy(update={"bootstrap": self.cluster.bootstrap_of(name)})
        return self.base.model_copy(update={"kafka": kafka, "worker": name})

    @property
    def bootstrap(self) -> str:
        """Addresses of the brokers that no fault of the network concerns."""
        return self.cluster.bootstrap

    @property
    def records(self) -> Path:
        """Where the clients write down what was acknowledged."""
        return self.base.data / "records"

    def outboxes(self) -> list[str]:
        """Return the outboxes that the clients wrote to."""
        senders = {path.stem.partition(".")[2] for path in self.records.glob("client-*.jsonl")}
        return [f"org.{sender}.out" for sender in sorted(senders)]

    async def open(self) -> None:
        """Start brokers and workers; one inbox does not exist yet."""
        for folder in ("logs", "run", "records"):
            (self.base.data / folder).mkdir(parents=True, exist_ok=True)
        doors = yaml.safe_dump({"doors": [self.department.door]})
        (self.base.data / "doors.yaml").write_text(doors)
        await self.department.start()
        await self.cluster.start()
        await make_topics(self.base, self.bootstrap, self._organisations)
        # Nothing was ever written to it: so no message is lost by us.
        await administration.delete(self.bootstrap, f"org.{district.LATE_DEPARTMENT}.in")
        await publish_first(self.base, self.bootstrap, district.load())
        await asyncio.gather(*(member.start() for member in self.members.values()))

    async def make_inbox(self) -> None:
        """Make the missing inbox, as an operator would with `lianban topics apply`."""
        await administration.persist(
            lambda: make_topics(self.base, self.bootstrap, self._organisations)
        )

    async def begin_load(self, rate: float, seed: int, clients: int) -> None:
        """Start the clients; each has streets of its own and a part of the rate."""
        options = ["--records", str(self.records)]
        options += ["--bootstrap", self.cluster.bootstrap_of(CLIENTS)]
        options += ["--rate", str(rate / clients), "--seed", str(seed)]
        options += ["--clients", str(clients)]
        for number in range(clients):
            name = f"client-{number + 1}"
            log = self.base.data / "logs" / f"{name}.log"
            self.clients[name] = Client(number, options, log)
        self.victims[Victim.CLIENT] = Victims(list(self.clients), most=1)
        await asyncio.gather(*(client.start() for client in self.clients.values()))

    async def end_load(self) -> list[int]:
        """Ask the clients to end, wait for what they sent; return how each of them ended."""
        return await asyncio.gather(*(client.end() for client in self.clients.values()))

    async def supervise(self) -> None:
        """Start again what ended, until cancelled."""
        await asyncio.gather(*(member.supervise() for member in self.members.values()))

    async def ready(self, within_s: float) -> bool:
        """Wait until all workers are; return whether they came to be."""
        deadline = time.monotonic() + within_s
        return all(
            [
                await member.until_ready(max(0.0, deadline - time.monotonic()))
                for member in self.members.values()
            ]
        )

    async def close_workers(self) -> None:
        """Stop the workers in order."""
        await asyncio.gather(*(member.leave() for member in self.members.values()))

    async def close(self) -> None:
        """Stop everything."""
        await self.close_workers()
        await self.end_load()
        await self.department.stop()
        await self.cluster.stop()
