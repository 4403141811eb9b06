"""How cases, subjects and commands are named; every name is also a Kafka key."""

import hashlib
from base64 import b32encode
from functools import lru_cache

CATALOGUE_REGISTER = "register-catalogue"
"""Subject of the acts that publish catalogues."""

CASE_PREFIX = "case-"
ORGANISATION_PREFIX = "org-"
PARTITION_PREFIX = "partition-"
REGISTER_PREFIX = "register-"
ISSUER_PREFIX = "issuer-"
NUMBER_PREFIX = "number-"
QUESTION_PREFIX = "question-"
BUNDLE_PREFIX = "bundle-"

_CASE_BYTES = 16


@lru_cache(maxsize=4096)
def case_id(organisation: str, business_number: str) -> str:
    """Return the subject of the case that `organisation` numbers `business_number`.

    A retry under the same business number therefore meets the same case.
    """
    return CASE_PREFIX + _named(organisation, business_number)


def issuer_subject(issuer: str, kind: str, year: int) -> str:
    """Return the subject that counts an issuer's documents of one kind in one year."""
    return ISSUER_PREFIX + _named(issuer, kind, str(year))


def number_subject(issuer: str, number: str) -> str:
    """Return the subject of a number that a body gave to a document of its own."""
    return NUMBER_PREFIX + _named(issuer, number)


def question_subject(asker: str, number: str) -> str:
    """Return the subject of the question that `asker` numbers `number`."""
    return QUESTION_PREFIX + _named(asker, number)


def bundle_subject(submitter: str, number: str) -> str:
    """Return the subject of the bundle (一件事) that `submitter` numbers `number`."""
    return BUNDLE_PREFIX + _named(submitter, number)


def _named(*parts: str) -> str:
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).digest()
    return b32encode(digest[:_CASE_BYTES]).decode().rstrip("=").lower()


def organisation_subject(code: str) -> str:
    """Return the subject on which the hub journals what concerns organisation `code`."""
    return ORGANISATION_PREFIX + code


def command_id(organisation: str, message_id: str) -> str:
    """Return the id of the command that `organisation` sent as message `message_id`."""
    return f"{organisation}/{message_id}"


def follow_up_id(partition: int, number: int, index: int) -> str:
    """Return the id of the `index`-th command that entry `number` of `partition` causes."""
    return f"follow-up/{partition}-{number}-{index}"


def rejection_id(organisation: str, offset: int, generation: int = 0) -> str:
    """Return the id of the command that journals the rejection of an outbox record.

    `generation` says how often the topic was made again: offsets began anew each time.
    """
    return f"reject/{organisation}/{offset}{f'@{generation}' if generation else ''}"


def taking_up_id(organisation: str, topic_id: str) -> str:
    """Return the id of the command that journals which topic is an organisation's outbox."""
    return f"outbox/{organisation}/{topic_id}"


def incident_id(organisation: str, incident: str, topic_id: str, begin: int, end: int) -> str:
    """Return the id of the command that journals what befell these offsets of an outbox."""
    return f"outbox/{organisation}/{topic_id}/{incident}/{begin}-{end}"


def conveyance_id(organisation: str, message_id: str, outcome: str, arrived: bytes | None) -> str:
    """Return the id of the command that journals how the carrying of a message ended.

    Receipts that name different bytes are different alarms.
    """
    named = "" if arrived is None else f"/{arrived.hex()[:16]}"
    return f"convey/{organisation}/{message_id}/{outcome}{named}"


def tick_id(shard: int, milliseconds: int) -> str:
    """Return the id of the tick of `shard` at `milliseconds` since the epoch."""
    return f"tick/{shard}/{milliseconds}"
