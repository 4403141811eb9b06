"""The decision and the result document (办结, 批件)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from hub.domain.commands.senders import DEPARTMENT, STREET, Senders
from hub.domain.documents import DocumentReference
from hub.domain.vocabulary import Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideCase:
    """办结: the deciding body approves or denies.

    A named `approver` with `override_reasons` may decide before all joint opinions are there.
    """

    case_id: str
    decision: Decision
    reasons: DocumentReference | None = None
    approver: str | None = None
    override_reasons: DocumentReference | None = None
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueDocument:
    """批件: the deciding body issues the result document.

    `licence_id` is the identifier of its electronic licence (电子证照标识), where there is one.
    """

    case_id: str
    document: DocumentReference
    number: str
    issued_on: date
    valid_until: date | None = None
    licence_id: str | None = None
    actor: str


DecidingCommand: TypeAlias = DecideCase | IssueDocument

SENDERS: Mapping[type, Senders] = {
    DecideCase: STREET | DEPARTMENT,
    IssueDocument: STREET | DEPARTMENT,
}

ACTS: Mapping[type, str] = {
    DecideCase: "作出决定",
    IssueDocument: "出具批件",
}
