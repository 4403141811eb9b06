"""What a fault is: a kind, whom it strikes, and how long."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.faults.stage import Stage


class Victim(StrEnum):
    """Whom a kind of fault strikes."""

    WORKER = "worker"
    ALL_WORKERS = "all workers"
    BROKER = "broker"
    ALL_BROKERS = "all brokers"
    CLIENTS = "clients"
    CLIENT = "client"
    DEPARTMENT = "department"
    INBOX = "inbox"

    @property
    def each(self) -> "Victim":
        """What all of them are made of: whoever strikes all strikes each."""
        return {Victim.ALL_WORKERS: Victim.WORKER, Victim.ALL_BROKERS: Victim.BROKER}.get(
            self, self
        )


@dataclass(frozen=True, slots=True)
class Strike:
    """One fault on its victim: `names` are the workers, or the numbers of the brokers, struck."""

    names: tuple[str, ...]
    dose: float
    """Between 0 and 1: what the kind makes of it is its own affair."""
    for_s: float

    @property
    def name(self) -> str:
        """The one that is struck."""
        return self.names[0]

    @property
    def node(self) -> int:
        """The one broker that is struck."""
        return int(self.names[0])


Inflict = Callable[["Stage", Strike], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fault; `inflict` strikes, waits as long as it lasts, and heals."""

    name: str
    victim: Victim
    inflict: Inflict
    lasting_s: tuple[float, float]
    weight: int
    brokers: int = 1
    """How many brokers it takes to survive this."""
    left_alone: bool = False
    """Whether, where there is but one other, nothing else should happen meanwhile."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a schedule; `then_s` is the time until the next one begins."""

    kind: Kind
    victim: int
    dose: float
    for_s: float
    then_s: float

    def __str__(self) -> str:
        return f"{self.kind.name} ({self.victim}, dose {self.dose:.2f}, {self.for_s:.1f} s)"
