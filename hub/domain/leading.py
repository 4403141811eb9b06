"""Who leads: the administration (区政务服务管理部门) which decides what nobody else does."""

from hub.domain.catalogue import Catalogue
from hub.domain.vocabulary import OrganisationKind


def administration_of(book: Catalogue) -> str:
    """Return the organisation that leads (the first by code), or an empty code if there is none."""
    kinds = book.organisations.items()
    leading = [code for code, each in kinds if each.kind is OrganisationKind.ADMINISTRATION]
    return min(leading, default="")
