"""Whether bytes are a point of Ed25519 that may be a public key (RFC 8032, 5.1.3).

Libraries look at the length alone; with a point of small order as key, one signature would be right
for whatever is said.
"""

from enum import Enum
from typing import Final

LENGTH: Final = 32
_P: Final = 2**255 - 19
_D: Final = -121665 * pow(121666, -1, _P) % _P
_SMALL_ORDER: Final = frozenset(
    {
        0,
        1,
        _P - 1,
        2707385501144840649318225287225658788936804267575313519463743609750303402022,
        55188659117513257062467267217118295137698188065244968500265048394206261417927,
    }
)
"""The second coordinates of the eight points whose order divides eight."""


class Unsound(Enum):
    """Why bytes are no public key, in Chinese."""

    LENGTH = f"应为{LENGTH}字节"
    NO_POINT = "不是Ed25519曲线上的点"
    SMALL_ORDER = "是低阶点,任何人都能伪造其签名"


def unsound(key: bytes) -> Unsound | None:
    """Return why `key` is no public key of Ed25519, None for one that may be.

    The highest bit says which root of x is meant; both are points, or neither is.
    """
    if len(key) != LENGTH:
        return Unsound.LENGTH
    y = int.from_bytes(key, "little") % 2**255
    if y in _SMALL_ORDER:
        return Unsound.SMALL_ORDER
    x_squared = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    is_square = pow(x_squared, (_P - 1) // 2, _P) == 1
    return None if y < _P and is_square else Unsound.NO_POINT
