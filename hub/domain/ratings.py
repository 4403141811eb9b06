"""What is kept of ratings and complaints, and what a value means on its scale."""

from dataclasses import dataclass

from hub.domain.vocabulary import RatingScale

LOWEST, HIGHEST = 1, 5
_BAD_IN_CODE = 4
_BAD_ON_DEVICE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """A rating of a visit; `taken_away` when an appeal found it false."""

    visit: str
    owner: str
    bad: bool
    taken_away: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedAnswer:
    """The rating of an answer that `owner` gave, as `rater` passed it on.

    `appealed` once it was said to be false, `taken_away` when it was found so.
    """

    rater: str
    owner: str
    bad: bool
    appealed: bool = False
    taken_away: bool = False


def is_bad(scale: RatingScale, value: int) -> bool:
    """Return whether a value says dissatisfied; the two national scales run against each other."""
    if scale is RatingScale.NATIONAL_CODE:
        return value >= _BAD_IN_CODE
    return value <= _BAD_ON_DEVICE
