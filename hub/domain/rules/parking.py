"""What an operator may do with parked commands, and when a second person must approve it.

The case lane applies this, not only the operator's tool: whoever writes to the administration's
outbox meets the same rule.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from hub.domain.addresses import subject_of
from hub.domain.case import Case
from hub.domain.catalogue import Catalogue
from hub.domain.commands import (
    INTERNAL,
    SENDERS,
    Command,
    DropParked,
    ParkingCommand,
    ReleaseParked,
    ReplaceParked,
)
from hub.domain.documents import Digest
from hub.domain.facts import ParkedDropped, ParkedReleased, ParkedReplaced, ParkingFact
from hub.domain.identity import PARTITION_PREFIX
from hub.domain.refusals import MessageRule, ParkingRule, Refused
from hub.domain.subjects import State

COMMANDS_ALONE: Final = 20
"""What one person can have looked at one by one before deciding over it alone."""
ORGANISATIONS_ALONE: Final = 3
"""The submitter, the street and the body of one ordinary case; more is a matter between offices."""
SUBJECTS_ALONE: Final = 5
"""More cases than this at once are a clearing-up, not a case."""
THE_HUB: Final = "hub"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parked:
    """What lies parked behind a subject, as far as a word about it is judged by it.

    `senders` are those of the first commands (`COMMANDS_ALONE` are enough to judge by), `entry`
    and `digest` those of the first one; `state` what is kept of the subject.
    """

    count: int
    senders: tuple[str, ...]
    entry: str
    digest: Digest
    state: State | None


def clear(
    command: ParkingCommand, subject: str, parked: Parked, corrected_digest: Digest = b""
) -> ParkingFact:
    """Return what an operator's word does; `subject` is the one it was sent to.

    Raises Refused: sent elsewhere, nothing parked, another command than was seen, no approval.
    """
    held_at = None if isinstance(command, ReplaceParked) else command.held_at
    _must_be_addressed(command.subject, held_at, subject)
    if not parked.count:
        raise Refused(MessageRule.NOTHING_PARKED)
    count = _count(command, parked)
    approver = _approved(command, count, parked)
    if isinstance(command, ReplaceParked):
        return _replaced(command, parked, corrected_digest, approver or "")
    if isinstance(command, DropParked):
        return ParkedDropped(
            subject=command.subject,
            count=count,
            reason=command.reason,
            actor=command.actor,
            approver=approver,
            answered=True,
        )
    return ParkedReleased(
        subject=command.subject,
        count=count,
        actor=command.actor,
        approver=approver,
        reason=command.reason,
    )


def _must_be_addressed(parked: str, held_at: str | None, subject: str) -> None:
    if held_at is not None and not held_at.startswith(PARTITION_PREFIX):
        raise Refused(MessageRule.WRONG_SUBJECT, subject=held_at)
    if subject != (held_at or parked):
        raise Refused(MessageRule.WRONG_SUBJECT, subject=subject)


def _count(command: ParkingCommand, parked: Parked) -> int:
    if isinstance(command, ReplaceParked) or command.count is None:
        return parked.count
    if command.count < 1:
        raise Refused(ParkingRule.COUNT_UNREASONABLE)
    return min(command.count, parked.count)


def _replaced(
    command: ReplaceParked, parked: Parked, corrected_digest: Digest, approver: str
) -> ParkedReplaced:
    if command.digest != parked.digest:
        raise Refused(ParkingRule.OTHER_MESSAGE)
    return ParkedReplaced(
        subject=command.subject,
        count=parked.count,
        entry=parked.entry,
        digest=parked.digest,
        corrected_digest=corrected_digest,
        reason=command.reason,
        actor=command.actor,
        approver=approver,
    )


def _approved(command: ParkingCommand, count: int, parked: Parked) -> str | None:
    """Return who approved it, None where nobody had to.

    Raises Refused when the actor approves or, where somebody must, nobody does.
    """
    approver = (command.approver or "").strip()
    if approver and approver == command.actor.strip():
        raise Refused(ParkingRule.SAME_PERSON)
    organisations = touched(parked.senders, parked.state)
    if not approver and needs_approval(command, count, len(organisations)):
        raise Refused(
            ParkingRule.APPROVAL_MISSING,
            commands=count,
            organisations=len(organisations),
            subjects=command.subjects,
        )
    return approver or None


def needs_approval(command: ParkingCommand, count: int, organisations: int) -> bool:
    """Return whether a second person must approve: a replacement puts words in another's mouth."""
    return (
        isinstance(command, ReplaceParked)
        or count > COMMANDS_ALONE
        or organisations > ORGANISATIONS_ALONE
        or command.subjects > SUBJECTS_ALONE
    )


def touched(senders: Iterable[str], state: State | None) -> frozenset[str]:
    """Return the organisations that an act touches: who sent what is parked, whose case it is."""
    found = {sender for sender in senders if sender and sender != THE_HUB}
    if isinstance(state, Case):
        heading = state.heading
        found |= {each for each in (heading.street, heading.decider, heading.submitter) if each}
    return frozenset(found)


def must_fit(corrected: Command, sender: str, subject: str, book: Catalogue) -> None:
    """Return if a corrected command may take the place of one that `sender` said of `subject`.

    Raises Refused: the sender is not known or may not say it, or it is about another subject.
    """
    kind = type(corrected)
    if kind in {ReleaseParked, DropParked, ReplaceParked} or not _may_say(kind, sender, book):
        raise Refused(ParkingRule.REPLACEMENT_UNFIT, why="原发送单位不得发送此类消息")
    try:
        same = subject_of(corrected, sender) == subject
    except ValueError:
        same = False
    if not same:
        raise Refused(ParkingRule.REPLACEMENT_UNFIT, why="不属于同一对象")


def _may_say(kind: type, sender: str, book: Catalogue) -> bool:
    if not sender:
        return False
    if sender == THE_HUB or kind in INTERNAL:
        return sender == THE_HUB and kind in INTERNAL
    known = book.organisations.get(sender)
    return known is None or known.kind in SENDERS[kind]
