"""Cards for what should not have happened but did, and the record of a named override."""

from hub.domain.case import Case
from hub.domain.catalogue import Catalogue
from hub.domain.documents import DocumentReference
from hub.domain.facts.supervising import CardIssued, OverrideRecorded
from hub.domain.leading import goes_up_to
from hub.domain.refusals import Rule
from hub.domain.vocabulary import CardColour


def irregular(
    case: Case, rule: Rule, owner: str, book: Catalogue, *, after: int = 0, about: str = ""
) -> CardIssued:
    """Return the red card for an irregularity; `after` other cards given by the same command.

    `about` says what or whom it concerns, where the rule alone does not.
    """
    return CardIssued(
        heading=case.heading,
        number=len(case.cards) + after + 1,
        colour=CardColour.RED,
        about=about,
        rule=rule.code,
        owner=owner,
        administration=goes_up_to(CardColour.RED, book),
    )


def overridden(
    case: Case, rule: Rule, approver: str, reasons: DocumentReference | None
) -> OverrideRecorded:
    """Return the record that `approver`, by name and with reasons, let pass what a rule refuses."""
    return OverrideRecorded(
        heading=case.heading, rule=rule.code, approver=approver, reasons=reasons
    )
