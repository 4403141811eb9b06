"""What is kept of who is responsible."""

from hub.domain.case import Case
from hub.domain.changing import changed
from hub.domain.evolution.folds import CaseFolds
from hub.domain.facts.persons import ActedInItsName, ResponsibilityHandedOver
from hub.domain.responsibility import responsible_by


def _handed_over(case: Case, fact: ResponsibilityHandedOver) -> Case:
    return changed(case, responsible=responsible_by(fact))


def _acted(case: Case, _fact: ActedInItsName) -> Case:
    return case


FOLDS: CaseFolds = {ResponsibilityHandedOver: _handed_over, ActedInItsName: _acted}
