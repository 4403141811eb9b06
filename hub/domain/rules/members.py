"""Who touches a case is a member of the office that says so; a stranger's act is done and noted.

The citizen must not suffer for a list that nobody keeps up to date: so nothing is refused.
"""

from hub.domain.case import Case
from hub.domain.catalogue import Catalogue
from hub.domain.commands import Command
from hub.domain.context import Context
from hub.domain.evolution import evolve
from hub.domain.facts import Fact
from hub.domain.facts.supervising import CardIssued
from hub.domain.irregularities import irregular
from hub.domain.refusals import IrregularityRule
from hub.domain.subjects import State


def stranger(command: Command, context: Context, book: Catalogue) -> str | None:
    """Return who acts without being a member of the sender, on the day of the act; else None.

    None also where the sender keeps no list of members. `book` is the catalogue in force.
    """
    if context.sender not in book.keeping:
        return None
    actor: str | None = getattr(command, "actor", None)
    if actor is None or book.serves(context.sender, actor, context.at):
        return None
    return actor


def noted(
    actor: str,
    state: State | None,
    facts: tuple[Fact, ...],
    context: Context,
    book: Catalogue,
) -> tuple[CardIssued, ...]:
    """Return the red card for a stranger's act, after its facts: once for a person in a case.

    What is no case has no cards, and of a mirrored one its own system of record answers.
    """
    if isinstance(state, Case) and _is_noted(actor, context.sender, state):
        return ()
    case = state
    for fact in facts:
        case = evolve(case, fact, context.subject)
    if not isinstance(case, Case) or case.is_mirrored:
        return ()
    rule = IrregularityRule.ACTED_BY_STRANGER
    return (irregular(case, rule, context.sender, book, about=actor),)


def _is_noted(actor: str, organisation: str, case: Case) -> bool:
    about = (actor, organisation, None)
    return any((card.about, card.owner, card.leg) == about for card in case.cards)
