"""Several items at once (一件事): one parent, many cases, each with its own law and decision."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.domain.announcements import announce
from hub.domain.bundle import MOST_CASES, Bundle, BundledItem
from hub.domain.catalogue import Catalogue
from hub.domain.commands import (
    AcceptCase,
    ArchiveCase,
    DecideCase,
    DeliverDocument,
    ForwardCase,
    IssueDocument,
    LeaveBundle,
    NoteBundledCase,
    OpenBundle,
    RejectApplication,
    ReportExecution,
    WithdrawApplication,
)
from hub.domain.decide import evolve, subject_of
from hub.domain.evolution import FoldError
from hub.domain.facts import (
    ApplicationReplaced,
    ApplicationWithdrawn,
    BundleCompleted,
    BundledCaseLeftOut,
    BundledCaseMoved,
    BundledCaseNoted,
    BundleOpened,
    CaseReceived,
    Fact,
    ServiceRequested,
)
from hub.domain.following import follow
from hub.domain.identity import bundle_subject, case_id
from hub.domain.lists import BundleRow
from hub.domain.publishing import errors, validate
from hub.domain.refusals import (
    BundlesRule,
    MessageRule,
    PaperRule,
    PlaceRule,
    Rule,
)
from hub.domain.vocabulary import (
    BundledStanding,
    Decision,
    DeliveryMethod,
    ServiceOutcome,
)
from tests.domain.outlet_scenes import OPERATOR, asking
from tests.domain.scenes import (
    ASSISTED,
    BOOK,
    COUNTER,
    DECIDER,
    EMPOWERED,
    INSTANT,
    LICENCE,
    OTHER_STREET,
    POST,
    REASONS,
    RELAYED,
    STREET,
    Story,
    at_once,
    delivered,
    forwarded,
    materials,
    paper,
    submission,
)

CODE, LEAD = "YJS-01", "dept-shijian"
REGISTRATION, CATERING, SIGN = "SJ-06", "SJ-01", "CG-02"
"""Registered by the department; decided by the street; the sign decided by the street too."""
NUMBER = "一件事1号"
BUNDLE = bundle_subject(STREET, NUMBER)
NUMBERS = {REGISTRATION: "A-1", CATERING: "A-2", SIGN: "A-3"}
CASES = {item: case_id(STREET, number) for item, number in NUMBERS.items()}
S = BundledStanding
ENDS = (S.APPROVED, S.DENIED, S.REJECTED, S.WITHDRAWN, S.TERMINATED, S.FAILED)


def opening(*items: str, **changes: object) -> OpenBundle:
    """A citizen opens a small restaurant: three items at once, at the street's counter."""
    chosen = items or tuple(NUMBERS)
    fields = {
        "number": NUMBER,
        "code": CODE,
        "street": STREET,
        "place": COUNTER,
        "applicant": "p-0001",
        "form": paper("一件事申请表"),
        "materials": materials(REGISTRATION)[:1],
        "items": tuple(BundledItem(item_code=i, business_number=NUMBERS[i]) for i in chosen),
    }
    return OpenBundle(**{**fields, "actor": "clerk-1", **changes})


def opened(*items: str) -> Story:
    """A bundle that was opened, and none of its cases handed in yet."""
    return Story().when(STREET, opening(*items))


def noting(item: str, standing: BundledStanding) -> NoteBundledCase:
    """The hub's word about one case of the bundle."""
    return NoteBundledCase(bundle_id=BUNDLE, case_id=CASES[item], item_code=item, standing=standing)


def handed_in(item: str, **changes: object) -> Story:
    """One case of the bundle, at the counter."""
    number = NUMBERS.get(item, "A-9")
    return Story().when(STREET, submission(item, business_number=number, bundle=NUMBER, **changes))


def bundle(story: Story) -> Bundle:
    """The bundle as it stands."""
    assert isinstance(story.state, Bundle)
    return story.state


def standings(story: Story) -> dict[str, BundledStanding]:
    """How far each item of the bundle is."""
    return {each.item_code: each.standing for each in bundle(story).cases}


def told(story: Story) -> list[tuple[str, str]]:
    """Whom the last facts tell, and which message."""
    return [
        (said.to, type(said.message).__name__)
        for fact in story.last
        for said in announce(story.subject, fact)
    ]


def moves(story: Story) -> list[BundledStanding]:
    """What a case told its bundle, in order."""
    return [fact.standing for fact in story.facts if isinstance(fact, BundledCaseMoved)]


def tell(parent: Story, child: Story) -> None:
    """Carry what a case told its bundle to it, as the follow-up lane does."""
    for fact in child.facts:
        for each in follow(child.subject, fact):
            if each.subject == BUNDLE:
                parent.when("hub", each.command)


# Opening


def test_a_bundle_is_a_subject_of_its_own() -> None:
    """One parent names its cases, all awaited; the street's lead body hears of it (牵头单位)."""
    story = opened().then(BundleOpened)
    assert story.subject == BUNDLE == subject_of(opening(), STREET)
    assert subject_of(noting(SIGN, S.RECEIVED), "hub") == BUNDLE
    assert standings(story) == dict.fromkeys(NUMBERS, S.AWAITED)
    assert [each.case_id for each in bundle(story).cases] == list(CASES.values())
    assert (bundle(story).lead, bundle(story).submitter) == (LEAD, STREET)
    assert told(story) == [(LEAD, "BundleRegistered")]


def test_a_citizen_may_choose_among_the_items_of_a_bundle() -> None:
    """Not every item of a listed bundle has to be asked for."""
    assert list(standings(opened(REGISTRATION, SIGN))) == [REGISTRATION, SIGN]


def test_the_street_hears_of_what_an_outlet_opens() -> None:
    """An operator's bundle is registered with the street and the lead body."""
    row = BundleRow(code="X", name="参保", lead="dept-yibao", items=(RELAYED, "YB-02", INSTANT))
    book = replace(BOOK, bundles={"X": row})
    items = (
        BundledItem(item_code=RELAYED, business_number="1"),
        BundledItem(item_code=INSTANT, business_number="2"),
    )
    story = Story(book=book).when("op-post", opening(code="X", place=POST, items=items))
    assert told(story) == [(STREET, "BundleRegistered"), ("dept-yibao", "BundleRegistered")]


@pytest.mark.parametrize(
    ("changes", "sender", "rule"),
    [
        ({"code": "YJS-99"}, STREET, BundlesRule.NOT_LISTED),
        ({"code": "YJS-02"}, STREET, BundlesRule.NOT_IN_THIS_BUNDLE),
        ({"items": ()}, STREET, BundlesRule.TOO_FEW),
        ({"items": opening(SIGN).items}, STREET, BundlesRule.TOO_FEW),
        ({"items": opening(SIGN, SIGN).items}, STREET, BundlesRule.TWICE),
        ({"items": opening(SIGN, CATERING).items * 30}, STREET, BundlesRule.TOO_MANY),
        ({"place": "no-w1"}, STREET, PlaceRule.PLACE_UNKNOWN),
        ({"place": POST}, "op-post", PlaceRule.NOT_ON_OUTLET_LIST),
        ({}, OTHER_STREET, PlaceRule.PLACE_NOT_YOURS),
        ({"form": paper(mark=0)}, STREET, PaperRule.DOCUMENT_WITHOUT_DIGEST),
    ],
)
def test_only_what_is_listed_here_is_bundled(
    changes: dict[str, object], sender: str, rule: Rule
) -> None:
    """Bundle, items and place follow the lists; no item and no number twice (一件事清单)."""
    Story().refuses(sender, opening(**changes), rule)


def test_a_business_number_names_one_case_of_a_bundle() -> None:
    """Two items under one number would be one case."""
    items = tuple(replace(each, business_number="A-1") for each in opening().items)
    Story().refuses(STREET, opening(items=items), BundlesRule.TWICE)


def test_an_item_that_no_list_has_here_is_not_bundled() -> None:
    """The bundle's list opens no door that the four lists do not open (plan 3(1))."""
    row = BundleRow(code=CODE, name="开办", lead=LEAD, items=(SIGN, RELAYED))
    book = replace(BOOK, bundles={CODE: row})
    items = (
        BundledItem(item_code=SIGN, business_number="1"),
        BundledItem(item_code=RELAYED, business_number="2"),
    )
    Story(book=book).refuses(STREET, opening(items=items), PlaceRule.ITEM_NOT_LISTED)


def test_a_bundle_is_opened_once() -> None:
    """The submitter's number names one bundle, whatever else it is asked to be."""
    story = opened()
    story.refuses(STREET, opening(), BundlesRule.NUMBER_USED)
    story.refuses(STREET, opening(SIGN, CATERING), BundlesRule.NUMBER_USED)


# What a case tells its bundle


def test_each_item_is_a_case_of_its_own() -> None:
    """Mode, decider and clock are each case's own, and the case knows its bundle."""
    registration, sign = handed_in(REGISTRATION), handed_in(SIGN)
    assert registration.case.heading.decider == "dept-shijian"
    assert sign.case.heading.decider == STREET
    assert {registration.case.bundle_id, sign.case.bundle_id} == {BUNDLE}
    registration.then(CaseReceived, BundledCaseMoved)


def test_a_case_tells_its_bundle_each_time_it_comes_further() -> None:
    """Received, accepted, decided, with the applicant: each once, and nothing afterwards."""
    story = handed_in(SIGN).say(STREET, AcceptCase)
    story.say(STREET, DecideCase, decision=Decision.APPROVED)
    issued = {"document": LICENCE, "number": "1", "issued_on": date(2026, 9, 14)}
    story.say(STREET, IssueDocument, **issued)
    story.say(STREET, DeliverDocument, method=DeliveryMethod.COUNTER).say(STREET, ArchiveCase)
    assert moves(story) == [S.RECEIVED, S.ACCEPTED, S.DECIDED, S.APPROVED]
    assert follow(story.subject, story.facts[1])[0].subject == BUNDLE


def test_a_case_without_a_bundle_tells_nobody() -> None:
    """Most cases have no bundle; nothing is added to them."""
    assert moves(delivered(EMPOWERED)) == []


def test_silence_is_told_too() -> None:
    """What time itself says moves the bundle as well: deemed acceptance (Art. 32)."""
    story = handed_in(REGISTRATION)
    story.time_passes_to(story.now + timedelta(days=20))
    assert moves(story) == [S.RECEIVED, S.ACCEPTED]


def test_what_is_done_at_once_has_ended_at_once() -> None:
    """即办件 in a bundle: received and with the applicant in one act, told once."""
    story = Story().when(STREET, at_once("RS-01", bundle=NUMBER))
    assert moves(story) == [S.APPROVED]


def test_a_service_of_a_bundle_ends_with_the_operators_word() -> None:
    """An instant item at an outlet is part of a bundle as well (服务点即办)."""
    story = Story().when(OPERATOR, asking(bundle=NUMBER)).then(ServiceRequested, BundledCaseMoved)
    executed = {"outcome": ServiceOutcome.EXECUTED, "receipt_number": "R-1"}
    story.say(OPERATOR, ReportExecution, **executed)
    assert moves(story) == [S.RECEIVED, S.APPROVED]
    failed = Story().when(OPERATOR, asking(bundle=NUMBER))
    failed.say(OPERATOR, ReportExecution, outcome=ServiceOutcome.FAILED)
    assert moves(failed) == [S.RECEIVED, S.FAILED]


def test_a_case_belongs_to_one_bundle() -> None:
    """A new version of an application neither joins a bundle nor changes it."""
    again = {"business_number": NUMBERS[SIGN], "version": 2}
    story = handed_in(SIGN)
    other = submission(SIGN, bundle="一件事2号", **again)
    story.refuses(STREET, other, BundlesRule.ANOTHER_BUNDLE)
    story.when(STREET, submission(SIGN, **again)).then(ApplicationReplaced)
    assert story.case.bundle_id == BUNDLE
    alone = Story().when(STREET, submission(SIGN, business_number=NUMBERS[SIGN]))
    late = submission(SIGN, bundle=NUMBER, **again)
    alone.refuses(STREET, late, BundlesRule.ANOTHER_BUNDLE)


def test_nobody_joins_the_bundle_of_another() -> None:
    """The number is the submitter's own: another's of the same number is another bundle."""
    story = Story().when("op-post", submission(RELAYED, place=POST, bundle=NUMBER))
    assert story.case.bundle_id == bundle_subject("op-post", NUMBER) != BUNDLE


# What the bundle knows


def test_the_bundle_is_done_when_every_case_ended() -> None:
    """Approved, denied and withdrawn side by side: each its own way, then one word (plan 3(1))."""
    parent = opened()
    sign = handed_in(SIGN).say(STREET, AcceptCase)
    sign.say(STREET, DecideCase, decision=Decision.DENIED, reasons=REASONS)
    sign.say(STREET, DeliverDocument, method=DeliveryMethod.COUNTER)
    catering = handed_in(CATERING).say(STREET, WithdrawApplication)
    registration = handed_in(REGISTRATION).say(STREET, ForwardCase)
    rejected = {"reasons": REASONS, "competent_body": "市局"}
    registration.say("dept-shijian", RejectApplication, **rejected)
    tell(parent, sign)
    tell(parent, catering)
    assert standings(parent) == {SIGN: S.DENIED, CATERING: S.WITHDRAWN, REGISTRATION: S.AWAITED}
    assert not bundle(parent).completed
    tell(parent, registration)
    parent.then(BundledCaseNoted, BundleCompleted)
    done = parent.last[1]
    assert (done.approved, done.denied, done.withdrawn, done.rejected) == (0, 1, 1, 1)
    assert (done.terminated, done.failed, done.left_out) == (0, 0, 0)
    assert told(parent) == [(STREET, "BundleEnded"), (LEAD, "BundleEnded")]
    assert bundle(parent).completed


def test_one_case_is_withdrawn_and_the_others_go_on() -> None:
    """A bundle is left by withdrawing one case; the others keep their own law (撤回申请)."""
    story = handed_in(CATERING).say(STREET, WithdrawApplication)
    story.then(ApplicationWithdrawn, BundledCaseMoved)
    parent = opened()
    tell(parent, story)
    assert not bundle(parent).completed


def test_what_was_never_handed_in_is_left_out() -> None:
    """An item that the citizen gives up does not keep the bundle open (退出一件事)."""
    parent = opened(SIGN, CATERING)
    parent.when("hub", noting(SIGN, S.APPROVED))
    leave = LeaveBundle(bundle_id=BUNDLE, case_id=CASES[CATERING], actor="clerk-1")
    refused = parent.refuses(OTHER_STREET, leave, BundlesRule.NOT_YOURS)
    assert "新村" in refused.sentence
    strange = replace(leave, case_id=case_id(STREET, "no"))
    parent.refuses(STREET, strange, BundlesRule.NOT_ITS_CASE)
    done = replace(leave, case_id=CASES[SIGN])
    parent.refuses(STREET, done, BundlesRule.HANDED_IN)
    parent.when(STREET, leave).then(BundledCaseLeftOut, BundleCompleted)
    assert (parent.last[1].approved, parent.last[1].left_out) == (1, 1)
    parent.refuses(STREET, leave, BundlesRule.NOTHING_NEW)
    parent.refuses("hub", noting(CATERING, S.RECEIVED), BundlesRule.NOTHING_NEW)


def test_a_bundle_knows_only_its_own_cases() -> None:
    """What names a bundle that does not list it changes nothing there."""
    parent = opened(SIGN, CATERING)
    parent.refuses("hub", noting(REGISTRATION, S.RECEIVED), BundlesRule.NOT_ITS_CASE)
    other = replace(noting(SIGN, S.RECEIVED), item_code=CATERING)
    parent.refuses("hub", other, BundlesRule.NOT_ITS_CASE)


def test_no_step_back_and_nothing_twice() -> None:
    """The same word again, or an older one that was overtaken, changes nothing."""
    parent = opened().when("hub", noting(SIGN, S.DECIDED))
    for standing in (S.DECIDED, S.ACCEPTED, S.RECEIVED, S.AWAITED):
        parent.refuses("hub", noting(SIGN, standing), BundlesRule.NOTHING_NEW)
    parent.when("hub", noting(SIGN, S.DENIED))
    parent.refuses("hub", noting(SIGN, S.APPROVED), BundlesRule.NOTHING_NEW)


def test_cases_may_be_heard_of_before_their_bundle() -> None:
    """Parent and cases live in different partitions: whichever is heard first, nothing is lost."""
    parent = Story(subject=BUNDLE).when("hub", noting(SIGN, S.APPROVED)).then(BundledCaseNoted)
    parent.when("hub", noting(REGISTRATION, S.RECEIVED))
    leave = LeaveBundle(bundle_id=BUNDLE, case_id=CASES[SIGN], actor="clerk-1")
    parent.refuses(STREET, leave, BundlesRule.UNKNOWN)
    parent.when("hub", noting(CATERING, S.DENIED))
    parent.when(STREET, opening(SIGN, CATERING)).then(BundleOpened, BundleCompleted)
    assert standings(parent) == {SIGN: S.APPROVED, CATERING: S.DENIED}


def test_a_bundle_that_was_not_opened_remembers_no_more_than_one_may_have() -> None:
    """Naming a bundle without ever opening it fills no memory."""
    parent = Story(subject=BUNDLE)
    for number in range(MOST_CASES):
        each = replace(noting(SIGN, S.RECEIVED), case_id=case_id(STREET, f"n-{number}"))
        parent.when("hub", each)
    parent.refuses("hub", noting(SIGN, S.RECEIVED), BundlesRule.TOO_MANY)


def test_other_subjects_are_no_bundles() -> None:
    """A case is no bundle, a bundle is no case, and an unknown one cannot be left."""
    case, parent = forwarded(), opened()
    leave = LeaveBundle(bundle_id=case.subject, case_id=CASES[SIGN], actor="x")
    case.refuses(STREET, leave, MessageRule.WRONG_SUBJECT)
    note = replace(noting(SIGN, S.RECEIVED), bundle_id=case.subject)
    case.refuses("hub", note, MessageRule.WRONG_SUBJECT)
    case.refuses(STREET, opening(), MessageRule.WRONG_SUBJECT)
    elsewhere = replace(noting(SIGN, S.RECEIVED), bundle_id=bundle_subject(STREET, "x"))
    parent.refuses("hub", elsewhere, MessageRule.WRONG_SUBJECT)
    accept = AcceptCase(case_id=parent.subject, actor="x")
    parent.refuses(DECIDER[ASSISTED], accept, MessageRule.WRONG_SUBJECT)
    nothing = LeaveBundle(bundle_id=BUNDLE, case_id=CASES[SIGN], actor="x")
    Story().refuses(STREET, nothing, BundlesRule.UNKNOWN)
    with pytest.raises(FoldError):
        evolve(None, opened_and_done().last[1], BUNDLE)


def opened_and_done() -> Story:
    """A bundle of two whose cases both ended."""
    parent = opened(SIGN, CATERING).when("hub", noting(SIGN, S.APPROVED))
    return parent.when("hub", noting(CATERING, S.DENIED)).then(BundledCaseNoted, BundleCompleted)


WORDS = st.lists(
    st.tuples(st.sampled_from(list(NUMBERS)), st.sampled_from([S.RECEIVED, S.ACCEPTED])),
    max_size=12,
)


@settings(deadline=None, max_examples=300)
@given(
    ends=st.tuples(*[st.sampled_from(ENDS) for _ in NUMBERS]),
    words=WORDS,
    copies=st.integers(1, 3),
    at=st.integers(0, 30),
    data=st.data(),
)
def test_any_order_and_repetition_leads_to_the_same_bundle(
    ends: tuple[BundledStanding, ...],
    words: list[tuple[str, BundledStanding]],
    copies: int,
    at: int,
    data: st.DataObject,
) -> None:
    """Replays, copies and overtaken words: one bundle, completed once, with the same counts."""
    said = [*words, *[*zip(NUMBERS, ends, strict=True)] * copies]
    order: list[tuple[str, BundledStanding] | None] = list(data.draw(st.permutations(said)))
    order.insert(min(at, len(order)), None)
    parent = Story(subject=BUNDLE)
    for word in order:
        if word is None:
            parent.when(STREET, opening())
        elif _is_news(parent, word):
            parent.when("hub", noting(*word))
        else:
            parent.refuses("hub", noting(*word), BundlesRule.NOTHING_NEW)
    plain = opened()
    for item, end in zip(NUMBERS, ends, strict=True):
        plain.when("hub", noting(item, end))
    assert parent.state == plain.state
    assert _done(parent.facts) == _done(plain.facts)
    assert len(_done(parent.facts)) == 1


def _is_news(parent: Story, word: tuple[str, BundledStanding]) -> bool:
    """Whether a word about a case says more than the bundle was told, by the order of a life."""
    kept = parent.state.cases if isinstance(parent.state, Bundle) else ()
    had = [each.standing for each in kept if each.item_code == word[0]]
    life = (S.AWAITED, S.RECEIVED, S.ACCEPTED, S.DECIDED)
    if not had:
        return True
    return had[0] in life and (word[1] not in life or life.index(word[1]) > life.index(had[0]))


def _done(facts: list[Fact]) -> list[BundleCompleted]:
    return [fact for fact in facts if isinstance(fact, BundleCompleted)]


# The list of bundles


def bundled(**changes: object) -> Catalogue:
    """The sample with its first bundle changed."""
    row = replace(BOOK.bundles[CODE], **changes)
    return replace(BOOK, bundles={**BOOK.bundles, CODE: row})


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "没有名称"),
        ({"lead": "dept-no"}, "牵头单位dept-no不在目录中"),
        ({"items": (SIGN,)}, "至少须有2个事项"),
        ({"items": (SIGN, SIGN)}, "重复列出"),
        ({"items": (SIGN, "NO-1")}, "NO-1不在目录中"),
    ],
)
def test_an_unsound_bundle_is_not_published(changes: dict[str, object], said: str) -> None:
    """A bundle has a name, a lead body and items that there are, each once."""
    assert said in "\n".join(fault.reason for fault in errors(validate(bundled(**changes))))


def test_the_sample_lists_bundles_in_order() -> None:
    """bundles.csv and bundle_items.csv give code, name, lead body and items in their order."""
    row = BOOK.bundles[CODE]
    assert (row.name, row.lead) == ("开办小餐饮店", LEAD)
    assert row.items == (REGISTRATION, CATERING, SIGN)
