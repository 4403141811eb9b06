"""What one subject needs of another: the commands that follow from a fact, for the follow-up lane.

Pure and repeatable: the lane may write them again after a restart, under the same ids.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from hub.domain.commands import Command
from hub.domain.commands.administration import SwitchCatalogue
from hub.domain.commands.bundles import NoteBundledCase
from hub.domain.commands.numbering import (
    AssignNumber,
    NoteNumber,
    NoteVoid,
    RegisterNumber,
    ReportConflict,
)
from hub.domain.facts import Fact
from hub.domain.facts.administration import CataloguePublished
from hub.domain.facts.bundles import BundledCaseMoved
from hub.domain.facts.deciding import DocumentIssued
from hub.domain.facts.numbering import (
    NumberAssigned,
    NumberConflicted,
    NumberRequested,
    NumberVoided,
)
from hub.domain.facts.permits import PermitAmended, RenewalDecided
from hub.domain.identity import issuer_subject, number_subject

EVERY_PARTITION = ""
"""In place of a subject: each partition is told, on its own subject."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A command for another subject, or for EVERY_PARTITION."""

    subject: str
    command: Command


def follow(subject: str, fact: Fact) -> tuple[FollowUp, ...]:
    """Return what follows from a fact of `subject` for others."""
    rule = FOLLOWED.get(type(fact))
    return rule(subject, fact) if rule else ()


def _published(subject: str, fact: CataloguePublished) -> tuple[FollowUp, ...]:
    """Tell every partition to go over to a snapshot."""
    del subject
    command = SwitchCatalogue(
        snapshot=fact.snapshot, size_bytes=fact.size_bytes, valid_from=fact.valid_from
    )
    return (FollowUp(EVERY_PARTITION, command),)


def _number_requested(subject: str, fact: NumberRequested) -> tuple[FollowUp, ...]:
    """Ask the issuer's register of that kind and year for the next number."""
    register = issuer_subject(fact.issuer, fact.kind.value, fact.year)
    command = AssignNumber(
        issuer=fact.issuer, kind=fact.kind, year=fact.year, case_id=subject, prefix=fact.prefix
    )
    return (FollowUp(register, command),)


def _number_assigned(subject: str, fact: NumberAssigned) -> tuple[FollowUp, ...]:
    """Bring the number to the case that asked for it."""
    del subject
    command = NoteNumber(case_id=fact.case_id, kind=fact.kind, number=fact.number)
    return (FollowUp(fact.case_id, command),)


def _voided(subject: str, fact: NumberVoided) -> tuple[FollowUp, ...]:
    """Let the case ask for another number."""
    del subject
    command = NoteVoid(case_id=fact.case_id, kind=fact.kind, number=fact.number)
    return (FollowUp(fact.case_id, command),)


def _issued(subject: str, fact: DocumentIssued) -> tuple[FollowUp, ...]:
    """Register the number of a department's own document: it may be used once."""
    issuer = fact.heading.decider
    command = RegisterNumber(issuer=issuer, number=fact.number, case_id=subject)
    return (FollowUp(number_subject(issuer, fact.number), command),)


def _renumbered(subject: str, fact: PermitAmended | RenewalDecided) -> tuple[FollowUp, ...]:
    """Register the number of a later document; that of the former is known to be this case's."""
    if fact.number is None:
        return ()
    issuer = fact.heading.decider
    command = RegisterNumber(issuer=issuer, number=fact.number, case_id=subject)
    return (FollowUp(number_subject(issuer, fact.number), command),)


def _conflicted(subject: str, fact: NumberConflicted) -> tuple[FollowUp, ...]:
    """Tell the case whose document bears a number that was taken."""
    del subject
    command = ReportConflict(case_id=fact.case_id, number=fact.number, first_case=fact.first_case)
    return (FollowUp(fact.case_id, command),)


def _moved(subject: str, fact: BundledCaseMoved) -> tuple[FollowUp, ...]:
    """Tell its bundle how far a case is (一件事)."""
    command = NoteBundledCase(
        bundle_id=fact.bundle_id,
        case_id=subject,
        item_code=fact.heading.item_code,
        standing=fact.standing,
    )
    return (FollowUp(fact.bundle_id, command),)


FOLLOWED: Mapping[type, Callable[[str, Any], tuple[FollowUp, ...]]] = {
    CataloguePublished: _published,
    NumberRequested: _number_requested,
    NumberAssigned: _number_assigned,
    NumberVoided: _voided,
    DocumentIssued: _issued,
    PermitAmended: _renumbered,
    RenewalDecided: _renumbered,
    NumberConflicted: _conflicted,
    BundledCaseMoved: _moved,
}
"""The facts from which something follows for another subject."""
