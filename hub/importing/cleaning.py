"""Text as people type it into cells, made clean without changing what it says."""

import re
import unicodedata

FULL_WIDTH = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B))} | {
    code: code - 0xFEE0 for code in range(0xFF41, 0xFF5B)
}
"""Full-width digits and letters; full-width punctuation is Chinese punctuation and stays."""

SPACES = re.compile(r"\s+")
HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
SPACE_BETWEEN_HAN = re.compile(rf"(?<=[{HAN}]) (?=[{HAN}])")
DASHES = {ord(dash): "-" for dash in "‐‑‒–—―−－﹣"}
INVISIBLE = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})


def clean(text: str) -> str:
    """Return the text with half-width digits and letters, single spaces and nothing invisible."""
    spaced = SPACES.sub(" ", text.translate(FULL_WIDTH))
    return SPACES.sub(" ", _visible(spaced)).strip()


def clean_name(text: str) -> str:
    """Return a name: clean, and without the spaces that set Chinese characters apart."""
    return SPACE_BETWEEN_HAN.sub("", clean(text))


def clean_code(text: str) -> str:
    """Return a code: half-width throughout (Unicode NFKC), plain dashes, no space anywhere."""
    plain = unicodedata.normalize("NFKC", text).translate(DASHES)
    return unicodedata.normalize("NFKC", SPACES.sub("", _visible(plain)))


def has_control_characters(text: str) -> bool:
    """Whether something invisible other than white space is in the text."""
    return any(_is_invisible(character) for character in text)


def _visible(text: str) -> str:
    return "".join(character for character in text if not _is_invisible(character))


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) in INVISIBLE and not character.isspace()
