"""Originals go from hand to hand with a slip, and back (物料流转凭证).

`originals` are codes of materials, `number` is that of the slip; it goes with them all the way.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from hub.domain.commands.senders import DEPARTMENT, OPERATOR, STREET, Senders
from hub.domain.documents import DocumentReference


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOriginals:
    """收存原件: the sender keeps originals that the applicant brought."""

    case_id: str
    originals: tuple[str, ...] = ()
    number: str
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PassOnOriginals:
    """移交原件: the holder sends originals on to another organisation of the case."""

    case_id: str
    originals: tuple[str, ...] = ()
    number: str
    organisation: str
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignForOriginals:
    """签收原件: whom they were sent to has received the originals."""

    case_id: str
    originals: tuple[str, ...] = ()
    number: str
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveBackOriginals:
    """退还原件: the applicant has the originals back.

    Of what was lost `settlement` is what the applicant signed: found, made anew, compensated.
    """

    case_id: str
    originals: tuple[str, ...] = ()
    number: str
    settlement: DocumentReference | None = None
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOriginalsLost:
    """报失原件: the holder cannot find the originals; `report` says what happened."""

    case_id: str
    originals: tuple[str, ...] = ()
    number: str
    report: DocumentReference | None = None
    actor: str


CustodyCommand: TypeAlias = (
    TakeOriginals | PassOnOriginals | SignForOriginals | GiveBackOriginals | ReportOriginalsLost
)

_HOLDERS = STREET | OPERATOR | DEPARTMENT

SENDERS: Mapping[type, Senders] = {
    TakeOriginals: _HOLDERS,
    PassOnOriginals: _HOLDERS,
    SignForOriginals: _HOLDERS,
    GiveBackOriginals: _HOLDERS,
    ReportOriginalsLost: _HOLDERS,
}

ACTS: Mapping[type, str] = {
    TakeOriginals: "收存原件",
    PassOnOriginals: "移交原件",
    SignForOriginals: "签收原件",
    GiveBackOriginals: "退还原件",
    ReportOriginalsLost: "报失原件",
}
