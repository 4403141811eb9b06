"""Acting for the applicant: by a mandate and within it (代办, 授权委托)."""

from hub.domain.calendar import local_day
from hub.domain.case import Case
from hub.domain.catalogue import Catalogue
from hub.domain.commands.mandates import RegisterMandate, RevokeMandate
from hub.domain.context import Context
from hub.domain.documents import CaseHeading, Mandate
from hub.domain.facts import Fact
from hub.domain.facts.mandates import MandateRegistered, MandateRevoked
from hub.domain.guards import must_be_at_hand, must_be_open, must_be_sound
from hub.domain.guides import Item
from hub.domain.mandates import ANY_ITEM, Agent, agent_of
from hub.domain.refusals import MandatesRule, Refused
from hub.domain.rules.tables import CaseRules
from hub.domain.speech import ACTS, POWERS
from hub.domain.vocabulary import MandatePower


def register(
    command: RegisterMandate, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Record whom the applicant empowered after the application came in.

    Raises Refused: closed, neither street nor submitter, registered or revoked already, unsound.
    """
    must_be_open(command, case)
    must_be_at_hand(command, case, context, book)
    _must_be_sound(
        command.mandate, case.applicant or "", book.item(case.heading.item_code), context
    )
    must_not_be_revoked(command.mandate, case)
    if _is_known(command.mandate, case):
        raise Refused(MandatesRule.REGISTERED)
    return registered(command.mandate, case, case.heading, context, command.actor)


def revoke(
    command: RevokeMandate, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Record that the applicant took an agent's mandates back (Civil Code, Art. 173).

    Raises Refused: closed, neither street nor submitter, no such agent, revoked already, nothing
    sound in writing.
    """
    must_be_open(command, case)
    must_be_at_hand(command, case, context, book)
    if command.agent not in {each.person for each in case.agents if not each.revoked}:
        raise Refused(MandatesRule.NO_SUCH_AGENT)
    must_be_sound(command.document)
    fact = MandateRevoked(
        heading=case.heading,
        agent=command.agent,
        document=command.document,
        organisation=context.sender,
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def must_file_for(mandate: Mandate | None, applicant: str, item: Item, context: Context) -> None:
    """Refuse who files for somebody without a sound mandate; helping (帮办) needs and has none.

    Raises Refused: the law wants the applicant present (Licensing Law, Art. 29), an unsound
    mandate, one that does not let the agent file.
    """
    if mandate is None:
        return
    if item.in_person:
        raise Refused(MandatesRule.PRESENCE_REQUIRED, item=item.name)
    _must_be_sound(mandate, applicant, item, context)
    _must_empower(mandate.powers, MandatePower.FILE)


def must_act_for(
    agent: str | None, power: MandatePower, command: object, case: Case, context: Context
) -> None:
    """Refuse an agent who may not do this for the applicant today; None is the applicant.

    Raises Refused: no such agent, revoked, not in force, not empowered to this (Civil Code, Art.
    162, 171, 173).
    """
    if agent is None:
        return
    known = [each for each in case.agents if each.person == agent]
    if not known:
        raise Refused(MandatesRule.NO_SUCH_AGENT)
    left = [each for each in known if not each.revoked]
    if not left:
        raise Refused(MandatesRule.REVOKED)
    day = local_day(context.at)
    valid = [each for each in left if each.is_in_force(day)]
    if not valid:
        raise _not_in_force(left[-1], context, ACTS[type(command)])
    _must_empower(tuple([power for each in valid for power in each.powers]), power)


def registered(
    mandate: Mandate | None,
    case: Case | None,
    heading: CaseHeading,
    context: Context,
    actor: str,
) -> tuple[Fact, ...]:
    """Return the record of a mandate that came with an application; none of one known before."""
    if mandate is None or (case is not None and _is_known(mandate, case)):
        return ()
    fact = MandateRegistered(
        heading=heading,
        mandate=mandate,
        organisation=context.sender,
        at=context.at,
        actor=actor,
    )
    return (fact,)


def must_not_be_revoked(mandate: Mandate | None, case: Case) -> None:
    """Refuse a paper that the applicant took back; a new one may be signed."""
    revoked = {each.digest for each in case.agents if each.revoked}
    if mandate is not None and mandate.document.digest in revoked:
        raise Refused(MandatesRule.REVOKED)


def _must_be_sound(mandate: Mandate, applicant: str, item: Item, context: Context) -> None:
    """Refuse a mandate in which something is missing or wrong (Civil Code, Art. 165)."""
    must_be_sound(mandate.document)
    if not (mandate.principal_checked and mandate.agent_checked):
        raise Refused(MandatesRule.IDENTITY_UNCHECKED)
    if mandate.agent.strip() in ("", mandate.principal.strip()):
        raise Refused(MandatesRule.SAME_PERSON)
    if mandate.principal != applicant:
        raise Refused(MandatesRule.ANOTHER_PRINCIPAL)
    if mandate.scope not in (ANY_ITEM, item.code):
        raise Refused(MandatesRule.OUT_OF_SCOPE, scope=mandate.scope, item=item.name)
    if not mandate.powers:
        raise Refused(MandatesRule.NO_POWERS)
    if not mandate.free_of_charge:
        raise Refused(MandatesRule.CHARGED_FOR)
    agent = agent_of(mandate)
    if not agent.is_in_force(local_day(context.at)):
        raise _not_in_force(agent, context, ACTS[RegisterMandate])


def _must_empower(powers: tuple[MandatePower, ...], power: MandatePower) -> None:
    if power not in powers:
        raise Refused(MandatesRule.NOT_EMPOWERED, power=POWERS[power])


def _not_in_force(agent: Agent, context: Context, act: str) -> Refused:
    return Refused(
        MandatesRule.NOT_IN_FORCE,
        start=agent.valid_from.isoformat(),
        until=agent.valid_until.isoformat(),
        day=local_day(context.at).isoformat(),
        act=act,
    )


def _is_known(mandate: Mandate, case: Case) -> bool:
    return mandate.document.digest in {each.digest for each in case.agents}


RULES: CaseRules = {RegisterMandate: register, RevokeMandate: revoke}
