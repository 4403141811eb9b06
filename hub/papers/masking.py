"""Masking (默认遮蔽): what of a name a screen shows without anybody's having asked to see it."""

MASK = "*"


def masked(name: str) -> str:
    """Return a name with its first character only; one of a single character is masked whole.

    As many characters as before: whoever knows the applicant recognises the name, nobody else can
    tell it. Firms are masked alike, for many bear the name of who runs them.
    """
    name = name.strip()
    kept = name[:1] if len(name) > 1 else ""
    return kept + MASK * (len(name) - len(kept))
