"""Instants as compiled readers and writers need them: few differ within a batch, so they are kept.

The times of an entry, its command and its facts are mostly the same two or three.
"""

from datetime import UTC, datetime, timedelta
from functools import lru_cache

from hub.wire import numbers

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_USUAL_BYTES = 6
"""Length of the milliseconds of any instant from July 1970 to 2039."""

_SEVEN_BITS = 0x7F
_KEPT = 4096
_known: dict[bytes, datetime] = {}


@lru_cache(maxsize=_KEPT)
def encode(instant: datetime) -> bytes:
    """`instant` in milliseconds since 1970 as an Avro long; finer parts are cut off.

    Raises TypeError for what is no aware instant.
    """
    return numbers.encode((instant - _EPOCH) // _MILLISECOND)


def read(data: bytes, position: int) -> tuple[datetime, int]:
    """The instant at `position` and the position after it.

    Raises IndexError at the end of data, ValueError past 64 bits, OverflowError past all years.
    """
    raw = data[position : position + _USUAL_BYTES]
    known = _known.get(raw)
    if known is not None:
        return known, position + _USUAL_BYTES
    if len(raw) == _USUAL_BYTES:
        a, b, c, d, e, f = raw
        if a & b & c & d & e > _SEVEN_BITS >= f and not a & 1:
            low = a & _SEVEN_BITS | (b & _SEVEN_BITS) << 7 | (c & _SEVEN_BITS) << 14
            high = d & _SEVEN_BITS | (e & _SEVEN_BITS) << 7 | f << 14
            instant = _EPOCH + _MILLISECOND * ((low | high << 21) >> 1)
            if len(_known) == _KEPT:
                _known.clear()
            _known[raw] = instant
            return instant, position + _USUAL_BYTES
    milliseconds, after = numbers.read(data, position)
    return _EPOCH + _MILLISECOND * milliseconds, after
