"""The repertoire of the demo as one journal: a story a day, each told to the law in order."""

import hashlib
from datetime import UTC, datetime, timedelta

from hub.domain.documents import DocumentReference
from hub.sample import papers
from hub.sample.stories.book import in_the_demo
from hub.sample.stories.repertoire import STORIES
from hub.sample.stories.story import Line, Telling
from tests.domain.scenes import Story
from tests.views.chronicle import Chronicle

BEGIN = datetime(2026, 9, 1, 2, 0, tzinfo=UTC)
LATER = timedelta(days=9)
"""So long after its last line time speaks once more of a story."""


def chronicle() -> Chronicle:
    """Every story of the repertoire, begun on days that follow each other."""
    written, book = Chronicle(), in_the_demo()
    for day, story in enumerate(STORIES):
        now = BEGIN + timedelta(days=day)
        told, number = Story(book=book, now=now), story.number(1)
        for part in story.parts:
            if isinstance(part, Line):
                person = papers.person(1, number)
                telling = Telling(number, told.subject, person, _file, now)
                told.now = now - timedelta(days=part.days_ago)
                written.command(told, part.by, telling.command(part))
            else:
                written.time_passes(told, now)
        written.time_passes(told, now + LATER)
    return written


def _file(paper: papers.Paper) -> DocumentReference:
    digest = hashlib.sha256(paper.name.encode() + paper.content).digest()
    return DocumentReference(
        digest=digest, size_bytes=1, media_type=paper.media_type, kind=paper.kind
    )
