"""The docket without Kafka: a fold that joins, and gives the same bytes however it is cut."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiokafka import TopicPartition
from aiokafka.structs import ConsumerRecord
from hypothesis import given, settings
from hypothesis import strategies as st

from hub import wire
from hub.domain.commands import DropParked, ForwardCase, ReleaseParked
from hub.domain.facts import CardIssued
from hub.domain.identity import case_id
from hub.domain.members import Duty, Member
from hub.domain.vocabulary import AnswerKind, OutcomeKind
from hub.journal import JournalEntry
from hub.lanes.announcing import letters
from hub.lanes.docket import Docket
from hub.lanes.incoming import read
from hub.lanes.kept import DUE, Position, load_position
from hub.lanes.reading import decode_entry, decode_fact
from hub.lanes.shelf import CatalogueAbsentError, Shelf
from hub.lanes.sitting import Sitting
from hub.runtime.failures import JournalDamagedError
from hub.runtime.store import PartitionStore
from tests.runtime.workbench import (
    ADMIN,
    Spoken,
    book_of,
    mirror,
    numbers_in,
    own,
    said,
    step,
    submit,
    switch,
)

PARTITIONS = 2
MINE = numbers_in(0, PARTITIONS)
STRANGE = numbers_in(1, PARTITIONS)
FROM_STREET = numbers_in(0, PARTITIONS, "street-a")
TARGET = TopicPartition("journal", 0)
MINE_SUBJECT = case_id(ADMIN, MINE[0])
NOW = datetime.now(UTC).replace(microsecond=0)


class Paper:
    """Takes the place of a transaction: what a sitting would write."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.values: list[bytes] = []
        self.count = 0
        self.size_bytes = 0

    def add(self, target: object, key: bytes, value: bytes) -> None:
        """Gather an entry."""
        del target, key
        self.values.append(value)
        self.count += 1


class Desk:
    """A partition without Kafka: sittings over a store, entries in a list."""

    def __init__(self, store: PartitionStore) -> None:
        """Begin with an empty journal."""
        self.store = store
        self.position = Position(topic_id="topic-1")
        self.journal: list[bytes] = []
        self.offset = 0
        self.shelf = Shelf(book_of)
        self.shelf._books[b"\x07" * 32] = book_of(b"")

    def hear(self, *spoken: Spoken) -> list[JournalEntry]:
        """Hear commands in one sitting, more only where an operator's word takes more; keep it."""
        entries: list[JournalEntry] = []
        sitting = self.sit()
        for each in spoken:
            sitting.hear(read(self.record(each), self.position.topic_id))
            if sitting.docket.position.clearing is not None:
                entries += [*self.keep(sitting), *self.go_on()]
                sitting = self.sit()
        return [*entries, *self.keep(sitting)]

    def go_on(self) -> list[JournalEntry]:
        """Clear what is left of an operator's word, as the lane does before all else."""
        entries: list[JournalEntry] = []
        while self.position.clearing is not None:
            sitting = self.sit()
            sitting.go_on()
            entries += self.keep(sitting)
        return entries

    def sit(self) -> Sitting:
        """Begin a sitting."""
        docket = Docket(self.store, self.position)
        return Sitting(docket, Paper(), self.shelf, TARGET, PARTITIONS)  # type: ignore[arg-type]

    def keep(self, sitting: Sitting) -> list[JournalEntry]:
        """Commit a sitting; return its entries."""
        values: list[bytes] = sitting.outbound.values  # type: ignore[attr-defined]
        self.journal += values
        sitting.docket.position.journal_offset = len(self.journal)
        sitting.docket.flush()
        self.position = sitting.docket.position
        return [decode_entry(value) for value in values]

    def record(self, spoken: Spoken) -> "ConsumerRecord[bytes, bytes]":
        """Return a command as the broker would hand it out."""
        record = ConsumerRecord(
            topic="commands",
            partition=0,
            offset=self.offset,
            timestamp=int(NOW.timestamp() * 1000),
            timestamp_type=1,
            key=spoken.subject.encode(),
            value=spoken.value,
            checksum=None,
            serialized_key_size=0,
            serialized_value_size=0,
            headers=tuple(spoken.headers),
        )
        self.offset += 1
        return record


@contextmanager
def desk() -> Iterator[Desk]:
    """Give a partition in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        made = Desk(PartitionStore(Path(folder, "case-0")))
        yield made
        made.store.close()


def refolded(journal: list[bytes], cuts: list[int]) -> dict[bytes, bytes]:
    """Return the store's contents after folding a journal, reopened at each cut."""
    with tempfile.TemporaryDirectory() as folder:
        begin = 0
        for end in [*cuts, len(journal)]:
            store = PartitionStore(Path(folder, "case-0"))
            docket = Docket(store, load_position(store))
            for value in journal[begin:end]:
                entry = decode_entry(value)
                docket.fold(entry, value, tuple(decode_fact(fact) for fact in entry.facts))
            if end > begin:
                docket.position.journal_offset = end
                docket.flush()
            begin = end
            found = everything(store)
            store.close()
        return found


def everything(store: PartitionStore) -> dict[bytes, bytes]:
    """Return all keys and values of a store."""
    return {key: store.get(key) or b"" for key in store.scan(b"", b"\xff" * 8)}


def garbled(number: str, offset: int = 0) -> Spoken:
    """Return a command with the right key and bytes that are none."""
    good = step(number, "x", offset=offset, message_id=f"garbled-{number}-{offset}")
    return Spoken(good.subject, b"nonsense", good.headers)


def release(number: str, sender: str = ADMIN, name: str = "release") -> Spoken:
    """Return the operator's word that lets a parked case go on."""
    subject = case_id(sender, number)
    return said(ReleaseParked(subject=subject, actor="x"), subject, message_id=name, offset=900)


def drop(number: str) -> Spoken:
    """Return the operator's word that drops what is parked."""
    subject = case_id(ADMIN, number)
    command = DropParked(subject=subject, reason="error", actor="x")
    return said(command, subject, message_id=f"drop-{number}", offset=901)


def test_a_gap_in_the_numbers_is_damage() -> None:
    """An entry that is missing is never folded over."""
    with desk() as there:
        there.hear(mirror(MINE[0]), mirror(MINE[1]))
        with pytest.raises(JournalDamagedError, match="does not join"):
            refolded(there.journal[1:], [])


def test_a_chain_that_does_not_join_is_damage() -> None:
    """An entry changed after the fact shows at the next one of its subject."""
    with desk() as there:
        there.hear(mirror(MINE[0]), step(MINE[0], "one"))
        entry = decode_entry(there.journal[1])
        docket = there.sit().docket
        with pytest.raises(JournalDamagedError, match="does not join"):
            docket.fold(replace(entry, number=2, previous=b"z" * 32), there.journal[1], ())


def test_commands_parked_in_the_same_sitting_are_released_too() -> None:
    """What was parked a moment ago is not forgotten by a release that comes right behind it."""
    with desk() as there:
        entries = there.hear(
            mirror(MINE[0]), garbled(MINE[0]), step(MINE[0], "one"), release(MINE[0])
        )
        outcomes = [entry.outcome for entry in entries]
        assert outcomes == [
            OutcomeKind.FACTS,
            OutcomeKind.PARKED,
            OutcomeKind.PARKED,
            OutcomeKind.FACTS,
            OutcomeKind.PARKED,
        ]
        assert entries[4].command.id == entries[1].command.id
        held = [decode_entry(value).command.id for value in there.sit().docket.held(MINE_SUBJECT)]
        assert held == [entry.command.id for entry in entries[1:3]]


def test_a_release_from_before_the_topic_was_made_again_does_not_move_the_position() -> None:
    """An old origin says where a command came from, not where the lane reads."""
    with desk() as there:
        there.hear(mirror(MINE[0]), garbled(MINE[0]), step(MINE[0], "one"))
        there.position.topic_id, there.position.next_offset, there.offset = "topic-2", 0, 0
        there.hear(release(MINE[0]))
        assert (there.position.topic_id, there.position.next_offset) == ("topic-2", 1)


def test_a_release_waits_for_the_snapshot_before_it_writes_anything() -> None:
    """A snapshot that must be fetched first leaves no half of a release behind."""
    with desk() as there:
        number = FROM_STREET[0]
        there.hear(switch(0, PARTITIONS), submit(number))
        subject = case_id("street-a", number)
        good = said(ReleaseParked(subject=subject, actor="x"), subject, message_id="r", offset=9)
        there.hear(Spoken(subject, b"nonsense", step(number, "x").headers))
        book = there.shelf._books.pop(b"\x07" * 32)
        sitting = there.sit()
        with pytest.raises(Exception, match="07070707"):
            sitting.hear(read(there.record(good), there.position.topic_id))
        assert sitting.outbound.count == 0
        there.shelf._books[b"\x07" * 32] = book
        assert len(there.hear(good)) == 2


def test_members_are_those_of_the_catalogue_in_force() -> None:
    """A case keeps the lists it came under; who acts in it is asked of today's."""
    with desk() as there:
        number = FROM_STREET[0]
        subject = case_id("street-a", number)
        there.hear(switch(0, PARTITIONS), submit(number))
        member = Member(
            organisation="street-a",
            code="clerk",
            duties=(Duty.CLERK,),
            valid_from=NOW.date() - timedelta(days=9),
        )
        newer = replace(book_of(b""), members={member.key: member})
        there.shelf._books[b"\x08" * 32] = newer
        (switched,) = there.hear(switch(0, PARTITIONS, b"\x08" * 32))
        assert switched.outcome is OutcomeKind.FACTS
        forward = ForwardCase(case_id=subject, actor="nobody")
        spoken = said(forward, subject, sender="street-a", message_id="f")
        held = there.shelf._books.pop(b"\x08" * 32)
        with pytest.raises(CatalogueAbsentError, match="08080808"):
            there.hear(spoken)
        there.shelf._books[b"\x08" * 32] = held
        (entry,) = there.hear(spoken)
        assert entry.catalogue == b"\x07" * 32
        card = decode_fact(entry.facts[-1])
        assert isinstance(card, CardIssued)
        assert (card.rule, card.about) == ("ACTOR-001", "nobody")


def test_a_release_waits_for_the_lists_in_force_too() -> None:
    """Half of a release is never left behind because of the members' list."""
    with desk() as there:
        number = FROM_STREET[0]
        there.hear(switch(0, PARTITIONS), submit(number))
        subject = case_id("street-a", number)
        good = said(ReleaseParked(subject=subject, actor="x"), subject, message_id="r", offset=9)
        there.hear(Spoken(subject, b"nonsense", step(number, "x").headers))
        there.shelf._books[b"\x08" * 32] = book_of(b"")
        there.hear(switch(0, PARTITIONS, b"\x08" * 32))
        held = there.shelf._books.pop(b"\x08" * 32)
        sitting = there.sit()
        with pytest.raises(CatalogueAbsentError, match="08080808"):
            sitting.hear(read(there.record(good), there.position.topic_id))
        assert sitting.outbound.count == 0
        there.shelf._books[b"\x08" * 32] = held
        assert len(there.hear(good)) == 2


def test_a_dropped_stray_does_not_make_the_next_one_at_home() -> None:
    """A key that belongs to another partition is parked here however often it comes."""
    with desk() as there:
        number = STRANGE[0]
        subject = case_id(ADMIN, number)
        dropping = said(
            DropParked(subject=subject, reason="stray", actor="x"), subject, message_id="d"
        )
        entries = there.hear(mirror(number))
        assert entries[0].parking is not None
        assert entries[0].parking.error_class == "wrong-partition"
        entries = there.hear(dropping)
        assert entries[0].outcome is OutcomeKind.FACTS
        entries = there.hear(step(number, "one"))
        assert entries[0].outcome is OutcomeKind.PARKED


def test_a_parked_subject_is_not_in_the_due_index() -> None:
    """While a command waits, time waits with it; the release schedules it again."""
    with desk() as there:
        number = FROM_STREET[0]
        subject = case_id("street-a", number)
        there.hear(switch(0, PARTITIONS), submit(number, days_ago=60))
        assert len(list(there.store.scan(DUE, b"e"))) == 1
        there.hear(Spoken(subject, b"nonsense", step(number, "x").headers))
        assert list(there.store.scan(DUE, b"e")) == []
        there.hear(
            said(ReleaseParked(subject=subject, actor="x"), subject, message_id="r", offset=9)
        )
        assert list(there.store.scan(DUE, b"e")) == []  # the nonsense is parked again
        there.hear(
            said(
                DropParked(subject=subject, reason="error", actor="x"),
                subject,
                message_id="d",
                offset=10,
            )
        )
        assert len(list(there.store.scan(DUE, b"e"))) == 1


def test_instants_are_kept_as_the_journal_can_hold_them() -> None:
    """A sender's microseconds are cut off at once, so that live and restored state are the same."""
    with desk() as there:
        made_at = datetime(2026, 1, 5, 8, 0, 0, 123_456, tzinfo=UTC)
        command = mirror(MINE[0])
        headers = [(n, v) for n, v in command.headers if n != "ce_time"]
        headers.append(("ce_time", made_at.isoformat().encode()))
        incoming = read(there.record(Spoken(command.subject, command.value, headers)), "t")
        assert incoming.command.made_at == made_at.replace(microsecond=123_000)


ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            ["mirror", "step", "repeat", "garbled", "release", "drop", "submit", "stray", "elapse"]
        ),
        st.integers(0, 3),
    ),
    min_size=1,
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(acts=ACTS, sizes=st.lists(st.integers(1, 7), min_size=40, max_size=40), data=st.data())
def test_live_and_refolded_state_are_the_same_bytes(
    acts: list[tuple[str, int]], sizes: list[int], data: st.DataObject
) -> None:
    """However commands are cut into sittings and restarts, the journal gives the same store."""
    with desk() as there:
        there.hear(switch(0, PARTITIONS))
        queue = list(enumerate(acts))
        while queue:
            size = sizes.pop() if sizes else 3
            portion, queue = queue[:size], queue[size:]
            play(there, portion)
        live = everything(there.store)
        assert refolded(there.journal, []) == live
        cuts = data.draw(st.lists(st.integers(0, len(there.journal)), max_size=4).map(sorted))
        assert refolded(there.journal, cuts) == live


def play(there: Desk, portion: list[tuple[int, tuple[str, int]]]) -> None:
    """Hear a portion of acts in one sitting; what time says goes first, as in the lane."""
    elapsing = [act for _, act in portion if act[0] == "elapse"]
    if elapsing:
        sitting = there.sit()
        sitting.clock = NOW + timedelta(days=len(elapsing))
        moved = read(there.record(switch(0, PARTITIONS)), there.position.topic_id)
        for subject in sitting.docket.due_until(int(sitting.clock.timestamp() * 1000), 9):
            sitting.elapse(subject, moved)
        there.keep(sitting)
    there.hear(*[spoken_of(index, act) for index, act in portion if act[0] != "elapse"])


def spoken_of(index: int, act: tuple[str, int]) -> Spoken:
    """Return the command of an act."""
    kind, which = act
    number = MINE[which]
    subject = case_id(ADMIN, number)
    dropping = DropParked(subject=subject, reason="error", actor="x")
    made = {
        "mirror": mirror(number, offset=index),
        "step": step(number, f"s{index}", offset=index),
        "repeat": step(number, "again", offset=index),
        "garbled": garbled(number, index),
        "release": release(number, name=f"release-{index}"),
        "drop": said(dropping, subject, message_id=f"drop-{index}", offset=index),
        "submit": submit(FROM_STREET[which], days_ago=40 if which % 2 else 0, offset=index),
        "stray": own(dropping, "", f"stray-{index}"),
    }
    return made[kind]


def test_what_a_dead_process_left_beside_the_store_is_swept(tmp_path: Path) -> None:
    """Folders made while the store was locked do not pile up; those of the living stay."""
    gone, alive, other = (tmp_path / name for name in ("case-1-999999999", "case-1-1", "case-10"))
    for folder in (gone, alive, other):
        folder.mkdir()
    PartitionStore(tmp_path / "case-1").close()
    assert sorted(tmp_path.iterdir()) == sorted([tmp_path / "case-1", alive, other])


def test_a_repeat_says_what_had_become_of_the_first() -> None:
    """Who was refused and asks again learns that it was refused, and not only that it was said."""
    with desk() as there:
        twice = mirror(MINE[0]), mirror(MINE[0], message_id="again")
        again = mirror(MINE[0], offset=1), mirror(MINE[0], message_id="again", offset=2)
        done, refused = there.hear(*twice)
        assert (done.outcome, refused.outcome) == (OutcomeKind.FACTS, OutcomeKind.REFUSED)
        assert done.first_outcome is refused.first_outcome is None
        repeats = there.hear(*again)
        assert [entry.outcome for entry in repeats] == [OutcomeKind.REPEATED] * 2
        assert [entry.first_outcome for entry in repeats] == [done.outcome, refused.outcome]
        answer = wire.decode(letters(repeats[1], 0)[0].value)
        assert (answer.kind, answer.first_kind) == (AnswerKind.REPEATED, AnswerKind.REFUSED)


def test_other_bytes_under_a_known_id_change_nothing_of_what_the_first_became() -> None:
    """A refused reuse of an id is no outcome of the message that had it first."""
    with desk() as there:
        there.hear(mirror(MINE[0]), mirror(MINE[0], actor="other", offset=1))
        (repeat,) = there.hear(mirror(MINE[0], offset=2))
        assert (repeat.first, repeat.first_outcome) == (0, OutcomeKind.FACTS)
