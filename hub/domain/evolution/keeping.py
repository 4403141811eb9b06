"""What is kept of an archived file: how long it must be kept, and what became of it."""

from hub.domain.calendar import local_day
from hub.domain.case import Case
from hub.domain.changing import changed
from hub.domain.evolution.folds import CaseFolds
from hub.domain.facts import Fact
from hub.domain.facts.delivering import CaseArchived, DocumentDelivered
from hub.domain.facts.keeping import ApplicantUnmasked, DestructionApproved, FileDestroyed
from hub.domain.facts.permits import ReviewRecorded
from hub.domain.retention import Kept, at_least_for_remedies
from hub.domain.vocabulary import Status

_OF_THE_FILE = frozenset({CaseArchived, DestructionApproved, FileDestroyed, ApplicantUnmasked})
"""What leaves the archive's word about a file as it is, or is that word."""

_OPENS_REMEDIES = (DocumentDelivered, ReviewRecorded)


def _approved(case: Case, fact: DestructionApproved) -> Case:
    return changed(case, file=Kept(until=fact.kept_until, agreed=True))


def _destroyed(case: Case, fact: FileDestroyed) -> Case:
    del fact
    return changed(case, file=changed(case.file or Kept(), destroyed=True))


def _unmasked(case: Case, fact: ApplicantUnmasked) -> Case:
    del fact
    return case


def with_file(case: Case, fact: Fact) -> Case:
    """Return a case whose file was archived, after `fact`, with what that means for the file.

    The archive agreed about the file as it was: whatever happens to the case later voids its word.
    A case that is opened again has no archived file, until it is archived again.
    """
    kept = case.file
    if kept is None or type(fact) in _OF_THE_FILE:
        return case
    if case.status is not Status.ARCHIVED:
        return changed(case, file=None)
    until = kept.until
    if isinstance(fact, _OPENS_REMEDIES):
        until = at_least_for_remedies(until, local_day(fact.at))
    return changed(case, file=Kept(until=until, destroyed=kept.destroyed))


FOLDS: CaseFolds = {
    DestructionApproved: _approved,
    FileDestroyed: _destroyed,
    ApplicantUnmasked: _unmasked,
}
