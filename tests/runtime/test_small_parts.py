"""The small pure parts of lanes and runtime."""

from datetime import datetime, timedelta

import pytest
from aiokafka import TopicPartition
from aiokafka.errors import (
    KafkaConnectionError,
    KafkaError,
    MessageSizeTooLargeError,
    NotLeaderForPartitionError,
    ProducerFenced,
    UnknownError,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from avro.errors import Reason, Undecodable
from hub import wire
from hub.domain.commands import Tick
from hub.domain.inbox import Answer
from hub.domain.vocabulary import AnswerKind, OutcomeKind
from hub.journal import CommandRecord, JournalEntry, Origin
from hub.lanes.announcing import letters
from hub.lanes.dispatch import DispatchLane
from hub.lanes.inboxes import Inboxes
from hub.lanes.kept import EPOCH, from_ms
from hub.lanes.reading import decode_entry, entry_number
from hub.lanes.watermark import Watermark
from hub.runtime.failures import (
    Action,
    InDoubtError,
    InputGapError,
    JournalDamagedError,
    StoreDamagedError,
    UnwritableError,
    action_for,
)
from hub.runtime.relay import Bookmark
from hub.settings import Settings
from tests.runtime.test_docket import desk
from tests.runtime.workbench import ADMIN, mirror, numbers_in

MINE = numbers_in(0, 2)


def said_by(shard: int, instant_ms: int) -> Tick:
    """Return a tick."""
    return Tick(shard=shard, instant=from_ms(instant_ms))


@given(st.lists(st.tuples(st.integers(-1, 3), st.integers(0, 99), st.integers(0, 99)), max_size=60))
def test_the_clock_is_the_least_of_all_shards_and_never_turns_back(
    ticks: list[tuple[int, int, int]],
) -> None:
    """It never passes the slowest shard, nor the broker's time, nor goes backwards."""
    clock = Watermark(3, 5)
    heard: dict[int, int] = {}
    for shard, instant, appended in ticks:
        before = clock.now_ms
        clock.now_ms = clock.reached_by(said_by(shard, instant), appended)
        if 0 <= shard < 3:
            heard[shard] = max(heard.get(shard, 0), min(instant, appended))
        least = min(heard.values()) if len(heard) == 3 else 0
        assert clock.now_ms == max(before, least)


@pytest.mark.parametrize(
    ("error", "action"),
    [
        (JournalDamagedError("a", "b"), Action.STOP),
        (Undecodable(Reason.UNKNOWN_FINGERPRINT, "a fact of another release"), Action.STOP),
        (ProducerFenced("x"), Action.YIELD),
        (InDoubtError("x"), Action.RETRY),
        (InputGapError("x"), Action.RETRY),
        (StoreDamagedError("x"), Action.RETRY),
        (KafkaConnectionError("x"), Action.RETRY),
        (NotLeaderForPartitionError("x"), Action.RETRY),
        (UnknownError("x"), Action.CRASH),
        (KafkaError("Unexpected error during batch delivery"), Action.RETRY),
        (MessageSizeTooLargeError("x"), Action.CRASH),
        (UnwritableError(frozenset({"org.a.in"}), "x"), Action.RETRY),
        (OSError("disk full"), Action.CRASH),
        (ZeroDivisionError(), Action.CRASH),
    ],
)
def test_each_failure_has_its_action(error: Exception, action: Action) -> None:
    """One table decides, and what it does not name ends the worker."""
    assert action_for(error) is action


def entry_of(number: int, outcome: OutcomeKind, *, echo: bool = False) -> JournalEntry:
    """Return an entry for a command of the administration."""
    return JournalEntry(
        number=number,
        subject="case-x",
        sequence=1,
        previous=bytes(32),
        origin=Origin("t", 0, 0, last=True),
        command=CommandRecord(
            f"{ADMIN}/m-1", ADMIN, f"org.{ADMIN}.out:3", EPOCH, EPOCH, b"", None, None
        ),
        outcome=outcome,
        facts=(),
        refusal=None,
        parking=None,
        first=4 if outcome is OutcomeKind.REPEATED else None,
        echo=echo,
        catalogue=bytes(32),
        clock=EPOCH,
        first_outcome=OutcomeKind.REFUSED if outcome is OutcomeKind.REPEATED else None,
    )


@settings(deadline=None)
@given(st.integers(0, 2**63 - 1))
def test_the_number_is_read_without_decoding(number: int) -> None:
    """The shortcut and the decoder agree."""
    value = wire.encode(entry_of(number, OutcomeKind.REPEATED))
    assert entry_number(value) == decode_entry(value).number == number


def test_letters_have_stable_ids_and_the_answer_first() -> None:
    """Announcing twice gives the same messages, whoever does it."""
    with desk() as there:
        there.hear(mirror(MINE[0]))
        entry = decode_entry(there.journal[0])
        written = letters(entry, 0)
        assert written == letters(entry, 0)
        ids = [dict(letter.headers)["ce_id"].decode() for letter in written]
        assert ids == [f"0-0-{index}" for index in range(len(written))]
        answer = wire.decode(written[0].value)
        assert isinstance(answer, Answer)
        assert (written[0].to, answer.kind, answer.message_id) == (
            ADMIN,
            AnswerKind.DONE,
            f"m-{MINE[0]}",
        )


def test_a_repeat_is_answered_and_an_echo_is_not() -> None:
    """What the hub read twice by itself is nobody's business."""
    written = letters(entry_of(9, OutcomeKind.REPEATED), 0)
    answer = wire.decode(written[0].value)
    assert isinstance(answer, Answer)
    assert (answer.kind, answer.entry, answer.first_entry) == (AnswerKind.REPEATED, "0-9", "0-4")
    assert letters(entry_of(9, OutcomeKind.REPEATED, echo=True), 0) == []


def test_more_held_organisations_than_a_position_can_name_stop_the_lane() -> None:
    """The broker's limit on metadata is met by a sentence, not by a crash without end."""
    lane = DispatchLane(Settings(), 0, Inboxes(Settings()))
    lane._must_fit(Bookmark(1, 1, {f"street-{n}": 10**9 for n in range(60)}))
    with pytest.raises(Exception, match="100 inboxes cannot be reached"):
        lane._must_fit(Bookmark(1, 1, {f"street-{'x' * 30}-{n}": 10**9 for n in range(100)}))
    assert lane.source == TopicPartition("hub.journal", 0)


def test_milliseconds_are_exact() -> None:
    """Instants survive the way to milliseconds and back."""
    late = datetime(2199, 12, 31, tzinfo=EPOCH.tzinfo) + timedelta(milliseconds=1)
    assert from_ms(int((late - EPOCH) / timedelta(milliseconds=1))) == late
