"""Which papers a case gives occasion for, and which number each of them bears.

A number belongs to the latest paper of its kind that had none when it was asked for; asked for
before there is a paper, it belongs to the next. A voided number belongs to none.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from hub.domain import facts
from hub.domain.facts import Fact
from hub.papers.paper import PaperKind

OCCASIONS: Mapping[type, PaperKind] = {
    facts.CaseReceived: PaperKind.RECEIPT,
    facts.ApplicationReplaced: PaperKind.RECEIPT,
    facts.TurnedAway: PaperKind.RECEIPT,
    facts.ApplicationInsisted: PaperKind.RECEIPT,
    facts.ServiceRequested: PaperKind.RECEIPT,
    facts.CaseAccepted: PaperKind.ACCEPTANCE,
    facts.CaseDeemedAccepted: PaperKind.ACCEPTANCE,
    facts.CorrectionNoticeIssued: PaperKind.CORRECTION,
    facts.ApplicationRejected: PaperKind.REJECTION,
    facts.SpecialProcedureStarted: PaperKind.SPECIAL_PROCEDURE,
    facts.DeadlineExtended: PaperKind.EXTENSION,
    facts.CaseTerminated: PaperKind.TERMINATION,
    facts.DocumentDelivered: PaperKind.DELIVERY,
    facts.FeeDemanded: PaperKind.PAYMENT,
    facts.OriginalsTaken: PaperKind.CUSTODY,
}
"""The fact that each paper tells."""

_NUMBERED_BY_WHO_ISSUES = frozenset({PaperKind.PAYMENT, PaperKind.CUSTODY})
"""The fact itself says the number; the register may give another one all the same."""

_NEXT: Final = 0


@dataclass(frozen=True, slots=True)
class Happening:
    """A fact of a case, when it happened (UTC), who said it, its entry, its catalogue's digest."""

    fact: Fact
    at: datetime
    who: str = ""
    entry: str = ""
    catalogue: bytes = b""


@dataclass(frozen=True, slots=True)
class Occasion:
    """The occasion of one paper: the last of `story` is the fact it tells.

    Nothing later is in `story`: what happens afterwards never alters a paper. `number` and
    `numbered_by` (the issuer) come from the register's facts, also later ones.
    """

    subject: str
    kind: PaperKind
    nth: int
    story: tuple[Happening, ...]
    number: str | None = None
    numbered_by: str | None = None

    @property
    def happening(self) -> Happening:
        """The fact the paper tells."""
        return self.story[-1]

    def latest(self, *kinds: type) -> Any:  # noqa: ANN401 - a fact of these kinds, or None
        """Return the latest fact of these kinds up to the paper, None if there is none."""
        found = (each.fact for each in reversed(self.story) if isinstance(each.fact, kinds))
        return next(found, None)


def occasions(subject: str, story: Sequence[Happening]) -> tuple[Occasion, ...]:
    """Return the occasions of all papers of a case, in order, with their numbers."""
    numbers = {kind: _numbers(kind, story) for kind in set(OCCASIONS.values())}
    made: Counter[PaperKind] = Counter()
    found: list[Occasion] = []
    for index, each in enumerate(story):
        kind = OCCASIONS.get(type(each.fact))
        if kind is None:
            continue
        made[kind] += 1
        own = _own_number(each.fact) if kind in _NUMBERED_BY_WHO_ISSUES else None
        number, issuer = numbers[kind].get(made[kind], (own, None))
        told = tuple(story[: index + 1])
        found.append(Occasion(subject, kind, made[kind], told, number, issuer))
    return tuple(found)


def _own_number(fact: Any) -> str:  # noqa: ANN401 - a fact with a number
    number: str = fact.number
    return number


def _numbers(kind: PaperKind, story: Sequence[Happening]) -> dict[int, tuple[str, str]]:
    """Return number and issuer by which paper of the kind bears them; 0 is the next one."""
    borne: dict[int, tuple[str, str]] = {}
    bare: list[int] = []
    made = asked_for = 0
    awaited = False
    for fact in (each.fact for each in story):
        if OCCASIONS.get(type(fact)) is kind:
            made += 1
            if not awaited:
                bare.append(made)
            elif _NEXT in borne:
                borne[made] = borne.pop(_NEXT)
            asked_for, awaited = (made, False) if awaited else (asked_for, awaited)
        elif isinstance(fact, facts.NumberRequested) and fact.kind.value == kind.value:
            awaited = not bare
            asked_for = bare.pop() if bare else _NEXT
        elif isinstance(fact, facts.DocumentNumbered) and fact.kind.value == kind.value:
            borne[asked_for] = fact.number, fact.issuer
        elif isinstance(fact, facts.DocumentNumberVoided) and fact.kind.value == kind.value:
            gone = [of for of, (number, _) in borne.items() if number == fact.number and of]
            bare = sorted([*bare, *gone])
            borne = {of: each for of, each in borne.items() if each[0] != fact.number}
            awaited = False
    return borne
