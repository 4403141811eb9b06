"""At the counter or outlet: an application comes in (收件)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from hub.domain.commands.senders import ADMINISTRATION, DEPARTMENT, OPERATOR, STREET, Senders
from hub.domain.documents import DocumentReference, Mandate, Material
from hub.domain.vocabulary import Decision, DeliveryMethod


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitCase:
    """收件: a counter or an outlet received an application.

    The mode follows from the lists; `place` is the code of the counter or outlet, `applicant` a
    pseudonymous reference. A higher `version` of the same business number replaces what was filed.
    `mandate` is that of an agent who acts for the applicant (代办); helping (帮办) needs none.
    `bundle` is the sender's number of the bundle (一件事) that it is handed in under, `visit` the
    queue number or appointment (取号, 预约) under which the applicant came.
    """

    business_number: str
    item_code: str
    street: str
    place: str
    applicant: str
    form: DocumentReference
    materials: tuple[Material, ...] = ()
    version: int = 1
    mandate: Mandate | None = None
    bundle: str | None = None
    visit: str | None = None
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandleInstantCase:
    """即办件: received, accepted, decided and delivered in one act.

    `receipt_number` is the number of the operator's own receipt for what it executed.
    """

    business_number: str
    item_code: str
    street: str
    place: str
    applicant: str
    form: DocumentReference
    materials: tuple[Material, ...] = ()
    mandate: Mandate | None = None
    decision: Decision
    reasons: DocumentReference | None = None
    document: DocumentReference | None = None
    document_number: str | None = None
    receipt_number: str | None = None
    bundle: str | None = None
    method: DeliveryMethod
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MirrorCase:
    """A case of an outside system of record that the hub mirrors and cannot refuse."""

    business_number: str
    system: str
    item: str
    department: str
    opened_at: datetime
    actor: str


ReceivingCommand: TypeAlias = SubmitCase | HandleInstantCase | MirrorCase

SENDERS: Mapping[type, Senders] = {
    SubmitCase: STREET | OPERATOR,
    HandleInstantCase: STREET | OPERATOR,
    MirrorCase: DEPARTMENT | ADMINISTRATION,
}
