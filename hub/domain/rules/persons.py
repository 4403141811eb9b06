"""The duty of the first one asked (首问负责)."""

from hub.domain.case import WITH_OPERATOR, Case
from hub.domain.catalogue import Catalogue
from hub.domain.commands.persons import HandOver
from hub.domain.context import Context
from hub.domain.facts import Fact
from hub.domain.facts.persons import ResponsibilityHandedOver
from hub.domain.guards import must_be_open, not_in_this_status
from hub.domain.refusals import PersonsRule, Refused
from hub.domain.rules.tables import CaseRules


def hand_over(command: HandOver, case: Case, context: Context, book: Catalogue) -> tuple[Fact, ...]:
    """Hand the responsibility over to a named person who takes it on (plan 4(1)4).

    Raises Refused: closed, not the office of who is responsible, to an office that has nothing to
    do with the case, to nobody or to the same person.
    """
    if case.status not in WITH_OPERATOR:
        must_be_open(command, case)
    before = case.responsible
    if before is None:
        raise not_in_this_status(command, case)
    if context.sender != before.organisation:
        holder, sender = book.name_of(before.organisation), book.name_of(context.sender)
        raise Refused(PersonsRule.NOT_RESPONSIBLE, holder=holder, sender=sender)
    if command.organisation not in (before.organisation, case.heading.street, case.worker):
        organisation = book.name_of(command.organisation)
        raise Refused(PersonsRule.SUCCESSOR_HAS_NO_WORK, organisation=organisation)
    successor = command.successor.strip()
    if not successor or (successor, command.organisation) == (before.person, before.organisation):
        raise Refused(PersonsRule.NO_SUCCESSOR)
    fact = ResponsibilityHandedOver(
        heading=case.heading,
        former=before.organisation,
        predecessor=before.person,
        organisation=command.organisation,
        successor=successor,
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


RULES: CaseRules = {HandOver: hand_over}
