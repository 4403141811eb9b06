"""Who is responsible for a case (首问负责)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from hub.domain.commands.senders import ADMINISTRATION, DEPARTMENT, OPERATOR, STREET, Senders


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """移交: who is responsible hands over to a named person, here or where the case is."""

    case_id: str
    organisation: str
    successor: str
    actor: str


PersonsCommand: TypeAlias = HandOver

SENDERS: Mapping[type, Senders] = {
    HandOver: STREET | OPERATOR | DEPARTMENT | ADMINISTRATION,
}

ACTS: Mapping[type, str] = {HandOver: "移交首问责任"}
