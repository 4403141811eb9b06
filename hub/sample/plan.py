"""Which cases the initiators start: a documented mix, spread by chance, the same for every process.

Of every twenty cases: own 2, empowered 4, assisted 5, assisted with preliminary review 2,
relayed from an outlet 3, instant at an outlet 2, instant at a counter 2. So twenty cases have every
mode. One case in six brings a bad message, each kind in turn.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from hub.domain.identity import case_id
from hub.sample.chance import Chance

BAD_EVERY = 6
"""One case in so many brings a bad message …"""
BAD_AT = 3
"""… the first of them this one."""
REPEATS = 0.15
"""Share of cases whose first message is said twice."""


class Road(StrEnum):
    """How a case travels: a mode, and where modes differ inside, which way."""

    OWN = "own"
    EMPOWERED = "empowered"
    ASSISTED = "assisted"
    PRELIMINARY = "assisted-preliminary"
    RELAYED = "outlet-relayed"
    OUTLET_INSTANT = "outlet-instant"
    COUNTER_INSTANT = "counter-instant"


MIX: Mapping[Road, int] = {
    Road.OWN: 2,
    Road.EMPOWERED: 4,
    Road.ASSISTED: 5,
    Road.PRELIMINARY: 2,
    Road.RELAYED: 3,
    Road.OUTLET_INSTANT: 2,
    Road.COUNTER_INSTANT: 2,
}
"""How many of twenty cases take which road."""


class Twist(StrEnum):
    """What goes wrong with a case on purpose, by the one who starts it."""

    NONE = "NONE"
    NOT_LISTED = "NOT_LISTED"
    """The item is not offered at this place: refused."""
    MATERIAL_MISSING = "MATERIAL_MISSING"
    """Refused, then submitted again with all materials."""
    DECIDES_ANYWAY = "DECIDES_ANYWAY"
    """The street tries to decide what only the department may: refused, the case goes on."""
    WITHDRAWN = "WITHDRAWN"
    """The applicant takes the application back while the department has it."""
    BEHIND_POISON = "BEHIND_POISON"
    """A command that nobody can process was there before: parked behind it."""


class Repeat(StrEnum):
    """How a player says the same message id a second time."""

    SAME_BYTES = "SAME_BYTES"
    OTHER_BYTES = "OTHER_BYTES"


class Bad(StrEnum):
    """Messages that no hub may let in, one word for each way to be bad."""

    GARBAGE = "GARBAGE"
    TRUNCATED = "TRUNCATED"
    UNKNOWN_FINGERPRINT = "UNKNOWN_FINGERPRINT"
    MISSING_HEADER = "MISSING_HEADER"
    NOT_ITS_KIND = "NOT_ITS_KIND"
    """Well formed, but nothing that this kind of organisation may say."""
    OVERSIZED = "OVERSIZED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One item that one place takes: what a clerk reads off the published lists and guides.

    `materials` are code and name of what the guide requires; `document` is the kind of the result
    document, or None. `organisation` is who sends the case in: the street, or the operator.
    `is_public`: an approval must be published.
    """

    road: Road
    mode: str
    item_code: str
    item_name: str
    organisation: str
    street: str
    place: str
    decider: str
    materials: tuple[tuple[str, str], ...]
    steps: tuple[str, ...]
    document: str | None
    is_public: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePlan:
    """One case to start: what, where, with which twist, and what is said twice or badly."""

    business_number: str
    offer: Offer
    twist: Twist = Twist.NONE
    repeat: Repeat | None = None
    bad: Bad | None = None

    @property
    def case_id(self) -> str:
        """The subject of the case, by the public rule."""
        return case_id(self.offer.organisation, self.business_number)


_DOOR = ((Twist.NOT_LISTED, 0.06), (Twist.MATERIAL_MISSING, 0.08))
_HANDED_OVER = (*_DOOR, (Twist.DECIDES_ANYWAY, 0.10), (Twist.WITHDRAWN, 0.08))
TWISTS: Mapping[Road, tuple[tuple[Twist, float], ...]] = {
    Road.OWN: _DOOR,
    Road.EMPOWERED: _DOOR,
    Road.ASSISTED: _HANDED_OVER,
    Road.PRELIMINARY: _HANDED_OVER,
    Road.RELAYED: _DOOR,
    Road.OUTLET_INSTANT: _DOOR,
    Road.COUNTER_INSTANT: _DOOR,
}
"""How likely a case of a road is to have which twist; whatever is left has none."""


def plan(seed: int, cases: int, offers: Sequence[Offer]) -> tuple[CasePlan, ...]:
    """The cases of a run, in the order in which they are started.

    Raises ValueError if there is no offer for a road of the mix.
    """
    by_road = {road: [offer for offer in offers if offer.road is road] for road in MIX}
    empty = [road.value for road, found in by_road.items() if not found]
    if empty:
        raise ValueError(f"the lists offer nothing for {', '.join(empty)}")
    roads = _roads(seed, cases)
    return tuple(_case(seed, number, by_road[road], offers) for number, road in enumerate(roads))


def behind_poison(seed: int, offers: Sequence[Offer]) -> CasePlan:
    """The one case whose subject holds a poisoned command before it is submitted."""
    choices = [offer for offer in offers if offer.road is Road.ASSISTED]
    offer = Chance(seed, "poison").pick(choices)
    return CasePlan(business_number=f"{seed}-poison", offer=offer, twist=Twist.BEHIND_POISON)


def _roads(seed: int, cases: int) -> list[Road]:
    block = [road for road, share in MIX.items() for _ in range(share)]
    roads: list[Road] = []
    while len(roads) < cases:
        roads += Chance(seed, "roads", str(len(roads))).shuffled(block)
    return roads[:cases]


def _case(seed: int, number: int, choices: Sequence[Offer], offers: Sequence[Offer]) -> CasePlan:
    chance = Chance(seed, "case", str(number))
    offer = chance.pick(choices)
    twist = _twist(chance, offer.road)
    if twist is Twist.NOT_LISTED:
        offer = _unlisted(chance, offer, offers)
    kinds = tuple(Bad)
    return CasePlan(
        business_number=f"{seed}-{number:06d}",
        offer=offer,
        twist=twist,
        repeat=chance.pick(tuple(Repeat)) if chance.happens(REPEATS) else None,
        bad=kinds[number // BAD_EVERY % len(kinds)] if number % BAD_EVERY == BAD_AT else None,
    )


def _twist(chance: Chance, road: Road) -> Twist:
    throw = chance.between(0, 1)
    for twist, share in TWISTS[road]:
        if throw < share:
            return twist
        throw -= share
    return Twist.NONE


def _unlisted(chance: Chance, offer: Offer, offers: Sequence[Offer]) -> Offer:
    """The same place and road, with an item that this place does not offer."""
    taken = {other.item_code for other in offers if other.place == offer.place}
    other = chance.pick([other for other in offers if other.item_code not in taken])
    return replace(
        offer,
        item_code=other.item_code,
        item_name=other.item_name,
        materials=other.materials,
        document=other.document,
    )
