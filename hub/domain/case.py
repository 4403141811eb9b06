"""What is kept of a case, and the questions its rules ask of it."""

from dataclasses import dataclass
from datetime import date

from hub.domain.charges import Charge
from hub.domain.correction import Correction
from hub.domain.counter import Door, Responsible
from hub.domain.custody import Original
from hub.domain.documents import CaseHeading, Digest, DocumentReference, Material
from hub.domain.mandates import Agent
from hub.domain.oversight import Oversight
from hub.domain.permit import Permit
from hub.domain.ratings import Rated
from hub.domain.retention import Kept
from hub.domain.service import Service
from hub.domain.suspension import Stop
from hub.domain.terms import Running, Term, find
from hub.domain.vocabulary import (
    CardColour,
    CardStanding,
    Decision,
    DocumentKind,
    Leg,
    ReturnReason,
    Status,
)

UNDECIDED = frozenset(
    {
        Status.RECEIVED,
        Status.AWAITING_MATERIALS,
        Status.FORWARDED,
        Status.ACKNOWLEDGED,
        Status.ACCEPTED,
    }
)
"""Before the decision (办结)."""

UNACCEPTED = frozenset({Status.RECEIVED, Status.FORWARDED, Status.ACKNOWLEDGED})
"""Before anybody accepted: the five days run (Licensing Law, Art. 32)."""

CLOSED = frozenset({Status.ARCHIVED, Status.REJECTED, Status.WITHDRAWN, Status.TERMINATED})
"""Nothing more is handled; what ended before a decision may still be archived."""

WITH_OPERATOR = frozenset({Status.REQUESTED, Status.TO_VERIFY, Status.FAILED, Status.REVERSED})
"""Only the operator's system has something to say: no body accepts, decides or delivers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """What was handed in; kept until the decision, because the work may have to go out again."""

    place: str
    applicant: str
    form: DocumentReference
    materials: tuple[Material, ...]
    received_on: date
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """Day 0 of the decision; `deemed` when nobody said anything in time."""

    effective_on: date
    deemed: bool
    tolerated: tuple[str, ...] = ()
    """Codes of materials that may follow later and have not come yet (容缺)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A supervision card and what became of it; `leg` is None for an irregularity."""

    number: int
    colour: CardColour
    leg: Leg | None
    owner: str
    standing: CardStanding = CardStanding.GIVEN
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A kind of document that an issuer asked a number for; None until it is assigned."""

    kind: DocumentKind
    issuer: str
    number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A case as it stands, folded from its facts.

    `with_decider`: the deciding body has the work (always, where the street decides itself).
    `proof` is the digest of what is sent back: the result document, or the written reasons of a
    denial. `terms` are the open time limits, `cards` all cards ever given, in their order.
    """

    heading: CaseHeading
    status: Status
    filing: Filing | None = None
    applicant: str | None = None
    """Who applies, pseudonymous; known also when the filing is kept no more."""
    with_decider: bool = False
    acknowledged: bool = False
    sent_back_for: ReturnReason | None = None
    """Why the deciding body sent the work back; None while it has it, or before."""
    acceptance: Acceptance | None = None
    decision: Decision | None = None
    proof: Digest | None = None
    terms: tuple[Running, ...] = ()
    cards: tuple[Card, ...] = ()
    stop: Stop | None = None
    """A special procedure stops the clock of the decision."""
    resumed_on: date | None = None
    """When the last special procedure ended; days before it are not counted a second time."""
    extended: bool = False
    permit: Permit | None = None
    """The approval, once there is one."""
    ratings: tuple[Rated, ...] = ()
    complaints: int = 0
    charges: tuple[Charge, ...] = ()
    urges: tuple[str, ...] = ()
    """Who urged, in the order of the urges' numbers."""
    numbers: tuple[Numbered, ...] = ()
    correction: Correction | None = None
    door: Door | None = None
    responsible: Responsible | None = None
    """The first one asked, or who took it over (首问负责)."""
    agents: tuple[Agent, ...] = ()
    """Who may act for the applicant, or might (代办)."""
    custody: tuple[Original, ...] = ()
    """Originals that the applicant does not have back (物料流转凭证)."""
    reviewed: bool = False
    """The street has given its preliminary review (初审)."""
    oversight: Oversight | None = None
    """Supervision after the approval (审管联动), sampling (抽查)."""
    service: Service | None = None
    """What an operator's system executes (服务点即办)."""
    bundle_id: str | None = None
    """The bundle (一件事) under which it was handed in; its submitter's."""
    file: Kept | None = None
    """The archived file: how long it is kept, and what became of it (保管期限)."""

    @property
    def is_decided_elsewhere(self) -> bool:
        """Whether another body than the receiving street decides (assisted, relayed)."""
        return self.heading.decider != self.heading.street

    @property
    def is_mirrored(self) -> bool:
        """Whether an outside system of record handles the case."""
        return self.status is Status.MIRRORED

    @property
    def worker(self) -> str:
        """Who has the work: the deciding body once it was given it, else the street."""
        return self.heading.decider if self.with_decider else self.heading.street

    def term(self, leg: Leg, about: str = "") -> Term | None:
        """Return the open term of a leg, None if none runs."""
        return find(self.terms, leg, about)
