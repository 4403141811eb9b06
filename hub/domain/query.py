"""The code under which a citizen asks how a case stands (查询码): short, checked, impersonal."""

import hashlib
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""31 characters that are not mistaken for one another, those of GB 32100."""
LENGTH: Final = 11
WEIGHTS: Final = tuple([pow(3, place, len(ALPHABET)) for place in range(LENGTH)])


def query_code(case_id: str) -> str:
    """Return a case's query code, four by four with hyphens; the last character checks the others.

    Derived, never stored; 31 to the 11th codes, so the read model keeps which case it stands for.
    """
    digest = hashlib.sha256(f"query\0{case_id}".encode("utf-8", "surrogatepass")).digest()
    number = int.from_bytes(digest[:16], "big")
    text = ""
    for _ in range(LENGTH):
        number, place = divmod(number, len(ALPHABET))
        text += ALPHABET[place]
    whole = text + _check(text)
    return "-".join([whole[at : at + 4] for at in range(0, len(whole), 4)])


def read_query_code(typed: str) -> str | None:
    """Return a code as `query_code` writes it, from whatever somebody typed; None if mistyped.

    One wrong character and two neighbours swapped are always found out.
    """
    whole = "".join([each for each in typed.upper() if each not in "- "])
    if len(whole) != LENGTH + 1 or any(each not in ALPHABET for each in whole):
        return None
    if _check(whole[:-1]) != whole[-1]:
        return None
    return "-".join([whole[at : at + 4] for at in range(0, len(whole), 4)])


def _check(text: str) -> str:
    """Return the check character, weighted as in GB 32100-2015."""
    total = sum(ALPHABET.index(each) * weight for each, weight in zip(text, WEIGHTS, strict=True))
    return ALPHABET[-total % len(ALPHABET)]
