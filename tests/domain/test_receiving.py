"""Receiving: the lists say where what may be done, the guide says what must be there."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from hub.domain.commands import AcceptCase, ForwardCase, MirrorCase, RecordStep
from hub.domain.documents import Material
from hub.domain.facts import (
    CaseAccepted,
    CaseDecided,
    CaseMirrored,
    CaseReceived,
    DocumentDelivered,
    DocumentIssued,
    OversightHandedOver,
    ServiceExecuted,
    StepRecorded,
)
from hub.domain.refusals import (
    ConcludingRule,
    DoorRule,
    MessageRule,
    PaperRule,
    PlaceRule,
    Rule,
    StandingRule,
)
from hub.domain.vocabulary import Decision, Leg, MaterialForm, Mode, Status
from tests.domain.scenes import (
    ASSISTED,
    BANK,
    BOOK,
    COMMITTED,
    COUNTER,
    DECIDER,
    EMPOWERED,
    INSTANT,
    OTHER_STREET,
    OWN,
    POST,
    RELAYED,
    STREET,
    Story,
    at_once,
    materials,
    paper,
    received,
    submission,
)


@pytest.mark.parametrize(
    ("item", "mode", "decider"),
    [
        (OWN, Mode.OWN, STREET),
        (EMPOWERED, Mode.EMPOWERED, STREET),
        (ASSISTED, Mode.ASSISTED, DECIDER[ASSISTED]),
    ],
)
def test_the_list_gives_mode_and_decider(item: str, mode: Mode, decider: str) -> None:
    """The mode and the deciding body of a case follow from the lists (plan 3(1))."""
    heading = received(item).then(CaseReceived).case.heading
    assert (heading.mode, heading.decider) == (mode, decider)


def test_an_outlet_receives_for_its_street() -> None:
    """An outlet takes what its street listed for its kind, the department decides (plan 3(2))."""
    story = Story().when("op-post", submission(RELAYED, place=POST)).then(CaseReceived)
    assert story.case.heading.mode is Mode.OUTLET
    assert (story.case.heading.decider, story.case.heading.submitter) == ("dept-yibao", "op-post")


def test_five_working_days_to_accept() -> None:
    """The last day to accept is the fifth working day after receipt (Licensing Law, Art. 32)."""
    assert received().due(Leg.ACCEPTANCE) == date(2026, 9, 20)


def test_make_up_sundays_count_among_the_five_days() -> None:
    """Sunday 2026-09-20 is a make-up working day and the first after Friday the 18th."""
    friday = datetime(2026, 9, 18, 2, tzinfo=UTC)
    story = Story(now=friday).when(STREET, submission())
    assert story.due(Leg.ACCEPTANCE) == date(2026, 9, 24)


@pytest.mark.parametrize(
    ("changes", "sender", "rule"),
    [
        ({"item_code": "NO-1"}, STREET, PlaceRule.ITEM_UNKNOWN),
        ({"street": "street-no"}, STREET, PlaceRule.STREET_UNKNOWN),
        ({"place": "no-w1"}, STREET, PlaceRule.PLACE_UNKNOWN),
        ({"place": "licun-w1"}, STREET, PlaceRule.PLACE_UNKNOWN),
        ({}, OTHER_STREET, PlaceRule.PLACE_NOT_YOURS),
        ({"place": BANK}, "op-icbc", PlaceRule.NOT_ON_OUTLET_LIST),
        ({"item_code": RELAYED}, STREET, PlaceRule.ITEM_NOT_LISTED),
        ({"item_code": RELAYED, "place": POST}, "op-icbc", PlaceRule.PLACE_NOT_YOURS),
        ({"item_code": INSTANT, "place": POST}, "op-post", PlaceRule.HANDLED_AT_ONCE),
    ],
)
def test_nothing_is_received_off_the_lists(
    changes: dict[str, str], sender: str, rule: Rule
) -> None:
    """What no list lets be received here, by this sender, is refused (plan 3(1), 3(2))."""
    Story().refuses(sender, submission(**changes), rule)


def test_all_missing_materials_are_named_at_once() -> None:
    """Missing materials are refused naming all of them at once (Licensing Law, Art. 32(4))."""
    refused = Story().refuses(
        STREET, submission("ZJ-02", materials=()), PaperRule.MATERIALS_MISSING
    )
    assert "规划许可、合同、审图文件" in refused.sentence


def test_tolerable_materials_may_follow() -> None:
    """A tolerable material (容缺) may be missing when the case is received."""
    without = tuple(m for m in materials(ASSISTED) if m.code != "M3")
    Story().when(STREET, submission(materials=without)).then(CaseReceived)


def test_a_commitment_stands_in_only_where_the_guide_lets_it() -> None:
    """A written commitment replaces a material only where the guide says so."""
    promised = Material(code="M2", form=COMMITTED, document=paper("承诺书"))
    first = materials(OWN)[0]
    Story().when(STREET, submission(OWN, materials=(first, promised))).then(CaseReceived)
    wrong = (Material(code="M1", form=COMMITTED, document=paper()), *materials(ASSISTED)[1:])
    Story().refuses(STREET, submission(materials=wrong), PaperRule.COMMITMENT_NOT_ALLOWED)


def test_electronic_materials_have_a_document() -> None:
    """An electronic material without its document is refused."""
    bare = Material(code="M2", form=MaterialForm.ELECTRONIC)
    changed = (materials(ASSISTED)[0], bare)
    Story().refuses(STREET, submission(materials=changed), PaperRule.MATERIAL_WITHOUT_DOCUMENT)


@pytest.mark.parametrize("digest", [b"", bytes(32), b"short"])
def test_a_document_without_digest_can_never_be(digest: bytes) -> None:
    """A document without a digest is refused, whatever else is right."""
    form = replace(paper(), digest=digest)
    Story().refuses(STREET, submission(form=form), PaperRule.DOCUMENT_WITHOUT_DIGEST)


def test_a_business_number_names_one_case() -> None:
    """The same business number is not received twice."""
    received().refuses(STREET, submission(), DoorRule.VERSION_NOT_HIGHER)


def test_an_operator_does_an_instant_item_in_one_act() -> None:
    """An instant item is received, accepted, decided, executed and delivered at once (即办件)."""
    story = Story().when("op-icbc", at_once(INSTANT, place=BANK))
    story.then(CaseReceived, CaseAccepted, CaseDecided, ServiceExecuted, DocumentDelivered)
    assert story.case.status is Status.DELIVERED
    assert story.case.heading.decider == "op-icbc"


def test_a_street_does_its_instant_item_in_one_act() -> None:
    """A street handles its own instant item in one act, document included."""
    story = Story().when(STREET, at_once(OWN, receipt_number=None))
    story.then(
        CaseReceived,
        CaseAccepted,
        CaseDecided,
        OversightHandedOver,
        DocumentIssued,
        DocumentDelivered,
    )


@pytest.mark.parametrize(
    ("item", "sender", "changes", "rule"),
    [
        (ASSISTED, STREET, {}, StandingRule.STREET_NEVER_DECIDES),
        (EMPOWERED, STREET, {}, PlaceRule.NOT_INSTANT),
        (RELAYED, "op-post", {"place": POST}, PlaceRule.NOT_INSTANT),
        (
            INSTANT,
            "op-icbc",
            {"place": BANK, "receipt_number": None},
            ConcludingRule.OPERATOR_RECEIPT_MISSING,
        ),
        (INSTANT, "op-post", {"place": BANK}, PlaceRule.PLACE_NOT_YOURS),
        (OWN, STREET, {"document": None}, PaperRule.DOCUMENT_MISSING),
        (OWN, STREET, {"document_number": None}, PaperRule.DOCUMENT_NUMBER_MISSING),
        (OWN, STREET, {"decision": Decision.DENIED}, ConcludingRule.REASONS_MISSING),
        (
            OWN,
            STREET,
            {"decision": Decision.DENIED, "reasons": paper()},
            PaperRule.DOCUMENT_OF_A_DENIAL,
        ),
        (INSTANT, "op-icbc", {"place": BANK, "document": paper()}, PaperRule.DOCUMENT_NOT_FORESEEN),
        (INSTANT, "op-icbc", {"place": BANK, "materials": ()}, PaperRule.MATERIALS_MISSING),
    ],
)
def test_what_may_not_be_done_at_once(
    item: str, sender: str, changes: dict[str, object], rule: Rule
) -> None:
    """Nothing is done at once that the lists do not let be done so, or that is incomplete."""
    Story().refuses(sender, at_once(item, **changes), rule)


def test_a_mirrored_case_takes_its_steps_and_nothing_else() -> None:
    """The hub mirrors a case of an outside system of record and refuses to act in it."""
    opened = datetime(2010, 10, 1, tzinfo=UTC)
    mirror = MirrorCase(
        business_number="case-1",
        system="wabo",
        item="permit",
        department="Group 1",
        opened_at=opened,
        actor="import",
    )
    story = Story().when("admin", mirror).then(CaseMirrored)
    step = {"step": "Confirmation of receipt", "department": "Group 1", "occurred_at": opened}
    story.say("admin", RecordStep, **step).then(StepRecorded)
    command = RecordStep(case_id=story.subject, actor="x", **step)
    story.refuses("dept-zhujian", command, StandingRule.NOT_THE_SUBMITTER)
    story.refuses("admin", AcceptCase(case_id=story.subject, actor="x"), StandingRule.MIRRORED_ONLY)


def test_a_command_for_a_case_that_is_not_there() -> None:
    """What speaks of an unknown case is refused with the number it used."""
    refused = Story().refuses(
        STREET, ForwardCase(case_id="case-none", actor="x"), MessageRule.CASE_UNKNOWN
    )
    assert refused.rule.code == "SUBJECT-001"


def test_a_broken_clock_is_refused() -> None:
    """An instant outside all reason is refused, because no day can be computed from it."""
    for year in (1970, 9999):
        broken = datetime(year, 12, 31, 23, tzinfo=UTC)
        Story().refuses(STREET, submission(), MessageRule.TIME_UNREASONABLE, at=broken)


def test_the_counter_is_the_street() -> None:
    """Every counter and outlet of the sample belongs to a street that is an organisation."""
    assert BOOK.keeper_of(COUNTER) == STREET
    assert {BOOK.keeper_of(code) for code in BOOK.outlets} == {
        "op-icbc",
        "op-post",
        "op-lejia",
        "op-telecom",
    }


def test_the_queue_number_or_appointment_stays_with_the_case() -> None:
    """A rating of the visit finds the case by it (取号, 预约)."""
    story = Story().when(STREET, submission(visit="A012"))
    assert isinstance(story.last[0], CaseReceived)
    assert story.last[0].visit == "A012"
