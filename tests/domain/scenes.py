"""Given / when / then for the domain, in the sample district."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any, cast

import pytest

from hub.domain import commands
from hub.domain.case import Case
from hub.domain.catalogue import Catalogue
from hub.domain.commands import Command, SubmitCase
from hub.domain.context import Context
from hub.domain.decide import decide, elapse, evolve, subject_of
from hub.domain.documents import DocumentReference, Material
from hub.domain.facts import CardIssued, Fact
from hub.domain.guides import Requirement
from hub.domain.refusals import Refused, Rule
from hub.domain.subjects import State
from hub.domain.vocabulary import CardColour, Decision, DeliveryMethod, Leg, MaterialForm, Opinion
from hub.sample import district

BOOK = district.load()
STREET = "street-xincun"
OTHER_STREET = "street-licun"
COUNTER = "xincun-w1"
BANK = "xincun-bank-1"
POST = "xincun-post-1"
MONDAY = datetime(2026, 9, 14, 2, 0, tzinfo=UTC)
"""10:00 in Shanghai on an ordinary Monday."""

OWN, EMPOWERED, ASSISTED, PRELIMINARY = "WJ-01", "CG-01", "ZJ-01", "MZ-03"
RELAYED, INSTANT = "YB-01", "SW-01"
DECIDER = {ASSISTED: "dept-zhujian", PRELIMINARY: "dept-minzheng", RELAYED: "dept-yibao"}


def paper(kind: str = "申请表", mark: int = 1) -> DocumentReference:
    """A sealed document."""
    return DocumentReference(
        digest=bytes([mark]) * 32, size_bytes=1000, media_type="application/pdf", kind=kind
    )


LICENCE = paper("排水许可证", 7)
REASONS = paper("不予许可决定书", 8)


def materials(item: str, book: Catalogue = BOOK) -> tuple[Material, ...]:
    """All that the guide of an item asks for."""
    return tuple(
        Material(code=m.code, form=m.form, document=paper(m.name))
        for m in book.items[item].guide.materials
        if m.requirement is not Requirement.OPTIONAL
    )


def submission(item: str = ASSISTED, **changes: object) -> SubmitCase:
    """A complete application at the counter."""
    whole = SubmitCase(
        business_number="2026-0001",
        item_code=item,
        street=STREET,
        place=COUNTER,
        applicant="p-0001",
        form=paper(),
        materials=materials(item) if item in BOOK.items else (),
        actor="clerk-1",
    )
    return replace(whole, **cast("dict[str, Any]", changes))


def at_once(item: str, **changes: object) -> commands.HandleInstantCase:
    """An instant case, approved, as an operator or a street reports it."""
    asked = BOOK.items[item]
    document = LICENCE if asked.result_document else None
    whole = commands.HandleInstantCase(
        business_number="2026-0002",
        item_code=item,
        street=STREET,
        place=COUNTER,
        applicant="p-0001",
        form=paper(),
        materials=materials(item),
        decision=Decision.APPROVED,
        document=document,
        document_number="号1" if document else None,
        receipt_number="R-1",
        method=DeliveryMethod.COUNTER,
        actor="clerk-1",
    )
    return replace(whole, **cast("dict[str, Any]", changes))


@dataclass
class Story:
    """A case as it goes: tell it what is said by whom, and look at what became of it."""

    book: Catalogue = BOOK
    now: datetime = MONDAY
    state: State | None = None
    subject: str = ""
    facts: list[Fact] = field(default_factory=list)
    last: tuple[Fact, ...] = ()

    def when(self, sender: str, command: Command, at: datetime | None = None) -> "Story":
        """Say something that leads to facts."""
        self.subject = self.subject or subject_of(command, sender)
        return self._keep(decide(command, self.state, self.around(sender, at), self.book))

    def time_passes_to(self, clock: datetime) -> "Story":
        """Move the clock."""
        self.now = clock
        return self._keep(elapse(self.state, clock, self.book))

    def refuses(
        self, sender: str, command: Command, rule: Rule, at: datetime | None = None
    ) -> Refused:
        """Say something that is refused by `rule`."""
        before, subject = self.state, self.subject
        with pytest.raises(Refused) as caught:
            self.when(sender, command, at)
        refused = caught.value
        assert refused.rule is rule, refused
        assert "…" not in refused.sentence + refused.remedy
        assert self.state == before
        self.subject = subject
        return refused

    def then(self, *kinds: type) -> "Story":
        """Check which kinds of facts came last."""
        assert [type(fact) for fact in self.last] == list(kinds), self.last
        return self

    @property
    def case(self) -> Case:
        """The case as it stands."""
        assert isinstance(self.state, Case)
        return self.state

    def due(self, leg: Leg) -> date | None:
        """The last day of an open term."""
        term = self.case.term(leg)
        return term.due_on if term else None

    def cards(self) -> list[tuple[Leg | None, CardColour, str]]:
        """The cards among what came last: leg, colour, owner."""
        cards = [fact for fact in self.last if isinstance(fact, CardIssued)]
        return [(card.leg, card.colour, card.owner) for card in cards]

    def around(self, sender: str, at: datetime | None) -> Context:
        """The circumstances of a command said now, or at another time."""
        now = at or self.now
        return Context(subject=self.subject, sender=sender, made_at=now, received_at=now, clock=now)

    def say(self, sender: str, kind: Callable[..., Command], /, **fields: object) -> "Story":
        """Say a command of this case."""
        return self.when(sender, kind(case_id=self.subject, actor="staff-1", **fields))

    def _keep(self, facts: tuple[Fact, ...]) -> "Story":
        self.last = facts
        self.facts += facts
        for fact in facts:
            self.state = evolve(self.state, fact, self.subject)
        return self


def received(item: str = ASSISTED) -> Story:
    """A case at the counter."""
    return Story().when(STREET, submission(item))


def forwarded(item: str = ASSISTED) -> Story:
    """An assisted case that went to the department, reviewed by the street where it must be."""
    story = received(item)
    if BOOK.items[item].preliminary_review:
        favourable = Opinion.FAVOURABLE
        story.say(STREET, commands.GivePreliminaryReview, verdict=favourable, report=REASONS)
    return story.say(STREET, commands.ForwardCase)


def acknowledged(item: str = ASSISTED) -> Story:
    """An assisted case that the department has in hand."""
    return forwarded(item).say(DECIDER[item], commands.AcknowledgeWork)


def accepted(item: str = ASSISTED) -> Story:
    """A case that its deciding body has accepted."""
    if item in DECIDER:
        return forwarded(item).say(DECIDER[item], commands.AcceptCase)
    return received(item).say(STREET, commands.AcceptCase)


def reviewed(item: str = ASSISTED) -> Story:
    """An accepted case whose steps have all been taken; only the decision is owed."""
    story = accepted(item)
    body = DECIDER.get(item, STREET)
    for step in BOOK.items[item].guide.steps:
        taken = {"step": step.name, "department": body, "occurred_at": story.now}
        story.say(body, commands.RecordStep, **taken)
    return story


def decided(item: str = ASSISTED, decision: Decision = Decision.APPROVED) -> Story:
    """A decided case."""
    reasons = REASONS if decision is Decision.DENIED else None
    story = accepted(item)
    body = DECIDER.get(item, STREET)
    return story.say(body, commands.DecideCase, decision=decision, reasons=reasons)


def issued(item: str = ASSISTED) -> Story:
    """An approved case with its document."""
    body = DECIDER.get(item, STREET)
    return decided(item).say(
        body,
        commands.IssueDocument,
        document=LICENCE,
        number="许字1号",
        issued_on=date(2026, 9, 14),
    )


def delivered(item: str = ASSISTED) -> Story:
    """A case whose outcome reached the applicant, and the public where it must."""
    story = issued(item)
    if BOOK.items[item].is_made_public:
        story.say(DECIDER.get(item, STREET), commands.PublishDecision, publication="site/2026/1")
    if item in DECIDER:
        story.say(STREET, commands.ConfirmReceipt, digest=LICENCE.digest)
    return story.say(STREET, commands.DeliverDocument, method=DeliveryMethod.COUNTER)


COMMITTED = MaterialForm.COMMITMENT
