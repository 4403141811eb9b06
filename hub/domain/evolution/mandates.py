"""What is kept of mandates."""

from hub.domain.case import Case
from hub.domain.changing import changed
from hub.domain.evolution.folds import CaseFolds
from hub.domain.facts.mandates import MandateRegistered, MandateRevoked
from hub.domain.mandates import agent_of


def _registered(case: Case, fact: MandateRegistered) -> Case:
    return changed(case, agents=(*case.agents, agent_of(fact.mandate)))


def _revoked(case: Case, fact: MandateRevoked) -> Case:
    agents = [
        changed(each, revoked=True) if each.person == fact.agent else each for each in case.agents
    ]
    return changed(case, agents=tuple(agents))


FOLDS: CaseFolds = {MandateRegistered: _registered, MandateRevoked: _revoked}
