"""Who acts for an applicant, by a mandate and within it (代办, 授权委托书)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, cast

import pytest

from hub.catalogue.guide_page import guide_page, render
from hub.domain import commands
from hub.domain.announcements import announce
from hub.domain.documents import Mandate
from hub.domain.facts import (
    ApplicationReplaced,
    ApplicationWithdrawn,
    CaseReceived,
    CorrectedOnTheSpot,
    MandateRegistered,
    MandateRevoked,
    MaterialsSupplied,
    ServiceRequested,
)
from hub.domain.refusals import MandatesRule, PaperRule, Rule, StandingRule
from hub.domain.vocabulary import Decision, DeliveryMethod, MandatePower
from hub.views.timeline import details_of
from hub.views.words import fact_word
from tests.domain.outlet_scenes import OPERATOR, asking
from tests.domain.scenes import (
    ASSISTED,
    BOOK,
    DECIDER,
    INSTANT,
    MONDAY,
    OTHER_STREET,
    POST,
    REASONS,
    RELAYED,
    STREET,
    Story,
    at_once,
    delivered,
    materials,
    paper,
    received,
    submission,
)

BODY = DECIDER[ASSISTED]
IN_PERSON = "CL-01"
"""Whose disability is assessed must be there."""


def mandate(**changes: object) -> Mandate:
    """A mandate of the applicant for everything about any item."""
    whole = Mandate(
        principal="p-0001",
        principal_checked=True,
        agent="p-0009",
        agent_checked=True,
        scope="*",
        powers=tuple(MandatePower),
        valid_from=date(2026, 9, 1),
        valid_until=date(2026, 9, 30),
        free_of_charge=True,
        document=paper("授权委托书", 5),
    )
    return replace(whole, **cast("dict[str, Any]", changes))


def filed(given: Mandate | None = None) -> Story:
    """A case that an agent filed."""
    return Story().when(STREET, submission(mandate=given or mandate()))


def test_an_agent_files_with_a_mandate() -> None:
    """Who acts for somebody brings a mandate; it is recorded (Licensing Law, Art. 29)."""
    story = filed().then(CaseReceived, MandateRegistered)
    assert story.last[1].mandate == mandate()
    assert [each.person for each in story.case.agents] == ["p-0009"]


def test_helping_needs_no_mandate() -> None:
    """Who only helps (帮办) acts for nobody: the applicant applies, without a mandate."""
    story = received().then(CaseReceived)
    assert story.case.agents == ()


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"principal_checked": False}, MandatesRule.IDENTITY_UNCHECKED),
        ({"agent_checked": False}, MandatesRule.IDENTITY_UNCHECKED),
        ({"agent": " "}, MandatesRule.SAME_PERSON),
        ({"agent": "p-0001"}, MandatesRule.SAME_PERSON),
        ({"principal": "p-0002"}, MandatesRule.ANOTHER_PRINCIPAL),
        ({"valid_until": date(2026, 9, 13)}, MandatesRule.NOT_IN_FORCE),
        ({"valid_from": date(2026, 9, 15)}, MandatesRule.NOT_IN_FORCE),
        ({"scope": "CG-01"}, MandatesRule.OUT_OF_SCOPE),
        ({"powers": (MandatePower.COLLECT,)}, MandatesRule.NOT_EMPOWERED),
        ({"free_of_charge": False}, MandatesRule.CHARGED_FOR),
        ({"document": paper("授权委托书", 0)}, PaperRule.DOCUMENT_WITHOUT_DIGEST),
    ],
)
def test_an_unsound_mandate_is_refused(changes: dict[str, object], rule: Rule) -> None:
    """Both identities, principal, term, scope, powers, no charge (Civil Code, Art. 165)."""
    Story().refuses(STREET, submission(mandate=mandate(**changes)), rule)


def test_a_mandate_for_the_very_item_will_do() -> None:
    """A mandate names one item, or any; it holds on its first and on its last day."""
    day = date(2026, 9, 14)
    filed(mandate(scope=ASSISTED, valid_from=day, valid_until=day)).then(
        CaseReceived, MandateRegistered
    )


def test_nobody_acts_for_who_must_be_there() -> None:
    """Where the law wants the person present an agent is refused (Licensing Law, Art. 29)."""
    whole = submission(IN_PERSON, mandate=mandate())
    refused = Story().refuses(STREET, whole, MandatesRule.PRESENCE_REQUIRED)
    assert "残疾人证" in refused.sentence
    Story().when(STREET, replace(whole, mandate=None)).then(CaseReceived)


def test_pension_eligibility_is_checked_on_the_person() -> None:
    """An outlet checks who draws a pension on the person, not on an agent (plan 3(2))."""
    asked = asking("SB-01", place=POST, mandate=mandate())
    Story().refuses("op-post", asked, MandatesRule.PRESENCE_REQUIRED)


def test_an_agent_pays_at_an_outlet() -> None:
    """What an outlet does at once or has executed may be asked for by an agent too."""
    story = Story().when(OPERATOR, asking(mandate=mandate()))
    story.then(ServiceRequested, MandateRegistered)
    at = Story().when("op-post", at_once(INSTANT, place=POST, mandate=mandate()))
    assert MandateRegistered in {type(fact) for fact in at.last}
    told = [each.to for each in announce(story.subject, story.last[1])]
    assert told == [STREET]


def test_a_later_agent_is_registered() -> None:
    """Whom the applicant empowers later acts from then on, also after the decision."""
    story = delivered()
    story.say(STREET, commands.RegisterMandate, mandate=mandate()).then(MandateRegistered)
    command = commands.RegisterMandate(case_id=story.subject, mandate=mandate(), actor="a")
    story.refuses(STREET, command, MandatesRule.REGISTERED)
    story.refuses(OTHER_STREET, command, StandingRule.NOT_THE_SUBMITTER)
    other = replace(command, mandate=mandate(principal="p-0002"))
    story.refuses(STREET, other, MandatesRule.ANOTHER_PRINCIPAL)


def test_a_mandate_without_powers_is_none() -> None:
    """A mandate says what the agent may do (Civil Code, Art. 165)."""
    story = received()
    command = commands.RegisterMandate(case_id=story.subject, mandate=mandate(powers=()), actor="a")
    story.refuses(STREET, command, MandatesRule.NO_POWERS)


def supply(story: Story, agent: str | None) -> commands.SupplyMaterials:
    """What the agent brings for the case."""
    return commands.SupplyMaterials(
        case_id=story.subject, materials=materials(ASSISTED), agent=agent, actor="a"
    )


def awaiting(given: Mandate) -> Story:
    """A case that an agent filed and that waits for materials."""
    story = filed(given).say(STREET, commands.ForwardCase)
    return story.say(BODY, commands.IssueCorrectionNotice, missing=("M1",), notice=REASONS)


def test_an_agent_supplies_what_was_missing() -> None:
    """Who may file and supply brings what was missing, by name (Civil Code, Art. 162)."""
    story = awaiting(mandate())
    story.when(STREET, supply(story, "p-0009")).then(MaterialsSupplied)
    assert story.last[0].agent == "p-0009"


def test_an_agent_corrects_on_the_spot() -> None:
    """Who filed for somebody corrects at the counter what is wrong (Licensing Law, Art. 32(3))."""
    story = filed()
    given = {"materials": materials(ASSISTED), "agent": "p-0009"}
    story.say(STREET, commands.CorrectOnTheSpot, **given).then(CorrectedOnTheSpot)
    assert story.last[0].agent == "p-0009"
    stranger = commands.CorrectOnTheSpot(
        case_id=story.subject, actor="a", **(given | {"agent": "p-0008"})
    )
    story.refuses(STREET, stranger, MandatesRule.NO_SUCH_AGENT)


def test_an_agent_keeps_within_the_powers() -> None:
    """Who may only file neither supplies nor withdraws nor collects (Civil Code, Art. 171)."""
    story = awaiting(mandate(powers=(MandatePower.FILE,)))
    story.refuses(STREET, supply(story, "p-0009"), MandatesRule.NOT_EMPOWERED)
    story.refuses(STREET, supply(story, "p-0008"), MandatesRule.NO_SUCH_AGENT)
    withdrawal = commands.WithdrawApplication(case_id=story.subject, agent="p-0009", actor="a")
    story.refuses(STREET, withdrawal, MandatesRule.NOT_EMPOWERED)
    more = mandate(powers=(MandatePower.WITHDRAW,), document=paper("授权委托书", 6))
    story.say(STREET, commands.RegisterMandate, mandate=more)
    story.when(STREET, withdrawal).then(ApplicationWithdrawn)
    assert story.last[0].agent == "p-0009"


def test_an_agent_collects_the_outcome() -> None:
    """What is handed to an agent says so; an expired mandate hands out nothing."""
    story = filed().say(STREET, commands.ForwardCase).say(BODY, commands.AcceptCase)
    story.say(BODY, commands.DecideCase, decision=Decision.DENIED, reasons=REASONS)
    story.say(STREET, commands.ConfirmReceipt, digest=REASONS.digest)
    command = commands.DeliverDocument(
        case_id=story.subject, method=DeliveryMethod.COUNTER, agent="p-0009", actor="a"
    )
    story.refuses(STREET, replace(command, agent="x"), MandatesRule.NO_SUCH_AGENT)
    late = MONDAY + timedelta(days=30)
    refused = story.refuses(STREET, command, MandatesRule.NOT_IN_FORCE, at=late)
    assert "2026-09-30" in refused.sentence
    story.when(STREET, command)
    assert story.last[0].agent == "p-0009"


def test_a_revoked_agent_may_do_nothing_more() -> None:
    """The applicant takes the mandate back in writing, at any time (Civil Code, Art. 173)."""
    story = awaiting(mandate())
    revoke = {"agent": "p-0009", "document": paper("撤销委托书", 4)}
    story.say(STREET, commands.RevokeMandate, **revoke).then(MandateRevoked)
    story.refuses(STREET, supply(story, "p-0009"), MandatesRule.REVOKED)
    again = commands.RegisterMandate(case_id=story.subject, mandate=mandate(), actor="a")
    story.refuses(STREET, again, MandatesRule.REVOKED)
    refile = submission(version=2, mandate=mandate())
    story.refuses(STREET, refile, MandatesRule.REVOKED)
    twice = commands.RevokeMandate(case_id=story.subject, actor="a", **revoke)
    story.refuses(STREET, twice, MandatesRule.NO_SUCH_AGENT)
    anew = replace(again, mandate=mandate(document=paper("授权委托书", 6)))
    story.when(STREET, anew).when(STREET, supply(story, "p-0009")).then(MaterialsSupplied)


def test_a_revocation_is_in_writing_and_about_an_agent() -> None:
    """Nobody is dismissed without a paper, and nobody who was never an agent."""
    story = filed()
    revoke = commands.RevokeMandate(
        case_id=story.subject, agent="p-0009", document=paper("撤销委托书", 0), actor="a"
    )
    story.refuses(STREET, revoke, PaperRule.DOCUMENT_WITHOUT_DIGEST)
    story.refuses(BODY, revoke, StandingRule.NOT_THE_SUBMITTER)
    story.refuses(STREET, replace(revoke, agent="x"), MandatesRule.NO_SUCH_AGENT)


def test_a_higher_version_may_come_with_the_same_mandate() -> None:
    """What was registered once is not registered again with the next version."""
    story = awaiting(mandate())
    story.when(STREET, submission(version=2, mandate=mandate())).then(ApplicationReplaced)
    other = mandate(agent="p-0008", document=paper("授权委托书", 6))
    story = received().when(STREET, submission(version=2, mandate=other))
    story.then(ApplicationReplaced, MandateRegistered)


def test_street_and_outlet_know_who_may_come() -> None:
    """Where the applicant is served the agent is known, and known to be dismissed."""
    story = Story().when("op-post", submission(RELAYED, place=POST, mandate=mandate()))
    said = announce(story.subject, story.last[1])
    assert [(each.to, each.message.agent) for each in said] == [(STREET, "p-0009")]
    assert said[0].message.valid_until == date(2026, 9, 30)
    revoke = {"agent": "p-0009", "document": paper("撤销委托书", 4)}
    story.say(STREET, commands.RevokeMandate, **revoke)
    said = announce(story.subject, story.last[0])
    assert [(each.to, each.message.agent) for each in said] == [("op-post", "p-0009")]


def test_the_timeline_names_the_agent() -> None:
    """Somebody who reads the timeline aloud says who acts for whom, and until when."""
    story = filed()
    said = " ".join((fact_word("MandateRegistered"), *details_of(story.last[1])))
    words = ("登记授权委托", "p-0001委托p-0009", "各事项", "代为领取结果", "2026-09-30")
    assert all(word in said for word in words), said


def test_the_sample_says_who_must_be_there() -> None:
    """The sample's catalogue marks the items whose applicant must be there."""
    asked = {code for code, item in BOOK.items.items() if item.in_person}
    assert asked == {IN_PERSON, "RS-06", "SB-01"}


def test_the_service_guide_says_who_must_be_there() -> None:
    """Whoever reads the guide knows before coming that nobody may come instead."""
    assert "不得代办" in render(guide_page(BOOK, IN_PERSON))
    assert "不得代办" not in render(guide_page(BOOK, ASSISTED))
