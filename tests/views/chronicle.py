"""A story of the domain written down as journal entries, as the case lane would."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from hub import wire
from hub.domain.commands import Command
from hub.domain.facts import Fact
from hub.domain.refusals import Refused
from hub.domain.vocabulary import OutcomeKind
from hub.journal import CommandRecord, JournalEntry, Origin, Refusal
from hub.views.told import Teller, Told
from tests.domain.scenes import Story

NOTHING = bytes(32)


@dataclass
class Chronicle:
    """Several stories in one journal partition."""

    teller: Teller = field(default_factory=Teller)
    told: list[Told] = field(default_factory=list)

    def say(
        self, story: Story, sender: str, kind: Callable[..., Command], /, **fields: object
    ) -> None:
        """Say a command of a story's case and write down what came of it."""
        self.command(story, sender, kind(case_id=story.subject, actor="staff-1", **fields))

    def command(self, story: Story, sender: str, command: Command) -> None:
        """Say any command of a story."""
        try:
            story.when(sender, command)
        except Refused as refused:
            refusal = Refusal(
                rule=refused.rule.code, sentence=refused.sentence, remedy=refused.remedy
            )
            self._write(story, sender, (), refusal, wire.encode(command))
        else:
            self._write(story, sender, story.last, None, wire.encode(command))

    def time_passes(self, story: Story, clock: datetime) -> None:
        """Let time say what it has to say of a story."""
        story.time_passes_to(clock)
        if story.last:
            self._write(story, "hub", story.last, None, b"")

    def _write(
        self,
        story: Story,
        sender: str,
        facts: tuple[Fact, ...],
        refusal: Refusal | None,
        body: bytes,
    ) -> None:
        number = len(self.told)
        entry = JournalEntry(
            number=number,
            subject=story.subject,
            sequence=number + 1,
            previous=NOTHING,
            origin=Origin(topic_id="t", partition=0, offset=number, last=True),
            command=CommandRecord(
                id=f"{sender}/{number}" if body else f"tick/{number}",
                sender=sender,
                source=f"org.{sender}.out:{number}" if body and sender != "hub" else None,
                made_at=story.now,
                received_at=story.now,
                body=body,
                signature=None,
                traceparent=None,
            ),
            outcome=OutcomeKind.REFUSED if refusal else OutcomeKind.FACTS,
            facts=tuple([wire.encode(fact) for fact in facts]),
            refusal=refusal,
            parking=None,
            first=None,
            echo=False,
            catalogue=NOTHING,
            clock=story.now,
            first_outcome=None,
        )
        self.told.append(self.teller.tell(0, wire.encode(entry)))
