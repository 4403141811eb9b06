"""Brokers as processes: one, or three that are controllers too (KRaft, replication 3, quorum 2)."""

import asyncio
import os
import signal
import string
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from pathlib import Path

from aiokafka.client import AIOKafkaClient
from aiokafka.errors import KafkaError

from hub.broker import Broker
from hub.settings import KafkaSettings, Settings
from hub.unfit import Unfit
from tests.faults.network import Network, link, take_ports
from tests.faults.proxy import HOST

PEERS, VOTERS = "peers", "voters"
"""Parties of their own: brokers that copy from a broker, controllers that vote with it."""
HEAP_MB = 256
REGISTERED_WITHIN_S = 90.0
STARTS = 3

OVERRIDES = string.Template("""
node.id=${node}
controller.quorum.voters=${voters}
listeners=${listeners}
advertised.listeners=${advertised}
listener.security.protocol.map=${protocols}
inter.broker.listener.name=PEERS
default.replication.factor=${replicas}
min.insync.replicas=${quorum}
offsets.topic.replication.factor=${replicas}
transaction.state.log.replication.factor=${replicas}
transaction.state.log.min.isr=${quorum}
share.coordinator.state.topic.replication.factor=${replicas}
share.coordinator.state.topic.min.isr=${quorum}

# A broker that is gone is noticed within seconds, so that a run sees many faults.
broker.session.timeout.ms=6000
broker.heartbeat.interval.ms=1000
replica.lag.time.max.ms=8000
replica.socket.timeout.ms=8000
request.timeout.ms=8000
controller.quorum.request.timeout.ms=2000
controlled.shutdown.max.retries=1
""")


@dataclass(frozen=True, slots=True)
class Place:
    """The ports of one broker: those it listens on and those of the proxy before them."""

    node: int
    direct: int
    behind: dict[str, int]
    before: dict[str, int]


class Node(Broker):
    """One broker of a cluster; what differs from the embedded one is said in OVERRIDES."""

    def __init__(self, settings: Settings, place: Place, places: list[Place], cluster: str) -> None:
        kafka = KafkaSettings(port=place.direct, heap_mb=HEAP_MB)
        data = settings.data / f"broker-{place.node}"
        super().__init__(settings.model_copy(update={"data": data, "kafka": kafka}))
        self._cluster_id = cluster
        self._place = place
        self._places = places

    def _write_properties(self, path: Path, segments: Path) -> None:
        super()._write_properties(path, segments)
        written = _settings(path.read_text()) | _settings(self._overrides())
        path.write_text("".join(f"{key}={value}\n" for key, value in written.items()))

    def _overrides(self) -> str:
        place, parties = self._place, [name for name in self._place.behind if name != VOTERS]
        listeners = {"BROKER": place.direct} | {_name(p): place.behind[p] for p in parties}
        advertised = {"BROKER": place.direct} | {_name(p): place.before[p] for p in parties}
        voters = {each.node: each.before[VOTERS] for each in self._places}
        own = {place.node: place.behind[VOTERS]}  # nobody reaches himself through a network
        return OVERRIDES.substitute(
            node=place.node,
            voters=",".join(f"{node}@{HOST}:{port}" for node, port in (voters | own).items()),
            listeners=_addresses(listeners | {"CONTROLLER": place.behind[VOTERS]}),
            advertised=_addresses(advertised),
            protocols=",".join(f"{name}:PLAINTEXT" for name in [*listeners, "CONTROLLER"]),
            replicas=len(self._places),
            quorum=len(self._places) // 2 + 1,
        )


class Cluster:
    """All brokers, each of which can be killed, frozen and stopped, and the network before them."""

    def __init__(self, settings: Settings, count: int, parties: list[str]) -> None:
        """Give everybody a place; `parties` get a listener each, behind the proxy."""
        self._settings = settings
        names = [*parties, PEERS, VOTERS]
        ports = iter(take_ports(count * (1 + 2 * len(names)) + 1))
        self.places = [
            Place(
                node,
                next(ports),
                {name: next(ports) for name in names},
                {name: next(ports) for name in names},
            )
            for node in range(1, count + 1)
        ]
        links = {
            link(name, place.node): (place.before[name], place.behind[name])
            for place in self.places
            for name in names
        }
        self.network = Network(links, next(ports))
        identity = urlsafe_b64encode(os.urandom(16)).rstrip(b"=").decode()
        self.nodes = {
            place.node: Node(settings, place, self.places, identity) for place in self.places
        }

    @property
    def bootstrap(self) -> str:
        """Addresses that no fault of the network concerns: for who watches and judges."""
        return ",".join(f"{HOST}:{place.direct}" for place in self.places)

    def bootstrap_of(self, party: str) -> str:
        """Addresses of all brokers as a party has them."""
        return ",".join(f"{HOST}:{place.before[party]}" for place in self.places)

    async def start(self) -> None:
        """Start network and brokers, and wait until all have registered."""
        await self.network.start(self._settings.data / "logs" / "proxy.log")
        await asyncio.gather(*(node.start() for node in self.nodes.values()))
        async with asyncio.timeout(REGISTERED_WITHIN_S):
            while await self._registered() < len(self.nodes):  # noqa: ASYNC110 - a broker tells nobody
                await asyncio.sleep(0.2)

    async def _registered(self) -> int:
        client = AIOKafkaClient(bootstrap_servers=self.bootstrap)
        try:
            await client.bootstrap()
            return len(client.cluster.brokers())
        except KafkaError:
            return 0
        finally:
            await client.close()

    async def revive(self, node: int) -> None:
        """Start a broker again; on a machine this busy it may need more than one attempt."""
        for attempt in range(STARTS):
            try:
                await self.nodes[node].start()
            except Unfit:
                if attempt == STARTS - 1:
                    raise
            else:
                return

    def signal(self, node: int, number: signal.Signals) -> None:
        """Freeze or thaw a broker."""
        os.kill(self.nodes[node].pid, number)

    async def stop(self) -> None:
        """Stop all brokers, then the network."""
        await asyncio.gather(*(node.stop() for node in self.nodes.values()))
        await self.network.stop()


def _settings(text: str) -> dict[str, str]:
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return {key: value for key, _, value in (line.partition("=") for line in lines)}


def _name(party: str) -> str:
    return party.replace("-", "").upper()


def _addresses(ports: dict[str, int]) -> str:
    return ",".join(f"{name}://{HOST}:{port}" for name, port in ports.items())
