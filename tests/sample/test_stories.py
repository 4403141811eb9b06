"""The repertoire of the demo, told to the law alone: every line is answered as the story says."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest

from hub.domain.announcements import announce
from hub.domain.context import Context
from hub.domain.decide import decide, elapse, evolve, subject_of
from hub.domain.documents import DocumentReference
from hub.domain.publishing import errors, validate
from hub.domain.refusals import Refused
from hub.domain.speech import ACTS
from hub.domain.subjects import State
from hub.sample import papers
from hub.sample.stories.book import in_the_demo
from hub.sample.stories.repertoire import STORIES
from hub.sample.stories.story import DONE, Line, Story, Telling, Until

BOOK = in_the_demo()
FOLLOWED = {"NumberGiven"}
"""Said by another subject, asked through the follow-up lane: the demo itself shows it."""
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def file(paper: papers.Paper) -> DocumentReference:
    """A reference as the document store gives it, without sealing anything."""
    digest = hashlib.sha256(paper.name.encode() + paper.content).digest()
    return DocumentReference(
        digest=digest,
        size_bytes=len(paper.content),
        media_type=paper.media_type,
        kind=paper.kind,
    )


class Told:
    """A story as it is told to the law."""

    def __init__(self, story: Story) -> None:
        """Begin with nothing."""
        self.story = story
        self.number = story.number(1)
        self.state: State | None = None
        self.subject = ""
        self.heard: list[tuple[str, str]] = []

    def keep(self, facts: tuple[object, ...]) -> None:
        """Fold facts and announce them."""
        for fact in facts:
            self.state = evolve(self.state, fact, self.number)
            said = announce(self.subject, fact)
            self.heard += [(each.to, type(each.message).__name__) for each in said]

    def line(self, line: Line) -> str:
        """Say a line; returns what is answered."""
        telling = Telling(self.number, self.subject, papers.person(1, self.number), file, NOW)
        command = telling.command(line)
        self.subject = self.subject or subject_of(command, line.by)
        context = Context(
            subject=self.subject,
            sender=line.by,
            made_at=NOW - timedelta(days=line.days_ago),
            received_at=NOW,
            clock=NOW,
        )
        try:
            self.keep(decide(command, self.state, context, BOOK))
        except Refused as refused:
            return refused.rule.code
        return DONE

    def until(self, until: Until) -> bool:
        """Let time say what it has to; returns whether that was heard."""
        self.keep(elapse(self.state, NOW, BOOK))
        return self.heard.count((until.organisation, until.message)) >= until.count


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_every_line_is_answered_as_the_story_says(story: Story) -> None:
    """The demo's stories follow the law; where it refuses, the rule is named."""
    told = Told(story)
    for place, part in enumerate(story.parts, start=1):
        if isinstance(part, Until):
            if part.message in FOLLOWED:
                continue
            assert told.until(part), (place, part, told.heard)
        else:
            answer = told.line(part)
            assert answer == part.answer, (place, part.by, part.command.__name__, answer)


def test_the_repertoire_says_every_command_of_the_counter() -> None:
    """No act of the law is left out: the demo shows each at least once."""
    said = {part.command for story in STORIES for part in story.parts if isinstance(part, Line)}
    assert {kind.__name__ for kind in ACTS} - {kind.__name__ for kind in said} == set()


def test_names_are_unique() -> None:
    """A story is found by its name."""
    names = [story.name for story in STORIES]
    assert len(set(names)) == len(names)


def test_the_demo_may_publish_its_catalogue() -> None:
    """Its bound for messages made offline is no fault."""
    assert errors(validate(BOOK)) == ()
