"""A signature is checked again from a journal entry alone; whatever was changed is found."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from aiokafka.structs import ConsumerRecord
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from avro.cloudevents import Event
from avro.signatures import sign
from hub import wire
from hub.domain.catalogue import Catalogue
from hub.domain.commands import AcceptCase, RecordStep
from hub.domain.facts import ParkedReplaced
from hub.domain.signing_keys import KeyAlgorithm, SigningKey
from hub.domain.vocabulary import OutcomeKind
from hub.journal import CommandRecord, JournalEntry
from hub.lanes import incoming
from hub.lanes.admission import Admitted, Border
from hub.lanes.kept import digest_of
from hub.lanes.signatures import Standing
from hub.settings import Settings
from hub.views.signatures import Signatures, verify
from tests.runtime.workbench import BOOK, DEPARTMENT, STREET

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
PRIVATE = Ed25519PrivateKey.from_private_bytes(b"p" * 32)
KEY = SigningKey(
    code="k-1",
    organisation=DEPARTMENT,
    algorithm=KeyAlgorithm.ED25519,
    public_key=PRIVATE.public_key().public_bytes_raw(),
    valid_from=date(2026, 1, 1),
)
SIGNING = replace(BOOK, signing_keys={KEY.code: KEY})
ACCEPT = AcceptCase(case_id="case-" + "a" * 26, actor="x")
STEP = RecordStep(
    case_id=ACCEPT.case_id, step="审核", department=DEPARTMENT, occurred_at=NOW, actor="x"
)
IDS = st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=60)


def said(
    message_id: str = "m-1",
    made_at: datetime = NOW,
    sender: str = DEPARTMENT,
    command: object = ACCEPT,
    *,
    signed: bool = True,
) -> JournalEntry:
    """An entry as border and case lane make it of what lay in an outbox."""
    source, kind = f"/organisation/{sender}", wire.type_name(command)
    event = Event(id=message_id, source=source, type=kind, time=made_at, subject="mine")
    body = wire.encode(command)
    if signed:
        event = sign(PRIVATE, event, body)
    catalogue = SIGNING if signed else BOOK
    admitted = Border(Settings(), sender, catalogue).admit(record(body, event.headers(), sender))
    assert admitted.rule == ""
    return journaled(admitted)


def record(
    value: bytes, headers: list[tuple[str, bytes]], sender: str
) -> "ConsumerRecord[bytes, bytes]":
    """What a broker gives of a record."""
    return ConsumerRecord(
        topic=f"org.{sender}.out",
        partition=0,
        offset=12,
        timestamp=int(NOW.timestamp() * 1000),
        timestamp_type=1,
        key=ACCEPT.case_id.encode(),
        value=value,
        checksum=None,
        serialized_key_size=1,
        serialized_value_size=len(value),
        headers=tuple(headers),
    )


def journaled(admitted: Admitted) -> JournalEntry:
    """The entry of a command, through its contract and back."""
    heard = incoming.read(record(admitted.value, admitted.headers, "hub"), "topic-id")
    assert heard.fault == ""
    entry = JournalEntry(
        number=7,
        subject=heard.subject,
        sequence=1,
        previous=bytes(32),
        origin=heard.origin,
        command=heard.command,
        outcome=OutcomeKind.FACTS,
        facts=(),
        refusal=None,
        parking=None,
        first=None,
        echo=False,
        catalogue=bytes(32),
        clock=NOW,
        first_outcome=None,
    )
    return wire.decode(wire.encode(entry))


def standing(entry: JournalEntry, catalogue: Catalogue = SIGNING) -> Standing | None:
    """What the signature in an entry is worth."""
    judgement = verify(entry, catalogue)
    return judgement and judgement.standing


@settings(deadline=None)
@given(message_id=IDS, early_us=st.integers(0, 10**12))
def test_what_was_signed_is_proven_by_the_entry(message_id: str, early_us: int) -> None:
    """Whatever the id, and however finely the time was told."""
    judgement = verify(said(message_id, NOW - timedelta(microseconds=early_us)), SIGNING)
    assert judgement is not None
    assert (judgement.standing, judgement.key) == (Standing.SIGNED, KEY)


CHANGES: dict[str, Callable[[CommandRecord], CommandRecord]] = {
    "id": lambda c: replace(c, id=f"{DEPARTMENT}/m-2"),
    "id without a sender": lambda c: replace(c, id="m-1/"),
    "time": lambda c: replace(c, made_at=c.made_at - timedelta(milliseconds=1)),
    "actor": lambda c: replace(c, body=wire.encode(replace(ACCEPT, actor="y"))),
    "type": lambda c: replace(c, body=wire.encode(STEP)),
    "no message": lambda c: replace(c, body=b"garbage"),
    "signature": lambda c: replace(c, signature=b"x" * 64),
    "before the key": lambda c: replace(c, received_at=c.received_at + timedelta(days=365)),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_was_changed_afterwards_is_found(change: str) -> None:
    """An entry that somebody rewrote no longer bears its sender's word."""
    until = replace(SIGNING, signing_keys={"k-1": replace(KEY, valid_until=date(2026, 12, 31))})
    entry = said()
    assert standing(entry, until) is Standing.SIGNED
    assert standing(replace(entry, command=CHANGES[change](entry.command)), until) is (
        Standing.WRONG
    )


def test_a_word_put_into_another_mouth_is_found() -> None:
    """Said to be of an organisation with a key, it lacks that key's signature."""
    entry = said(sender=STREET, signed=False)
    assert standing(entry) is Standing.UNASKED
    forged = replace(entry, command=replace(entry.command, sender=DEPARTMENT))
    assert standing(forged) is Standing.MISSING


def test_a_key_that_turns_out_stolen_proves_nothing_from_then_on() -> None:
    """Revoked for a day in the past, what it signed since is no longer proven."""
    revoked = replace(SIGNING, signing_keys={"k-1": replace(KEY, revoked_on=date(2026, 3, 1))})
    judgement = verify(said(), revoked)
    assert judgement is not None
    assert judgement.standing is Standing.WRONG
    assert judgement.key is not None
    assert judgement.key.code == "k-1"


def test_what_the_hub_says_is_not_asked_for_a_signature() -> None:
    """Ticks and follow-ups are its own."""
    entry = said()
    assert verify(replace(entry, command=replace(entry.command, sender="hub")), SIGNING) is None


def test_a_journal_is_counted_by_organisation_and_key() -> None:
    """Signed, without a key, not proven, by the hub; the doubtful ones are named."""
    good, bare = said(), said(sender=STREET, signed=False)
    wrong = replace(good, number=8, command=replace(good.command, signature=b"x" * 64))
    missing = replace(good, number=9, command=replace(good.command, signature=None))
    hub = replace(good, command=replace(good.command, sender="hub"))
    found = Signatures(SIGNING)
    found.take_all(3, [wire.encode(each) for each in (good, good, bare, wrong, missing, hub)])
    assert found.signed == {(DEPARTMENT, "k-1"): 2}
    assert found.unsigned == {STREET: 1}
    assert found.by_hub == 1
    assert not found.is_sound
    assert found.figures() == {"k-1": 2, "without_a_key": 1, "not_proven": 2}
    assert [(each.entry, each.standing) for each in found.noted] == [
        ("3-8", Standing.WRONG),
        ("3-9", Standing.MISSING),
    ]


def test_what_operators_put_in_is_theirs() -> None:
    """Corrected bytes bear nobody's signature, and the journal says before who put them in."""
    good = said()
    body = wire.encode(replace(ACCEPT, actor="corrected"))
    corrected = replace(good, command=replace(good.command, body=body, signature=None))
    fact = ParkedReplaced(
        subject=ACCEPT.case_id,
        count=1,
        entry="3-7",
        digest=digest_of(good.command.body),
        corrected_digest=digest_of(body),
        reason="TYPO",
        actor="op-1",
        approver="op-2",
    )
    act = replace(said(sender=STREET, signed=False), facts=(wire.encode(fact),))
    found = Signatures(SIGNING)
    found.take_all(3, [wire.encode(act), wire.encode(corrected)])
    assert (found.replaced, found.is_sound) == (1, True)
    early = Signatures(SIGNING)
    early.take(3, corrected)
    assert not early.is_sound
