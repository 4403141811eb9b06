"""Who decides what a street only reviews; acceptance in another's name; commitments verified."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from hub.domain.announcements import announce
from hub.domain.catalogue import Catalogue
from hub.domain.commands import (
    AcceptCase,
    AcknowledgeWork,
    ArchiveCase,
    ConfirmReceipt,
    DecideCase,
    DeliverDocument,
    ForwardCase,
    GivePreliminaryReview,
    IssueDocument,
    ReportExecution,
    ReturnWork,
    VerifyCommitment,
)
from hub.domain.documents import Material
from hub.domain.facts import (
    CardIssued,
    CaseAccepted,
    CaseArchived,
    CaseDecided,
    CommitmentVerified,
    DocumentDelivered,
)
from hub.domain.guides import Requirement
from hub.domain.lists import OwnRow
from hub.domain.publishing import errors, validate
from hub.domain.refusals import CorrectingRule, HandlingRule, PlaceRule, StandingRule
from hub.domain.vocabulary import (
    CardColour,
    Decision,
    DeliveryMethod,
    Leg,
    Mode,
    Opinion,
    ReturnReason,
    ServiceOutcome,
)
from tests.domain.outlet_scenes import OPERATOR, TAX, asking
from tests.domain.scenes import (
    ASSISTED,
    BANK,
    BOOK,
    COMMITTED,
    DECIDER,
    EMPOWERED,
    INSTANT,
    LICENCE,
    OTHER_STREET,
    OWN,
    POST,
    PRELIMINARY,
    REASONS,
    RELAYED,
    STREET,
    Story,
    at_once,
    paper,
    submission,
)

BODY, REVIEWED_FOR = DECIDER[ASSISTED], DECIDER[PRELIMINARY]
FAVOURABLE = {"verdict": Opinion.FAVOURABLE, "report": REASONS}
CHECK = {"report": REASONS}


def with_item(code: str, book: Catalogue = BOOK, **changes: object) -> Catalogue:
    """A catalogue with one item changed."""
    return replace(book, items={**book.items, code: replace(book.items[code], **changes)})


def on_own_list(code: str = PRELIMINARY, street: str = "*", **changes: object) -> Catalogue:
    """The sample with an item on the streets' own list instead of another."""
    own = (*BOOK.own, OwnRow(item=code, street=street))
    rest = tuple(row for row in BOOK.assisted if row.item != code)
    return with_item(code, replace(BOOK, own=own, assisted=rest), **changes)


def of(story: Story, kind: type, **fields: object) -> object:
    """A command of the story's case."""
    return kind(case_id=story.subject, actor="x", **fields)


def told(story: Story) -> list[tuple[str, str]]:
    """Whom the last facts tell, and which message."""
    return [
        (said.to, type(said.message).__name__)
        for fact in story.last
        for said in announce(story.subject, fact)
    ]


def entrusted() -> Catalogue:
    """The sample where the streets accept in the department's name (委托受理)."""
    listed = (ASSISTED, RELAYED)
    rows = tuple(replace(row, entrusted_acceptance=row.item in listed) for row in BOOK.assisted)
    return replace(BOOK, assisted=rows)


def promising(code: str, **changes: object) -> tuple[Catalogue, tuple[Material, ...]]:
    """A catalogue where a commitment may stand in for an item's one material, and it."""
    item = BOOK.items[code]
    wanted = replace(item.guide.materials[0], requirement=Requirement.COMMITMENT)
    guide = replace(item.guide, materials=(wanted,))
    promise = Material(code=wanted.code, form=COMMITTED, document=paper("承诺书", 5))
    return with_item(code, guide=guide, **changes), (promise,)


# What the street only reviews


def test_what_the_street_only_reviews_the_department_decides() -> None:
    """On the own list too what has a 初审 is decided by the department (plan 3(1))."""
    story = Story(book=on_own_list()).when(STREET, submission(PRELIMINARY))
    assert story.case.heading.mode is Mode.OWN
    assert story.case.heading.decider == REVIEWED_FOR
    assert story.due(Leg.PRELIMINARY_REVIEW) == date(2026, 10, 16)
    story.refuses(STREET, of(story, AcceptCase), StandingRule.STREET_NEVER_DECIDES)
    story.refuses(STREET, of(story, ForwardCase), CorrectingRule.PRELIMINARY_REVIEW_MISSING)
    story.say(STREET, GivePreliminaryReview, **FAVOURABLE).say(STREET, ForwardCase)
    story.say(REVIEWED_FOR, AcceptCase)
    approve = of(story, DecideCase, decision=Decision.APPROVED)
    story.refuses(STREET, approve, StandingRule.STREET_NEVER_DECIDES)
    story.when(REVIEWED_FOR, approve)
    assert (STREET, "DecisionReturned") in told(story)
    issued = {"document": LICENCE, "number": "号1", "issued_on": date(2026, 9, 14)}
    story.say(REVIEWED_FOR, IssueDocument, **issued)
    story.say(STREET, ConfirmReceipt, digest=LICENCE.digest)
    story.say(STREET, DeliverDocument, method=DeliveryMethod.COUNTER).then(DocumentDelivered)


def test_the_streets_own_powers_stay_with_the_street() -> None:
    """Statutory powers of the street are accepted and decided by it (街道本级)."""
    story = Story().when(STREET, submission(OWN)).say(STREET, AcceptCase).then(CaseAccepted)
    story.say(STREET, DecideCase, decision=Decision.APPROVED)
    assert story.case.decision is Decision.APPROVED


def test_a_street_does_not_do_at_once_what_it_only_reviews() -> None:
    """An instant item that the department decides is not done at the counter (即办件)."""
    book = on_own_list(instant=True)
    Story(book=book).refuses(STREET, at_once(PRELIMINARY), StandingRule.STREET_NEVER_DECIDES)


def test_a_review_for_nobody_is_not_received() -> None:
    """Whoever only reviews must know for whom: without a deciding body nothing is received."""
    book = on_own_list(department=None)
    Story(book=book).refuses(STREET, submission(PRELIMINARY), PlaceRule.NO_DECIDING_BODY)


@pytest.mark.parametrize(
    ("code", "street", "changes"),
    [
        (PRELIMINARY, "*", {"department": None}),
        (PRELIMINARY, "*", {"department": OTHER_STREET}),
        (ASSISTED, "*", {}),
        (ASSISTED, STREET, {"department": OTHER_STREET}),
        (ASSISTED, "*", {"department": STREET}),
    ],
)
def test_an_own_list_has_only_the_streets_own(
    code: str, street: str, changes: dict[str, object]
) -> None:
    """The item's body is that street, or the street reviews for a department that it names."""
    faults = errors(validate(on_own_list(code, street, **changes)))
    assert {(fault.file, fault.row, fault.column) for fault in faults} == {("own.csv", 3, "item")}


def test_an_own_item_may_name_its_street_or_be_reviewed_for_a_department() -> None:
    """Both kinds of own items of the reference may be published (domain reference, 2)."""
    mine = on_own_list(ASSISTED, STREET, department=STREET)
    assert not errors(validate(mine))
    assert not errors(validate(on_own_list()))


# Acceptance in the deciding body's name


def test_the_street_accepts_only_while_it_has_the_work() -> None:
    """委托受理 ends with forwarding: then only the department accepts (Licensing Law, Art. 24)."""
    story = Story(book=entrusted()).when(STREET, submission()).say(STREET, ForwardCase)
    story.refuses(STREET, of(story, AcceptCase), StandingRule.STREET_NEVER_DECIDES)
    story.say(BODY, AcknowledgeWork)
    story.refuses(STREET, of(story, AcceptCase), StandingRule.STREET_NEVER_DECIDES)
    story.say(BODY, ReturnWork, reason=ReturnReason.INCOMPLETE)
    story.refuses(BODY, of(story, AcceptCase), HandlingRule.WORK_NOT_HERE)
    story.say(STREET, AcceptCase).then(CaseAccepted)


def test_the_body_hears_what_was_accepted_in_its_name() -> None:
    """委托受理: the deciding body is told, the street need not be told of its own act."""
    story = Story(book=entrusted()).when(STREET, submission()).say(STREET, AcceptCase)
    assert [each for each in told(story) if each[1] == "ProgressReported"] == [
        (BODY, "ProgressReported")
    ]


def test_the_submitter_hears_of_it_too() -> None:
    """Where an outlet took the application its operator is told as well."""
    rows = replace(BOOK.assisted[0], item=RELAYED, entrusted_acceptance=True)
    book = replace(BOOK, assisted=(*BOOK.assisted, rows))
    story = Story(book=book).when("op-post", submission(RELAYED, place=POST))
    story.say(STREET, AcceptCase)
    assert {to for to, message in told(story) if message == "ProgressReported"} == {
        DECIDER[RELAYED],
        "op-post",
    }


# Commitments


def test_an_instant_approval_on_a_commitment_is_verified_later() -> None:
    """告知承诺 decides at once and is verified by a date, done on the spot or not."""
    book, promise = promising(OWN)
    story = Story(book=book).when(STREET, at_once(OWN, materials=promise))
    assert story.due(Leg.COMMITMENT) == date(2026, 12, 11)
    story.say(STREET, VerifyCommitment, kept=True, **CHECK).then(CommitmentVerified)
    assert story.due(Leg.COMMITMENT) is None


def test_an_instant_denial_leaves_nothing_to_verify() -> None:
    """Only what was approved on a commitment is verified."""
    book, promise = promising(OWN)
    denial = {"decision": Decision.DENIED, "reasons": REASONS, "document": None}
    command = at_once(OWN, materials=promise, document_number=None, **denial)
    story = Story(book=book).when(STREET, command)
    assert story.due(Leg.COMMITMENT) is None


def test_without_a_commitment_an_instant_case_owes_no_verification() -> None:
    """What was handed in as asked is not verified afterwards."""
    assert Story().when(STREET, at_once(OWN)).due(Leg.COMMITMENT) is None


def test_an_outlets_commitment_is_verified_by_who_executed() -> None:
    """At an outlet the operator answers for the verification, whichever way it was executed."""
    book, promise = promising(INSTANT)
    done = at_once(INSTANT, place=BANK, materials=promise)
    story = Story(book=book).when(OPERATOR, done)
    assert story.due(Leg.COMMITMENT) is not None
    story.say(OPERATOR, VerifyCommitment, kept=True, **CHECK).then(CommitmentVerified)
    asked = Story(book=book).when(OPERATOR, asking(materials=promise))
    executed = {"outcome": ServiceOutcome.EXECUTED, "receipt_number": "R-1"}
    asked.say(OPERATOR, ReportExecution, **executed)
    assert asked.due(Leg.COMMITMENT) is not None


@pytest.mark.parametrize("kept", [True, False])
def test_the_supervising_body_hears_of_a_false_commitment(*, kept: bool) -> None:
    """A false commitment is told to who supervises what others approve (Licensing Law, Art. 69)."""
    book, promise = promising(EMPOWERED)
    story = Story(book=book).when(STREET, submission(EMPOWERED, materials=promise))
    story.say(STREET, AcceptCase).say(STREET, DecideCase, decision=Decision.APPROVED)
    story.say(STREET, VerifyCommitment, kept=kept, **CHECK)
    supervising = BOOK.items[EMPOWERED].supervising
    assert told(story) == ([] if kept else [(supervising, "CommitmentChecked")])


def test_at_an_outlet_the_answerable_body_hears_of_a_false_commitment() -> None:
    """The operator executes, the body that supervises hears what a commitment was worth."""
    book, promise = promising(INSTANT, supervising=TAX)
    story = Story(book=book).when(OPERATOR, at_once(INSTANT, place=BANK, materials=promise))
    story.say(OPERATOR, VerifyCommitment, kept=False, **CHECK)
    assert told(story) == [(TAX, "CommitmentChecked")]


def test_the_duty_to_verify_outlives_the_archive() -> None:
    """归档 ends no duty to verify: it is owed, it comes due, and it is fulfilled afterwards."""
    book, promise = promising(OWN)
    story = Story(book=book).when(STREET, at_once(OWN, materials=promise))
    story.say(STREET, ArchiveCase).then(CaseArchived)
    assert story.due(Leg.COMMITMENT) == date(2026, 12, 11)
    story.time_passes_to(datetime(2026, 12, 12, tzinfo=UTC))
    assert (Leg.COMMITMENT, CardColour.RED, STREET) in story.cards()
    assert all(isinstance(fact, CardIssued) for fact in story.last)
    story.say(STREET, VerifyCommitment, kept=False, **CHECK).then(CommitmentVerified)


def test_an_instant_case_lacks_nothing_that_could_follow() -> None:
    """即办: what is done at once tolerates nothing to follow later (容缺 is a promise)."""
    item = BOOK.items[OWN]
    wanted = replace(item.guide.materials[0], requirement=Requirement.TOLERABLE)
    book = with_item(OWN, guide=replace(item.guide, materials=(wanted,)))
    Story(book=book).refuses(STREET, at_once(OWN, materials=()), CorrectingRule.PROMISE_WANTED)
    whole = at_once(OWN, materials=submission(OWN).materials[:1])
    story = Story(book=book).when(STREET, whole)
    assert any(isinstance(fact, CaseDecided) for fact in story.last)
