"""What is kept of a case, and the questions its rules ask of it."""

from dataclasses import dataclass
from datetime import date

from hub.domain.documents import CaseHeading, Digest, DocumentReference, Material
from hub.domain.vocabulary import Decision, Status

UNDECIDED = frozenset({Status.RECEIVED, Status.FORWARDED, Status.ACKNOWLEDGED, Status.ACCEPTED})
"""Before the decision (办结)."""

UNACCEPTED = frozenset({Status.RECEIVED, Status.FORWARDED, Status.ACKNOWLEDGED})
"""Before anybody accepted: the five days run (Licensing Law, Art. 32)."""

CLOSED = frozenset({Status.ARCHIVED, Status.REJECTED, Status.WITHDRAWN})
"""Nothing more is handled; what was rejected or withdrawn may still be archived."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """What was handed in; kept until the decision, because the work may have to go out again.

    `accept_by` is the last day on which the deciding body may still say something.
    """

    place: str
    applicant: str
    form: DocumentReference
    materials: tuple[Material, ...]
    received_on: date
    accept_by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """Day 0 of the decision and its last days; `deemed` when nobody said anything in time."""

    effective_on: date
    due_on: date | None
    promised_on: date | None
    deemed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A case as it stands, folded from its facts.

    `with_decider`: the deciding body has the work (always, where the street decides itself).
    `deadline_missed`: the card for the decision has been given. `proof` is the digest of what is
    sent back: the result document, or the written reasons of a denial.
    """

    heading: CaseHeading
    status: Status
    filing: Filing | None = None
    with_decider: bool = False
    acknowledged: bool = False
    acceptance: Acceptance | None = None
    deadline_missed: bool = False
    decision: Decision | None = None
    proof: Digest | None = None

    @property
    def is_decided_elsewhere(self) -> bool:
        """Whether another body than the receiving street decides (assisted, relayed)."""
        return self.heading.decider != self.heading.street

    @property
    def is_mirrored(self) -> bool:
        """Whether an outside system of record handles the case."""
        return self.status is Status.MIRRORED
