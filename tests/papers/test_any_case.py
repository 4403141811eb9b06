"""Whatever happens to a case, its papers can be written; and what the demo tells can be printed."""

import pytest
from hypothesis import settings

from hub.domain.case import Case
from hub.domain.catalogue import Catalogue
from hub.domain.facts import Fact
from hub.papers.making import paper_of
from hub.papers.occasions import Happening, occasions
from hub.papers.paper import Paper, PaperKind, from_bytes, statement, to_bytes
from hub.papers.rendering import Renderer
from hub.papers.telling import summary_of
from hub.sample.stories.repertoire import STORIES
from hub.sample.stories.story import Line, Story
from tests.domain.scenes import MONDAY
from tests.domain.test_machine import BOOK, SUBJECT, Lives
from tests.sample.test_stories import BOOK as DEMO_BOOK
from tests.sample.test_stories import Told


def papers_of(subject: str, facts: list[Fact], book: Catalogue) -> list[Paper]:
    """All papers of a case and its summary."""
    story = [Happening(fact, MONDAY, "who", f"0-{n}") for n, fact in enumerate(facts)]
    made = [paper_of(each, book) for each in occasions(subject, story)]
    summary = summary_of(subject, story, book)
    assert summary is not None
    return [*made, summary]


class Papers(Lives):
    """One subject, whatever is said about it: at the end its papers are written."""

    def teardown(self) -> None:
        """Each paper is whole: read again it is the same."""
        if isinstance(self.state, Case):
            for made in papers_of(SUBJECT, self.facts, BOOK):
                assert from_bytes(to_bytes(made)) == made
                assert made.paragraphs


TestPapers = Papers.TestCase
TestPapers.settings = settings(Lives.TestCase.settings, max_examples=60)


class Kept(Told):
    """A story told to the law, whose facts are kept."""

    def __init__(self, story: Story) -> None:
        """Begin with nothing."""
        super().__init__(story)
        self.facts: list[Fact] = []

    def keep(self, facts: tuple[object, ...]) -> None:
        """Keep and fold."""
        self.facts += facts
        super().keep(facts)


@pytest.fixture(scope="module")
def repertoire() -> list[Paper]:
    """All papers of all stories of the demo."""
    made: list[Paper] = []
    for story in STORIES:
        told = Kept(story)
        for part in story.parts:
            told.line(part) if isinstance(part, Line) else told.until(part)
        if isinstance(told.state, Case):
            made += papers_of(told.subject, told.facts, DEMO_BOOK)
    return made


def test_the_demo_has_every_kind_of_paper(repertoire: list[Paper]) -> None:
    """Each kind that a case can have comes about in some story."""
    assert {made.kind for made in repertoire} == set(PaperKind) - {PaperKind.GUIDE}


def test_whatever_the_demo_tells_can_be_printed(repertoire: list[Paper]) -> None:
    """A paper of each kind, item and form of words becomes a PDF; no character is missing."""
    different = {(made.kind, made.title, made.item_code): made for made in repertoire}
    renderer = Renderer()
    for made in different.values():
        assert renderer.render(made, statement(made)).startswith(b"%PDF")
