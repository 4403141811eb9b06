"""Avro's variable-length zig-zag numbers, as compiled readers and writers need them."""

_SEVEN_BITS = 0x7F
_MORE = 0x80
_LONG_BITS = 64
_LONG_MAX_SHIFT = 63
_PAIR_BITS = 14
_PAIR_MASK = (1 << _PAIR_BITS) - 1
_PAIRS = tuple(
    bytes((pair & _SEVEN_BITS | _MORE, pair >> 7 | _MORE)) for pair in range(1 << _PAIR_BITS)
)
"""Two bytes in the middle of a number, more following, by their fourteen bits."""

_LAST = tuple(
    bytes((pair & _SEVEN_BITS | _MORE, pair >> 7) if pair > _SEVEN_BITS else (pair,))
    for pair in range(1 << _PAIR_BITS)
)
"""The last one or two bytes of a number, by their bits."""

TABLE = _LAST[::2]
"""The encoding of every number that is not negative and takes two bytes at most."""


def encode(value: int) -> bytes:
    """`value` as an Avro long; raises OverflowError past 64 bits, TypeError for no number."""
    rest = (value << 1) ^ (value >> 63)
    if not 0 <= rest < 1 << _LONG_BITS:
        raise OverflowError(f"{value} does not fit a long")
    out = b""
    while rest > _PAIR_MASK:
        out += _PAIRS[rest & _PAIR_MASK]
        rest >>= _PAIR_BITS
    return out + _LAST[rest]


class _Lengths(dict[int, bytes]):
    """Encoded lengths; a look-up costs a third of a call."""

    def __missing__(self, length: int) -> bytes:
        return encode(length)


LENGTHS = _Lengths(enumerate(TABLE))
"""The encoding of any length; small ones are there already, none is added."""


def read(data: bytes, position: int) -> tuple[int, int]:
    """The long at `position` and the position after it.

    Raises IndexError at the end of data, ValueError past 64 bits.
    """
    low = data[position]
    if low < _MORE:
        return (low >> 1) ^ -(low & 1), position + 1
    middle = data[position + 1]
    if middle < _MORE:
        value = low & _SEVEN_BITS | middle << 7
        return (value >> 1) ^ -(value & 1), position + 2
    high = data[position + 2]
    if high < _MORE:
        value = low & _SEVEN_BITS | (middle & _SEVEN_BITS) << 7 | high << 14
        return (value >> 1) ^ -(value & 1), position + 3
    return _read_long(data, position)


def _read_long(data: bytes, position: int) -> tuple[int, int]:
    byte = data[position]
    position += 1
    value = byte & _SEVEN_BITS
    shift = 7
    while byte >= _MORE:
        byte = data[position]
        position += 1
        value |= (byte & _SEVEN_BITS) << shift
        shift += 7
        if shift > _LONG_MAX_SHIFT and (byte >= _MORE or value >> _LONG_BITS):
            raise ValueError("longer than a long")
    return (value >> 1) ^ -(value & 1), position


def span(data: bytes, position: int) -> tuple[int, int]:
    """Begin and end of what follows the length at `position`.

    The end may lie past the data: a slice to it costs no more than what is there. Raises
    IndexError at the end of data, ValueError for a negative length.
    """
    low, high = data[position], data[position + 1]
    if low >= _MORE > high and not low & 1:  # two bytes: as long as most texts and bodies are
        start = position + 2
        return start, start + ((low & _SEVEN_BITS | high << 7) >> 1)
    size, start = read(data, position)
    if size < 0:
        raise ValueError("a negative length")
    return start, start + size
