"""The two forms of a rule: about a case that there is, and about whatever there is or is not."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from hub.domain.case import Case
from hub.domain.catalogue import Catalogue
from hub.domain.context import Context
from hub.domain.facts import Fact
from hub.domain.subjects import State

CaseRules: TypeAlias = Mapping[type, Callable[[Any, Case, Context, Catalogue], tuple[Fact, ...]]]
OpeningRules: TypeAlias = Mapping[
    type, Callable[[Any, State | None, Context, Catalogue], tuple[Fact, ...]]
]
