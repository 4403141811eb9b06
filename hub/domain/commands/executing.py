"""What an outlet asks of an operator's system, and what that says became of it (服务点即办)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from hub.domain.commands.senders import OPERATOR, STREET, Senders
from hub.domain.documents import DocumentReference, Mandate, Material
from hub.domain.vocabulary import ServiceOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestService:
    """提交执行: an outlet takes an instant item and has an operator's system execute it.

    `idempotency_key` is the sender's own number of the request: one key, one execution.
    """

    idempotency_key: str
    item_code: str
    street: str
    place: str
    applicant: str
    form: DocumentReference
    materials: tuple[Material, ...] = ()
    mandate: Mandate | None = None
    bundle: str | None = None
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportExecution:
    """执行回报: what the operator's system says; executed with a receipt number, or not known."""

    case_id: str
    outcome: ServiceOutcome
    receipt_number: str | None = None
    document: DocumentReference | None = None
    document_number: str | None = None
    reason: str | None = None
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveVerification:
    """核实: what was to be verified is known now, with what it is known from."""

    case_id: str
    executed: bool
    receipt_number: str | None = None
    document: DocumentReference | None = None
    document_number: str | None = None
    evidence: DocumentReference | None = None
    actor: str


ExecutingCommand: TypeAlias = RequestService | ReportExecution | ResolveVerification

SENDERS: Mapping[type, Senders] = {
    RequestService: OPERATOR | STREET,
    ReportExecution: OPERATOR | STREET,
    ResolveVerification: OPERATOR | STREET,
}

ACTS: Mapping[type, str] = {
    RequestService: "提交执行",
    ReportExecution: "回报执行结果",
    ResolveVerification: "登记核实结果",
}
