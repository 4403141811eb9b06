"""What became of a message that was carried to an organisation without a Kafka client."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from hub.domain.commands.senders import HUB, Senders
from hub.domain.documents import Digest
from hub.domain.vocabulary import ConveyanceOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordConveyance:
    """How the carrying of one inbox message ended, with the receipt where there is one.

    `digest` is that of the message as the inbox has it, `arrived` the one that the receipt names.
    """

    organisation: str
    message_id: str
    outcome: ConveyanceOutcome
    digest: Digest
    arrived: Digest | None = None
    receipt_number: str | None = None
    receiver: str | None = None


ConveyingCommand: TypeAlias = RecordConveyance

SENDERS: Mapping[type, Senders] = {RecordConveyance: HUB}
