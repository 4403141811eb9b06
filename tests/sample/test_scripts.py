"""What a script says to what it reads: given a case, when a message comes, then this is said."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from hub.domain import commands, inbox
from hub.domain.documents import CaseHeading, DocumentReference
from hub.domain.vocabulary import AnswerKind, Decision, Mode, ReturnReason, Status
from hub.sample.offers import offers
from hub.sample.plan import CasePlan, Road, Twist
from hub.sample.script import SUBMIT, Answered, CaseFile, End, Reaction
from hub.sample.street_script import ARCHIVE, CONFIRM, DELIVER, FORWARD, WITHDRAW, StreetScript
from tests.sample.small_district import DEPARTMENT, OPERATOR, STREET, catalogue
from tests.sample.world import file

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
LICENCE = DocumentReference(
    digest=b"\x01" * 32, size_bytes=9, media_type="application/pdf", kind="licence"
)
SCRIPT = StreetScript(STREET, 1, file)


def _plan(road: Road, twist: Twist = Twist.NONE) -> CasePlan:
    offer = next(offer for offer in offers(catalogue()) if offer.road is road)
    return CasePlan(business_number="1-000001", offer=offer, twist=twist)


def _heading(plan: CasePlan) -> CaseHeading:
    return CaseHeading(
        business_number=plan.business_number,
        item_code=plan.offer.item_code,
        mode=Mode.ASSISTED,
        street=STREET,
        decider=DEPARTMENT,
        submitter=plan.offer.organisation,
    )


def _answer(step: str, kind: AnswerKind = AnswerKind.DONE) -> Answered:
    answer = inbox.Answer(
        message_id="m",
        source=f"org.{STREET}.out:0",
        subject="case",
        kind=kind,
        rule=None if kind is AnswerKind.DONE else "RULE-001",
        entry="0-0",
        original=f"org.{STREET}.out:0",
    )
    return Answered(step=step, repeat=None, answer=answer)


def _when(case: CaseFile, *messages: object) -> Reaction:
    reaction = Reaction(case)
    for message in messages:
        reacted = SCRIPT.react(reaction.case, message, NOW)
        assert reacted is not None
        reaction = reacted
    return reaction


def _steps(reaction: Reaction) -> list[str]:
    return [said.step for said in reaction.says]


def _forwarded(twist: Twist = Twist.NONE) -> tuple[CasePlan, CaseFile]:
    """Given an assisted case that the street forwarded."""
    plan = _plan(Road.ASSISTED, twist)
    opened = SCRIPT.opening(plan).case
    return plan, _when(opened, _answer(SUBMIT), _answer(f"{FORWARD}1")).case


def _decided(plan: CasePlan, decision: Decision) -> inbox.DecisionReturned:
    approved = decision is Decision.APPROVED
    return inbox.DecisionReturned(
        case_id=plan.case_id,
        heading=_heading(plan),
        decision=decision,
        reasons=None if approved else LICENCE,
        at=NOW,
        document_follows=approved,
    )


def _document(plan: CasePlan) -> inbox.DocumentReturned:
    return inbox.DocumentReturned(
        case_id=plan.case_id,
        heading=_heading(plan),
        document=LICENCE,
        number="1",
        issued_on=date(2026, 3, 2),
    )


def test_an_assisted_case_is_forwarded_when_it_is_received() -> None:
    """The street never decides it."""
    opened = SCRIPT.opening(_plan(Road.ASSISTED)).case
    reaction = _when(opened, _answer(SUBMIT))
    assert [type(said.message) for said in reaction.says] == [commands.ForwardCase]


def test_a_returned_document_is_confirmed_by_its_digest() -> None:
    """Decision first, then document: only then the street confirms, delivers, archives."""
    plan, case = _forwarded()
    waiting = _when(case, _decided(plan, Decision.APPROVED))
    assert waiting.says == ()
    confirming = _when(waiting.case, _document(plan))
    assert confirming.says[0].message.digest == LICENCE.digest
    assert _steps(_when(confirming.case, _answer(CONFIRM))) == [DELIVER]
    assert _steps(_when(confirming.case, _answer(CONFIRM), _answer(DELIVER))) == [ARCHIVE]


def test_of_a_denial_the_reasons_are_confirmed() -> None:
    """Nothing follows a denial but its reasons."""
    plan, case = _forwarded()
    assert _steps(_when(case, _decided(plan, Decision.DENIED))) == [CONFIRM]


def test_work_sent_back_is_forwarded_again() -> None:
    """Under an id of its own, as a second message."""
    plan, case = _forwarded()
    back = inbox.WorkSentBack(
        case_id=plan.case_id, heading=_heading(plan), reason=ReturnReason.ILLEGIBLE
    )
    reaction = _when(case, back)
    assert _steps(reaction) == [f"{FORWARD}2"]
    assert reaction.case.tally.sent_back == 1


def test_a_rejected_application_is_filed() -> None:
    """The file is closed too."""
    plan, case = _forwarded()
    rejected = inbox.ProgressReported(
        case_id=plan.case_id, heading=_heading(plan), status=Status.REJECTED, at=NOW
    )
    reaction = _when(case, rejected)
    assert _steps(reaction) == [ARCHIVE]
    assert _when(reaction.case, _answer(ARCHIVE)).case.end is End.REJECTED


@pytest.mark.parametrize("quicker", [False, True])
def test_a_withdrawal_ends_the_case_unless_the_decision_was_quicker(*, quicker: bool) -> None:
    """A refused withdrawal leaves the case where the decision put it."""
    plan, case = _forwarded(Twist.WITHDRAWN)
    assert case.awaiting == WITHDRAW
    if quicker:
        news = (_decided(plan, Decision.APPROVED), _document(plan))
        reaction = _when(case, *news, _answer(WITHDRAW, AnswerKind.REFUSED))
        assert _steps(reaction) == [CONFIRM]
    else:
        filed = _when(case, _answer(WITHDRAW), _answer(ARCHIVE))
        assert filed.case.end is End.WITHDRAWN


def test_an_incomplete_submission_is_said_again_completely() -> None:
    """The first lacks a material, the second does not."""
    reaction = SCRIPT.opening(_plan(Road.OWN, Twist.MATERIAL_MISSING))
    lacking = reaction.says[0].message.materials
    again = _when(reaction.case, _answer(SUBMIT, AnswerKind.REFUSED))
    assert len(again.says[0].message.materials) == len(lacking) + 1


def test_what_no_script_expects_is_kept_as_a_surprise() -> None:
    """The case is stuck and says at which step."""
    opened = SCRIPT.opening(_plan(Road.ASSISTED)).case
    stuck = _when(opened, _answer(SUBMIT, AnswerKind.REFUSED)).case
    assert stuck.end is End.STUCK
    assert stuck.tally.surprises == ("submit: REFUSED RULE-001",)


def test_an_answer_that_came_before_changes_nothing() -> None:
    """After a restart everything is read again."""
    _, case = _forwarded()
    assert _when(case, _answer(SUBMIT)) == Reaction(case)


def test_what_an_outlet_did_at_once_is_filed_by_its_street() -> None:
    """The street hears that it is delivered, and closes the file."""
    plan = _plan(Road.OUTLET_INSTANT)
    heading = replace(_heading(plan), decider=OPERATOR, submitter=OPERATOR)
    delivered = inbox.ProgressReported(
        case_id=plan.case_id, heading=heading, status=Status.DELIVERED, at=NOW
    )
    reaction = SCRIPT.react(None, delivered, NOW)
    assert reaction is not None
    assert _steps(reaction) == [ARCHIVE]


@pytest.mark.parametrize("first", [AnswerKind.REFUSED, AnswerKind.PARKED])
def test_a_repeat_went_through_only_if_the_first_did(first: AnswerKind) -> None:
    """Whoever repeats what was refused, or what still waits, is not told that it was done."""
    again = _answer(SUBMIT, AnswerKind.REPEATED)
    repeated = replace(again, answer=replace(again.answer, first_kind=first))
    done = replace(again, answer=replace(again.answer, first_kind=AnswerKind.DONE))
    assert (repeated.went_through, done.went_through) == (False, True)
