"""What the fields of a catalogue mean for a case, and how departments write them."""

import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from hub.catalogue.folder import load
from hub.catalogue.guide_page import guide_page, render
from hub.catalogue.words import member, word
from hub.domain.commands import AcceptCase, AskMentor, ForwardCase
from hub.domain.guides import (
    ApplicantKind,
    Channel,
    ClockStart,
    Item,
    ItemType,
    Level,
)
from hub.domain.vocabulary import ApproverRole, DeliveryMethod, Leg
from hub.sample.district import FOLDER
from tests.domain.scenes import (
    ASSISTED,
    BOOK,
    DECIDER,
    MONDAY,
    STREET,
    Story,
    paper,
    submission,
)
from tests.domain.test_correcting import command


def with_item(**changes: object) -> object:
    """The sample with the assisted item changed."""
    return replace(BOOK, items={**BOOK.items, ASSISTED: replace(BOOK.items[ASSISTED], **changes)})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the sample district's folder."""
    return Path(shutil.copytree(FOLDER, tmp_path / "district"))


@pytest.mark.parametrize(
    ("start", "due"),
    [(ClockStart.ACCEPTANCE, date(2026, 10, 19)), (ClockStart.RECEIPT, date(2026, 10, 16))],
)
def test_the_profile_says_what_starts_the_clock(start: ClockStart, due: date) -> None:
    """The decision's days count from acceptance (Art. 42), or from receipt where a law says so."""
    clock = replace(BOOK.items[ASSISTED].clock, starts=start)
    story = Story(book=with_item(clock=clock))
    story.when(STREET, submission(ASSISTED)).say(STREET, ForwardCase)
    story.when(DECIDER[ASSISTED], command(story, AcceptCase), at=MONDAY + timedelta(days=1))
    assert story.due(Leg.DECISION) == due


def test_the_profile_says_who_extends() -> None:
    """Where a law names another approver of more time than Art. 42, that one it is."""
    item = BOOK.items[ASSISTED]
    clock = replace(item.clock, extension_approver=ApproverRole.GOVERNMENT_HEAD)
    assert item.extended_by is ApproverRole.BODY_HEAD
    assert replace(item, clock=clock).extended_by is ApproverRole.GOVERNMENT_HEAD


@pytest.mark.parametrize(
    ("department", "item", "days"),
    [
        ("dept-minzheng", "MZ-01", 1),
        ("dept-minzheng", "MZ-02", 2),
        ("dept-minzheng", None, 2),
        ("dept-zhujian", "ZJ-01", 2),
        ("dept-none", "NO-1", 2),
    ],
)
def test_a_mentor_answers_within_a_limit_of_his_own(
    department: str, item: str | None, days: int
) -> None:
    """The mentor named for an item sets the days, else the catalogue does (plan 3(1)2)."""
    assert BOOK.question_days(department, item) == days


def test_the_answer_is_owed_within_the_mentors_days() -> None:
    """A street's question opens a term of the mentor's own length."""
    story = Story()
    ask = AskMentor(
        number="Q-1",
        department="dept-minzheng",
        item_code="MZ-01",
        question=paper("业务咨询"),
        actor="clerk-1",
    )
    story.when(STREET, ask)
    (fact,) = story.facts
    assert [(each.leg, each.days) for each in fact.terms] == [(Leg.QUESTION, 1)]


def test_codes_mean_something_only_within_their_system() -> None:
    """The two national rating scales run against each other: a code keeps its system."""
    assert BOOK.meaning_of("NATIONAL_CODE", "1") == BOOK.meaning_of("RATING_DEVICE", "5")
    assert BOOK.meaning_of("epoint", "97") == "不予受理"
    assert BOOK.meaning_of("epoint", "1") is None


def test_cells_hold_codes_or_the_words_people_use(folder: Path) -> None:
    """自然人 and NATURAL_PERSON are the same; the order in the cell does not matter."""
    path = folder / "items.csv"
    text = path.read_text("utf-8")
    assert "窗口办理、网上办理" in text
    path.write_text(
        text.replace("窗口办理、网上办理", "２; 1").replace("自然人、法人", "LEGAL_PERSON;自然人"),
        "utf-8",
    )
    assert load(folder)[0] == BOOK


def test_every_word_names_one_member() -> None:
    """Words of one set are different, and equal values of two sets have words of their own."""
    for kind in (ApplicantKind, Channel, DeliveryMethod, ItemType, Level):
        assert [member(kind, word(each)) for each in kind] == list(kind)
    assert word(Level.STATE) != word(Channel.COUNTER)


def test_an_override_beats_the_published_calendar(folder: Path) -> None:
    """What the override file says of a day holds, with its source; the rest stays."""
    (folder / "calendar_override.csv").write_text(
        "day,mark,source\n"
        "2026-10-10,放假,省政府通知\n"
        "2026-10-08,HOLIDAY,区政府通知\n"
        "2026-10-01,MAKE_UP,区政府通知\n",
        "utf-8",
    )
    catalogue, faults = load(folder)
    assert catalogue is not None, faults
    days = [date(2026, 10, day) for day in (10, 8, 1, 9)]
    assert [catalogue.calendar.is_working_day(day) for day in days] == [False, False, True, True]
    (folder / "calendar_override.csv").write_text("day,mark,source\n2026-10-10,放假,\n", "utf-8")
    assert ("calendar_override.csv", 2, "source") in {
        (each.file, each.row, each.column) for each in load(folder)[1]
    }


@pytest.mark.parametrize("form", ["txt", "html"])
def test_a_guide_shows_every_field_in_words(form: str) -> None:
    """Applicants, channels, delivery, clock, body, hours, phone and version stand in the guide."""
    text = render(guide_page(BOOK, "CG-01"), form)
    for said in (
        "自然人、法人、非法人组织", "窗口办理、网上办理", "邮寄送达", "自受理之日起", "县级",
        "经行政机关负责人批准可延长10个工作日", "区城市管理局(法定机关)", "0798-8581101",
        "周六 09:00-12:00(错时延时)", "加盖街道办事处公章", "附件1:申请书样表", "1(2026-11-01)",
    ):  # fmt: skip
        assert said in text
    assert not any(each.name in text for each in (*ApplicantKind, *DeliveryMethod))


@pytest.mark.parametrize(
    "field", ["conditions", "process", "times", "place", "phone", "appeal", "version"]
)
def test_a_guide_says_what_its_field_says(field: str) -> None:
    """Whatever the office writes into a field of the guide, the reader finds there (办事指南)."""
    guide = replace(BOOK.items[ASSISTED].guide, **{field: f"另见{field}"})
    assert f"另见{field}" in render(guide_page(with_item(guide=guide), ASSISTED))


@pytest.mark.parametrize("field", ["name", "issuer", "sample"])
def test_a_guide_says_where_a_material_comes_from(field: str) -> None:
    """Name, who issues it and its sample stand beside each material (材料)."""
    guide = BOOK.items[ASSISTED].guide
    material = replace(guide.materials[0], **{field: f"另见{field}"})
    changed = replace(guide, materials=(material, *guide.materials[1:]))
    assert f"另见{field}" in render(guide_page(with_item(guide=changed), ASSISTED))


@pytest.mark.parametrize("field", ["name", "legal_basis", "result_document"])
def test_a_guide_says_what_the_item_says(field: str) -> None:
    """Name, legal basis and result document are the item's own (事项)."""
    assert f"另见{field}" in render(guide_page(with_item(**{field: f"另见{field}"}), ASSISTED))


def test_every_item_of_the_sample_is_complete() -> None:
    """All 40 items say who may apply, how, by whom, what is delivered and whom to call."""
    for item in BOOK.items.values():
        assert isinstance(item, Item)
        assert item.level
        assert item.body
        assert item.applicants
        assert item.channels
        assert item.guide.version
        assert item.guide.dated_on
        assert item.guide.phone
        assert bool(item.delivery) == bool(item.result_document)
        after = [each for each in item.guide.steps if each.name != "初审"]
        assert sum(each.limit_days or 0 for each in after) == item.clock.promised_days
