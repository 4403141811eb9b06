"""What became of a decision and its permit afterwards."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from hub.domain.documents import CaseHeading, Digest, DocumentReference
from hub.domain.terms import Term
from hub.domain.vocabulary import (
    CancellationGround,
    Decision,
    RecallGround,
    ReviewForum,
    ReviewOutcome,
    RevocationGround,
    SecrecyGround,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRevoked:
    """The approval was taken back because it should not have been given.

    `competent_body` is who did it where the deciding body itself did not; `compensation` that the
    holder's losses are to be made good.
    """

    heading: CaseHeading
    ground: RevocationGround
    compensation: bool
    competent_body: str | None = None
    reasons: DocumentReference
    approver: str
    supervising: str | None = None
    terms: tuple[Term, ...] = ()
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PermitRecalled:
    """A lawful approval was taken back for the public interest."""

    heading: CaseHeading
    ground: RecallGround
    compensation: bool
    reasons: DocumentReference
    approver: str
    supervising: str | None = None
    terms: tuple[Term, ...] = ()
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PermitCancelled:
    """The permit was struck off."""

    heading: CaseHeading
    ground: CancellationGround
    supervising: str | None = None
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PermitAmended:
    """A changed document takes the place of the former one, `replaces`."""

    heading: CaseHeading
    document: DocumentReference
    number: str
    replaces: Digest | None = None
    valid_until: date | None = None
    terms: tuple[Term, ...] = ()
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentCorrected:
    """A corrected document takes the place of the former one, `replaces`."""

    heading: CaseHeading
    document: DocumentReference
    number: str
    replaces: Digest | None = None
    reasons: DocumentReference
    terms: tuple[Term, ...] = ()
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalRequested:
    """The holder asked for renewal; `late` when less than thirty days before the end."""

    heading: CaseHeading
    request: DocumentReference
    late: bool
    terms: tuple[Term, ...] = ()
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalDecided:
    """Renewal was granted or denied."""

    heading: CaseHeading
    granted: bool
    valid_until: date | None = None
    document: DocumentReference | None = None
    number: str | None = None
    replaces: Digest | None = None
    reasons: DocumentReference | None = None
    terms: tuple[Term, ...] = ()
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalDeemedGranted:
    """Nothing was decided by the day the permit expired: renewal counts as granted (Art. 50)."""

    heading: CaseHeading
    expired_on: date
    valid_until: date | None = None
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PermitExpired:
    """The last day of the permit has passed, and nothing renewed it."""

    heading: CaseHeading
    number: str
    expired_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRecorded:
    """A reconsideration or a court has spoken; to redo opens the case again.

    `decision` is what the decision was altered to.
    """

    heading: CaseHeading
    forum: ReviewForum
    outcome: ReviewOutcome
    decision: Decision | None = None
    ruling: DocumentReference
    terms: tuple[Term, ...] = ()
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionPublished:
    """The approval was made public."""

    heading: CaseHeading
    publication: str
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationWithheld:
    """The approval need not be made public; `approver` is the head who said so."""

    heading: CaseHeading
    ground: SecrecyGround
    reasons: DocumentReference
    approver: str
    at: datetime
    actor: str


PermitsFact: TypeAlias = (
    DecisionRevoked
    | PermitRecalled
    | PermitCancelled
    | PermitAmended
    | DocumentCorrected
    | RenewalRequested
    | RenewalDecided
    | RenewalDeemedGranted
    | PermitExpired
    | ReviewRecorded
    | DecisionPublished
    | PublicationWithheld
)
