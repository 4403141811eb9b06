"""Periods as lists write them: days to handle a case, years to keep its file."""

import re
from typing import Final

from hub.catalogue.words import member, word
from hub.domain.retention import Retention
from hub.importing.cleaning import clean_name

DAYS: Final = re.compile(r"^(?:法定|承诺)?(\d{1,4})(?:\.0+)?(?:个)?(?:工作日|自然日|日|天)?$")
AT_ONCE: Final = frozenset(
    {"即办", "即时", "当场办结", "即时办结", "立即办结", "即办件", "当日办结"}
)
NONE: Final = frozenset({"", "-", "无", "/"})


def days_of(text: str) -> int | None:
    """Return days, 0 for what is done at once, None where the list has none; raises ValueError."""
    plain = clean_name(text).replace(" ", "")
    if plain in NONE:
        return None
    if plain in AT_ONCE:
        return 0
    match = DAYS.match(plain)
    if match is None:
        raise ValueError(f"{plain!r} is not a number of days")
    return int(match.group(1))


def retention_of(text: str) -> Retention | None:
    """Return how long files are kept, None where the list has none; raises ValueError."""
    plain = clean_name(text).replace(" ", "")
    if plain in NONE:
        return None
    try:
        return Retention(member(Retention, plain))
    except ValueError:
        known = "、".join(word(each) for each in Retention)
        raise ValueError(f"{plain!r} is none of {known}") from None
