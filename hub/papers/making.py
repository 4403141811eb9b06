"""The paper of these facts: the one step between what happened and what is written."""

from hub.domain.catalogue import Catalogue
from hub.papers import notices_after, notices_before
from hub.papers.drafting import Desk
from hub.papers.occasions import OCCASIONS, Occasion
from hub.papers.paper import Paper

MAKERS = {**notices_before.MAKERS, **notices_after.MAKERS}
"""The words of each paper, by the fact it tells."""

if MAKERS.keys() != OCCASIONS.keys():
    raise AssertionError("every occasion has its words")


class ForeignNumber(Exception):
    """The number was given by another register than that of the paper's issuer."""


def paper_of(occasion: Occasion, book: Catalogue) -> Paper:
    """Return the paper of an occasion by the catalogue under which its case runs.

    The same occasion and catalogue give the same paper. Raises ForeignNumber.
    """
    desk = Desk(occasion, book)
    body = MAKERS[type(desk.fact)](desk)
    may_number = {body.issuer, getattr(desk.fact, "on_behalf_of", None) and desk.heading.street}
    if occasion.numbered_by not in {None, *may_number}:
        raise ForeignNumber(occasion.numbered_by)
    return desk.paper(body)
