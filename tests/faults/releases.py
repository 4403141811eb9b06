"""Two releases side by side, of which only one knows a fact: `CaseArchived`, brought by level 2."""

from collections.abc import Callable
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from avro.errors import Reason, Undecodable
from hub import wire
from hub.domain.facts import CaseArchived
from hub.lanes import levels
from hub.lanes.reading import prefix

LEVEL = 2
"""The level from which the fact is written."""


class Release(StrEnum):
    """Which program a worker runs."""

    OLDER = "older"
    NEWER = "newer"

    def become(self) -> None:
        """Turn this process into one of that release."""
        levels.SINCE = MappingProxyType({CaseArchived: LEVEL})
        if self is Release.NEWER:
            levels.LEVEL = LEVEL  # type: ignore[misc]
        else:
            wire.decode = _without(prefix(CaseArchived), wire.decode)


def _without(unknown: bytes, decode: Callable[..., Any]) -> Callable[..., Any]:
    """Return a reader for which this kind of message does not exist."""

    def read(data: bytes, *limits: int, **named: int) -> Any:  # noqa: ANN401 - any message
        if data.startswith(unknown):
            raise Undecodable(Reason.UNKNOWN_FINGERPRINT, "a release before it was made")
        return decode(data, *limits, **named)

    return read
