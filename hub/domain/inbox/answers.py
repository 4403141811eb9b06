"""The one answer to each record of an outbox."""

from dataclasses import dataclass
from typing import TypeAlias

from hub.domain.vocabulary import AnswerKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of one record of the receiver's outbox; exactly one for each.

    `entry` is the journal entry (`<partition>-<number>`), `first_entry` that of the first outcome
    when repeated, `first_kind` what had become of the message by then (DONE, REFUSED, or PARKED as
    long as it waits), `original` where the message is kept.
    """

    message_id: str
    source: str
    subject: str
    kind: AnswerKind
    facts: tuple[str, ...] = ()
    rule: str | None = None
    sentence: str | None = None
    remedy: str | None = None
    entry: str
    first_entry: str | None = None
    original: str
    first_kind: AnswerKind | None = None

    @property
    def became(self) -> AnswerKind:
        """What became of the message, whenever it was said first."""
        return self.first_kind or self.kind


AnswerMessage: TypeAlias = Answer
