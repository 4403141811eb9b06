"""Fees (收费): none without a law or administrative regulation (Licensing Law, Art. 58, 59, 75)."""

from dataclasses import replace
from datetime import date

import pytest

from hub.domain.calendar import end_of_day
from hub.domain.commands import (
    DecideCase,
    DemandFee,
    IssueDocument,
    MirrorCase,
    RecordPayment,
    RefundFee,
    WithdrawApplication,
    WithdrawDemand,
)
from hub.domain.facts import (
    CardIssued,
    DemandWithdrawn,
    DocumentIssued,
    FeeDemanded,
    FeeRefunded,
    PaymentRecorded,
)
from hub.domain.guides import Fee
from hub.domain.refusals import (
    ChargingRule,
    HandlingRule,
    IrregularityRule,
    PaperRule,
    StandingRule,
)
from hub.domain.vocabulary import CardColour, Decision, Leg
from tests.domain.scenes import (
    ASSISTED,
    BOOK,
    DECIDER,
    LICENCE,
    MONDAY,
    OTHER_STREET,
    REASONS,
    STREET,
    Story,
    accepted,
    forwarded,
)
from tests.domain.test_correcting import command, told

BODY = DECIDER[ASSISTED]
FIXED = Fee(code="F1", name="工本费", legal_basis="《某条例》第一条", amount_fen=2_000)
OPEN = Fee(code="F2", name="占用费", legal_basis="《某法》第二条")
BASELESS = Fee(code="F3", name="服务费", legal_basis="")
ITEM = replace(BOOK.items[ASSISTED], fees=(FIXED, OPEN, BASELESS))
CHARGED = replace(BOOK, items={**BOOK.items, ASSISTED: ITEM})
MIRROR = MirrorCase(
    business_number="X-1",
    system="省网",
    item=ASSISTED,
    department="窗口",
    opened_at=MONDAY,
    actor="a",
)


def charged(story: Story | None = None) -> Story:
    """An accepted case of an item that has fees."""
    story = story or accepted()
    story.book = CHARGED
    return story


def demand(story: Story, **changes: object) -> DemandFee:
    """A demand for the fee with a fixed amount."""
    whole = {"number": "缴1号", "code": "F1", "amount_fen": 2_000, "notice": REASONS}
    return command(story, DemandFee, **{**whole, **changes})


def demanded(code: str = "F1") -> Story:
    """A case with an open demand."""
    story = charged()
    return story.when(BODY, demand(story, code=code))


def payment(story: Story, **changes: object) -> RecordPayment:
    """The payment of that demand."""
    whole = {"number": "缴1号", "receipt_number": "票1号", "amount_fen": 2_000}
    return command(story, RecordPayment, **{**whole, **changes})


def refund(story: Story, amount_fen: int = 2_000, number: str = "缴1号") -> RefundFee:
    """What goes back of it."""
    fields = {"number": number, "receipt_number": "退1号", "amount_fen": amount_fen}
    return command(story, RefundFee, **fields)


def test_a_fee_that_the_item_names_is_demanded_with_its_basis() -> None:
    """The notice names the law; the street hears, to show it (Art. 58)."""
    story = demanded().then(FeeDemanded)
    assert (story.last[0].lawful, story.last[0].legal_basis) == (True, FIXED.legal_basis)
    assert told(story) == {(STREET, "FeeReported")}


@pytest.mark.parametrize("code", ["F3", "F9"])
def test_a_fee_without_a_basis_is_never_demanded_at_a_counter(code: str) -> None:
    """No fee without a law or administrative regulation, and none that is not listed (Art. 58)."""
    story = charged()
    story.refuses(BODY, demand(story, code=code), ChargingRule.FEE_NOT_LISTED)


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"amount_fen": 2_001}, ChargingRule.ABOVE_STANDARD),
        ({"amount_fen": 0}, ChargingRule.AMOUNT_MISSING),
        ({"amount_fen": -5}, ChargingRule.AMOUNT_MISSING),
        ({"notice": replace(REASONS, size_bytes=0)}, PaperRule.DOCUMENT_WITHOUT_DIGEST),
    ],
)
def test_no_more_is_demanded_than_the_published_standard(
    changes: dict[str, object], rule: ChargingRule
) -> None:
    """What is published is the most that may be asked; less is a reduction (Art. 59)."""
    story = charged()
    story.refuses(BODY, demand(story, **changes), rule)
    story.when(BODY, demand(story, amount_fen=1_000)).then(FeeDemanded)


def test_an_amount_by_standard_is_the_deciding_bodys_word() -> None:
    """Where the amount follows from a standard the notice says it."""
    story = charged()
    story.when(BODY, demand(story, code="F2", amount_fen=123_456)).then(FeeDemanded)


def test_only_the_deciding_body_demands_once_and_after_acceptance() -> None:
    """Neither street nor stranger, not before acceptance, no fee and no number twice (Art. 59)."""
    early = charged(forwarded())
    early.refuses(BODY, demand(early), HandlingRule.NOT_YET_ACCEPTED)
    story = demanded()
    again = demand(story, number="缴2号")
    story.refuses(STREET, again, StandingRule.STREET_NEVER_DECIDES)
    story.refuses(OTHER_STREET, again, StandingRule.NOT_THE_DECIDER)
    story.refuses(BODY, again, ChargingRule.DEMANDED_BEFORE)
    story.refuses(BODY, demand(story, code="F2"), ChargingRule.NOTICE_NUMBER_USED)
    story.say(STREET, WithdrawApplication)
    story.refuses(BODY, demand(story, code="F2", number="缴3号"), StandingRule.CASE_CLOSED)


def test_what_is_demanded_is_what_is_paid() -> None:
    """Paid in full, once, by somebody of the case; the others hear."""
    story = demanded()
    story.refuses(STREET, payment(story, amount_fen=1_999), ChargingRule.PAYMENT_DIFFERS)
    story.refuses(STREET, payment(story, number="缴9号"), ChargingRule.NO_OPEN_DEMAND)
    story.refuses(OTHER_STREET, payment(story), ChargingRule.NOT_A_PARTY)
    story.when(STREET, payment(story)).then(PaymentRecorded)
    assert told(story) == {(BODY, "FeeReported")}
    assert story.case.term(Leg.REFUND, "缴1号") is None
    story.refuses(STREET, payment(story), ChargingRule.NO_OPEN_DEMAND)


def test_the_document_waits_for_the_fee_but_the_clock_does_not() -> None:
    """Payment stops no clock (Art. 45); what is unpaid is not issued, what is waived is."""
    story = demanded()
    assert story.case.stop is None
    story.say(BODY, DecideCase, decision=Decision.APPROVED)
    issue = command(
        story, IssueDocument, document=LICENCE, number="许字1号", issued_on=date(2026, 9, 14)
    )
    refused = story.refuses(BODY, issue, ChargingRule.FEE_UNPAID)
    assert "缴1号" in refused.sentence
    withdraw = command(story, WithdrawDemand, number="缴1号", reasons=REASONS)
    story.refuses(STREET, withdraw, StandingRule.STREET_NEVER_DECIDES)
    story.when(BODY, withdraw).then(DemandWithdrawn)
    assert told(story) == {(STREET, "FeeReported")}
    story.refuses(BODY, withdraw, ChargingRule.NO_OPEN_DEMAND)
    story.when(BODY, issue).then(DocumentIssued)


def test_what_was_paid_may_go_back_in_whole_or_in_part() -> None:
    """Never more than was paid, and once."""
    story = demanded()
    story.refuses(BODY, refund(story), ChargingRule.NOTHING_TO_REFUND)
    story.when(STREET, payment(story))
    for amount in (0, -1, 2_001):
        story.refuses(BODY, refund(story, amount), ChargingRule.REFUND_TOO_HIGH)
    story.refuses(STREET, refund(story), StandingRule.STREET_NEVER_DECIDES)
    story.when(BODY, refund(story, 500)).then(FeeRefunded)
    assert told(story) == {(STREET, "FeeReported")}
    story.refuses(BODY, refund(story), ChargingRule.NOTHING_TO_REFUND)
    story.refuses(BODY, refund(story, number="缴9号"), ChargingRule.NOTHING_TO_REFUND)


def mirrored(**changes: object) -> Story:
    """A case of an outside system of record."""
    return Story(book=CHARGED).when("dept-zhujian", replace(MIRROR, **changes))


@pytest.mark.parametrize(
    ("item", "code", "amount"), [(ASSISTED, "F9", 1), (ASSISTED, "F1", 9_999), ("省-77", "F1", 1)]
)
def test_a_fee_without_basis_of_an_outside_system_is_an_irregularity(
    item: str, code: str, amount: int
) -> None:
    """The hub cannot refuse what another system did: it stands, with a red card (Art. 58)."""
    story = mirrored(item=item)
    story.when("dept-zhujian", demand(story, code=code, amount_fen=amount))
    story.then(FeeDemanded, CardIssued)
    assert story.cards() == [(None, CardColour.RED, "dept-zhujian")]
    assert story.last[1].rule == IrregularityRule.FEE_WITHOUT_BASIS.code
    assert not story.last[0].lawful


def test_what_was_taken_without_basis_must_go_back() -> None:
    """A paid fee without basis opens a duty to give it back, with a card past its day (Art. 75)."""
    story = mirrored()
    story.when("dept-zhujian", demand(story, code="F9"))
    story.when("dept-zhujian", payment(story)).then(PaymentRecorded)
    due = story.case.term(Leg.REFUND, "缴1号")
    assert (due.owner, due.due_on) == ("dept-zhujian", date(2026, 9, 20))
    story.time_passes_to(end_of_day(due.due_on))
    assert (Leg.REFUND, CardColour.RED, "dept-zhujian") in story.cards()
    story.when("dept-zhujian", refund(story)).then(FeeRefunded)
    assert story.case.terms == ()


def test_a_lawful_fee_of_an_outside_system_is_only_recorded() -> None:
    """It may be demanded whenever that system says so, by that system alone."""
    story = mirrored()
    story.refuses(BODY.replace("zhujian", "weijian"), demand(story), StandingRule.NOT_THE_DECIDER)
    story.when("dept-zhujian", demand(story)).then(FeeDemanded)
    assert told(story) == set()
