"""Unified social credit codes (统一社会信用代码) and their check character (GB 32100-2015)."""

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
CREDIT_CODE_LENGTH = 18


def is_credit_code(text: str) -> bool:
    """Return whether the text is a unified social credit code, check character too."""
    if len(text) != CREDIT_CODE_LENGTH or any(character not in ALPHABET for character in text):
        return False
    return check_character(text[:17]) == text[17]


def check_character(body: str) -> str:
    """Return the check character of the first 17 characters of a credit code."""
    weighted = sum(
        ALPHABET.index(character) * weight for character, weight in zip(body, WEIGHTS, strict=True)
    )
    return ALPHABET[-weighted % len(ALPHABET)]
