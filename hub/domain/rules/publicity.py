"""Making an approval public, so that anybody may look it up (Licensing Law, Art. 40)."""

from hub.domain.case import Case
from hub.domain.catalogue import Catalogue
from hub.domain.commands import PublishDecision
from hub.domain.context import Context
from hub.domain.facts import DecisionPublished, Fact
from hub.domain.guards import must_decide
from hub.domain.refusals import PermitsRule, Refused
from hub.domain.rules.permits import EVER_IN_FORCE, permit_of
from hub.domain.rules.tables import CaseRules


def publish(
    command: PublishDecision, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Make an approval public; also one that has run out since, and however late.

    Raises Refused: not the deciding body, no approval or one taken back, public already, no place
    where it can be looked up.
    """
    must_decide(command, case, context, book)
    if permit_of(command, case, EVER_IN_FORCE).published:
        raise Refused(PermitsRule.PUBLISHED_BEFORE)
    if not command.publication.strip():
        raise Refused(PermitsRule.PUBLISHED_NOWHERE)
    fact = DecisionPublished(
        heading=case.heading,
        publication=command.publication,
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


RULES: CaseRules = {PublishDecision: publish}
