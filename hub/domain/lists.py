"""The lists (清单) that say what may be done where, and the provincial guide directories."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hub.domain.places import OutletKind

EVERY_STREET = "*"
"""Stands for all streets in the street column of a list."""


class Execution(StrEnum):
    """What an outlet does with an item."""

    INSTANT = "INSTANT"
    """Done on the spot by its operator's own system."""
    RELAYED = "RELAYED"
    """Received for the street, which forwards it."""


class EmpowermentForm(StrEnum):
    """How a power came to the street."""

    TRANSFERRED = "TRANSFERRED"
    """下放."""
    ENTRUSTED = "ENTRUSTED"
    """委托: in the entrusting body's name, never sub-entrusted (Licensing Law, Art. 24)."""


class Audience(StrEnum):
    """Whom a guide directory empowers."""

    STREET = "STREET"
    """乡镇(街道)."""
    DESIGNATED_TOWN = "DESIGNATED_TOWN"
    """经济发达镇."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRow:
    """街道本级事项: the street's own powers, or its preliminary review."""

    item: str
    street: str = EVERY_STREET


@dataclass(frozen=True, slots=True, kw_only=True)
class EmpoweredRow:
    """依法赋权实施事项: which entry of which directory empowers the street, and by what act.

    `directory_code` names the entry when the item's basic code does not: a mapping that
    `mapping_approved_by` answers for since `mapping_approved_on`. `in_name_of` is in whose name
    the decision is given: a department's code, or `*` for the street; `seal` the seal it bears.
    """

    item: str
    directory: str
    edition: str
    form: EmpowermentForm
    instrument: str
    in_name_of: str
    claimed_on: date
    filed_on: date
    street: str = EVERY_STREET
    directory_code: str | None = None
    mapping_approved_by: str | None = None
    mapping_approved_on: date | None = None
    seal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssistedRow:
    """帮办代办事项: the street receives, the deciding body accepts, reviews and decides.

    Where the acceptance is entrusted (委托受理) the street may accept in the body's name.
    """

    item: str
    street: str = EVERY_STREET
    entrusted_acceptance: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletRow:
    """社区随身办事项: what a street lets its outlets of one kind take.

    `executor` is whose system executes an instant item when it is not the outlet's own operator.
    """

    item: str
    outlet_kind: OutletKind
    execution: Execution
    street: str = EVERY_STREET
    executor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleRow:
    """一件事: items that are asked for together, in their order; `lead` leads it (牵头单位)."""

    code: str
    name: str
    lead: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryEntry:
    """One power that a guide directory lets be given."""

    basic_code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideDirectory:
    """A provincial guide directory (赋权指导目录) in one edition."""

    code: str
    name: str
    edition: str
    audience: Audience
    entries: tuple[DirectoryEntry, ...] = ()

    def has(self, basic_code: str) -> bool:
        """Return whether the directory has an entry of this basic code."""
        return any(entry.basic_code == basic_code for entry in self.entries)
