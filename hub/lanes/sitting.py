"""One sitting of the case lane: each command is heard, and exactly one journal entry says how.

A sitting is one transaction. It sees the docket as committed plus its own entries; when it fails
it is dropped whole and held again from the same command.
"""

import itertools
import traceback
from pathlib import Path
from typing import Final

from aiokafka import TopicPartition

from avro.errors import Undecodable
from hub import wire
from hub.domain.catalogue import Catalogue
from hub.domain.commands import (
    Command,
    ParkingCommand,
    ReplaceParked,
    Tick,
)
from hub.domain.context import Context
from hub.domain.decide import decide, elapse
from hub.domain.facts import ClockMoved, Fact
from hub.domain.refusals import MessageRule, ParkingRule, Refused
from hub.domain.rules.parking import COMMANDS_ALONE, Parked, clear, must_fit
from hub.domain.vocabulary import OutcomeKind
from hub.journal import JournalEntry, Origin, Parking, Refusal
from hub.lanes.docket import Docket
from hub.lanes.incoming import UNREADABLE, Incoming, again, belongs, corrected_of
from hub.lanes.kept import OUTCOMES, Head, Seen, digest_of, from_ms
from hub.lanes.levels import switched_on
from hub.lanes.reading import decode_entry, prefix
from hub.lanes.shelf import CatalogueAbsentError, Shelf
from hub.runtime.failures import LaneStoppedError
from hub.runtime.outbound import Outbound
from hub.wire.making import maker

ENTRY_LIMIT_BYTES: Final = 2 * 1024 * 1024 - 4096
SAME_ERROR_LIMIT: Final = 3
MISPLACED: Final = "wrong-partition"
UNDECODABLE: Final = "undecodable"
BEHIND: Final = "behind-parked"
DATA_FAULTS: Final = frozenset({UNREADABLE, MISPLACED, UNDECODABLE, BEHIND})
DETAIL_LIMIT: Final = 300
CLEARED_PORTION: Final = 500
CLEARED_BYTES: Final = 4 * 1024 * 1024
"""How much of what an operator lets go is cleared in one transaction."""

make_entry = maker(JournalEntry)
make_context = maker(Context)


class Sitting:
    """A batch in the making: what it decides, folds and will write."""

    __slots__ = (
        "_cleared",
        "clock",
        "counts",
        "docket",
        "outbound",
        "partitions",
        "shelf",
        "target",
    )

    def __init__(
        self,
        docket: Docket,
        outbound: Outbound,
        shelf: Shelf,
        target: TopicPartition,
        partitions: int,
    ) -> None:
        """Begin; `target` is the journal's partition, `partitions` how many there are."""
        self.docket = docket
        self.outbound = outbound
        self.shelf = shelf
        self.target = target
        self.partitions = partitions
        self.clock = from_ms(docket.position.clock_ms)
        self.counts: dict[OutcomeKind, int] = {}
        self._cleared = 0

    def hear(self, incoming: Incoming) -> None:
        """Write the one entry of a command (and, for a release, those of what it releases).

        Raises CatalogueAbsentError when a snapshot must be loaded first, LaneStoppedError when
        the same error of ours meets several subjects.
        """
        head = self.docket.head(incoming.subject)
        seen = self.docket.seen(incoming.subject, incoming.command.id)
        if seen is not None:
            same = seen.digest == digest_of(incoming.command.body)
            echo = incoming.source_place <= seen.source
            if same or echo:
                self._enter(incoming, OutcomeKind.REPEATED, first=seen, echo=echo)
            else:
                self._refuse(incoming, Refused(MessageRule.MESSAGE_ID_REUSED))
            return
        fault = incoming.fault or self._misplaced(incoming, head)
        if fault:
            self._park(incoming, UNREADABLE if incoming.fault else MISPLACED, fault)
            return
        self._decide(incoming, head)

    def _misplaced(self, incoming: Incoming, head: Head) -> str:
        """Say what is wrong with the key; a subject with a state here was right before.

        What follows a parked one waits behind it, and the word that clears it is heard.
        """
        if head.kind >= 0 or head.parked:
            return ""
        return self._stray(incoming)

    def _stray(self, incoming: Incoming) -> str:
        if belongs(incoming.subject, self.target.partition, self.partitions):
            return ""
        return f"the key {incoming.subject} does not belong to this partition"

    def _decide(self, incoming: Incoming, head: Head, *, cleared: bool = False) -> None:
        try:
            command = wire.decode(incoming.command.body)
        except Undecodable as error:
            self._park(incoming, UNDECODABLE, str(error))
            return
        if isinstance(command, ParkingCommand):
            if cleared:
                self._refuse(incoming, Refused(MessageRule.NOTHING_PARKED))
            else:
                self._clear(incoming, command)
        elif head.parked and not cleared:
            self._park(incoming, BEHIND, "an earlier command of this subject is parked")
        else:
            self._judge(incoming, command, head)

    def _judge(self, incoming: Incoming, command: Command, head: Head) -> None:
        book, in_force = self._book(head), self._in_force()
        context = make_context(
            subject=incoming.subject,
            sender=incoming.command.sender,
            made_at=incoming.command.made_at,
            received_at=incoming.command.received_at,
            clock=self.clock,
        )
        try:
            state = self.docket.state(incoming.subject)
            facts = decide(command, state, context, book, in_force)
        except Refused as refused:
            self._refuse(incoming, refused)
        except Exception as error:  # noqa: BLE001 - whatever it is, the command is kept, not lost
            self._fault(incoming, error)
        else:
            self._facts(incoming, facts)

    def _book(self, head: Head) -> Catalogue:
        """Return the catalogue the subject is pinned to, else the one in force here."""
        return self.shelf.book(head.catalogue or self.docket.position.catalogue)

    def _in_force(self) -> Catalogue:
        return self.shelf.book(self.docket.position.catalogue)

    def _must_have_books(self, head: Head) -> None:
        """Raise CatalogueAbsentError when what is decided by must be loaded first."""
        self._book(head)
        self._in_force()

    def _facts(self, incoming: Incoming, facts: tuple[Fact, ...], *, last: bool = True) -> None:
        if not switched_on(facts, self.docket.position.level):
            self._refuse(incoming, Refused(MessageRule.NOT_SWITCHED_ON))
            return
        self._enter(incoming, OutcomeKind.FACTS, facts=facts, last=last)

    def _refuse(self, incoming: Incoming, refused: Refused) -> None:
        refusal = Refusal(rule=refused.rule.code, sentence=refused.sentence, remedy=refused.remedy)
        self._enter(incoming, OutcomeKind.REFUSED, refusal=refusal)

    def _fault(self, incoming: Incoming, error: Exception) -> None:
        """Park what met an error of ours; the third subject with the same one stops the lane."""
        error_class = f"{type(error).__name__}@{_place(error)}"
        known = error_class in self.docket.position.park_classes
        if not known and self.docket.parked_with(error_class) + 1 >= SAME_ERROR_LIMIT:
            raise LaneStoppedError(
                f"The same error met {SAME_ERROR_LIMIT} subjects of partition"
                f" {self.target.partition}: {error_class}: {error}.",
                "Install a release that mends it, or set"
                f" LIANBAN_PARK_ERRORS='[\"{error_class}\"]' to park all that meet it.",
            ) from error
        self._park(incoming, error_class, str(error))

    def _park(self, incoming: Incoming, error_class: str, detail: str) -> None:
        """Keep a command that cannot be decided as an entry. Model: Park."""
        parking = Parking(error_class=error_class, detail=detail[:DETAIL_LIMIT], behind=None)
        self._enter(incoming, OutcomeKind.PARKED, parking=parking)

    def _clear(self, incoming: Incoming, command: ParkingCommand) -> None:
        """Do what an operator says of parked commands, as far as one transaction should reach.

        Model: Release.
        """
        subject = command.subject
        head = self.docket.head(subject)
        self._must_have_books(head)  # before anything is written
        try:
            corrected = self._corrected(command)
            fact = clear(command, incoming.subject, self._parked(subject, head), corrected)
        except Refused as refused:
            self._refuse(incoming, refused)
            return
        self._facts(incoming, (fact,))
        if self.docket.position.clearing is None:
            return
        if isinstance(command, ReplaceParked):
            first = decode_entry(next(self.docket.held(subject)))
            self._rehear(corrected_of(first, command.corrected))
        self.go_on()

    def _corrected(self, command: ParkingCommand) -> bytes:
        """Return the digest of the bytes that replace parked ones, b'' where none do.

        Raises Refused when they cannot take the place of what is parked first.
        """
        value = next(self.docket.held(command.subject), None)
        if value is None or not isinstance(command, ReplaceParked):
            return b""
        first = decode_entry(value)
        known = "" if again(first).fault else first.command.sender
        try:
            corrected = wire.decode(command.corrected)
        except Undecodable as error:
            raise Refused(ParkingRule.REPLACEMENT_UNFIT, why="不能读取") from error
        must_fit(corrected, known, command.subject, self._book(self.docket.head(command.subject)))
        return digest_of(command.corrected)

    def _parked(self, subject: str, head: Head) -> Parked:
        values = itertools.islice(self.docket.held(subject), COMMANDS_ALONE)
        entries = [decode_entry(value) for value in values]
        first = entries[0] if entries else None
        return Parked(
            count=head.parked,
            senders=tuple([entry.command.sender for entry in entries]),
            entry=f"{self.target.partition}-{first.number}" if first else "",
            digest=digest_of(first.command.body) if first else b"",
            state=self.docket.state(subject),
        )

    def begin_portion(self) -> None:
        """Let this sitting clear as much again: for those who write no transaction."""
        self._cleared = 0

    def go_on(self) -> None:
        """Clear what an operator's word has let go, in order, until this sitting is full.

        Raises CatalogueAbsentError when a snapshot must be loaded first and nothing is written yet.
        """
        clearing = self.docket.position.clearing
        if clearing is None:
            return
        head = self.docket.head(clearing.subject)
        for value in self.docket.held(clearing.subject):
            if self.docket.position.clearing is None or self._is_full:
                return
            if not self._has_book(head):
                return
            incoming = again(decode_entry(value))
            if clearing.reason:
                self._refuse(incoming, Refused(ParkingRule.DROPPED, reason=clearing.reason))
            else:
                self._rehear(incoming)
            self._cleared += 1

    @property
    def _is_full(self) -> bool:
        return self._cleared >= CLEARED_PORTION or self.outbound.size_bytes > CLEARED_BYTES

    def _has_book(self, head: Head) -> bool:
        """Return whether the catalogues are at hand; raises only before anything is written."""
        try:
            self._must_have_books(head)
        except CatalogueAbsentError:
            if not self.outbound.count:
                raise
            return False
        return True

    def _rehear(self, incoming: Incoming) -> None:
        """Decide a parked command; its id is known by now, so no repeat is looked for."""
        head = self.docket.head(incoming.subject)
        if incoming.fault:
            self._park(incoming, UNREADABLE, incoming.fault)
        elif head.kind < 0 and (stray := self._stray(incoming)):
            self._park(incoming, MISPLACED, stray)
        else:
            self._decide(incoming, head, cleared=True)

    def elapse(self, subject: str, tick: Incoming) -> None:
        """Write what time itself says about a subject that came due."""
        head = self.docket.head(subject)
        due_ms = self.docket.due_ms(subject)
        at = Incoming(subject, tick.command, _partial(tick.origin))
        book = self._book(head)
        try:
            facts = elapse(self.docket.state(subject), self.clock, book)
            if not facts:
                message = f"{subject} came due and time has nothing to say"
                raise ValueError(message)  # noqa: TRY301 - parked by the same rule as any error
        except Exception as error:  # noqa: BLE001 - as for commands: kept, not lost
            self._fault(at, error)
            return
        if not switched_on(facts, self.docket.position.level):
            raise LaneStoppedError(
                f"Time has to say something of {subject} that is not switched on.",
                "Set LIANBAN_LEVEL once all workers run this release.",
            )
        self._facts(at, facts, last=False)
        if 0 < self.docket.due_ms(subject) <= due_ms:
            raise LaneStoppedError(
                f"The due time of {subject} does not move on.", "Install a release that mends it."
            )

    def move_clock(self, subject: str, tick: Incoming) -> None:
        """Write, last of a tick, that the partition's clock stands at its watermark now."""
        at = Incoming(subject, tick.command, tick.origin)
        self._facts(at, (ClockMoved(instant=self.clock),))

    def _enter(
        self,
        incoming: Incoming,
        outcome: OutcomeKind,
        *,
        facts: tuple[Fact, ...] = (),
        refusal: Refusal | None = None,
        parking: Parking | None = None,
        first: Seen | None = None,
        echo: bool = False,
        last: bool = True,
    ) -> None:
        """Write the entry, fold it, and gather it for the transaction."""
        docket = self.docket
        head = docket.head(incoming.subject)
        entry = make_entry(
            number=docket.position.number,
            subject=incoming.subject,
            sequence=head.sequence + 1,
            previous=head.digest,
            origin=incoming.origin if last else _partial(incoming.origin),
            command=incoming.command,
            outcome=outcome,
            facts=tuple([wire.encode(fact) for fact in facts]),
            refusal=refusal,
            parking=parking,
            first=first.number if first else None,
            echo=echo,
            catalogue=head.catalogue or docket.position.catalogue,
            clock=self.clock,
            first_outcome=OUTCOMES[first.outcome] if first else None,
        )
        value = wire.encode(entry)
        if len(value) > ENTRY_LIMIT_BYTES:
            self._refuse(incoming, Refused(MessageRule.OUTCOME_TOO_LARGE))
            return
        docket.fold(entry, value, facts)
        self.outbound.add(self.target, incoming.subject.encode(), value)
        self.counts[outcome] = self.counts.get(outcome, 0) + 1


def _partial(origin: Origin) -> Origin:
    return Origin(
        topic_id=origin.topic_id, partition=origin.partition, offset=origin.offset, last=False
    )


def _place(error: Exception) -> str:
    """Return module and function where an error arose: stable over releases, unlike a line."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).stem}.{frames[-1].name}" if frames else "unknown"


def is_tick(value: bytes) -> bool:
    """Return whether a command is a tick, by its fingerprint alone."""
    return value.startswith(_TICK)


_TICK: Final = prefix(Tick)
