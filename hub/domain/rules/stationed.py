"""Who is stationed at a street's counter says there what the department says (进驻)."""

from hub.domain.case import Case
from hub.domain.catalogue import Catalogue
from hub.domain.commands import Command
from hub.domain.context import Context
from hub.domain.facts.persons import ActedInItsName
from hub.domain.stationed import Stationed


def acting_for(command: Command, case: Case, context: Context, book: Catalogue) -> Stationed | None:
    """Return the deciding body's person stationed at the street who says this; None otherwise.

    Only of the body that decides, and only through the system of the street that received the case.
    """
    heading = case.heading
    if context.sender != heading.street or heading.decider == heading.street:
        return None
    person = book.stationed.get(getattr(command, "actor", ""))
    if person is None or person.department != heading.decider:
        return None
    return person if heading.street in person.streets else None


def in_its_name(
    command: Command, case: Case, context: Context, person: Stationed
) -> ActedInItsName:
    """Return the fact by which the department hears what was done in its name."""
    return ActedInItsName(
        heading=case.heading,
        department=person.department,
        act=type(command).__name__,
        at=context.at,
        actor=person.code,
    )
