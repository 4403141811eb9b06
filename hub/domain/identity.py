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

_CASE_BYTES = 16


@lru_cache(maxsize=4096)
def case_id(organisation: str, business_number: str) -> str:
    """Return the subject of the case that `organisation` numbers `business_number`.

    A retry under the same business number therefore meets the same case.
    """
    digest = hashlib.sha256(f"{organisation}\0{business_number}".encode("utf-8", "surrogatepass"))
    return CASE_PREFIX + b32encode(digest.digest()[:_CASE_BYTES]).decode().rstrip("=").lower()


def organisation_subject(code: str) -> str:
    """Return the subject on which the hub journals what concerns organisation `code`."""
    return ORGANISATION_PREFIX + code


def command_id(organisation: str, message_id: str) -> str:
    """Return the id of the command that `organisation` sent as message `message_id`."""
    return f"{organisation}/{message_id}"


def follow_up_id(partition: int, number: int, index: int) -> str:
    """Return the id of the `index`-th command that entry `number` of `partition` causes."""
    return f"follow-up/{partition}-{number}-{index}"


def rejection_id(organisation: str, offset: int) -> str:
    """Return the id of the command that journals the rejection of an outbox record."""
    return f"reject/{organisation}/{offset}"


def tick_id(shard: int, milliseconds: int) -> str:
    """Return the id of the tick of `shard` at `milliseconds` since the epoch."""
    return f"tick/{shard}/{milliseconds}"
