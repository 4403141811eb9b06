"""What people read from the journal: timeline, obligations, figures."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from hub.domain.commands import (
    AcceptCase,
    AcknowledgeWork,
    AnswerQuestion,
    AppealConsultationRating,
    ConfirmReceipt,
    DecideCase,
    DeliverDocument,
    ForwardCase,
    IssueDocument,
    OpenConsultation,
    PublishDecision,
    RateConsultation,
    ReturnWork,
)
from hub.domain.facts import FACTS
from hub.domain.publicity import PUBLICATION
from hub.domain.vocabulary import (
    CardColour,
    Decision,
    DeliveryMethod,
    Leg,
    OutcomeKind,
    RatingScale,
    ReturnReason,
)
from hub.views import export, table
from hub.views.figures import Figures
from hub.views.obligations import TO_APPLICANT, TO_PUBLIC, Obligations
from hub.views.timeline import timeline
from hub.views.words import LEGS, fact_word
from tests.domain.scenes import (
    ASSISTED,
    DECIDER,
    EMPOWERED,
    LICENCE,
    MONDAY,
    STREET,
    Story,
    submission,
)
from tests.views.chronicle import Chronicle

BODY = DECIDER[ASSISTED]
DAY = timedelta(days=1)


def assisted(
    chronicle: Chronicle,
    number: str = "2026-0001",
    days_to_decide: int = 2,
    valid_until: date | None = None,
) -> Story:
    """An assisted case from the counter to the applicant, decided after some days."""
    story = Story()
    chronicle.command(story, STREET, replace(submission(), business_number=number))
    chronicle.say(story, STREET, ForwardCase)
    chronicle.say(story, BODY, AcknowledgeWork)
    story.now += DAY
    chronicle.say(story, BODY, AcceptCase)
    story.now += days_to_decide * DAY
    chronicle.time_passes(story, story.now)
    chronicle.say(story, STREET, DecideCase, decision=Decision.APPROVED)
    chronicle.say(story, BODY, DecideCase, decision=Decision.APPROVED)
    issue = {"document": LICENCE, "number": "许字1号", "issued_on": date(2026, 9, 17)}
    chronicle.say(story, BODY, IssueDocument, **issue, valid_until=valid_until)
    chronicle.say(story, STREET, ConfirmReceipt, digest=LICENCE.digest)
    story.now += DAY
    chronicle.say(story, STREET, DeliverDocument, method=DeliveryMethod.COUNTER)
    return story


def test_a_timeline_tells_an_assisted_case_in_order() -> None:
    """Each fact has a line with who said it; a refusal has its rule and sentence."""
    chronicle = Chronicle()
    assisted(chronicle)
    lines = list(timeline(chronicle.told))
    assert [line.what for line in lines] == [
        "收件",
        "转报",
        "签收来件",
        "受理",
        "拒绝",
        "办结",
        "出具批件",
        "签收回传文书",
        "送达",
    ]
    assert [line.at for line in lines] == sorted(line.at for line in lines)
    refused = lines[4]
    assert (refused.who, refused.kind) == (STREET, OutcomeKind.REFUSED)
    assert refused.details[0] == "规则 ROLE-001"
    assert any("法定办结" in detail and "2026-10-19" in detail for detail in lines[3].details)
    assert any("许字1号" in detail for detail in lines[6].details)


def test_a_timeline_names_the_culpable_leg_of_a_red_card() -> None:
    """A late decision shows the cards of the clock, each with leg, owner and last day."""
    chronicle = Chronicle()
    assisted(chronicle, days_to_decide=60)
    cards = [line for line in timeline(chronicle.told) if line.what == "电子监察"]
    assert {line.who for line in cards} == {"时钟", BODY}
    law = next(line for line in cards if "期限 法定办结" in line.details)
    assert {"牌 红牌", f"责任单位 {BODY}", "截止 2026-10-19"} <= set(law.details)
    assert "规则 IRREGULAR-001" in cards[-1].details


def test_obligations_are_the_open_terms_with_owner_creditor_and_beginning() -> None:
    """A forwarded case: the department owes a signature and a word about acceptance."""
    chronicle, story = Chronicle(), Story()
    chronicle.command(story, STREET, submission())
    chronicle.say(story, STREET, ForwardCase)
    story.now += timedelta(hours=3)
    chronicle.say(story, BODY, AcknowledgeWork)
    chronicle.say(story, BODY, ReturnWork, reason=ReturnReason.ILLEGIBLE)
    owed = list(Obligations().take_all(chronicle.told).open())
    assert [(each.owner, each.to, each.leg, each.entry) for each in owed] == [
        (STREET, BODY, Leg.FORWARDING, "0-3"),
        (STREET, STREET, Leg.ACCEPTANCE, "0-0"),
    ]
    assert [each.since for each in owed] == [MONDAY + timedelta(hours=3), MONDAY]
    assert not owed[0].is_overdue(MONDAY)
    assert owed[0].is_overdue(MONDAY + 2 * DAY)


def test_what_is_done_is_owed_no_longer() -> None:
    """A delivered case leaves no obligation behind but to the public, until it may look."""
    chronicle = Chronicle()
    story = assisted(chronicle)
    (owed,) = Obligations().take_all(chronicle.told).open()
    assert (owed.owner, owed.to, owed.about) == (BODY, TO_PUBLIC, PUBLICATION)
    chronicle.say(story, BODY, PublishDecision, publication="gk-1")
    assert list(Obligations().take_all(chronicle.told).open()) == []


def consulted(chronicle: Chronicle, department: str) -> tuple[Story, RateConsultation]:
    """A consultation that a department or the street itself answered, and its bad rating."""
    story = Story()
    ask = OpenConsultation(number="问1", department=department, question=LICENCE, actor="clerk-1")
    chronicle.command(story, STREET, ask)
    subject, actor = story.subject, "staff-1"
    answer = AnswerQuestion(question_id=subject, mentor="m-1", answer=LICENCE, actor=actor)
    chronicle.command(story, department, answer)
    scale = RatingScale.RATING_DEVICE
    return story, RateConsultation(question_id=subject, scale=scale, value=1, actor=actor)


def test_what_is_owed_for_the_rating_of_an_answer_names_who_waits() -> None:
    """Who passed the rating on waits for the reply, who appealed for the decision."""
    chronicle = Chronicle()
    story, rating = consulted(chronicle, BODY)
    chronicle.command(story, "admin", rating)
    appeal = AppealConsultationRating(question_id=story.subject, request=LICENCE, actor="staff-1")
    chronicle.command(story, BODY, appeal)
    owed = list(Obligations().take_all(chronicle.told).open())
    assert [(each.owner, each.to, each.leg, each.business_number) for each in owed] == [
        ("admin", BODY, Leg.APPEAL, "问1"),
        (BODY, "admin", Leg.RATING, "问1"),
    ]


def test_what_a_street_owes_for_its_own_answer_it_owes_the_applicant() -> None:
    """Who answered at its own counter and passed the rating on itself owes who gave it."""
    chronicle = Chronicle()
    story, rating = consulted(chronicle, STREET)
    chronicle.command(story, STREET, rating)
    (owed,) = Obligations().take_all(chronicle.told).open()
    assert (owed.owner, owed.to, owed.leg) == (STREET, TO_APPLICANT, Leg.RATING)


def test_a_rating_of_an_answer_can_be_read_aloud() -> None:
    """Its lines say who gave which value on which scale, and until when to answer."""
    chronicle = Chronicle()
    story, rating = consulted(chronicle, BODY)
    chronicle.command(story, STREET, rating)
    chronicle.time_passes(story, datetime(2026, 12, 1, tzinfo=UTC))
    *_, line, card = timeline(chronicle.told)
    assert (line.who, line.what) == (STREET, "评价咨询")
    assert {f"登记评价 {STREET}", f"责任单位 {BODY}", "评价值 1"} <= set(line.details)
    assert "尺度 评价器(5最满意)" in line.details
    assert line.details[-1] == f"⏱ 差评答复 → 2026-09-20 {BODY}"
    assert card.what == "咨询监察"
    assert "期限 差评答复" in card.details


def test_a_card_is_shown_with_what_is_owed() -> None:
    """What is past its last day is still owed, with the red card it has had."""
    chronicle, story = Chronicle(), Story()
    chronicle.command(story, STREET, submission(EMPOWERED))
    chronicle.say(story, STREET, AcceptCase)
    chronicle.time_passes(story, datetime(2026, 12, 1, tzinfo=UTC))
    owed = list(Obligations().take_all(chronicle.told).open())
    assert {(each.leg, each.card) for each in owed} == {
        (Leg.DECISION, CardColour.RED),
        (Leg.PROMISE, CardColour.RED),
        (Leg.STEP, CardColour.RED),
    }
    cells = table.obligation_cells(owed[0], datetime(2026, 12, 2, tzinfo=UTC))
    assert cells[6] == f"逾期 {owed[0].due_on}"
    assert cells[7] == "红牌"


def test_figures_count_by_street_and_mode_and_sum_up() -> None:
    """Received, decided, in time and median days, by any parts and in total."""
    chronicle = Chronicle()
    assisted(chronicle, "1", days_to_decide=2)
    assisted(chronicle, "2", days_to_decide=4)
    assisted(chronicle, "3", days_to_decide=60)
    figures = Figures().take_all(chronicle.told)
    ((key, row),) = figures.by("street", "mode")
    assert key == (STREET, "ASSISTED")
    assert (row.counts["received"], row.counts["decided"], row.counts["approved"]) == (3, 3, 3)
    assert row.rate("statutory_kept", "statutory") == pytest.approx(2 / 3)
    assert row.median_days("decision") == pytest.approx(4.0)
    assert row.red_cards["DECISION"] == 1
    assert row.red_cards["IRREGULAR-001"] == 1
    assert sum(total.counts["received"] for _, total in figures.by()) == 3


def test_figures_of_a_period_leave_out_the_rest() -> None:
    """Only what happened from the first to the last day is counted."""
    chronicle = Chronicle()
    assisted(chronicle)
    first = Figures(date(2026, 9, 14), date(2026, 9, 14)).take_all(chronicle.told)
    ((_, row),) = first.by()
    assert (row.counts["received"], row.counts["decided"]) == (1, 0)


def test_no_cell_begins_a_formula(tmp_path: Path) -> None:
    """A text that a spreadsheet would take for a formula is quoted."""
    export.to_csv(tmp_path / "f.csv", ["a"], [["=1+1"], [-1]])
    assert (tmp_path / "f.csv").read_text("utf-8-sig").split() == ["a", "'=1+1", "-1"]


def test_everything_has_a_word() -> None:
    """Every fact and every leg has a word that people use."""
    assert {kind.__name__ for kind in FACTS if fact_word(kind.__name__) == kind.__name__} == set()
    assert set(LEGS) == set(Leg)
