"""Who hears of a bundle (一件事): of its cases everybody hears from the cases themselves."""

from hub.domain.announcements.telling import Announcement, Tellings, once, to_each
from hub.domain.facts.bundles import BundleCompleted, BundleOpened
from hub.domain.inbox.bundles import BundleEnded, BundleRegistered


def _opened(subject: str, fact: BundleOpened) -> tuple[Announcement, ...]:
    registered = BundleRegistered(
        bundle_id=subject,
        number=fact.number,
        code=fact.code,
        submitter=fact.submitter,
        street=fact.street,
        lead=fact.lead,
        cases=fact.cases,
        at=fact.at,
    )
    told = [code for code in once(fact.street, fact.lead) if code != fact.submitter]
    return to_each(tuple(told), registered)


def _completed(subject: str, fact: BundleCompleted) -> tuple[Announcement, ...]:
    ended = BundleEnded(
        bundle_id=subject,
        number=fact.number,
        code=fact.code,
        cases=fact.cases,
        approved=fact.approved,
        denied=fact.denied,
        rejected=fact.rejected,
        withdrawn=fact.withdrawn,
        terminated=fact.terminated,
        failed=fact.failed,
        left_out=fact.left_out,
        at=fact.at,
    )
    return to_each(once(fact.submitter, fact.street, fact.lead), ended)


TELL: Tellings = {BundleOpened: _opened, BundleCompleted: _completed}
