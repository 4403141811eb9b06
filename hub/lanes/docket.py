"""The docket of one partition: what the journal says, folded, as the case lane needs it.

Live and restored state come from the same function, `fold`: it sees one journal entry after the
other and nothing else, so the store can be deleted and rebuilt any time.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

import msgspec

from hub.domain.case import Case
from hub.domain.decide import due_at, evolve
from hub.domain.facts import (
    CatalogueSwitched,
    ClockMoved,
    ErrorClassParked,
    Fact,
    LevelRaised,
    ParkedDropped,
    ParkedReleased,
    ParkedReplaced,
    TopicAdopted,
)
from hub.domain.subjects import State
from hub.domain.vocabulary import OutcomeKind
from hub.journal import JournalEntry
from hub.lanes.kept import (
    DUE,
    FAULT,
    HEAD,
    HELD,
    KIND_OF,
    PLACE_OF,
    STATE_DECODERS,
    Clearing,
    Head,
    Position,
    Seen,
    digest_of,
    due_key,
    encode,
    head_of,
    held_key,
    seen_key,
    seen_of,
    to_ms,
)
from hub.lanes.levels import must_be_readable
from hub.lanes.outbox_source import place_of
from hub.lanes.reading import decode_entry
from hub.runtime.failures import JournalDamagedError
from hub.runtime.store import Overlay, PartitionStore

OF_PARTITION: Final = frozenset(
    {
        CatalogueSwitched,
        ClockMoved,
        TopicAdopted,
        ErrorClassParked,
        LevelRaised,
        ParkedReleased,
        ParkedReplaced,
        ParkedDropped,
    }
)
"""Facts that change what the partition itself goes by."""

_clock_ms = lru_cache(maxsize=16)(to_ms)
"""Of the clock, which stands still for whole batches."""

_due_ms = lru_cache(maxsize=1024)(to_ms)
"""Of due times: all are the beginning or the end of some day."""


class Docket:
    """A batch's view of the partition; `changes` and `position` go to the store when committed."""

    __slots__ = ("_changed", "_heads", "_seen", "_states", "_untimed", "overlay", "position")

    def __init__(self, store: PartitionStore, position: Position) -> None:
        """Begin a batch at `position`, which is copied."""
        self.overlay = Overlay(store)
        self.position = msgspec.structs.replace(position)
        self._heads: dict[str, Head] = {}
        self._states: dict[str, State | None] = {}
        self._changed: set[str] = set()
        self._untimed: set[str] = set()
        """Subjects whose due time is still to be found: only after the last fact it counts."""
        self._seen: dict[tuple[str, str], Seen | None] = {}

    def foresee(self, commands: Iterable[tuple[str, str]]) -> None:
        """Fetch at once what a batch will ask for, by the subject and id of each command."""
        fresh = [each for each in dict.fromkeys(commands) if each not in self._seen]
        subjects = [each for each in {subject for subject, _ in fresh} if each not in self._heads]
        keys = [HEAD + subject.encode() for subject in subjects]
        keys += [seen_key(subject, command_id) for subject, command_id in fresh]
        found = self.overlay.store.get_many(keys)
        self._heads.update(zip(subjects, map(head_of, found), strict=False))
        self._seen.update(zip(fresh, map(seen_of, found[len(subjects) :]), strict=True))

    def head(self, subject: str) -> Head:
        """Return what is kept of a subject, a fresh head for a new one."""
        head = self._heads.get(subject)
        if head is None:
            head = self._heads[subject] = head_of(self.overlay.store.get(HEAD + subject.encode()))
        return head

    def state(self, subject: str) -> State | None:
        """Return the folded state of a subject, None before its first fact."""
        if subject in self._states:
            return self._states[subject]
        head = self.head(subject)
        state = None if head.kind < 0 else STATE_DECODERS[head.kind](bytes(head.state))
        self._states[subject] = state
        return state

    def seen(self, subject: str, command_id: str) -> Seen | None:
        """Return what is remembered of a command id, None when it is new."""
        command = (subject, command_id)
        try:
            return self._seen[command]
        except KeyError:
            seen = self._seen[command] = seen_of(self.overlay.store.get(seen_key(*command)))
            return seen

    def parked_with(self, error_class: str) -> int:
        """Return how many subjects were parked by this class of error."""
        raw = self.overlay.get(FAULT + error_class.encode())
        return 0 if raw is None else int(raw)

    def held(self, subject: str) -> Iterator[bytes]:
        """Yield the parked entries' bytes of a subject, oldest first, this batch's too.

        What is taken away meanwhile is passed over; nothing is read before it is asked for.
        """
        for key in self._held_keys(subject):
            value = self.overlay.get(key)
            if value is not None:
                yield value

    def _held_keys(self, subject: str) -> Iterator[bytes]:
        start = b"%b%b\x00" % (HELD, subject.encode())
        last = start
        for last in self.overlay.store.scan(start, start[:-1] + b"\x01"):
            yield last
        yield from sorted(
            key for key in self.overlay.changes if key.startswith(start) and key > last
        )

    def due_until(self, clock_ms: int, limit: int) -> list[str]:
        """Return up to `limit` subjects of the committed index whose due time has come."""
        found: list[str] = []
        store = self.overlay.store
        for key in store.queue(DUE, DUE + (clock_ms + 1).to_bytes(8, "big")):
            found.append(key[9:].decode())
            if len(found) == limit:
                break
        return found

    def earliest_change_ms(self) -> int | None:
        """Return the earliest due time that this batch added to the index, None without any."""
        self._schedule_all()
        added = [
            int.from_bytes(key[1:9], "big")
            for key, value in self.overlay.changes.items()
            if value is not None and key[:1] == DUE
        ]
        return min(added, default=None)

    def fold(self, entry: JournalEntry, value: bytes, facts: tuple[Fact, ...]) -> None:
        """Take one journal entry in; `value` is the entry as it lies in the journal.

        Raises JournalDamagedError when number or chain do not join.
        """
        position = self.position
        clearing = position.clearing
        head = self.head(entry.subject)
        if entry.number != position.number or entry.previous != head.digest:
            raise JournalDamagedError(
                f"Entry {entry.number} of the journal does not join: expected number"
                f" {position.number} and the digest of entry {head.sequence} of {entry.subject}.",
                "Somebody else wrote or cut the journal: restore it from a replica or the archive.",
            )
        head.sequence = entry.sequence
        head.digest = digest = digest_of(value)
        position.number += 1
        position.last_digest = digest
        self._move(position, entry)
        if entry.outcome is OutcomeKind.FACTS:
            self._evolve(entry, head, facts)
        elif entry.outcome is OutcomeKind.PARKED:
            self._park(entry, head, value)
        if clearing is not None and entry.subject == clearing.subject:
            self._cleared(entry, head, clearing)
            self._remember(entry, ends=True)
        else:
            self._remember(entry)

    def _move(self, position: Position, entry: JournalEntry) -> None:
        """Move to the highest origin; one of a former topic (a release) moves nothing."""
        origin = entry.origin
        position.topic_id = position.topic_id or origin.topic_id
        if origin.topic_id == position.topic_id:
            after = origin.offset + 1 if origin.last else origin.offset
            position.next_offset = max(position.next_offset, after)
        position.clock_ms = max(position.clock_ms, _clock_ms(entry.clock))

    def _remember(self, entry: JournalEntry, *, ends: bool = False) -> None:
        """Remember the command's id: what became of it, and from where the hub has read it.

        `ends`: the entry says what a parked command came to.
        """
        command = entry.command
        if command.id.startswith("tick/"):
            return
        source = place_of(command.source)
        subject = entry.subject
        seen = self.seen(subject, command.id)
        if seen is None:
            place = PLACE_OF[entry.outcome]
            seen = Seen(digest_of(command.body), entry.number, source, place)
            self._seen[subject, command.id] = seen
        elif ends:
            seen.outcome = PLACE_OF[entry.outcome]
        elif source <= seen.source:
            return
        else:
            seen.source = source
        self.overlay.put(seen_key(subject, command.id), encode(seen))

    def _evolve(self, entry: JournalEntry, head: Head, facts: tuple[Fact, ...]) -> None:
        subject = entry.subject
        state = before = self.state(subject)
        for fact in facts:
            state = evolve(state, fact, subject)
            if type(fact) in OF_PARTITION:
                self._note(fact)
        if head.catalogue is None and isinstance(state, Case):
            head.catalogue = entry.catalogue
        if state is not before:
            self._states[subject] = state
            self._changed.add(subject)
        if state is None:
            return
        head.kind = KIND_OF[type(state)]
        self._untimed.add(subject)

    def due_ms(self, subject: str) -> int:
        """Return when time itself next says something about a subject, 0 for never."""
        if subject in self._untimed:
            self._untimed.discard(subject)
            self._schedule(subject)
        return self.head(subject).due_ms

    def _schedule_all(self) -> None:
        for subject in self._untimed:
            self._schedule(subject)
        self._untimed.clear()

    def _schedule(self, subject: str) -> None:
        head, due = self._heads[subject], due_at(self._states[subject])
        if head.parked:
            return
        due_ms = 0 if due is None else _due_ms(due)
        if due_ms == head.due_ms:
            return
        if head.due_ms:
            self.overlay.delete(due_key(head.due_ms, subject))
        if due_ms:
            self.overlay.put(due_key(due_ms, subject), b"")
        head.due_ms = due_ms

    def _note(self, fact: Fact) -> None:
        """Take in the few facts that change the partition itself."""
        if isinstance(fact, CatalogueSwitched):
            self.position.catalogue = fact.snapshot
        elif isinstance(fact, ClockMoved):
            self.position.clock_ms = max(self.position.clock_ms, to_ms(fact.instant))
        elif isinstance(fact, TopicAdopted):
            self.position.topic_id = fact.topic_id
            self.position.next_offset = 0
        elif isinstance(fact, ErrorClassParked):
            self.position.park_classes = [*self.position.park_classes, fact.error_class]
        elif isinstance(fact, LevelRaised):
            must_be_readable(fact.level)
            self.position.level = max(self.position.level, fact.level)
        elif isinstance(fact, ParkedReleased | ParkedReplaced):
            self._begin(fact.subject, fact.count)
        elif isinstance(fact, ParkedDropped):
            self._begin(fact.subject, fact.count, fact.reason)
            if not fact.answered:
                self._forget(fact.subject)

    def _park(self, entry: JournalEntry, head: Head, value: bytes) -> None:
        """Keep a command; time waits with it: the release puts the subject's due time back.

        One that parks again keeps its place before those that came behind it.
        """
        self._untimed.discard(entry.subject)
        if head.due_ms:
            self.overlay.delete(due_key(head.due_ms, entry.subject))
            head.due_ms = 0
        parking = entry.parking
        if not head.error_class and parking is not None:
            self._classify(head, parking.error_class)
        key = self._place(entry)
        if key is None:
            head.parked += 1
            key = held_key(entry.subject, entry.number)
        self.overlay.put(key, value)

    def _place(self, entry: JournalEntry) -> bytes | None:
        """Return where a command lies parked, None where it does not.

        Under the number of its first entry; what time itself said has no id, and comes first.
        """
        subject = entry.subject
        seen = self.seen(subject, entry.command.id)
        if seen is not None:
            key = held_key(subject, seen.number)
            return key if self.overlay.get(key) is not None else None
        clearing = self.position.clearing
        if clearing is None or clearing.subject != subject:
            return None
        keys = self._held_keys(subject)
        return next((key for key in keys if self.overlay.get(key) is not None), None)

    def _classify(self, head: Head, error_class: str) -> None:
        """Count a subject under the class of its first parked command, under none for ''."""
        for name, step in ((head.error_class, -1), (error_class, 1)):
            if name:
                count = max(self.parked_with(name) + step, 0)
                self.overlay.put(FAULT + name.encode(), b"%d" % count)
        head.error_class = error_class

    def _begin(self, subject: str, count: int, reason: str = "") -> None:
        """Begin to clear the first parked commands: the next entries of the subject are theirs."""
        head = self.head(subject)
        self._classify(head, "")
        left = min(count, head.parked)
        self.position.clearing = Clearing(subject, left, reason) if left else None

    def _forget(self, subject: str) -> None:
        """Take away all at once, as drops did that answered nobody."""
        self.position.clearing = None
        self.head(subject).parked = 0
        for key in list(self._held_keys(subject)):
            self.overlay.delete(key)

    def _cleared(self, entry: JournalEntry, head: Head, clearing: Clearing) -> None:
        """Take in the entry of a parked command; one that parks again ends the clearing."""
        if entry.outcome is OutcomeKind.PARKED:
            self.position.clearing = None
            return
        key = self._place(entry)
        if key is not None:
            self.overlay.delete(key)
            head.parked -= 1
        if clearing.left > 1 and head.parked:
            self.position.clearing = Clearing(clearing.subject, clearing.left - 1, clearing.reason)
            return
        self.position.clearing = None
        self._go_on(entry.subject, head)

    def _go_on(self, subject: str, head: Head) -> None:
        """Let a subject go its way again, or wait with what lies behind what was cleared."""
        first = next(self.held(subject), None)
        if first is not None:
            parking = decode_entry(first).parking
            self._classify(head, parking.error_class if parking else "")
            return
        if self.state(subject) is not None:
            self._untimed.add(subject)

    def flush(self) -> None:
        """Write all to the store, atomically; the batch is over."""
        self._schedule_all()
        changes = self.overlay.changes
        for subject in self._changed:
            self._heads[subject].state = msgspec.Raw(encode(self._states[subject]))
        for subject, head in self._heads.items():
            if head.sequence:
                changes[HEAD + subject.encode()] = encode(head)
        self.overlay.store.apply(changes, encode(self.position))
