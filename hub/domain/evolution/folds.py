"""The two forms of a fold: of a case that there is, and of whatever there was before."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from hub.domain.case import Case
from hub.domain.subjects import State

CaseFolds: TypeAlias = Mapping[type, Callable[[Case, Any], Case]]
OpeningFolds: TypeAlias = Mapping[type, Callable[[State | None, Any], State | None]]


class FoldError(ValueError):
    """A fact does not fit what is kept of its subject: journal and fold disagree."""
