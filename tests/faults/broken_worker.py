"""Workers with one safeguard taken out: the check must object, or it would find nothing."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from hub.lanes.cases import CaseLane
from hub.runtime import fence
from hub.runtime.clients import transactional_id
from hub.runtime.relay import Bookmark, RelayLane
from hub.settings import Settings


def _without_fence(unfenced: str) -> None:
    """Give each opening of a lane a transactional id of its own: nobody is ever fenced."""

    def unique(settings: Settings, lane: str, partition: int) -> str:
        name = transactional_id(settings, lane, partition)
        return f"{name}-{secrets.token_hex(8)}" if lane == unfenced else name

    fence.transactional_id = unique  # type: ignore[attr-defined]


def case_without_fencing() -> None:
    """Let a worker that thaws go on with its cases beside its heir."""
    _without_fence("case")


def dispatch_without_fencing() -> None:
    """Let a commit that a broken connection held up count beside the heir's."""
    _without_fence("dispatch")


def position_before_restore() -> None:
    """Take the input position from the local store as it was before the journal was read."""
    recall, resume = CaseLane.recall, CaseLane.resume
    stale: dict[int, int] = {}

    def recall_and_note(lane: CaseLane) -> int:
        offset = recall(lane)
        stale[id(lane)] = lane.position.next_offset
        return offset

    async def resume_there(lane: CaseLane) -> None:
        await resume(lane)
        lane.next_offset = stale[id(lane)]

    CaseLane.recall = recall_and_note  # type: ignore[method-assign,assignment]
    CaseLane.resume = resume_there  # type: ignore[method-assign,assignment]


def dispatch_from_the_beginning() -> None:
    """Let dispatch take its position for missing each time it opens, and begin again."""

    async def reset(_: RelayLane, coordinator: int) -> Bookmark:
        del coordinator
        return Bookmark(0, 0)

    assert callable(RelayLane.position), "what is taken out must be there"
    RelayLane.position = reset  # type: ignore[method-assign,assignment]


@dataclass(frozen=True, slots=True)
class Control:
    """A safeguard taken out, the fault that it is against, and what the check must find then."""

    take_out: Callable[[], None]
    against: str
    """The name of a kind of fault."""
    shown_by: str


CONTROLS = {
    "fencing-case": Control(case_without_fencing, "worker frozen", "effect_twice"),
    "fencing-dispatch": Control(dispatch_without_fencing, "broker killed", "inbox_message_twice"),
    "position": Control(position_before_restore, "worker killed", "command_with_several_entries"),
    "dispatch": Control(dispatch_from_the_beginning, "worker killed", "inbox_message_twice"),
}
