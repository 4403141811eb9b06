"""A citizen asks by code how far it is."""

from datetime import timedelta

from hub.domain import commands
from hub.domain.query import query_code
from hub.domain.vocabulary import Decision, DeliveryMethod
from hub.views.progress import Owed, progress
from tests.domain.scenes import (
    ASSISTED,
    DECIDER,
    EMPOWERED,
    REASONS,
    STREET,
    Story,
    materials,
    paper,
    submission,
)
from tests.views.chronicle import Chronicle

BODY = DECIDER[ASSISTED]


def told_of(item: str, number: str) -> tuple[Chronicle, Story]:
    """A chronicle in which another case lies beside the one that is asked for."""
    chronicle, story = Chronicle(), Story()
    chronicle.command(Story(), STREET, submission(EMPOWERED, business_number="2026-other"))
    chronicle.command(story, STREET, submission(item, business_number=number))
    return chronicle, story


def test_a_code_tells_where_the_case_is_and_what_is_owed() -> None:
    """Status, who has it, until when: nothing personal, no cards, no staff."""
    chronicle, story = told_of(ASSISTED, "2026-7")
    chronicle.say(story, STREET, commands.ForwardCase)
    chronicle.say(story, BODY, commands.AcceptCase)
    found = progress(chronicle.told, query_code(story.subject))
    assert found is not None
    assert (found.status, found.at, found.outcome) == ("已受理", BODY, None)
    assert [each.leg for each in found.owed] == ["承诺办结", "法定办结"]
    assert all(each.by == BODY for each in found.owed)
    assert [what for _, what in found.steps] == ["收件", "转报", "受理"]
    assert "staff" not in repr(found)
    assert "p-0001" not in repr(found)


def test_what_is_awaited_of_the_applicant_is_the_applicants() -> None:
    """After a notice the citizen sees what to bring until when."""
    chronicle, story = told_of(EMPOWERED, "2026-8")
    notice = {"missing": ("M2",), "notice": paper("补正告知书")}
    chronicle.say(story, STREET, commands.IssueCorrectionNotice, **notice)
    found = progress(chronicle.told, query_code(story.subject))
    assert found is not None
    assert (found.status, found.at) == ("待补正", "applicant")
    assert [type(each) for each in found.owed] == [Owed]
    chronicle.say(story, STREET, commands.SupplyMaterials, materials=materials(EMPOWERED))
    found = progress(chronicle.told, query_code(story.subject))
    assert found is not None
    assert found.at == STREET


def test_at_the_end_nobody_has_it() -> None:
    """A denial that was served shows its outcome, and nothing is owed."""
    chronicle, story = told_of(EMPOWERED, "2026-9")
    chronicle.say(story, STREET, commands.AcceptCase)
    chronicle.say(story, STREET, commands.DecideCase, decision=Decision.DENIED, reasons=REASONS)
    chronicle.say(story, STREET, commands.DeliverDocument, method=DeliveryMethod.COUNTER)
    chronicle.time_passes(story, story.now + timedelta(days=1))
    found = progress(chronicle.told, query_code(story.subject))
    assert found is not None
    assert (found.outcome, found.at, found.owed) == ("不予许可", None, ())


def test_a_code_that_no_case_has_finds_nothing() -> None:
    """Nothing is said of other cases."""
    chronicle, _ = told_of(ASSISTED, "2026-7")
    assert progress(chronicle.told, query_code("case-of-nobody")) is None
