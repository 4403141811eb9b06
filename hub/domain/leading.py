"""Who leads: the administration (区政务服务管理部门) which decides what nobody else does."""

from hub.domain.catalogue import Catalogue
from hub.domain.vocabulary import CardColour, OrganisationKind


def administration_of(book: Catalogue) -> str:
    """Return the organisation that leads (the first by code), or an empty code if there is none."""
    kinds = book.organisations.items()
    leading = [code for code, each in kinds if each.kind is OrganisationKind.ADMINISTRATION]
    return min(leading, default="")


def goes_up_to(colour: CardColour, book: Catalogue) -> str | None:
    """Return to whom a card goes up beside its owner: a red one to the administration (督办).

    Whatever it is for: a leg that nobody kept, an irregularity, a question not answered in time.
    """
    return (administration_of(book) or None) if colour is CardColour.RED else None
