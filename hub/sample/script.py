"""What every player's script is made of: things to say, and what became of a case."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from hub.domain.documents import Digest
from hub.domain.inbox import Answer
from hub.domain.vocabulary import AnswerKind, Decision
from hub.sample.plan import Bad, CasePlan, Repeat

SUBMIT = "submit"
"""Step of the message that opens a case, whichever command that is."""


class End(StrEnum):
    """How a case ended, as its street or operator believes."""

    CLOSED = "closed"
    """Delivered, and archived where the player is the one who archives."""
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    """Refused when it was submitted: there is no case."""
    PARKED = "parked"
    STUCK = "stuck"
    """An outcome that the script did not expect; `surprises` says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    """One message to say: under which id, about which case, how many seconds from now.

    `key` is unique for its organisation; it differs from `message_id` for a repeat. `follow` is
    said after the broker has acknowledged this one.
    """

    key: str
    message_id: str
    case_id: str
    step: str
    message: object
    after_s: float = 0.0
    repeat: Repeat | None = None
    bad: Bad | None = None
    ago: timedelta = timedelta(0)
    """How long before it is sent it was made."""
    follow: tuple["Say", ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """What is put on the wire for something to say."""

    key: bytes
    value: bytes
    headers: list[tuple[str, bytes]]
    type_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The hub's answer to something that was said, found again by where it was said."""

    step: str
    repeat: Repeat | None
    answer: Answer

    @property
    def went_through(self) -> bool:
        """Whether the message had its effect, now or when it was said first."""
        return self.answer.became in (AnswerKind.DONE, AnswerKind.REPEATED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What a player counts about one case; `surprises` are outcomes its script did not expect."""

    returned: int = 0
    refused: int = 0
    repeated: int = 0
    parked: int = 0
    sent_back: int = 0
    cards: int = 0
    surprises: tuple[str, ...] = ()


def message_id(case_id: str, step: str) -> str:
    """The id of the message of a step: the same after a restart, so nothing is done twice."""
    return f"{case_id}/{step}"


def say(case_id: str, step: str, message: object, after_s: float = 0.0) -> Say:
    """The message of one step of a case."""
    name = message_id(case_id, step)
    return Say(
        key=name,
        message_id=name,
        case_id=case_id,
        step=step,
        message=message,
        after_s=after_s,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """What a player keeps of one case.

    `awaiting` is the step whose answer moves the case on; None while others are at work. `round`
    counts how often the case came to the department. `subject` is the applicant's reference,
    `document` the digest of what was returned and must be confirmed, `fate` how the case will end
    once its file is closed.
    """

    case_id: str
    item_code: str
    subject: str = ""
    plan: CasePlan | None = None
    awaiting: str | None = None
    round: int = 1
    decision: Decision | None = None
    document_follows: bool = False
    document: Digest | None = None
    fate: End = End.CLOSED
    end: End | None = None
    tally: Tally = field(default_factory=Tally)

    def counted(self, **more: int) -> "CaseFile":
        """The case with some counts of its tally raised."""
        raised = {name: getattr(self.tally, name) + number for name, number in more.items()}
        return replace(self, tally=replace(self.tally, **raised))

    def after(self, answered: Answered) -> "CaseFile":
        """The case with what the answer counts for."""
        match answered.answer.kind:
            case AnswerKind.REFUSED:
                return self.counted(refused=1)
            case AnswerKind.REPEATED:
                return self.counted(repeated=1)
            case AnswerKind.PARKED:
                return self.counted(parked=1)
        return self

    def ended(self, end: End) -> "CaseFile":
        """The case at its end: nothing more is awaited."""
        return replace(self, end=end, awaiting=None)

    def stuck(self, step: str, answer: Answer) -> "CaseFile":
        """The case at an outcome that its script did not expect."""
        surprise = f"{step}: {answer.kind} {answer.rule or ''}".rstrip()
        tally = replace(self.tally, surprises=(*self.tally.surprises, surprise))
        return replace(self, tally=tally, end=End.STUCK, awaiting=None)


@dataclass(frozen=True, slots=True)
class Reaction:
    """What a script makes of a message: the case as it stands now, and what to say."""

    case: CaseFile
    says: tuple[Say, ...] = ()


class Script(Protocol):
    """What one organisation says to what it reads; no clock, no I/O but filing papers."""

    def opening(self, plan: CasePlan) -> Reaction:
        """Open a planned case."""
        ...

    def react(self, case: CaseFile | None, message: object, now: datetime) -> Reaction | None:
        """React to an inbox message about `case`, made at `now`; None if it means nothing here."""
        ...
