"""The steps of a guide (环节): one after the other, each with its owner and its own limit."""

from collections.abc import Iterator
from datetime import date

from hub.domain.catalogue import Catalogue
from hub.domain.documents import CaseHeading
from hub.domain.guides import Item, Step
from hub.domain.lists import EVERY_STREET
from hub.domain.terms import Term, term
from hub.domain.vocabulary import Leg


def first_step(heading: CaseHeading, start: date, book: Catalogue) -> tuple[Term, ...]:
    """Return the term of the first step after acceptance that has a limit; none if none has."""
    item = book.item(heading.item_code)
    return _term_of(_after_acceptance(item, heading), heading, start, book)


def next_step(name: str, heading: CaseHeading, start: date, book: Catalogue) -> tuple[Term, ...]:
    """Return the term of the next step after `name` that has a limit; none if none has."""
    steps = _after_acceptance(book.item(heading.item_code), heading)
    for step in steps:
        if step.name == name:
            break
    return _term_of(steps, heading, start, book)


def _after_acceptance(item: Item, heading: CaseHeading) -> Iterator[Step]:
    """Yield the steps but for the street's preliminary review, which comes before acceptance."""
    before = item.preliminary_review and heading.decider != heading.street
    for step in item.guide.steps:
        before = before and step.organisation in (EVERY_STREET, heading.street)
        if not before:
            yield step


def _term_of(
    steps: Iterator[Step], heading: CaseHeading, start: date, book: Catalogue
) -> tuple[Term, ...]:
    for step in steps:
        if step.limit_days is not None:
            owner = heading.street if step.organisation == EVERY_STREET else step.organisation
            return (term(book, Leg.STEP, owner, start, step.limit_days, about=step.name),)
    return ()
