"""At the door: turned away with a slip, and who insists on applying (不予收件, 坚持申请)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from hub.domain.commands.senders import OPERATOR, STREET, Senders
from hub.domain.documents import DocumentReference, Material


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseAtDoor:
    """不予收件: a counter or outlet may not take the application and says where to go.

    The slip bears the sender's business number; the hub names the rule, `competent_body` says who
    would take it.
    """

    business_number: str
    item_code: str
    street: str
    place: str
    applicant: str
    competent_body: str
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InsistOnApplication:
    """坚持申请: the applicant insists; form and materials go to the competent body."""

    case_id: str
    form: DocumentReference
    materials: tuple[Material, ...] = ()
    actor: str


DoorCommand: TypeAlias = RefuseAtDoor | InsistOnApplication

SENDERS: Mapping[type, Senders] = {
    RefuseAtDoor: STREET | OPERATOR,
    InsistOnApplication: STREET | OPERATOR,
}

ACTS: Mapping[type, str] = {InsistOnApplication: "登记坚持申请"}
