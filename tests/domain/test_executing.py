"""Instant items at outlets: executed once, verified when unknown, undone only as facts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from hub.catalogue.rows import ItemRow, items_of
from hub.domain import commands
from hub.domain.announcements import announce
from hub.domain.calendar import end_of_day
from hub.domain.catalogue import Catalogue
from hub.domain.commands import (
    ArchiveCase,
    Command,
    RefundService,
    ReportExecution,
    ResolveVerification,
    ReverseService,
)
from hub.domain.decide import due_at, new_subject, subject_of
from hub.domain.facts import (
    CardIssued,
    CaseAccepted,
    CaseArchived,
    CaseDecided,
    DocumentDelivered,
    DocumentIssued,
    ServiceExecuted,
    ServiceFailed,
    ServiceRequested,
    ServiceToVerify,
    VerificationResolved,
)
from hub.domain.publishing import errors, validate
from hub.domain.refusals import (
    ConcludingRule,
    ExecutingRule,
    PaperRule,
    PlaceRule,
    Rule,
    StandingRule,
)
from hub.domain.vocabulary import CardColour, Leg, ServiceOutcome, Status
from tests.domain.outlet_scenes import (
    LIST,
    OPERATOR,
    TAX,
    asking,
    executed,
    reported,
    requested,
    to_verify,
    told,
    without_actor,
)
from tests.domain.scenes import (
    ASSISTED,
    BANK,
    BOOK,
    COUNTER,
    INSTANT,
    LICENCE,
    OWN,
    POST,
    RELAYED,
    STREET,
    Story,
    accepted,
    at_once,
    paper,
    received,
)

AUTHENTICATION = "SB-01"
AT_ONCE = (CaseAccepted, CaseDecided, ServiceExecuted, DocumentDelivered)


def elsewhere() -> Catalogue:
    """The sample, where the bank's outlets have their item executed by the post's system."""
    rows = tuple(replace(r, executor="op-post") if r.item == INSTANT else r for r in BOOK.outlet)
    return replace(BOOK, outlet=rows)


def test_an_outlet_asks_an_operators_system() -> None:
    """A request opens a case of its own number and owes a word about it (plan 3(2))."""
    story = requested().then(ServiceRequested)
    assert story.case.status is Status.REQUESTED
    assert (story.case.heading.decider, story.case.heading.submitter) == (OPERATOR, OPERATOR)
    assert new_subject(asking())
    assert subject_of(asking(), OPERATOR) == story.subject
    assert [running.term.leg for running in story.case.terms] == [Leg.VERIFICATION]
    assert told(story) == []


def test_executed_with_a_receipt_it_is_done_at_once() -> None:
    """Execution with a receipt number accepts, decides and delivers in one act (plan 3(2))."""
    story = executed().then(*AT_ONCE)
    assert story.case.status is Status.DELIVERED
    assert story.case.terms == ()
    assert due_at(story.state) is None
    assert told(story) == [(TAX, "ServiceReported"), (STREET, "ProgressReported")]


def test_execution_needs_the_operators_receipt() -> None:
    """Executed without a receipt number is refused, reported or found out (plan 3(2))."""
    story = requested()
    bare = without_actor(story, ReportExecution, outcome=ServiceOutcome.EXECUTED)
    story.refuses(OPERATOR, bare, ConcludingRule.OPERATOR_RECEIPT_MISSING)
    story = to_verify()
    bare = without_actor(story, ResolveVerification, executed=True)
    story.refuses(OPERATOR, bare, ConcludingRule.OPERATOR_RECEIPT_MISSING)


def test_a_request_is_executed_once_for_one_key() -> None:
    """A second request under the same key meets the same case and is refused (domain 3)."""
    requested().refuses(OPERATOR, asking(), ExecutingRule.ALREADY_REQUESTED)
    refused = executed().refuses(OPERATOR, asking(), ExecutingRule.ALREADY_REQUESTED)
    assert "已送达" in refused.sentence
    other = received(OWN)
    used = asking(idempotency_key="2026-0001")
    other.refuses(STREET, used, PlaceRule.BUSINESS_NUMBER_USED)


def test_what_is_to_be_verified_is_never_sent_again() -> None:
    """An unknown outcome is to be verified (待核) and refuses the request by its own rule."""
    story = to_verify().then(ServiceToVerify)
    assert story.case.status is Status.TO_VERIFY
    assert story.due(Leg.VERIFICATION) == date(2026, 9, 15)
    story.refuses(OPERATOR, asking(), ExecutingRule.NEVER_SENT_AGAIN)
    assert told(story) == [(STREET, "ServiceReported")]


@pytest.mark.parametrize("outcome", list(ServiceOutcome))
def test_only_a_verification_ends_it(outcome: ServiceOutcome) -> None:
    """No later report ends what is to be verified; only its verification does (待核)."""
    story = to_verify()
    late = without_actor(story, ReportExecution, outcome=outcome, receipt_number="R-2")
    story.refuses(OPERATOR, late, ExecutingRule.ONLY_VERIFIED)
    for kind in (ReverseService, RefundService):
        command = without_actor(story, kind, number="1", reason="double")
        story.refuses(OPERATOR, command, ExecutingRule.ONLY_VERIFIED)


def test_a_verification_finds_it_executed_or_not() -> None:
    """Verified as executed all follows at once; verified as not executed it has failed."""
    found = {"executed": True, "receipt_number": "R-9", "evidence": LIST}
    story = to_verify().say(OPERATOR, ResolveVerification, **found)
    story.then(VerificationResolved, *AT_ONCE)
    assert (story.case.status, story.case.terms) == (Status.DELIVERED, ())
    story = to_verify().say(OPERATOR, ResolveVerification, executed=False)
    story.then(VerificationResolved, ServiceFailed)
    assert (story.case.status, story.case.terms) == (Status.FAILED, ())
    again = without_actor(story, ResolveVerification, executed=False)
    story.refuses(OPERATOR, again, ExecutingRule.NOTHING_TO_VERIFY)


def test_silence_is_an_unknown_outcome() -> None:
    """Nothing reported in time: to be verified, with a red card for the operator (待核)."""
    end = end_of_day(date(2026, 9, 15))
    story = requested().time_passes_to(end).then(ServiceToVerify, CardIssued, CardIssued)
    assert story.cards() == [
        (Leg.VERIFICATION, CardColour.RED, OPERATOR),
        (Leg.VERIFICATION, CardColour.YELLOW, OPERATOR),
    ]
    assert story.case.status is Status.TO_VERIFY
    assert story.due(Leg.VERIFICATION) == date(2026, 9, 16)
    assert (OPERATOR, "ServiceReported") in told(story)
    story.time_passes_to(datetime(2026, 9, 16, 16, tzinfo=UTC)).then(CardIssued)
    assert due_at(story.state) is None


def test_a_failed_authentication_stops_no_pension() -> None:
    """A failed check (待遇资格认证) says that the benefit goes on and opens nothing (domain 3)."""
    story = Story().when("op-post", asking(AUTHENTICATION, place=POST))
    failed = {"outcome": ServiceOutcome.FAILED, "reason": "no-face"}
    story.say("op-post", ReportExecution, **failed).then(ServiceFailed)
    assert story.last[0].benefit_continues
    assert (story.case.status, story.case.terms) == (Status.FAILED, ())
    (said,) = announce(story.subject, story.last[0])
    assert (said.to, said.message.benefit_continues) == (STREET, True)
    assert due_at(story.state) is None
    payment = reported(ServiceOutcome.FAILED)
    assert not payment.last[0].benefit_continues


def test_a_failed_service_is_asked_for_under_a_new_key() -> None:
    """After a failure the same key stays used, and the file may be closed."""
    story = reported(ServiceOutcome.FAILED)
    story.refuses(OPERATOR, asking(), ExecutingRule.ALREADY_REQUESTED)
    again = without_actor(story, ReportExecution, outcome=ServiceOutcome.FAILED)
    story.refuses(OPERATOR, again, ExecutingRule.ALREADY_REPORTED)
    story.say(STREET, ArchiveCase).then(CaseArchived)


@pytest.mark.parametrize(
    ("changes", "sender", "rule"),
    [
        ({"item_code": RELAYED, "place": POST}, "op-post", PlaceRule.NOT_INSTANT),
        ({"item_code": OWN, "place": COUNTER}, STREET, PlaceRule.NOT_INSTANT),
        ({"item_code": AUTHENTICATION}, OPERATOR, PlaceRule.NOT_ON_OUTLET_LIST),
        ({}, "op-post", PlaceRule.PLACE_NOT_YOURS),
        ({"materials": ()}, OPERATOR, PaperRule.MATERIALS_MISSING),
        ({"form": replace(paper(), digest=bytes(32))}, OPERATOR, PaperRule.DOCUMENT_WITHOUT_DIGEST),
    ],
)
def test_only_what_the_list_lets_be_done_is_asked(
    changes: dict[str, object], sender: str, rule: Rule
) -> None:
    """An outlet asks only for what its street listed as instant for its kind (plan 3(2))."""
    Story().refuses(sender, asking(**changes), rule)


def test_only_the_executing_operator_says_what_became_of_it() -> None:
    """Nobody but the operator that executes reports, and only of a service."""
    story = requested()
    word = without_actor(story, ReportExecution, outcome=ServiceOutcome.FAILED)
    for sender in (STREET, "op-post", TAX):
        story.refuses(sender, word, StandingRule.NOT_THE_DECIDER)
    undone = without_actor(story, ReportExecution, outcome=ServiceOutcome.REVERSED)
    story.refuses(OPERATOR, undone, ExecutingRule.NOT_EXECUTED)
    case = accepted(ASSISTED)
    word = without_actor(case, ReportExecution, outcome=ServiceOutcome.FAILED)
    case.refuses("dept-zhujian", word, ExecutingRule.NOT_A_SERVICE)


@pytest.mark.parametrize("kind", [commands.AcceptCase, commands.ForwardCase])
@pytest.mark.parametrize("begin", [requested, to_verify])
def test_no_body_handles_what_an_operator_executes(
    kind: Callable[..., Command], begin: Callable[[], Story]
) -> None:
    """While the operator's system has it, nobody accepts or forwards (plan 3(2))."""
    story = begin()
    for sender in (STREET, OPERATOR):
        story.refuses(sender, without_actor(story, kind), ExecutingRule.WITH_OPERATOR)


def test_another_operators_system_is_asked_once() -> None:
    """Where the list names another executing system it is told, and it alone reports."""
    story = Story(book=elsewhere()).when(OPERATOR, asking())
    assert told(story) == [("op-post", "ServiceAsked")]
    word = without_actor(story, ReportExecution, outcome=ServiceOutcome.FAILED)
    story.refuses(OPERATOR, word, StandingRule.NOT_THE_DECIDER)
    done = {"outcome": ServiceOutcome.EXECUTED, "receipt_number": "R-1"}
    story.say("op-post", ReportExecution, **done).then(*AT_ONCE)
    hearers = {to for to, _ in told(story)}
    assert hearers == {STREET, OPERATOR, TAX}
    decisions = [s.message for s in announce(story.subject, story.last[1])]
    assert not any(said.document_follows for said in decisions)


def test_what_another_system_executes_is_not_done_at_once() -> None:
    """An outlet may not say done what the list lets another's system execute (plan 3(2))."""
    story = Story(book=elsewhere())
    story.refuses(OPERATOR, at_once(INSTANT, place=BANK), ExecutingRule.EXECUTED_ELSEWHERE)


def test_a_service_with_a_result_document_has_it() -> None:
    """Where the item has a result document an execution without it is refused (domain 3)."""
    item = replace(BOOK.items[INSTANT], result_document="缴费凭证")
    book = replace(BOOK, items={**BOOK.items, INSTANT: item})
    story = Story(book=book).when(OPERATOR, asking())
    done = {"outcome": ServiceOutcome.EXECUTED, "receipt_number": "R-1"}
    bare = without_actor(story, ReportExecution, **done)
    story.refuses(OPERATOR, bare, PaperRule.DOCUMENT_MISSING)
    story.say(OPERATOR, ReportExecution, **done, document=LICENCE, document_number="1号")
    assert any(isinstance(fact, DocumentIssued) for fact in story.last)


def test_the_list_may_name_whose_system_executes() -> None:
    """An executing system that is no operator of the catalogue is refused with it (plan 3(2))."""
    rows = tuple(replace(row, executor=TAX) for row in BOOK.outlet)
    faults = errors(validate(replace(BOOK, outlet=rows)))
    assert {fault.column for fault in faults} == {"executor"}
    row = ItemRow(code="A", name="a", type=BOOK.items[INSTANT].type, benefit_continues=True)
    assert items_of({"A": row}, (), (), ())["A"].benefit_continues
