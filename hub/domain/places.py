"""Who and where: organisations, streets, communities, outlets and counters."""

from dataclasses import dataclass
from enum import StrEnum

from hub.domain.vocabulary import OrganisationKind


class OutletKind(StrEnum):
    """Kinds of outlet (服务点) the reform plan names, part 3(2) and 4(2)."""

    BANK = "BANK"
    POST = "POST"
    SHOP = "SHOP"
    TERMINAL = "TERMINAL"
    PARTY_CENTRE = "PARTY_CENTRE"
    CIVILISATION_STATION = "CIVILISATION_STATION"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """When a place is open: from one weekday (1 is Monday) to another, minutes after midnight.

    `extended` marks hours beyond office hours (错时延时, plan part 4(2)).
    """

    first_day: int
    last_day: int
    opens_min: int
    closes_min: int
    extended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A department, street, operator, the administration or an auditor (单位)."""

    code: str
    name: str
    kind: OrganisationKind
    short_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Street:
    """A street (街道); `code` is its organisation code, `area_code` has 9 digits."""

    code: str
    name: str
    area_code: str
    is_designated_town: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Community:
    """A community (社区) of a street; `area_code` has 12 digits."""

    code: str
    name: str
    street: str
    area_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A place where people already are; belongs to a street and is run by an operator."""

    code: str
    name: str
    street: str
    operator: str
    kind: OutletKind
    community: str | None = None
    place: str = ""
    phone: str = ""
    hours: tuple[Opening, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """A counter of a street's convenience centre (综合服务窗口)."""

    code: str
    name: str
    street: str
    place: str = ""
    phone: str = ""
    hours: tuple[Opening, ...] = ()
