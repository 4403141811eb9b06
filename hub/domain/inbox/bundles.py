"""Bundles (一件事) that were opened, and that are done."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from hub.domain.bundle import BundledCase


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleRegistered:
    """To the street, and to who leads the bundle: which cases are handed in together."""

    bundle_id: str
    number: str
    code: str
    submitter: str
    street: str
    lead: str
    cases: tuple[BundledCase, ...] = ()
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleEnded:
    """To submitter and street, and to who leads the bundle: every case ended, and how."""

    bundle_id: str
    number: str
    code: str
    cases: tuple[BundledCase, ...] = ()
    approved: int
    denied: int
    rejected: int
    withdrawn: int
    terminated: int
    failed: int
    left_out: int
    at: datetime


BundlesMessage: TypeAlias = BundleRegistered | BundleEnded
