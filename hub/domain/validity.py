"""How long a permit is in force, and the term that ends with it (有效期)."""

from datetime import date

from hub.domain.guides import Item
from hub.domain.permit import Permit
from hub.domain.terms import APPLICANT, Term
from hub.domain.vocabulary import Leg


def last_day_of(item: Item, issued_on: date) -> date | None:
    """Return the last day of a document of this item, None where it has no end."""
    return None if item.validity_days is None else _later(issued_on, item.validity_days)


def prolonged(permit: Permit) -> date | None:
    """Return the last day after a renewal by silence: the same time once more."""
    start, until = permit.valid_from, permit.valid_until
    if start is None or until is None:
        return until
    return _later(until, max((until - start).days, 1))


def expiry_terms(until: date | None) -> tuple[Term, ...]:
    """Return the term at whose end a permit expires; it gives no card."""
    return (Term(leg=Leg.EXPIRY, owner=APPLICANT, due_on=until),) if until else ()


def _later(day: date, days: int) -> date:
    """Return the day so many days later, at most the last one there is."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))
