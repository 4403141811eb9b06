"""Bytes that are no message, each rejected with a name and at no cost."""

import tracemalloc
from random import Random

import pytest

from avro import codec, registry
from avro.errors import Reason, Undecodable
from hub import wire
from hub.domain.commands import AcceptCase, DeliverDocument, SubmitCase
from hub.domain.documents import DocumentReference, Material
from hub.domain.inbox import Answer
from hub.domain.vocabulary import AnswerKind, DeliveryMethod, MaterialForm
from hub.journal import Origin
from tests.contracts.examples import example

FORM = DocumentReference(digest=b"d" * 32, size_bytes=3, media_type="a/b", kind="form")
SUBMIT = SubmitCase(
    business_number="A-1",
    item_code="I-1",
    street="street-a",
    place="counter-1",
    applicant="applicant-1",
    form=FORM,
    materials=(Material(code="m", form=MaterialForm.COPY, document=None),),
    actor="staff-1",
)


def headed(name: str, body: bytes) -> bytes:
    """A body under the header of the contract `name`."""
    return codec.MARKER + registry.fingerprint(name) + body


def command(name: str, body: str) -> bytes:
    """A hexadecimal body under the header of a command."""
    return headed(f"lianban.command.{name}", bytes.fromhex(body))


def fact(name: str, body: str) -> bytes:
    """A hexadecimal body under the header of a fact."""
    return headed(f"lianban.fact.{name}", bytes.fromhex(body))


HUGE = "fe" + "ff" * 8 + "01"  # 2**63 - 1 as a zig-zag varint
REPEATED = headed("lianban.inbox.Answer", b"\x02a" * 3 + b"\x00")

WRONG = [
    ("nothing", b"", Reason.NO_MARKER),
    ("another marker", b"\x00\x01" + b"\x00" * 20, Reason.NO_MARKER),
    ("only a marker", b"\xc3\x01\x00", Reason.TRUNCATED),
    ("a fingerprint of nobody's", b"\xc3\x01" + b"\x00" * 20, Reason.UNKNOWN_FINGERPRINT),
    ("nothing behind the header", command("AcceptCase", ""), Reason.TRUNCATED),
    ("half of it", wire.encode(SUBMIT)[:60], Reason.TRUNCATED),
    ("a byte too many", wire.encode(SUBMIT) + b"\x00", Reason.TRAILING_BYTES),
    ("too long", wire.encode(SUBMIT) + b"\x00" * 300_000, Reason.TOO_LONG),
    ("a length of 2 GB", command("AcceptCase", "feffffff0f" + "00"), Reason.TRUNCATED),
    ("a length of 2**63 - 1", command("AcceptCase", HUGE + "00"), Reason.TRUNCATED),
    ("a negative length", command("AcceptCase", "0300"), Reason.BAD_LENGTH),
    ("a number of 11 bytes", command("Tick", "80" * 10 + "0100"), Reason.BAD_NUMBER),
    ("a number of 70 bits", command("Tick", "ff" * 9 + "7f00"), Reason.BAD_NUMBER),
    ("an enum past its symbols", command("DeliverDocument", "02630a0261"), Reason.BAD_ENUM),
    ("a negative enum", command("DeliverDocument", "0263010261"), Reason.BAD_ENUM),
    ("a union past its branches", command("WithdrawApplication", "0263040261"), Reason.BAD_UNION),
    ("a negative union", command("WithdrawApplication", "0263010261"), Reason.BAD_UNION),
    ("no UTF-8", command("AcceptCase", "02ff0261"), Reason.BAD_UTF8),
    ("half a character", command("AcceptCase", "02e80261"), Reason.BAD_UTF8),
    ("a surrogate", command("AcceptCase", "06eda0800261"), Reason.BAD_UTF8),
    ("an instant after 9999", command("Tick", "00" + HUGE), Reason.BAD_TIMESTAMP),
    ("an instant before 1", command("Tick", "00" + "ff" * 9 + "01"), Reason.BAD_TIMESTAMP),
    (
        "a day after 9999",
        command("SwitchCatalogue", "00" * 32 + "00" + "feffffff0f"),
        Reason.BAD_DATE,
    ),
    (
        "a day of 40 bits",
        command("SwitchCatalogue", "00" * 32 + "00" + "feffffffff7f"),
        Reason.BAD_NUMBER,
    ),
    (
        "a boolean of 2",
        fact("ApplicationWithdrawn", "00" * 2 + "02" + "00" * 3 + "02" + "0000"),
        Reason.BAD_BOOLEAN,
    ),
    ("2**60 items", REPEATED + bytes.fromhex("feffffffffffffff1f") + b"\x00", Reason.BAD_BLOCK),
    ("-2**63 items", REPEATED + b"\xff" * 9 + b"\x01" + b"\x00" * 9, Reason.BAD_BLOCK),
    (
        "a block of another size",
        REPEATED + bytes.fromhex("0108026100") + b"\x00" * 9,
        Reason.BAD_BLOCK,
    ),
]


@pytest.mark.parametrize(("case", "data", "reason"), WRONG, ids=[case for case, _, _ in WRONG])
def test_rejected_by_name(case: str, data: bytes, reason: Reason) -> None:
    """Both decoders reject it and give the same reason, without quoting the message."""
    for decode in (wire.decode, codec.decode):
        with pytest.raises(Undecodable) as caught:
            decode(data)
        assert caught.value.reason is reason, case


def test_nothing_at_all() -> None:
    """A record without a value is rejected like any other bytes."""
    with pytest.raises(Undecodable):
        wire.decode(None)  # type: ignore[arg-type]  # Kafka's tombstone


@pytest.mark.parametrize("kind", wire.types().values())
def test_no_beginning_of_a_message_is_a_message(kind: type) -> None:
    """A message cut anywhere is rejected."""
    data = wire.encode(example(Random(3), kind))
    for end in range(len(data)):
        with pytest.raises(Undecodable):
            wire.decode(data[:end])


@pytest.mark.parametrize("case", ["a length of 2 GB", "2**60 items", "a length of 2**63 - 1"])
def test_claims_cost_nothing(case: str) -> None:
    """A length or count that is not there is neither allocated nor counted through."""
    data = next(data for name, data, _ in WRONG if name == case)
    with pytest.raises(Undecodable):
        wire.decode(data)
    tracemalloc.start()
    with pytest.raises(Undecodable):
        wire.decode(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 100_000


def test_limit_is_the_callers() -> None:
    """A journal entry may be longer than a command; the caller says how long."""
    data = wire.encode(SUBMIT)
    assert wire.decode(data, limit_bytes=len(data)) == SUBMIT
    with pytest.raises(Undecodable) as caught:
        wire.decode(data, limit_bytes=len(data) - 1)
    assert caught.value.reason is Reason.TOO_LONG


def test_other_lawful_encodings_are_taken() -> None:
    """Arrays in sized blocks, in several blocks, and numbers in more bytes than needed."""
    answer = Answer(
        message_id="a",
        source="a",
        subject="a",
        kind=AnswerKind.DONE,
        facts=("x", "y"),
        entry="1",
        original="o",
    )
    plain = wire.encode(answer)
    assert bytes.fromhex("04" + "0278" + "0279" + "00") in plain
    for other in ("03" + "08" + "0278" + "0279" + "00", "02" + "0278" + "02" + "0279" + "00"):
        data = plain.replace(bytes.fromhex("040278027900"), bytes.fromhex(other))
        assert wire.decode(data) == answer
    short = wire.encode(DeliverDocument(case_id="c", method=DeliveryMethod.POST, actor="a"))
    longer = short.replace(b"\x02c\x02", b"\x82\x00c\x82\x00")
    assert wire.decode(longer) == wire.decode(short)


def test_parts_are_no_messages() -> None:
    """What a message is made of does not travel by itself."""
    with pytest.raises(KeyError):
        wire.encode(Origin(topic_id="t", partition=0, offset=0, last=True))


def test_details_do_not_quote() -> None:
    """A rejection names place and reason, never the content."""
    secret = wire.encode(AcceptCase(case_id="Secret", actor="Person"))[:-2]
    with pytest.raises(Undecodable) as caught:
        wire.decode(secret)
    assert "Secret" not in str(caught.value)
