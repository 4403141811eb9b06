"""What can be wrong with what is carried to a door, each under the name the oracle must give it."""

from typing import Any

from tests.oracle.spoiling import Spoil, draft, refact
from tests.oracle.story import DOOR
from tests.oracle.world import OPERATOR, World

RECEIPT = "follow-up/receipt-1"
"""The receipt for the second message that was carried."""


def arrivals(world: World) -> list[dict[str, Any]]:
    """Return what the owner of the door noted."""
    return world.records[DOOR]


def never_arrived(world: World) -> None:
    """A message of the inbox did not come to the door."""
    del arrivals(world)[0]


def arrived_otherwise(world: World) -> None:
    """Other bytes came to the door than the inbox has."""
    arrivals(world)[1]["sha256"] = "00" * 32


def came_twice_otherwise(world: World) -> None:
    """A message came again and was another one."""
    arrivals(world).append(arrivals(world)[1] | {"sha256": "00" * 32})


def arrived_from_nowhere(world: World) -> None:
    """Something came to the door that the inbox does not have."""
    arrivals(world).append(arrivals(world)[1] | {"id": "0-77-0"})


def arrived_the_wrong_way_round(world: World) -> None:
    """Two messages of one case changed places."""
    noted = arrivals(world)
    noted[0], noted[-1] = noted[-1], noted[0]


def sign_again(world: World) -> None:
    """Let a second receipt for the same message count."""
    draft(world, RECEIPT).entry["facts"] *= 2


ON_THE_WAY: list[tuple[str, Spoil]] = [
    ("carried_message_missing", never_arrived),
    ("carried_message_altered", arrived_otherwise),
    ("carried_message_altered", came_twice_otherwise),
    ("carried_message_unfounded", arrived_from_nowhere),
    ("carried_out_of_order", arrived_the_wrong_way_round),
]
SIGNED_FOR: list[tuple[str, Spoil]] = [
    ("receipted_twice", sign_again),
    ("receipt_missing", refact(RECEIPT, organisation=OPERATOR)),
    ("receipt_of_nothing", refact(RECEIPT, message_id="0-77-0")),
    ("receipt_of_other_bytes", refact(RECEIPT, digest=bytes(32))),
]
