"""What a case tells the bundle (一件事) that it was handed in under: that it came further."""

from collections.abc import Mapping
from datetime import datetime

from hub.domain.bundle import is_further
from hub.domain.case import Case
from hub.domain.evolution import evolve
from hub.domain.facts import BundledCaseMoved, Fact
from hub.domain.subjects import State
from hub.domain.vocabulary import BundledStanding, Decision, Status

_BY_STATUS: Mapping[Status, BundledStanding] = {
    Status.ACCEPTED: BundledStanding.ACCEPTED,
    Status.DECIDED: BundledStanding.DECIDED,
    Status.ISSUED: BundledStanding.DECIDED,
    Status.RETURNED: BundledStanding.DECIDED,
    Status.REJECTED: BundledStanding.REJECTED,
    Status.WITHDRAWN: BundledStanding.WITHDRAWN,
    Status.TERMINATED: BundledStanding.TERMINATED,
    Status.FAILED: BundledStanding.FAILED,
    Status.REVERSED: BundledStanding.FAILED,
}
_DELIVERED = frozenset({Status.DELIVERED, Status.ARCHIVED})


def standing_of(case: Case) -> BundledStanding:
    """Return how far a case is: it has ended when its outcome reached the applicant."""
    if case.status in _DELIVERED:
        denied = case.decision is Decision.DENIED
        return BundledStanding.DENIED if denied else BundledStanding.APPROVED
    return _BY_STATUS.get(case.status, BundledStanding.RECEIVED)


def with_moves(
    state: State | None, facts: tuple[Fact, ...], subject: str, at: datetime
) -> tuple[Fact, ...]:
    """Return the facts, and that a case of a bundle came further by them, if it did."""
    after = state
    for fact in facts:
        after = evolve(after, fact, subject)
    return (*facts, *moved(state, after, at))


def moved(before: State | None, after: State | None, at: datetime) -> tuple[BundledCaseMoved, ...]:
    """Return that a case of a bundle came further; nothing where it did not or has no bundle."""
    if not isinstance(after, Case) or after.bundle_id is None:
        return ()
    old = standing_of(before) if isinstance(before, Case) else BundledStanding.AWAITED
    new = standing_of(after)
    if not is_further(new, old):
        return ()
    fact = BundledCaseMoved(heading=after.heading, bundle_id=after.bundle_id, standing=new, at=at)
    return (fact,)
