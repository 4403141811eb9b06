"""Where in an outbox a command was read: `<topic>:<offset>`.

A topic that was deleted and made again begins anew at offset 0. So that its records are told from
the former ones it is `<topic>@<n>:<offset>` after the n-th time; no topic's name has an `@`.
"""

from typing import Final

HUB_ITSELF: Final = -1
"""The place of what came from no outbox."""
OFFSETS: Final = 1 << 48
"""More than the offsets of one topic: places of a later generation are higher."""
DIGITS: Final = 14
GENERATION_DIGITS: Final = 4


def write(topic: str, generation: int, offset: int) -> str:
    """Return where a record of an outbox lies; `generation` is 0 for the first topic of a name."""
    return f"{topic}@{generation}:{offset}" if generation else f"{topic}:{offset}"


def is_one(text: str) -> bool:
    """Return whether a text says where a record lies."""
    name, _, offset = text.rpartition(":")
    if not name or not _is_number(offset, DIGITS):
        return False
    topic, at, generation = name.partition("@")
    return not at or (bool(topic) and _is_number(generation, GENERATION_DIGITS))


def topic_of(source: str) -> str:
    """Return the outbox in which a record lies."""
    return source.rpartition(":")[0].partition("@")[0]


def place_of(source: str | None) -> int:
    """Return a number that is higher for what was written later into the same outbox.

    HUB_ITSELF for None: what the hub itself said.
    """
    if not source:
        return HUB_ITSELF
    name, _, offset = source.rpartition(":")
    if "@" not in name:
        return int(offset)
    return int(offset) + OFFSETS * int(name.partition("@")[2])


def _is_number(text: str, digits: int) -> bool:
    return len(text) <= digits and text.isascii() and text.isdecimal()
