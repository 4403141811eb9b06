"""How much is kept of a case: what lies in the store under its subject, head and all."""

from datetime import UTC, datetime

import msgspec

from hub.domain import commands
from hub.domain.case import Case
from hub.domain.vocabulary import Decision, RatingScale
from hub.lanes.kept import KIND_OF, Head, encode
from hub.sample.stories.repertoire import STORIES
from hub.sample.stories.story import Line, Story
from tests.domain.scenes import ASSISTED, DECIDER, REASONS, STREET, forwarded, materials, paper
from tests.sample.test_stories import Told

BODY = DECIDER[ASSISTED]
OTHERS = ("dept-chengguan", "dept-shijian", "dept-minzheng", "dept-renshe", "dept-weijian")
OVERRIDE = {"approver": "head-1", "override_reasons": REASONS}
LIMIT_BYTES = 2048
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def size_bytes(state: Case) -> int:
    """What the store holds for a case, with digests and a due time as they are in practice."""
    head = Head(
        sequence=1000,
        digest=bytes(range(32)),
        catalogue=bytes(range(32)),
        due_ms=int(NOW.timestamp() * 1000),
        kind=KIND_OF[Case],
        state=msgspec.Raw(encode(state)),
    )
    return len(encode(head))


class Sized(Told):
    """A story that is told while somebody looks at how much is kept."""

    largest = 0

    def keep(self, facts: tuple[object, ...]) -> None:
        """Fold facts one by one, and look after each."""
        for fact in facts:
            super().keep((fact,))
            if isinstance(self.state, Case):
                self.largest = max(self.largest, size_bytes(self.state))


def largest(story: Story) -> int:
    """The most that was ever kept while the story was told."""
    told = Sized(story)
    for part in story.parts:
        if isinstance(part, Line):
            told.line(part)
        else:
            told.until(part)
    return told.largest


def test_what_is_kept_of_a_case_stays_small() -> None:
    """At no moment of any story of the demo more than 2 KiB."""
    sizes = {story.name: largest(story) for story in STORIES}
    assert sum(size > 0 for size in sizes.values()) > len(STORIES) / 2
    assert {name: size for name, size in sizes.items() if size >= LIMIT_BYTES} == {}


def test_an_unusually_long_case_grows_by_what_it_must_remember() -> None:
    """Twenty corrections, ten urges, five opinions, ten bad ratings: below 8 KiB."""
    story = forwarded()
    twice = {"notice": paper(mark=40), "reasons": REASONS}
    for _ in range(20):
        story.say(BODY, commands.IssueCorrectionNotice, missing=("M2",), **twice)
        story.say(STREET, commands.SupplyMaterials, materials=materials(ASSISTED)[1:2])
    story.say(BODY, commands.AcceptCase)
    story.say(BODY, commands.AskOpinion, departments=OTHERS, question=REASONS)
    for _ in range(10):
        story.say("admin", commands.UrgeCase, reasons=REASONS)
    waiting = size_bytes(story.case)
    story.say(BODY, commands.DecideCase, decision=Decision.APPROVED, **OVERRIDE)
    for number in range(10):
        visit = {"visit": f"q-{number}", "scale": RatingScale.NATIONAL_CODE, "value": 5}
        story.say(STREET, commands.RateService, **visit)
    assert LIMIT_BYTES < max(waiting, size_bytes(story.case)) < 4 * LIMIT_BYTES
