"""What goes wrong in a lane, and what each kind of failure leads to: one table, no other place."""

from enum import StrEnum
from pathlib import Path

from aiokafka.errors import (
    CommitFailedError,
    ConsumerStoppedError,
    IllegalOperation,
    IllegalStateError,
    KafkaConnectionError,
    KafkaError,
    KafkaTimeoutError,
    ProducerFenced,
    RebalanceInProgressError,
    RequestTimedOutError,
)

from avro.errors import Undecodable
from topics.errors import BrokerUnreachable


class Action(StrEnum):
    """What the runtime does about a failure."""

    RETRY = "retry"
    """Drop the lane of this partition, open a new one, go on where the journal says."""
    YIELD = "yield"
    """Somebody else opened this partition: retry when the group has said whose it is."""
    STOP = "stop"
    """Stop this partition loudly; the others go on; an operator must act."""
    WAIT = "wait"
    """Stop this partition loudly until its disk has room; then it goes on by itself."""
    CRASH = "crash"
    """End the worker; the supervisor starts a new one."""


class LaneStoppedError(Exception):
    """A partition must not go on without an operator: what happened and what to do about it."""

    def __init__(self, what: str, remedy: str) -> None:
        """Say what happened and what the operator can do."""
        super().__init__(f"{what} {remedy}")
        self.what = what
        self.remedy = remedy


class StoreFullError(LaneStoppedError):
    """The disk takes nothing more of a local state; what is journaled is folded once it does.

    Nothing is in doubt: an entry is committed before it is folded, and a lane decides only behind
    the last entry of its journal.
    """

    def __init__(self, folder: Path, cause: object) -> None:
        """Name the folder of the state and what the disk said."""
        super().__init__(
            f"The state in {folder} cannot be written ({cause}), and a partition decides nothing"
            " whose outcome it cannot keep.",
            "Make room on that disk: the partition then goes on by itself. Or name a folder on"
            " another one by LIANBAN_LANE__STORE and restart the worker.",
        )
        self.folder = folder


class JournalDamagedError(LaneStoppedError):
    """The journal contradicts itself: numbers with a gap, a chain that does not join."""


class InputGapError(Exception):
    """A batch began past the expected offset, again and again."""


class StoreDamagedError(Exception):
    """The local store cannot be read; it is only a cache and is rebuilt from the journal."""


class UnwritableError(Exception):
    """Topics do not take what a transaction writes; it must be given up and made without them."""

    def __init__(self, topics: frozenset[str], cause: str, *, silent: bool = False) -> None:
        """Name the topics and what the broker said; `silent` when it said nothing in time."""
        super().__init__(f"{', '.join(sorted(topics))}: {cause}")
        self.topics = topics
        self.silent = silent


class InDoubtError(Exception):
    """A transaction's end is not known; the lane must be opened anew, never used further."""


TABLE: tuple[tuple[type[BaseException], Action], ...] = (
    (StoreFullError, Action.WAIT),
    (LaneStoppedError, Action.STOP),
    (Undecodable, Action.STOP),
    (ProducerFenced, Action.YIELD),
    (InputGapError, Action.RETRY),
    (InDoubtError, Action.RETRY),
    (UnwritableError, Action.RETRY),
    (StoreDamagedError, Action.RETRY),
    (RequestTimedOutError, Action.RETRY),
    (KafkaTimeoutError, Action.RETRY),
    (KafkaConnectionError, Action.RETRY),
    (BrokerUnreachable, Action.RETRY),
    (RebalanceInProgressError, Action.RETRY),
    (CommitFailedError, Action.RETRY),
    (ConsumerStoppedError, Action.RETRY),
    (IllegalStateError, Action.RETRY),
    (IllegalOperation, Action.RETRY),
    (KafkaError, Action.CRASH),
    (OSError, Action.CRASH),
    (Exception, Action.CRASH),
)


def action_for(error: BaseException) -> Action:
    """Return what the first row that fits says; what no row names crashes the worker.

    A bare KafkaError is aiokafka's own wrapping of whatever ended its sender or its search for a
    coordinator: the lane is in doubt, the other partitions of the worker are not.
    """
    if type(error) is KafkaError:  # aiokafka says so when a connection broke at a bad moment
        return Action.RETRY
    for kind, action in TABLE:
        if isinstance(error, kind):
            retriable = isinstance(error, KafkaError) and bool(error.retriable)
            return Action.RETRY if retriable and action is Action.CRASH else action
    return Action.CRASH
