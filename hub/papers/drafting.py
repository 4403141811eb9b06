"""What every notice has beside its own words: heading, addressee, number, the catalogue's names."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from hub.catalogue.words import word
from hub.domain import facts
from hub.domain.calendar import local_day
from hub.domain.catalogue import Catalogue
from hub.domain.documents import CaseHeading, DocumentReference, Material
from hub.domain.guides import Item, MaterialRequirement
from hub.domain.terms import Term
from hub.domain.vocabulary import Leg
from hub.papers.occasions import Occasion
from hub.papers.paper import Paper, Table

APPLICATIONS: Final = (
    facts.CaseReceived,
    facts.ApplicationReplaced,
    facts.TurnedAway,
    facts.ApplicationInsisted,
    facts.CaseForwarded,
    facts.ServiceRequested,
)
SHOWN_OF_A_DIGEST: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What is particular to a notice; `title` only where it is not that of its kind."""

    issuer: str
    basis: tuple[str, ...]
    lines: tuple[tuple[str, str], ...] = ()
    paragraphs: tuple[str, ...]
    tables: tuple[Table, ...] = ()
    appeal: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """An occasion and the catalogue it goes by: what the words of a notice are made from."""

    occasion: Occasion
    book: Catalogue

    @property
    def fact(self) -> Any:  # noqa: ANN401 - the fact that the kind of paper tells
        """The fact the paper tells."""
        return self.occasion.happening.fact

    @property
    def heading(self) -> CaseHeading:
        """Who must know of the case, as it was then."""
        heading: CaseHeading = self.fact.heading
        return heading

    @property
    def item(self) -> Item | None:
        """The item applied for; None where somebody was turned away with one that is not listed."""
        return self.book.items.get(self.heading.item_code)

    @property
    def item_name(self) -> str:
        """The item's name; its code where the catalogue does not have it."""
        return self.item.name if self.item else self.heading.item_code

    @property
    def wanted(self) -> tuple[MaterialRequirement, ...]:
        """The materials of the item's guide."""
        return self.item.guide.materials if self.item else ()

    @property
    def body(self) -> str:
        """The name of the deciding body."""
        return self.book.name_of(self.heading.decider)

    def term(self, leg: Leg, *kinds: type) -> Term | None:
        """Return the term of a leg that this fact opened, or the latest one of `kinds`."""
        fact = self.occasion.latest(*kinds) if kinds else self.fact
        terms: Sequence[Term] = getattr(fact, "terms", ())
        return next((each for each in terms if each.leg is leg), None)

    def material(self, code: str) -> str:
        """Return the name of a material as the guide has it; its code for one that is not there."""
        names = {each.code: each.name for each in self.wanted}
        return names.get(code, code)

    def materials(self, title: str, brought: Sequence[Material]) -> Table:
        """Return a table of materials as handed in."""
        rows = [
            (str(number), self.material(each.code), word(each.form), short(each.document))
            for number, each in enumerate(brought, 1)
        ]
        return Table(title=title, header=("序号", "材料名称", "形式", "摘要"), rows=tuple(rows))

    def named(self, title: str, codes: Sequence[str]) -> Table:
        """Return a table of materials that are wanted, with who issues them."""
        issuers = {each.code: each.issuer for each in self.wanted}
        rows = [
            (str(number), self.material(code), issuers.get(code, "") or "—")
            for number, code in enumerate(codes, 1)
        ]
        return Table(title=title, header=("序号", "材料名称", "出具单位"), rows=tuple(rows))

    def documents(self, *references: DocumentReference | None) -> tuple[Table, ...]:
        """Return a table of the documents that belong to the paper, none when there is none."""
        there = [each for each in references if each is not None]
        rows = [
            (each.kind, each.media_type, f"{each.size_bytes}", each.digest.hex()) for each in there
        ]
        header = ("文书", "类型", "字节", "摘要（SHA-256）")
        return (Table(title="附件", header=header, rows=tuple(rows)),) if rows else ()

    def paper(self, body: Body) -> Paper:
        """Return the paper that these words make."""
        occasion, happening, heading = self.occasion, self.occasion.happening, self.heading
        return Paper(
            kind=occasion.kind,
            title=body.title or occasion.kind.words,
            nth=occasion.nth,
            number=occasion.number,
            issued_on=local_day(happening.at),
            issuer=body.issuer,
            issuer_name=self.book.name_of(body.issuer),
            addressee=self._applicant(),
            subject=occasion.subject,
            business_number=heading.business_number,
            item_code=heading.item_code,
            item_name=self.item_name,
            basis=body.basis,
            lines=body.lines,
            paragraphs=body.paragraphs,
            tables=body.tables,
            appeal=body.appeal,
            entry=happening.entry,
            catalogue=happening.catalogue.hex(),
        )

    def _applicant(self) -> str:
        applied = self.occasion.latest(*APPLICATIONS)
        return applied.applicant if applied is not None else ""


def short(reference: DocumentReference | None) -> str:
    """Return the beginning of a document's digest, a dash where there is none."""
    return reference.digest.hex()[:SHOWN_OF_A_DIGEST] if reference else "—"
