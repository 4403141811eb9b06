"""What the administration hears of messages that did not arrive."""

from dataclasses import dataclass
from typing import TypeAlias

from hub.domain.documents import Digest
from hub.domain.vocabulary import ConveyanceOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class ConveyanceReported:
    """To the administration: a message expired unsigned, or was signed for with another digest."""

    organisation: str
    message_id: str
    outcome: ConveyanceOutcome
    digest: Digest


ConveyingMessage: TypeAlias = ConveyanceReported
