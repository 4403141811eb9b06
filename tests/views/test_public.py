"""What anybody may look up: approvals that were published, and nothing of who got them."""

from datetime import date

from hub.domain.commands import (
    DecideRenewal,
    PublishDecision,
    RecordReview,
    RequestRenewal,
    RevokeDecision,
)
from hub.domain.query import query_code
from hub.domain.vocabulary import PermitStanding, ReviewOutcome
from hub.views.public import PublicDecision, PublicDecisions, sheet
from tests.domain.permits import COURT, REVOKE
from tests.domain.scenes import BOOK, EMPOWERED, REASONS, STREET
from tests.views.chronicle import Chronicle
from tests.views.test_views import BODY, assisted


def public(chronicle: Chronicle) -> list[PublicDecision]:
    """What is public after all that was said."""
    return list(PublicDecisions().take_all(chronicle.told).listed())


def test_an_approval_is_listed_from_its_publication_on() -> None:
    """Item, body, day, number and place; until somebody publishes it nobody looks it up."""
    chronicle = Chronicle()
    story = assisted(chronicle)
    assert public(chronicle) == []
    chronicle.say(story, BODY, PublishDecision, publication="gk-1")
    (found,) = public(chronicle)
    assert (found.item_code, found.decider, found.number) == ("ZJ-01", BODY, "许字1号")
    assert (found.decided_on, found.published_on) == (date(2026, 9, 17), date(2026, 9, 18))
    assert (found.publication, found.standing) == ("gk-1", PermitStanding.VALID)
    every = PublicDecisions().take_all(chronicle.told)
    assert list(every.listed(item=EMPOWERED)) == list(every.listed(decider="admin")) == []
    assert list(every.listed("ZJ-01", BODY)) == [found]


def test_nothing_personal_and_no_way_to_the_case_is_shown() -> None:
    """Neither applicant nor staff, nor the numbers from which the query code follows."""
    chronicle = Chronicle()
    story = assisted(chronicle)
    chronicle.say(story, BODY, PublishDecision, publication="gk-1")
    shown = str(public(chronicle)) + str(sheet(public(chronicle), BOOK).rows)
    hidden = ["p-0001", "staff-1", "clerk-1", "2026-0001", story.subject, query_code(story.subject)]
    assert [each for each in hidden if each in shown] == []
    assert "排水许可" in shown


def test_what_was_taken_back_is_listed_as_such() -> None:
    """The public sees that an approval holds no longer (Art. 69)."""
    chronicle = Chronicle()
    story = assisted(chronicle)
    chronicle.say(story, BODY, PublishDecision, publication="gk-1")
    chronicle.say(story, BODY, RevokeDecision, **REVOKE)
    assert [each.standing for each in public(chronicle)] == [PermitStanding.REVOKED]
    assert "撤销" in str(sheet(public(chronicle), None).rows)


def test_a_renewed_approval_is_listed_anew() -> None:
    """With the day of the renewal; until that is public, what is public stays as it was told.

    Its holder is licensed: who looks him up must not find nothing.
    """
    chronicle = Chronicle()
    story = assisted(chronicle, valid_until=date(2027, 9, 16))
    chronicle.say(story, BODY, PublishDecision, publication="gk-1")
    chronicle.say(story, STREET, RequestRenewal, request=REASONS)
    later = {"granted": True, "valid_until": date(2030, 9, 14)}
    chronicle.say(story, BODY, DecideRenewal, **later)
    (before,) = public(chronicle)
    assert (before.publication, before.valid_until) == ("gk-1", date(2027, 9, 16))
    assert (before.standing, before.outdated) == (PermitStanding.VALID, True)
    assert "尚未公开" in str(sheet([before], None).rows)
    chronicle.say(story, BODY, PublishDecision, publication="gk-2")
    (found,) = public(chronicle)
    assert not found.outdated
    assert (found.publication, found.valid_until) == ("gk-2", date(2030, 9, 14))
    assert found.decided_on == found.published_on


def test_what_is_to_be_decided_anew_is_public_no_more() -> None:
    """After a ruling to redo there is no approval until there is another one."""
    chronicle = Chronicle()
    story = assisted(chronicle)
    chronicle.say(story, BODY, PublishDecision, publication="gk-1")
    chronicle.say(story, BODY, RecordReview, **COURT, outcome=ReviewOutcome.REDO, days=10)
    assert public(chronicle) == []


def test_a_ruling_that_upholds_a_decision_does_not_make_it_younger() -> None:
    """The day of the decision stays the day on which it was decided."""
    chronicle = Chronicle()
    story = assisted(chronicle)
    chronicle.say(story, BODY, RecordReview, **COURT, outcome=ReviewOutcome.UPHELD)
    chronicle.say(story, BODY, PublishDecision, publication="gk-1")
    (found,) = public(chronicle)
    assert found.decided_on == date(2026, 9, 17)
