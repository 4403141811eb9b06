"""Bundles (一件事): opened, its cases come further or are left out, all ended."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from hub.domain.bundle import BundledCase
from hub.domain.documents import CaseHeading, DocumentReference, Material
from hub.domain.vocabulary import BundledStanding


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleOpened:
    """`submitter` opened a listed bundle for a street; `lead` leads it.

    `cases` stand where they stood when they were heard of before the bundle.
    """

    number: str
    code: str
    submitter: str
    street: str
    lead: str
    place: str
    applicant: str
    form: DocumentReference
    materials: tuple[Material, ...] = ()
    cases: tuple[BundledCase, ...] = ()
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BundledCaseMoved:
    """On the case: it came further, and its bundle must know."""

    heading: CaseHeading
    bundle_id: str
    standing: BundledStanding
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BundledCaseNoted:
    """On the bundle: how far one of its cases is."""

    case: BundledCase
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BundledCaseLeftOut:
    """An item that was not handed in yet will not be."""

    case: BundledCase
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleCompleted:
    """Every case of the bundle ended; so many in each way."""

    number: str
    code: str
    submitter: str
    street: str
    lead: str
    cases: tuple[BundledCase, ...] = ()
    approved: int
    denied: int
    rejected: int
    withdrawn: int
    terminated: int
    failed: int
    left_out: int
    at: datetime


BundlesFact: TypeAlias = (
    BundleOpened | BundledCaseMoved | BundledCaseNoted | BundledCaseLeftOut | BundleCompleted
)
