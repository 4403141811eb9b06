"""Levels of facts: two releases side by side, of which only one knows a new kind of fact.

A release reads every fact up to its own level, and writes only those that a journaled act has
switched on: an operator raises the level (`LIANBAN_LEVEL`) once no older release is at work.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from hub.domain.facts import Fact
from hub.runtime.failures import LaneStoppedError

LEVEL: Final = 1
"""The level of this release: it reads all facts up to here."""

SINCE: Mapping[type, int] = MappingProxyType({})
"""Kinds of facts that are younger than level 1, by the level that brought them."""


def switched_on(facts: Iterable[Fact], level: int) -> bool:
    """Return whether all of these facts may be written at a level."""
    return not SINCE or all(SINCE.get(type(fact), 1) <= level for fact in facts)


def must_be_readable(level: int) -> None:
    """Raise LaneStoppedError for a level of which this release does not know all facts."""
    if level > LEVEL:
        raise LaneStoppedError(
            f"The journal is at level {level}; this release reads facts up to level {LEVEL}.",
            "Install the release that the other workers run.",
        )
