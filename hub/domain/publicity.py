"""What must be made public: approvals of licences, by who gave them (Licensing Law, Art. 40)."""

from datetime import date
from typing import Final

from hub.domain.catalogue import Catalogue
from hub.domain.documents import CaseHeading
from hub.domain.terms import Term, term
from hub.domain.vocabulary import Leg

PUBLICATION: Final = "公开决定"
"""The step that follows the approval of a licence; its term is about this."""


def publication_terms(heading: CaseHeading, approved_on: date, book: Catalogue) -> tuple[Term, ...]:
    """Return until when an approval must be public; nothing for what is no licence.

    Working days as the catalogue has them: seven as the rules on publishing credit information
    (双公示) ask, twenty at most (Regulation on Open Government Information, Art. 26).
    """
    if not book.item(heading.item_code).is_made_public:
        return ()
    days = book.thresholds.publication_days
    owed = term(book, Leg.STEP, heading.decider, approved_on, days, about=PUBLICATION)
    return (owed,)


def is_publication(due: Term) -> bool:
    """Return whether a term is that of a publication, owed to the public and to nobody else."""
    return due.leg is Leg.STEP and due.about == PUBLICATION
