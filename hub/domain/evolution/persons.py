"""What is kept of who is responsible."""

from hub.domain.case import Case
from hub.domain.changing import changed
from hub.domain.evolution.folds import CaseFolds
from hub.domain.facts.persons import ResponsibilityHandedOver
from hub.domain.responsibility import responsible_by


def _handed_over(case: Case, fact: ResponsibilityHandedOver) -> Case:
    return changed(case, responsible=responsible_by(fact))


FOLDS: CaseFolds = {ResponsibilityHandedOver: _handed_over}
