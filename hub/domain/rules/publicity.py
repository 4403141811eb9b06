"""Making an approval public, so that anybody may look it up (Licensing Law, Art. 40), or not."""

from hub.domain.case import Case
from hub.domain.catalogue import Catalogue
from hub.domain.commands import PublishDecision, WithholdPublication
from hub.domain.context import Context
from hub.domain.facts import DecisionPublished, Fact, PublicationWithheld
from hub.domain.guards import must_be_sound, must_decide
from hub.domain.publicity import PUBLICATION
from hub.domain.refusals import PermitsRule, Refused
from hub.domain.rules.permits import EVER_IN_FORCE, permit_of
from hub.domain.rules.tables import CaseRules
from hub.domain.speech import ACTS
from hub.domain.vocabulary import Leg


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


def withhold(
    command: WithholdPublication, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Keep an approval from the public: state secrets, trade secrets, privacy (Art. 5).

    Raises Refused: not the deciding body, no approval or one taken back, none to be published, no
    head who approves, unsound reasons.
    """
    must_decide(command, case, context, book)
    permit_of(command, case, EVER_IN_FORCE)
    if case.term(Leg.STEP, PUBLICATION) is None:
        raise Refused(PermitsRule.NOTHING_TO_PUBLISH)
    if command.approver.strip() in ("", command.actor):
        raise Refused(PermitsRule.HEAD_MISSING, act=ACTS[WithholdPublication])
    must_be_sound(command.reasons)
    fact = PublicationWithheld(
        heading=case.heading,
        ground=command.ground,
        reasons=command.reasons,
        approver=command.approver,
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


RULES: CaseRules = {PublishDecision: publish, WithholdPublication: withhold}
