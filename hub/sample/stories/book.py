"""The catalogue of the demo: the sample district, whose terminals may be offline for months."""

from dataclasses import replace

from hub.domain.catalogue import Catalogue
from hub.sample import district

OFFLINE_DAYS = 120
"""So long ago may what is said have been made: weeks and years pass in seconds."""


def in_the_demo() -> Catalogue:
    """Return the sample catalogue with the demo's bound for messages made offline."""
    book = district.load()
    return replace(book, thresholds=replace(book.thresholds, offline_hours=24 * OFFLINE_DAYS))
