"""Walks through the domain: says everything to every case it meets, and notes where that leads.

The state machine is not drawn by hand anywhere; it is what `decide` and `evolve` let happen.
"""

import itertools
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from hub.domain.case import Case
from hub.domain.catalogue import Catalogue
from hub.domain.commands import COMMANDS, INTERNAL, SENDERS, Command
from hub.domain.context import Context
from hub.domain.decide import decide, due_at, elapse
from hub.domain.documents import Digest, DocumentReference, Mandate, Material
from hub.domain.evolution import evolve
from hub.domain.facts import Fact
from hub.domain.guides import Requirement
from hub.domain.refusals import Refused
from hub.domain.subjects import State
from hub.domain.vocabulary import Leg, MandatePower, OrganisationKind, Status

NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
MOST_STATES = 3_000
VARIANTS = 24
OF_CASES = {"case_id", "business_number", "idempotency_key"}
"""A command that has one of these fields is of a case."""
PAPER = DocumentReference(
    digest=b"\x05" * 32, size_bytes=1, media_type="application/pdf", kind="文书"
)
MANDATE = Mandate(
    principal="x1",
    principal_checked=True,
    agent="x2",
    agent_checked=True,
    scope="*",
    powers=tuple(MandatePower),
    valid_from=NOW.date(),
    valid_until=NOW.date(),
    free_of_charge=True,
    document=PAPER,
)
BY_THE_APPLICANT = frozenset({"agent", "mandate"})
"""Fields that are empty where the applicant acts; an agent leads to no other status."""

OPENING_WAYS = frozenset({Leg.ACCEPTANCE, Leg.CORRECTION, Leg.TERMINATION, Leg.RECEIPT})
"""Open terms without which a way to another status is closed; the others lead nowhere else."""


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """One arrow of the state machine; `before` is None where a case begins."""

    before: Status | None
    fact: str
    after: Status


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a walk begins: an item at a place of a street, and who speaks there."""

    item: str
    street: str
    place: str
    speaker: str


def explore(book: Catalogue, scenes: Iterable[Scene]) -> frozenset[Step]:
    """Return every arrow found by saying everything in every kind of state, time included."""
    found: set[Step] = set()
    for scene in scenes:
        found |= _Walk(book, scene).steps()
    return frozenset(found)


class _Walk:
    """The walk from one scene."""

    def __init__(self, book: Catalogue, scene: Scene) -> None:
        self.book = book
        self.scene = scene
        self.found: set[Step] = set()

    def steps(self) -> set[Step]:
        """Walk until nothing new is met."""
        met: set[object] = set()
        ahead: deque[tuple[State | None, datetime]] = deque([(None, NOW)])
        while ahead and len(met) < MOST_STATES:
            state, now = ahead.popleft()
            for after, then in self._next(state, now):
                sort = _sort_of(after)
                if sort not in met:
                    met.add(sort)
                    ahead.append((after, then))
        return self.found

    def _next(self, state: State | None, now: datetime) -> Iterator[tuple[State, datetime]]:
        for sender, command in self._sayings(state, now):
            context = Context(
                subject="case-x", sender=sender, made_at=now, received_at=now, clock=now
            )
            try:
                facts = decide(command, state, context, self.book)
            except Refused:
                continue
            yield from self._after(state, facts, now)
        yield from self._as_time_passes(state, now)

    def _as_time_passes(
        self, state: State | None, now: datetime
    ) -> Iterator[tuple[State, datetime]]:
        """Yield what a case becomes while nobody says anything, one due day after the other."""
        while (due := due_at(state)) is not None:
            now = max(due, now)
            for after, then in self._after(state, elapse(state, now, self.book), now):
                state, now = after, then
                yield after, then

    def _after(
        self, state: State | None, facts: tuple[Fact, ...], now: datetime
    ) -> Iterator[tuple[State, datetime]]:
        for fact in facts:
            before = state
            state = evolve(state, fact, "case-x")
            if not isinstance(state, Case):
                return
            was = before.status if isinstance(before, Case) else None
            if was is not state.status:
                self.found.add(Step(was, type(fact).__name__, state.status))
        if state is not None:
            yield state, now + timedelta(minutes=1)

    def _sayings(self, state: State | None, now: datetime) -> Iterator[tuple[str, Command]]:
        case = state if isinstance(state, Case) else None
        for kind in COMMANDS:
            names = {field.name for field in fields(kind)}
            if kind in INTERNAL or not names & OF_CASES:
                continue
            for sender in self._senders(kind, case):
                for command in itertools.islice(self._forms(kind, case, now), VARIANTS):
                    yield sender, command

    def _senders(self, kind: type, case: Case | None) -> list[str]:
        item = self.book.items[self.scene.item]
        known = [self.scene.speaker, self.scene.street, item.department, item.supervising]
        if case is not None:
            known += [case.heading.decider, case.heading.submitter]
        known += [
            code
            for code, each in self.book.organisations.items()
            if each.kind is OrganisationKind.ADMINISTRATION
        ]
        book, may = self.book.organisations, SENDERS[kind]
        return [c for c in dict.fromkeys(known) if c and c in book and book[c].kind in may]

    def _forms(self, kind: type, case: Case | None, now: datetime) -> Iterator[Any]:
        """Yield commands of a kind: every value of its enums and flags, else what fits the case."""
        hints = get_type_hints(kind)
        names = [field.name for field in fields(kind)]
        choices = [self._choices(name, hints[name], case, now) for name in names]
        for values in itertools.product(*choices):
            yield kind(**dict(zip(names, values, strict=True)))

    def _choices(self, name: str, kind: Any, case: Case | None, now: datetime) -> list[Any]:  # noqa: ANN401
        fitting = self._fitting(case).get(name)
        if fitting is not None:
            return [fitting]
        if get_origin(kind) in {Union, UnionType}:
            inner = next(part for part in get_args(kind) if part is not NoneType)
            given = [] if name in BY_THE_APPLICANT else self._choices(name, inner, case, now)
            return [*given, None]
        if get_origin(kind) is tuple:
            return [()]
        if isinstance(kind, type) and issubclass(kind, Enum):
            return list(kind)
        if kind is bool:
            return [True, False]
        plain = {DocumentReference: PAPER, Digest: PAPER.digest, datetime: now}
        plain |= {Mandate: MANDATE, date: now.date() + timedelta(days=40), int: 1, str: "x1"}
        return [plain[kind]]

    def _fitting(self, case: Case | None) -> dict[str, Any]:
        """Return what the scene and the case say of fields, by their names."""
        scene, item = self.scene, self.book.items[self.scene.item]
        fitting: dict[str, Any] = {
            "item_code": scene.item,
            "street": scene.street,
            "place": scene.place,
            "department": item.department or scene.speaker,
            "missing": tuple([each.code for each in item.guide.materials[:1]]),
            "materials": tuple(
                Material(code=each.code, form=each.form, document=PAPER)
                for each in item.guide.materials
                if each.requirement is not Requirement.OPTIONAL
            ),
        }
        if case is not None and case.proof is not None:
            fitting["digest"] = case.proof
        return fitting


def _sort_of(state: State) -> object:
    """Return what tells one kind of state from another: days, digests and card numbers do not."""
    if not isinstance(state, Case):
        return type(state)
    return (
        state.status,
        state.decision,
        state.with_decider,
        state.acknowledged,
        state.acceptance is not None,
        state.stop is not None,
        state.reviewed,
        frozenset([each.term.leg for each in state.terms if each.term.leg in OPENING_WAYS]),
        state.service and (state.service.outcome, state.service.refunded),
    )
