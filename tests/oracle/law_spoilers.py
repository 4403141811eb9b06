"""What can be wrong with parking, duties and numbers, each under the name the oracle must give."""

from typing import Any

from tests.oracle.spoiling import (
    Spoil,
    add,
    draft,
    refact,
    renumber,
)
from tests.oracle.story import (
    DUTY,
    OWN,
    PARKED_CASE,
    RELAYED,
)
from tests.oracle.world import (
    DAY,
    DEPARTMENT,
    DOCUMENT,
    NOW,
    OPERATOR,
    STREET,
    World,
)


def released_but_forgotten(world: World) -> None:
    """Let a command go and never decide it, nor hear of its case again."""
    gone = draft(world, f"{STREET}/m9", outcome="REFUSED")
    world.drafts.remove(gone)
    world.drafts.remove(next(d for d in world.drafts if d.entry["first_outcome"] == "REFUSED"))
    renumber(world, gone.partition)


def released_the_wrong_way_round(world: World) -> None:
    """Decide what was let go in another order than it was parked."""
    one, two = (draft(world, f"{STREET}/{name}", outcome="REFUSED") for name in ("m8", "m9"))
    one.entry["command"], two.entry["command"] = two.entry["command"], one.entry["command"]


def park_again(world: World) -> None:
    """Enter one parked command a second time."""
    parked = draft(world, f"{STREET}/m5").entry
    place = parked["origin"]["partition"], parked["origin"]["offset"]
    world.enter(place, PARKED_CASE, parked["command"], outcome="PARKED")


def _card() -> tuple[str, dict[str, Any]]:
    card = {"number": 1, "leg": "DECISION", "colour": "RED", "due_on": DAY, "owner": DEPARTMENT}
    return "CardIssued", card | {"heading": RELAYED}


def _lapse() -> tuple[str, dict[str, Any]]:
    return "TermLapsed", {
        "heading": RELAYED,
        "leg": "DECISION",
        "due_on": DAY,
    }


def _deemed() -> tuple[str, dict[str, Any]]:
    return "CaseDeemedAccepted", {"heading": RELAYED, "effective_on": DAY}


def _issued_elsewhere() -> tuple[str, dict[str, Any]]:
    issue = {"document": DOCUMENT, "number": "D-1", "issued_on": DAY, "at": NOW}
    return "DocumentIssued", issue | {
        "heading": RELAYED,
        "actor": "clerk-2",
    }


def _archived() -> tuple[str, dict[str, Any]]:
    return "CaseArchived", {"heading": OWN, "at": NOW, "actor": "clerk-1", "kept_until": DAY}


def _agreed(days_after: int = 1) -> tuple[str, dict[str, Any]]:
    return "DestructionApproved", {
        "heading": OWN,
        "kept_until": DAY,
        "appraisal": DOCUMENT,
        "approver": "head-1",
        "at": NOW.replace(day=DAY.day + days_after),
        "actor": "clerk-1",
    }


def _destroyed() -> tuple[str, dict[str, Any]]:
    return "FileDestroyed", {"heading": OWN, "witness": "clerk-2", "at": NOW, "actor": "clerk-1"}


OF_THE_LAW: list[tuple[str, Spoil]] = [
    ("duty_never_told", refact(f"{STREET}/m1", terms=[DUTY | {"owner": OPERATOR}])),
    ("no_such_term", refact("tick/0/1", due_on=DAY.replace(day=1))),
    ("card_twice", add("tick/0/1", _card())),
    ("red_card_kept_below", refact("tick/0/1", administration=None)),
    ("lapse_twice", add("tick/0/1", _lapse(), _lapse())),
    ("deemed_accepted_twice", add("tick/0/1", _deemed(), _deemed())),
    ("released_without_outcome", released_but_forgotten),
    ("released_out_of_order", released_the_wrong_way_round),
    ("parked_ended_twice", park_again),
    ("parked_count_disagrees", refact("follow-up/release", count=3)),
    ("number_used_twice", refact("follow-up/assign-2", serial=1)),
    ("number_used_twice", refact("follow-up/assign-2", number="受1")),
    ("number_gap_unexplained", refact("follow-up/assign-2", serial=3)),
    ("number_of_another_case", refact("follow-up/note", number="受9")),
    ("number_of_another_case", refact("follow-up/assign-1", case_id="case-x")),
    ("number_voided_without_cause", refact("follow-up/void", serial=9)),
    ("file_agreed_too_soon", add(f"{STREET}/m4", _agreed())),
    ("file_agreed_too_soon", add(f"{STREET}/m4", _archived(), _agreed(days_after=0))),
    ("file_destroyed_unagreed", add(f"{STREET}/m4", _archived(), _destroyed())),
    (
        "file_destroyed_unagreed",
        add(f"{STREET}/m4", _archived(), _agreed(), _lapse(), _destroyed()),
    ),
    (
        "file_destroyed_and_more",
        add(f"{STREET}/m4", _archived(), _agreed(), _destroyed(), _lapse()),
    ),
    ("own_number_in_two_cases", add(f"{STREET}/m4", _issued_elsewhere())),
]
