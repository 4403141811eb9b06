"""Several items handed in at once under one number (一件事)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from hub.domain.bundle import BundledItem
from hub.domain.commands.senders import HUB, OPERATOR, STREET, Senders
from hub.domain.documents import DocumentReference, Material
from hub.domain.vocabulary import BundledStanding


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenBundle:
    """申请一件事: one form and shared materials for the `items` of a listed bundle.

    `number` is the sender's own; each case is handed in under its own business number and names it.
    """

    number: str
    code: str
    street: str
    place: str
    applicant: str
    form: DocumentReference
    materials: tuple[Material, ...] = ()
    items: tuple[BundledItem, ...] = ()
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveBundle:
    """退出一件事: an item that was not handed in yet will not be; the others go on without it.

    What was handed in leaves by being withdrawn.
    """

    bundle_id: str
    case_id: str
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteBundledCase:
    """The hub tells a bundle how far one of its cases is."""

    bundle_id: str
    case_id: str
    item_code: str
    standing: BundledStanding


BundlesCommand: TypeAlias = OpenBundle | LeaveBundle | NoteBundledCase

SENDERS: Mapping[type, Senders] = {
    OpenBundle: STREET | OPERATOR,
    LeaveBundle: STREET | OPERATOR,
    NoteBundledCase: HUB,
}

ACTS: Mapping[type, str] = {
    OpenBundle: "申请一件事",
    LeaveBundle: "退出一件事",
}
