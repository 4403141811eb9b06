"""Renewal and the end of a permit: Licensing Law, Art. 50 and 70."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hub.domain.calendar import end_of_day
from hub.domain.commands import (
    AmendPermit,
    CancelPermit,
    ConfirmReceipt,
    DecideRenewal,
    DeliverDocument,
    IssueDocument,
    PublishDecision,
    RequestRenewal,
)
from hub.domain.decide import due_at
from hub.domain.facts import (
    CardIssued,
    PermitCancelled,
    PermitExpired,
    RenewalDecided,
    RenewalDeemedGranted,
    RenewalRequested,
)
from hub.domain.refusals import PermitsRule, StandingRule
from hub.domain.vocabulary import (
    CancellationGround,
    CardColour,
    DeliveryMethod,
    Leg,
    PermitStanding,
)
from tests.domain.permits import BODY, CHANGED, UNTIL, WHY, archived
from tests.domain.scenes import (
    ASSISTED,
    BOOK,
    LICENCE,
    OTHER_STREET,
    REASONS,
    STREET,
    Story,
    decided,
)
from tests.domain.test_correcting import command, told


def renewing(days_before: int = 60) -> Story:
    """A permit whose renewal was asked for some days before its end."""
    story = archived()
    story.now = datetime(2027, 9, 14, 2, tzinfo=UTC) - timedelta(days=days_before)
    return story.say(STREET, RequestRenewal, request=REASONS)


def test_renewal_is_decided_before_the_end() -> None:
    """Asked for in time, it is due on the last day; granted it has a later one (Art. 50)."""
    story = renewing().then(RenewalRequested)
    assert not story.last[0].late
    assert story.due(Leg.RENEWAL) == UNTIL
    assert told(story) == {(BODY, "RenewalAssigned")}
    earlier = command(story, DecideRenewal, granted=True, valid_until=UNTIL)
    story.refuses(BODY, earlier, PermitsRule.RENEWAL_INCOMPLETE)
    denied = command(story, DecideRenewal, granted=False)
    story.refuses(BODY, denied, PermitsRule.RENEWAL_INCOMPLETE)
    story.say(BODY, DecideRenewal, granted=True, valid_until=date(2030, 9, 14))
    story.then(RenewalDecided)
    assert story.case.permit.valid_until == date(2030, 9, 14)
    assert told(story) == {(STREET, "RenewalReported")}
    story.say(BODY, PublishDecision, publication="gk-2")
    assert due_at(story.state) == end_of_day(date(2030, 9, 14))


def test_a_renewed_document_goes_back_to_the_street_and_the_holder() -> None:
    """The street gets it, confirms it and hands it over, like the first (Art. 44, 50)."""
    story = renewing()
    whole = {"granted": True, "valid_until": date(2030, 9, 14), "document": CHANGED}
    story.say(BODY, DecideRenewal, **whole, number="许字7号").then(RenewalDecided)
    assert told(story) == {(STREET, "RenewalReported"), (STREET, "DocumentReturned")}
    assert story.last[0].replaces == LICENCE.digest
    story.say(STREET, ConfirmReceipt, digest=CHANGED.digest)
    story.say(STREET, DeliverDocument, method=DeliveryMethod.COUNTER)
    story.say(BODY, PublishDecision, publication="gk-2")
    assert [each.term.leg for each in story.case.terms] == [Leg.EXPIRY]
    same = renewing().say(BODY, DecideRenewal, **whole)
    assert same.last[0].number == "许字1号"


def test_a_denied_renewal_is_served_and_the_permit_runs_out() -> None:
    """The reasons go to the holder (Art. 38, 44); on its last day the permit expires (Art. 70)."""
    story = renewing().say(BODY, DecideRenewal, granted=False, reasons=WHY)
    story.say(STREET, ConfirmReceipt, digest=WHY.digest)
    story.say(STREET, DeliverDocument, method=DeliveryMethod.COUNTER)
    story.time_passes_to(end_of_day(UNTIL)).then(PermitExpired)
    assert story.case.permit.standing is PermitStanding.EXPIRED


def test_the_holder_may_ask_the_deciding_body_itself() -> None:
    """The law sends the holder to the body that decided (Art. 50); others take no such request."""
    story = archived()
    ask = command(story, RequestRenewal, request=REASONS)
    story.refuses(OTHER_STREET, ask, StandingRule.NOT_THE_STREET)
    story.when(BODY, ask).then(RenewalRequested)


def test_another_law_may_ask_for_an_earlier_request() -> None:
    """Thirty days, unless a law, regulation or rule says otherwise (Art. 50)."""
    item = replace(BOOK.items[ASSISTED], renewal_days=90)
    story = archived()
    story.book = replace(BOOK, items={**BOOK.items, ASSISTED: item})
    story.now = datetime(2027, 9, 14, 2, tzinfo=UTC) - timedelta(days=89)
    story.say(STREET, RequestRenewal, request=REASONS)
    assert story.last[0].late


def test_an_item_says_how_long_its_document_is_valid() -> None:
    """Where the issuer names no last day it follows from the item; no end comes before its day."""
    item = replace(BOOK.items[ASSISTED], validity_days=365)
    story = decided()
    story.book = replace(BOOK, items={**BOOK.items, ASSISTED: item})
    issue = {"document": LICENCE, "number": "许字1号", "issued_on": date(2026, 9, 14)}
    wrong = command(story, IssueDocument, **issue, valid_until=date(2026, 9, 13))
    story.refuses(BODY, wrong, PermitsRule.ENDS_BEFORE_IT_BEGINS)
    story.say(BODY, IssueDocument, **issue)
    assert story.last[0].valid_until == date(2027, 9, 14)
    assert story.due(Leg.EXPIRY) == date(2027, 9, 14)


def test_a_permit_expires_by_itself_without_a_card() -> None:
    """Its last day passed and nobody asked: expired, everybody hears, no blame (Art. 70)."""
    story = archived()
    struck = command(story, CancelPermit, ground=CancellationGround.EXPIRED)
    story.refuses(BODY, struck, PermitsRule.NOT_YET_EXPIRED)
    story.time_passes_to(end_of_day(UNTIL)).then(PermitExpired)
    assert told(story) == {(BODY, "PermitEnded"), (STREET, "PermitEnded")}
    assert due_at(story.state) is None
    amend = command(story, AmendPermit, document=CHANGED, number="许字2号")
    story.refuses(BODY, amend, PermitsRule.NOTHING_IN_FORCE)
    story.when(BODY, struck).then(PermitCancelled)


def test_silence_until_the_end_grants_what_was_asked_in_time() -> None:
    """Not decided by the day of expiry: granted, with a red card (Art. 50)."""
    story = renewing(30).time_passes_to(end_of_day(UNTIL))
    assert isinstance(story.last[0], RenewalDeemedGranted)
    assert (Leg.RENEWAL, CardColour.RED, BODY) in story.cards()
    assert story.case.permit.standing is PermitStanding.VALID
    assert story.case.permit.valid_until == date(2028, 9, 13)
    assert story.due(Leg.ISSUE) is not None
    late = command(story, DecideRenewal, granted=False, reasons=REASONS)
    story.refuses(BODY, late, PermitsRule.NO_RENEWAL_RUNS)
    paper = {"valid_until": date(2028, 9, 13), "document": CHANGED, "number": "许字3号"}
    story.say(BODY, DecideRenewal, granted=True, **paper).then(RenewalDecided)
    assert story.due(Leg.ISSUE) is None
    twice = command(story, DecideRenewal, granted=True, **paper)
    story.refuses(BODY, twice, PermitsRule.NO_RENEWAL_RUNS)


def test_a_late_denial_cannot_undo_what_silence_granted() -> None:
    """Even before the clock has said so; a late grant is recorded with a red card (Art. 50)."""
    story = renewing(30)
    story.now = end_of_day(UNTIL) + timedelta(minutes=1)
    denied = command(story, DecideRenewal, granted=False, reasons=REASONS)
    story.refuses(BODY, denied, PermitsRule.GRANTED_BY_SILENCE)
    story.say(BODY, DecideRenewal, granted=True, valid_until=date(2030, 9, 14))
    story.then(RenewalDecided, CardIssued)


def test_silence_grants_nothing_that_was_asked_too_late() -> None:
    """Less than thirty days before the end it is decided all the same, but not by silence."""
    story = renewing(29)
    assert story.last[0].late
    story.time_passes_to(end_of_day(UNTIL))
    story.then(PermitExpired, CardIssued)
    assert story.case.permit.standing is PermitStanding.EXPIRED
    story.say(BODY, DecideRenewal, granted=False, reasons=REASONS)
    story.then(RenewalDecided, CardIssued)


def test_what_has_no_end_or_has_ended_is_not_renewed() -> None:
    """Renewal needs a last day that has not passed, and is asked for once."""
    endless = archived(valid_until=None)
    ask = command(endless, RequestRenewal, request=REASONS)
    endless.refuses(STREET, ask, PermitsRule.NO_END)
    story = archived()
    story.now = end_of_day(UNTIL) + timedelta(minutes=1)
    story.refuses(STREET, command(story, RequestRenewal, request=REASONS), PermitsRule.EXPIRED)
    twice = renewing()
    again = command(twice, RequestRenewal, request=REASONS)
    twice.refuses(STREET, again, PermitsRule.RENEWAL_RUNS)
