"""Joint departments, inspections, urging and rerouting."""

from datetime import date

import pytest

from hub.domain.calendar import end_of_day
from hub.domain.commands import (
    AcceptCase,
    AnswerUrge,
    AskOpinion,
    DecideCase,
    ForwardCase,
    GiveOpinion,
    RecordInspection,
    RerouteWork,
    ReturnWork,
    UrgeCase,
)
from hub.domain.facts import (
    CardIssued,
    CaseDecided,
    CaseForwarded,
    CaseUrged,
    InspectionRecorded,
    OpinionAsked,
    OpinionGiven,
    OverrideRecorded,
    UrgeAnswered,
    WorkRerouted,
)
from hub.domain.refusals import ConsultingRule, StandingRule
from hub.domain.vocabulary import CardColour, Decision, Leg, Opinion, ReturnReason
from tests.domain.scenes import (
    ASSISTED,
    DECIDER,
    EMPOWERED,
    OTHER_STREET,
    REASONS,
    STREET,
    Story,
    accepted,
    decided,
    forwarded,
    paper,
    received,
)
from tests.domain.test_correcting import command, told

BODY = DECIDER[ASSISTED]
FIRST, SECOND = "dept-chengguan", "dept-minzheng"
QUESTION = paper("会签函", 12)


def asked(*departments: str) -> Story:
    """A case in which other departments were asked."""
    return accepted().say(
        BODY, AskOpinion, departments=departments or (FIRST, SECOND), question=QUESTION
    )


def test_departments_are_asked_in_parallel() -> None:
    """Each has a term of its own and is told; the lead hears each answer (会签, Art. 26)."""
    story = asked().then(OpinionAsked)
    assert {story.case.term(Leg.OPINION, code).owner for code in (FIRST, SECOND)} == {FIRST, SECOND}
    assert told(story) == {(FIRST, "OpinionRequested"), (SECOND, "OpinionRequested")}
    story.say(SECOND, GiveOpinion, verdict=Opinion.FAVOURABLE, report=REASONS).then(OpinionGiven)
    assert told(story) == {(BODY, "OpinionReceived")}
    assert story.case.term(Leg.OPINION, SECOND) is None
    assert story.case.term(Leg.OPINION, FIRST) is not None


def test_nothing_is_decided_before_all_have_answered() -> None:
    """The decision waits and names who is outstanding."""
    story = asked().say(FIRST, GiveOpinion, verdict=Opinion.NO_COMMENT, report=REASONS)
    decide = command(story, DecideCase, decision=Decision.APPROVED)
    refused = story.refuses(BODY, decide, ConsultingRule.OPINIONS_OUTSTANDING)
    assert "民政" in refused.sentence
    story.say(SECOND, GiveOpinion, verdict=Opinion.UNFAVOURABLE, report=REASONS)
    story.when(BODY, decide).then(CaseDecided)


def test_a_named_head_may_decide_before_with_reasons() -> None:
    """The override is recorded by rule and name; an opinion that comes later is still taken."""
    story = asked()
    rule = ConsultingRule.OPINIONS_OUTSTANDING
    decide = {"decision": Decision.APPROVED}
    alone = command(story, DecideCase, **decide, approver="x", override_reasons=REASONS)
    story.refuses(BODY, alone, rule)
    story.refuses(BODY, command(story, DecideCase, **decide, approver="head-1"), rule)
    story.say(BODY, DecideCase, **decide, approver="head-1", override_reasons=REASONS)
    story.then(OverrideRecorded, CaseDecided)
    assert (story.last[0].rule, story.last[0].approver) == (rule.code, "head-1")
    story.say(FIRST, GiveOpinion, verdict=Opinion.UNFAVOURABLE, report=REASONS)
    story.then(OpinionGiven)


@pytest.mark.parametrize("departments", [(), (BODY,), (STREET,), ("nobody",), (FIRST, BODY)])
def test_only_other_departments_are_asked(departments: tuple[str, ...]) -> None:
    """Neither nobody, oneself, a street nor somebody unknown."""
    story = accepted()
    ask = command(story, AskOpinion, departments=departments, question=QUESTION)
    story.refuses(BODY, ask, ConsultingRule.NOBODY_ASKED)


def test_who_was_not_asked_has_no_say() -> None:
    """An opinion nobody asked for is refused, and so is a second one."""
    story = asked(FIRST)
    give = command(story, GiveOpinion, verdict=Opinion.FAVOURABLE, report=REASONS)
    story.refuses(SECOND, give, ConsultingRule.NOT_ASKED)
    again = command(story, AskOpinion, departments=(FIRST,), question=QUESTION)
    story.refuses(BODY, again, ConsultingRule.ASKED_ALREADY)
    story.when(FIRST, give)
    story.refuses(FIRST, give, ConsultingRule.NOT_ASKED)


def test_a_late_opinion_costs_its_department_a_card() -> None:
    """The card names the leg and the department, not the lead; the opinion is taken still."""
    story = asked(FIRST)
    story.time_passes_to(end_of_day(story.case.term(Leg.OPINION, FIRST).due_on))
    assert (Leg.OPINION, CardColour.RED, FIRST) in story.cards()
    assert (FIRST, "CardReported") in told(story)
    story.say(FIRST, GiveOpinion, verdict=Opinion.FAVOURABLE, report=REASONS).then(OpinionGiven)


def test_one_inspector_alone_is_an_irregularity() -> None:
    """The law wants two on the spot; one is recorded, with a red card (Art. 34)."""
    story = accepted()
    story.say(BODY, RecordInspection, inspectors=("a", "b"), report=REASONS)
    story.then(InspectionRecorded)
    story.say(BODY, RecordInspection, inspectors=("a", "a"), report=REASONS)
    story.then(InspectionRecorded, CardIssued)
    assert story.last[1].rule == "IRREGULAR-004"
    nobody = command(story, RecordInspection, report=REASONS)
    story.refuses(BODY, nobody, ConsultingRule.NOBODY_INSPECTED)


def test_who_has_the_work_is_urged_and_answers() -> None:
    """An urge opens a duty of whoever has the work; the answer goes to who urged (督办)."""
    story = received().say("admin", UrgeCase, reasons=REASONS).then(CaseUrged)
    assert (story.last[0].owner, told(story)) == (STREET, {(STREET, "UrgeReceived")})
    story.say(STREET, ForwardCase).say(STREET, UrgeCase, reasons=REASONS)
    assert (story.last[0].owner, story.last[0].number) == (BODY, 2)
    wrong = command(story, AnswerUrge, number=1, answer=REASONS)
    story.refuses(BODY, wrong, ConsultingRule.NO_SUCH_URGE)
    story.say(BODY, AnswerUrge, number=2, answer=REASONS).then(UrgeAnswered)
    assert told(story) == {(STREET, "UrgeReplied")}
    story.when(STREET, wrong).then(UrgeAnswered)
    assert told(story) == {("admin", "UrgeReplied")}


def test_an_urge_without_answer_gives_a_card() -> None:
    """Past its days the duty shows as a red card of whoever was urged."""
    story = accepted(EMPOWERED).say("admin", UrgeCase, reasons=REASONS)
    story.time_passes_to(end_of_day(date(2026, 9, 17)))
    assert (Leg.URGE, CardColour.RED, STREET) in story.cards()


def test_urging_has_an_object_and_an_owner() -> None:
    """Decided cases are not urged, nor cases of another street."""
    story = decided()
    urge = command(story, UrgeCase, reasons=REASONS)
    story.refuses("admin", urge, ConsultingRule.NOTHING_TO_URGE)
    open_story = forwarded()
    urge = command(open_story, UrgeCase, reasons=REASONS)
    open_story.refuses(OTHER_STREET, urge, StandingRule.NOT_THE_STREET)


def sent_back() -> Story:
    """A case whose department says it is not the right one."""
    return forwarded().say(BODY, ReturnWork, reason=ReturnReason.WRONG_DEPARTMENT)


def reroute(story: Story, department: str = FIRST, approver: str = "head-1") -> object:
    """The administration's rerouting."""
    return command(story, RerouteWork, department=department, approver=approver, reasons=REASONS)


def test_what_came_back_may_go_to_another_department_by_name() -> None:
    """A named override changes who decides; the street forwards anew, the former is out."""
    story = sent_back()
    story.when("admin", reroute(story)).then(OverrideRecorded, WorkRerouted)
    assert told(story) == {(STREET, "WorkTakenAway"), (BODY, "WorkTakenAway")}
    assert story.case.heading.decider == FIRST
    story.say(STREET, ForwardCase).then(CaseForwarded)
    story.refuses(BODY, command(story, AcceptCase), StandingRule.NOT_THE_DECIDER)
    story.say(FIRST, AcceptCase)


def test_rerouting_has_bounds() -> None:
    """Not before it came back, not to a street or the same department, not by oneself."""
    story = forwarded()
    story.refuses("admin", reroute(story), ConsultingRule.NOT_TO_BE_REROUTED)
    story = sent_back()
    for nobody in (STREET, BODY, "nobody"):
        story.refuses("admin", reroute(story, nobody), ConsultingRule.REROUTED_TO_NOBODY)
    for approver in ("", "x"):
        story.refuses("admin", reroute(story, FIRST, approver), ConsultingRule.REROUTE_UNAPPROVED)
    own = received(EMPOWERED)
    own.refuses("admin", reroute(own), ConsultingRule.NOT_TO_BE_REROUTED)


def test_only_what_came_back_as_wrong_is_rerouted() -> None:
    """Neither what never left the street nor what came back incomplete changes its department."""
    for story in (
        received(),
        forwarded().say(BODY, ReturnWork, reason=ReturnReason.INCOMPLETE),
        sent_back().say(STREET, ForwardCase),
    ):
        story.refuses("admin", reroute(story), ConsultingRule.NOT_TO_BE_REROUTED)


def test_a_case_deemed_accepted_is_rerouted_with_its_terms() -> None:
    """Silence made it accepted: whoever decides now owes the decision within the same days."""
    story = sent_back().time_passes_to(end_of_day(date(2026, 9, 20)))
    due = story.due(Leg.DECISION)
    story.when("admin", reroute(story)).say(STREET, ForwardCase)
    assert story.due(Leg.DECISION) == due
    assert {story.case.term(leg).owner for leg in (Leg.DECISION, Leg.PROMISE)} == {FIRST}
    story.say(FIRST, DecideCase, decision=Decision.APPROVED).then(CaseDecided)
