"""What is kept of a bundle (一件事): one parent under which several cases are handed in at once."""

from collections.abc import Mapping
from dataclasses import dataclass

from hub.domain.vocabulary import BundledStanding

MOST_CASES = 50
"""How many cases a bundle may have, and how many it remembers before it was opened itself."""

ENDED = frozenset(
    {
        BundledStanding.APPROVED,
        BundledStanding.DENIED,
        BundledStanding.REJECTED,
        BundledStanding.WITHDRAWN,
        BundledStanding.TERMINATED,
        BundledStanding.FAILED,
        BundledStanding.LEFT_OUT,
    }
)
"""A case of a bundle that stands here stays here: its first end is what the bundle tells."""

_RANK: Mapping[BundledStanding, int] = {
    BundledStanding.AWAITED: 0,
    BundledStanding.RECEIVED: 1,
    BundledStanding.ACCEPTED: 2,
    BundledStanding.DECIDED: 3,
    **dict.fromkeys(ENDED, 4),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BundledItem:
    """One item of a bundle as it is opened, and the number under which its case is handed in."""

    item_code: str
    business_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BundledCase:
    """One case of a bundle, and how far it is."""

    case_id: str
    item_code: str
    standing: BundledStanding = BundledStanding.AWAITED


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """A bundle as it stands; `lead` is the body that leads it (牵头单位).

    Before it is `opened` it only remembers what cases said that named it: theirs may be heard
    first. `completed` once every case ended.
    """

    number: str = ""
    code: str = ""
    submitter: str = ""
    street: str = ""
    lead: str = ""
    cases: tuple[BundledCase, ...] = ()
    opened: bool = False
    completed: bool = False

    def case(self, case_id: str) -> BundledCase | None:
        """Return a case of the bundle, None if it is not one."""
        return next((each for each in self.cases if each.case_id == case_id), None)


def is_further(new: BundledStanding, old: BundledStanding) -> bool:
    """Return whether a case that stood `old` has come further; no end follows another."""
    return _RANK[new] > _RANK[old]


def standing_at(cases: tuple[BundledCase, ...], new: BundledCase) -> tuple[BundledCase, ...]:
    """Return the cases with one of them as it stands now, or with one more."""
    if any(each.case_id == new.case_id for each in cases):
        return tuple([new if each.case_id == new.case_id else each for each in cases])
    return (*cases, new)


def have_ended(cases: tuple[BundledCase, ...]) -> bool:
    """Return whether no case is under way or awaited any more."""
    return all(each.standing in ENDED for each in cases)
