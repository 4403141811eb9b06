"""What is public (Licensing Law, Art. 40): approvals that anybody may look up, and if they hold.

Of a case there is only what was decided, by whom and until when: neither who applied nor a number
from which the query code of the case would follow.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeGuard

from hub.domain.calendar import local_day
from hub.domain.case import Case
from hub.domain.catalogue import Catalogue
from hub.domain.facts import (
    CaseDecided,
    DecisionPublished,
    Fact,
    RenewalDecided,
    ReviewRecorded,
)
from hub.domain.permit import Permit
from hub.domain.vocabulary import PermitStanding
from hub.views.sheet import Cell, Sheet
from hub.views.told import Told
from hub.views.values import word_of

HEADER = ["事项", "事项名称", "决定机关", "机关名称", "决定日期", "文号", "有效期至", "效力"]
HEADER += ["公开于", "公开日期", "条目"]
OUTDATED = "(已有新的决定,尚未公开)"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicDecision:
    """An approval that is public; days are days in Asia/Shanghai.

    `publication` says where it can be looked up, `entry` is the journal entry that says so.
    `outdated`: renewed or amended since, which is not public yet; what is shown is what is.
    """

    item_code: str
    decider: str
    decided_on: date
    number: str = ""
    valid_until: date | None = None
    standing: PermitStanding = PermitStanding.VALID
    publication: str
    published_on: date
    entry: str
    outdated: bool = False


class PublicDecisions:
    """Follows the journal and keeps what is public."""

    def __init__(self) -> None:
        self._decided: dict[str, date] = {}
        self._public: dict[str, PublicDecision] = {}

    def take_all(self, entries: Iterable[Told]) -> "PublicDecisions":
        """Take in all entries."""
        for told in entries:
            self.take(told)
        return self

    def take(self, told: Told) -> None:
        """Take in one more entry."""
        subject, case = told.entry.subject, told.after
        if not isinstance(case, Case):
            return
        for fact in told.facts:
            self._note(subject, fact, f"{told.partition}-{told.entry.number}")
        found, permit = self._public.get(subject), case.permit
        if found is None:
            return
        if permit is None:
            del self._public[subject]
        else:
            self._public[subject] = _as_it_stands(found, permit)

    def _note(self, subject: str, fact: Fact, entry: str) -> None:
        if _approves(fact):
            self._decided[subject] = local_day(fact.at)
        elif isinstance(fact, DecisionPublished):
            day = local_day(fact.at)
            self._public[subject] = PublicDecision(
                item_code=fact.heading.item_code,
                decider=fact.heading.decider,
                decided_on=self._decided.get(subject, day),
                publication=fact.publication,
                published_on=day,
                entry=entry,
            )

    def listed(
        self, item: str | None = None, decider: str | None = None
    ) -> Iterator[PublicDecision]:
        """Yield what is public, the latest first; of one item or one body only where named."""
        found = sorted(self._public.values(), key=lambda each: each.published_on, reverse=True)
        for each in found:
            if item in (None, each.item_code) and decider in (None, each.decider):
                yield each


def _approves(fact: Fact) -> TypeGuard[CaseDecided | ReviewRecorded | RenewalDecided]:
    """Return whether a fact is the decision that a later publication makes public."""
    if isinstance(fact, RenewalDecided):
        return fact.granted
    return isinstance(fact, CaseDecided | ReviewRecorded) and fact.decision is not None


def _as_it_stands(found: PublicDecision, permit: Permit) -> PublicDecision:
    """Bring what is public up to date, as far as the decision that is public says it."""
    if not permit.published:
        return replace(found, standing=permit.standing, outdated=True)
    return replace(
        found, number=permit.number, valid_until=permit.valid_until, standing=permit.standing
    )


def sheet(found: Iterable[PublicDecision], book: Catalogue | None) -> Sheet:
    """Return the list as rows; names are blank where there is no catalogue at hand."""
    return Sheet(HEADER, [_cells(each, book) for each in found])


def _cells(each: PublicDecision, book: Catalogue | None) -> list[Cell]:
    item = book.items.get(each.item_code) if book else None
    return [
        each.item_code,
        item.name if item else "",
        each.decider,
        book.name_of(each.decider) if book else "",
        str(each.decided_on),
        each.number,
        str(each.valid_until or ""),
        word_of(each.standing) + (OUTDATED if each.outdated else ""),
        each.publication,
        str(each.published_on),
        each.entry,
    ]
