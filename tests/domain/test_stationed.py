"""A department's person stationed at a street's counter acts in its name there (进驻)."""

from dataclasses import replace

import pytest

from hub.domain import commands
from hub.domain.announcements import announce
from hub.domain.facts import ActedInItsName, CaseAccepted, CaseDecided
from hub.domain.faults import Rows
from hub.domain.publishing_people import people_faults
from hub.domain.refusals import StandingRule
from hub.domain.stationed import Stationed
from hub.domain.vocabulary import Decision
from tests.domain.scenes import (
    ASSISTED,
    BOOK,
    DECIDER,
    OTHER_STREET,
    PRELIMINARY,
    STREET,
    Story,
    forwarded,
    submission,
)

BODY, PERSON = DECIDER[ASSISTED], "zhujian-jz-01"


def by_the_person(story: Story, kind: type, sender: str = STREET, **fields: object) -> Story:
    """What the stationed person says through a street's system."""
    return story.when(sender, kind(case_id=story.subject, actor=PERSON, **fields))


def test_what_the_person_says_the_department_says() -> None:
    """Accepted and decided at the counter, in the department's name (plan, 进驻)."""
    story = by_the_person(forwarded(), commands.AcceptCase).then(CaseAccepted, ActedInItsName)
    by_the_person(story, commands.DecideCase, decision=Decision.APPROVED)
    assert isinstance(story.last[0], CaseDecided)
    assert story.case.decision is Decision.APPROVED


def test_the_department_hears_what_was_done_in_its_name() -> None:
    """Its own system must know."""
    story = by_the_person(forwarded(), commands.AcceptCase)
    (said,) = announce(story.subject, story.last[1])
    assert (said.to, said.message.act, said.message.actor) == (BODY, "AcceptCase", PERSON)


@pytest.mark.parametrize("actor", ["clerk-1", "shijian-jz-01"])
def test_nobody_else_of_the_street_decides(actor: str) -> None:
    """A clerk, or a person of another department, is the street itself: it never decides."""
    story = forwarded()
    accept = commands.AcceptCase(case_id=story.subject, actor=actor)
    story.refuses(STREET, accept, StandingRule.STREET_NEVER_DECIDES)


def test_only_at_the_street_where_the_person_is() -> None:
    """Elsewhere the same person speaks for nobody."""
    people = {PERSON: Stationed(code=PERSON, department=BODY, streets=(OTHER_STREET,))}
    story = Story(book=replace(BOOK, stationed=people)).when(STREET, submission())
    story.say(STREET, commands.ForwardCase)
    accept = commands.AcceptCase(case_id=story.subject, actor=PERSON)
    story.refuses(STREET, accept, StandingRule.STREET_NEVER_DECIDES)
    story.refuses(OTHER_STREET, accept, StandingRule.NOT_THE_DECIDER)


def test_not_for_items_of_other_departments() -> None:
    """Whose item it is not, the person does not decide."""
    story = forwarded(PRELIMINARY)
    accept = commands.AcceptCase(case_id=story.subject, actor=PERSON)
    story.refuses(STREET, accept, StandingRule.STREET_NEVER_DECIDES)


def test_a_list_of_people_names_departments_and_streets() -> None:
    """A person of no department, at no street or an unknown one cannot be published."""
    people = {
        "a": Stationed(code="a", department=STREET, streets=(STREET,)),
        "b": Stationed(code="b", department=BODY, streets=("nowhere",)),
        "c": Stationed(code="c", department=BODY, streets=()),
    }
    faults = list(people_faults(replace(BOOK, stationed=people), Rows()))
    assert [fault.column for fault in faults] == ["department", "streets", "streets"]
