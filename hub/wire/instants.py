"""Instants and days as compiled readers and writers need them: few differ, so they are kept.

The times of an entry, its command and its facts are mostly the same two or three; its days lie
within some weeks of them.
"""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from hub.wire import numbers

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
USUAL_BYTES = 6
"""Length of the milliseconds of any instant from July 1970 to 2039."""

_EPOCH_DAY = date(1970, 1, 1).toordinal()
USUAL_DAY_BYTES = 3
"""Length of the days of any date from June 1992 to 4841."""

_SEVEN_BITS = 0x7F
_KEPT = 4096
KNOWN: dict[bytes, datetime] = {}
"""Instants that were read, by their usual bytes; it stays the same object."""

KNOWN_DAYS: dict[bytes, date] = {}
"""Days that were read, by their usual bytes; it stays the same object."""


@lru_cache(maxsize=_KEPT)
def encode(instant: datetime) -> bytes:
    """`instant` in milliseconds since 1970 as an Avro long; finer parts are cut off.

    Raises TypeError for what is no aware instant.
    """
    return numbers.encode((instant - _EPOCH) // _MILLISECOND)


def read(data: bytes, position: int) -> tuple[datetime, int]:
    """The instant at `position`, which is not among `KNOWN` yet, and the position after it.

    Raises IndexError at the end of data, ValueError past 64 bits, OverflowError past all years.
    """
    raw = data[position : position + USUAL_BYTES]
    if len(raw) == USUAL_BYTES:
        a, b, c, d, e, f = raw
        if a & b & c & d & e > _SEVEN_BITS >= f and not a & 1:
            low = a & _SEVEN_BITS | (b & _SEVEN_BITS) << 7 | (c & _SEVEN_BITS) << 14
            high = d & _SEVEN_BITS | (e & _SEVEN_BITS) << 7 | f << 14
            instant = _EPOCH + _MILLISECOND * ((low | high << 21) >> 1)
            if len(KNOWN) == _KEPT:
                KNOWN.clear()
            KNOWN[raw] = instant
            return instant, position + USUAL_BYTES
    milliseconds, after = numbers.read(data, position)
    return _EPOCH + _MILLISECOND * milliseconds, after


@lru_cache(maxsize=_KEPT)
def encode_day(day: date) -> bytes:
    """`day` in days since 1970 as an Avro int; raises AttributeError for what is no date."""
    return numbers.encode(day.toordinal() - _EPOCH_DAY)


def read_day(data: bytes, position: int) -> tuple[date, int]:
    """The date at `position`, which is not among `KNOWN_DAYS` yet, and the position after it.

    Raises IndexError at the end of data, ValueError or OverflowError for no date.
    """
    days, after = numbers.read(data, position)
    day = date.fromordinal(days + _EPOCH_DAY)
    if after - position == USUAL_DAY_BYTES:
        if len(KNOWN_DAYS) == _KEPT:
            KNOWN_DAYS.clear()
        KNOWN_DAYS[data[position:after]] = day
    return day, after
