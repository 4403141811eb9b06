"""The border and signatures: who has keys signs, who has none may say what it says unsigned."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from aiokafka.structs import ConsumerRecord
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from avro.cloudevents import Event
from avro.signatures import sign
from hub import wire
from hub.domain.catalogue import Catalogue
from hub.domain.commands import AcceptCase, RejectMessage
from hub.domain.signing_keys import KeyAlgorithm, SigningKey
from hub.lanes.admission import Admitted, Border
from hub.settings import Settings
from tests.runtime.workbench import BOOK, DEPARTMENT, STREET

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
ACCEPT = AcceptCase(case_id="case-" + "a" * 26, actor="x")
BODY = wire.encode(ACCEPT)
EVENT = Event(id="m-1", source=f"/organisation/{DEPARTMENT}", type=wire.type_name(ACCEPT), time=NOW)
OLD, NEW = (Ed25519PrivateKey.from_private_bytes(bytes([mark]) * 32) for mark in (1, 2))


def key(code: str, private: Ed25519PrivateKey, **changes: object) -> SigningKey:
    """A row of the department's."""
    whole = SigningKey(
        code=code,
        organisation=DEPARTMENT,
        algorithm=KeyAlgorithm.ED25519,
        public_key=private.public_key().public_bytes_raw(),
        valid_from=date(2026, 1, 1),
    )
    return replace(whole, **changes)


def book(*keys: SigningKey) -> Catalogue:
    """The catalogue with these keys."""
    return replace(BOOK, signing_keys={each.code: each for each in keys})


def admit(catalogue: Catalogue, event: Event, sender: str = DEPARTMENT) -> Admitted:
    """What the border makes of an event that came just now."""
    headers = tuple(event.headers())
    return Border(Settings(), sender, catalogue).admit(
        ConsumerRecord(
            topic=f"org.{sender}.out",
            partition=0,
            offset=12,
            timestamp=int(NOW.timestamp() * 1000),
            timestamp_type=1,
            key=b"k",
            value=BODY,
            checksum=None,
            serialized_key_size=1,
            serialized_value_size=len(BODY),
            headers=headers,
        )
    )


def told(admitted: Admitted) -> RejectMessage:
    """What the sender hears."""
    message = wire.decode(admitted.value)
    assert isinstance(message, RejectMessage)
    return message


def test_a_signed_message_passes_with_its_signature() -> None:
    """The command bears it on, so that the journal keeps it."""
    signed = sign(OLD, EVENT, BODY)
    admitted = admit(book(key("k-1", OLD)), signed)
    assert admitted.rule == ""
    assert dict(admitted.headers)["signature"] == signed.signature


def test_who_has_a_key_must_sign() -> None:
    """Unsigned, it is turned away, and told with which key to sign."""
    found = told(admit(book(key("k-1", OLD)), EVENT))
    assert found.rule == "BORDER-SIGNATURE-MISSING"
    assert "k-1" in found.remedy


@pytest.mark.parametrize("signature", [b"", b"x" * 64, b"x" * 5000])
def test_a_signature_of_nobody_is_wrong(signature: bytes) -> None:
    """Whatever it is."""
    admitted = admit(book(key("k-1", OLD)), replace(EVENT, signature=signature))
    assert admitted.rule == "BORDER-SIGNATURE-WRONG"


def test_a_signature_of_another_message_is_wrong() -> None:
    """Taken from a message of the same sender, under another id."""
    stolen = sign(OLD, replace(EVENT, id="m-2"), BODY).signature
    assert admit(book(key("k-1", OLD)), replace(EVENT, signature=stolen)).rule == (
        "BORDER-SIGNATURE-WRONG"
    )


def test_while_keys_change_over_both_are_believed() -> None:
    """Each that holds verifies; the order of the table does not matter."""
    both = book(key("k-1", OLD, valid_until=TODAY), key("k-2", NEW, valid_from=TODAY))
    assert [admit(both, sign(each, EVENT, BODY)).rule for each in (OLD, NEW)] == ["", ""]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"valid_until": date(2026, 3, 1)}, "k-1已于2026-03-01到期"),
        ({"revoked_on": TODAY}, "k-1已于2026-03-02吊销"),
        ({"valid_from": date(2026, 3, 3)}, "k-1自2026-03-03起才可使用"),
    ],
)
def test_a_key_that_does_not_hold_is_named(changes: dict[str, object], why: str) -> None:
    """The sender hears which key it used, and which to use."""
    found = told(admit(book(key("k-1", OLD, **changes), key("k-2", NEW)), sign(OLD, EVENT, BODY)))
    assert found.rule == "BORDER-SIGNATURE-WRONG"
    assert why in found.sentence
    assert "k-2" in found.remedy
    assert "k-1" not in found.remedy


def test_of_many_old_keys_the_newest_are_tried() -> None:
    """A long past costs no message more than its bound; a very old key is as wrong as any other."""
    past = [Ed25519PrivateKey.from_private_bytes(bytes([mark]) * 32) for mark in range(10, 20)]
    rows = [
        key(f"old-{n}", each, valid_from=date(2025, 1, 1 + n), revoked_on=TODAY)
        for n, each in enumerate(past)
    ]
    catalogue = book(*rows, key("k-2", NEW))
    assert "old-9已于" in told(admit(catalogue, sign(past[9], EVENT, BODY))).sentence
    assert "均不符" in told(admit(catalogue, sign(past[0], EVENT, BODY))).sentence
    assert admit(catalogue, sign(NEW, EVENT, BODY)).rule == ""


@pytest.mark.parametrize("event", [EVENT, sign(OLD, EVENT, BODY)], ids=["unsigned", "signed"])
def test_without_a_key_that_holds_nobody_is_heard(event: Event) -> None:
    """Revoking the only key does not open the door to whoever leaves the signature out."""
    found = told(admit(book(key("k-1", OLD, revoked_on=TODAY)), event))
    assert found.rule.startswith("BORDER-SIGNATURE")
    assert "k-1均已失效" in found.remedy


@pytest.mark.parametrize("signature", [None, b"x" * 64])
def test_before_the_first_key_nothing_is_asked(signature: bytes | None) -> None:
    """A key may be published days before it is used; a signature is kept, not judged."""
    event = replace(EVENT, signature=signature)
    admitted = admit(book(key("k-1", OLD, valid_from=date(2026, 3, 3))), event)
    assert admitted.rule == ""
    assert dict(admitted.headers).get("signature") == signature


def test_the_day_is_that_of_the_brokers_append_time() -> None:
    """A sender that dates its message back to before the revocation is not believed."""
    revoked = book(key("k-1", OLD, revoked_on=TODAY), key("k-2", NEW))
    early = replace(EVENT, time=datetime(2026, 2, 20, tzinfo=UTC))
    assert admit(revoked, sign(OLD, early, BODY)).rule == "BORDER-SIGNATURE-WRONG"
    assert admit(revoked, sign(NEW, early, BODY)).rule == ""


def test_who_has_no_key_may_leave_it_out() -> None:
    """Others' keys are nothing to an organisation without any."""
    event = replace(EVENT, source=f"/organisation/{STREET}")
    assert admit(book(key("k-1", OLD)), event, STREET).rule == ""


def test_a_message_of_another_sender_is_turned_away_for_that() -> None:
    """A key proves whose word it is only in its own outbox."""
    signed = sign(OLD, EVENT, BODY)
    assert admit(book(key("k-1", OLD)), signed, STREET).rule == "BORDER-SENDER"
