"""Members of organisations: whoever acts is one of them, or a red card says who did."""

import csv
import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from hub.catalogue import snapshot
from hub.catalogue.comparing import differences
from hub.catalogue.concerning import concerned
from hub.catalogue.folder import load
from hub.catalogue.writing import FORMS, write_folder
from hub.domain.announcements import announce
from hub.domain.commands import (
    AcceptCase,
    AcknowledgeWork,
    AskMentor,
    DecideCase,
    ForwardCase,
    MirrorCase,
    RecordUnmasking,
)
from hub.domain.decide import decide
from hub.domain.facts import (
    ActedInItsName,
    CardIssued,
    CaseAccepted,
    CaseForwarded,
    CaseMirrored,
    CaseReceived,
    QuestionAsked,
    WorkAcknowledged,
)
from hub.domain.members import Duty, Member
from hub.domain.mentors import Mentor
from hub.domain.publishing import errors
from hub.domain.refusals import IrregularityRule, StandingRule
from hub.domain.vocabulary import CardColour, Decision
from hub.sample.district import FOLDER
from tests.domain.scenes import (
    ASSISTED,
    BOOK,
    DECIDER,
    EMPOWERED,
    MONDAY,
    OTHER_STREET,
    STREET,
    Story,
    paper,
    submission,
)

BODY = DECIDER[ASSISTED]
RULE = IrregularityRule.ACTED_BY_STRANGER
STATIONED = "zhujian-jz-01"
CLERK = Member(
    organisation=STREET, code="clerk-1", duties=(Duty.CLERK,), valid_from=date(2026, 9, 1)
)
HANDLER = Member(
    organisation=BODY, code="handler-1", duties=(Duty.HANDLER,), valid_from=date(2026, 9, 1)
)


def kept(*members: Member) -> Mapping[str, Member]:
    """A table of members."""
    return {member.key: member for member in members}


KEEPING = replace(BOOK, members=kept(CLERK))


def received(actor: str = "clerk-1", item: str = ASSISTED) -> Story:
    """A case at a counter of the street that keeps members."""
    return Story(book=KEEPING).when(STREET, submission(item, actor=actor))


def card(story: Story) -> CardIssued:
    """The one card among the last facts."""
    (found,) = [fact for fact in story.last if isinstance(fact, CardIssued)]
    return found


def test_what_a_member_does_is_in_order() -> None:
    """No card."""
    received().then(CaseReceived)


def test_what_a_stranger_does_is_done_and_noted() -> None:
    """The citizen's case goes its way; a red card names who acted, and goes up."""
    story = received("nobody-1").then(CaseReceived, CardIssued)
    found = card(story)
    assert (found.rule, found.colour, found.owner) == (RULE.code, CardColour.RED, STREET)
    assert (found.about, found.number, found.administration) == ("nobody-1", 1, "admin")
    assert [card.about for card in story.case.cards] == ["nobody-1"]
    to = [said.to for said in announce(story.subject, found)]
    assert to == [STREET, "admin"]


def test_a_person_gets_one_card_in_a_case() -> None:
    """Whatever else the same stranger does there; another stranger is another card."""
    story = received("nobody-1")
    forward = ForwardCase(case_id=story.subject, actor="nobody-1")
    story.when(STREET, forward).then(CaseForwarded)
    elsewhere = received("nobody-1").then(CaseReceived, CardIssued)
    assert card(elsewhere).number == 1
    again = received("nobody-1")
    again.when(STREET, replace(forward, actor="nobody-2")).then(CaseForwarded, CardIssued)
    assert card(again).number == 2


def test_who_keeps_no_members_is_not_asked() -> None:
    """Another street, and the department: as ever."""
    story = received()
    story.when(STREET, ForwardCase(case_id=story.subject, actor="clerk-1"))
    story.when(BODY, AcknowledgeWork(case_id=story.subject, actor="x")).then(WorkAcknowledged)
    assert not KEEPING.serves(BODY, "x", MONDAY)


@pytest.mark.parametrize(
    ("changes", "is_member"),
    [
        ({}, True),
        ({"valid_from": date(2026, 9, 14)}, True),
        ({"valid_from": date(2026, 9, 15)}, False),
        ({"valid_until": date(2026, 9, 14)}, True),
        ({"valid_until": date(2026, 9, 13)}, False),
        ({"organisation": OTHER_STREET}, False),
    ],
)
def test_a_member_is_one_from_the_first_to_the_last_day(
    changes: dict[str, object], is_member: bool
) -> None:
    """On the day of the act, and of this organisation."""
    other = Member(organisation=STREET, code="z", duties=(Duty.HEAD,), valid_from=date(2026, 9, 1))
    book = replace(BOOK, members=kept(other, replace(CLERK, **changes)))
    story = Story(book=book).when(STREET, submission(actor="clerk-1"))
    assert [type(fact) for fact in story.last] == [CaseReceived, CardIssued][: 2 - is_member]


def test_what_an_offline_terminal_tells_late_counts_for_its_own_day() -> None:
    """Who left yesterday was a member when it was done."""
    left = replace(CLERK, valid_until=MONDAY.date() - timedelta(days=1))
    story = Story(book=replace(BOOK, members=kept(left)))
    story.subject = "case-x"
    context = replace(story.around(STREET, MONDAY), made_at=MONDAY - timedelta(hours=30))
    facts = decide(submission(actor="clerk-1"), None, context, story.book)
    assert [type(fact) for fact in facts] == [CaseReceived]


def test_mentors_are_members_without_being_listed_twice() -> None:
    """A department's mentor is one of its people."""
    mentor = Mentor(code="mentor-x", department=BODY)
    book = replace(BOOK, members=kept(HANDLER), mentors={**BOOK.mentors, mentor.code: mentor})
    story = Story(book=book).when(STREET, submission()).say(STREET, ForwardCase)
    for actor in ("handler-1", "mentor-x"):
        once = replace(story, facts=[])
        once.when(BODY, AcceptCase(case_id=once.subject, actor=actor)).then(CaseAccepted)
    story.when(BODY, AcceptCase(case_id=story.subject, actor="mentor-chengguan-1"))
    assert card(story).about == "mentor-chengguan-1"


def test_who_is_stationed_at_a_street_is_no_stranger_there() -> None:
    """The department's approver at the counter; at a street where it does not sit it is."""
    book = replace(BOOK, members=kept(CLERK, replace(CLERK, organisation=OTHER_STREET), HANDLER))
    story = Story(book=book).when(STREET, submission()).say(STREET, ForwardCase)
    accept = AcceptCase(case_id=story.subject, actor=STATIONED)
    story.when(STREET, accept).then(CaseAccepted, ActedInItsName)
    there = submission(street=OTHER_STREET, place="licun-w1", actor=STATIONED)
    Story(book=book).when(OTHER_STREET, there).then(CaseReceived, CardIssued)


def test_the_list_in_force_is_asked_and_not_that_of_the_case() -> None:
    """A clerk who came after the case was opened is no stranger; one who left is."""
    story = received()
    forward = ForwardCase(case_id=story.subject, actor="clerk-2")
    newer = replace(BOOK, members=kept(replace(CLERK, code="clerk-2")))
    context = story.around(STREET, None)
    facts = decide(forward, story.case, context, story.book, newer)
    assert [type(fact) for fact in facts] == [CaseForwarded]
    facts = decide(replace(forward, actor="clerk-1"), story.case, context, story.book, newer)
    assert [type(fact) for fact in facts] == [CaseForwarded, CardIssued]


def test_a_refusal_stays_a_refusal() -> None:
    """Nothing is noted of what was not done."""
    story = received()
    accept = AcceptCase(case_id=story.subject, actor="nobody-1")
    story.refuses(STREET, accept, StandingRule.STREET_NEVER_DECIDES)


def test_a_stranger_who_looks_at_a_name_is_noted() -> None:
    """Unmasking too is an act by a person."""
    book = replace(BOOK, members=kept(replace(CLERK, organisation="admin", code="archivist")))
    story = Story(book=book).when(STREET, submission())
    look = RecordUnmasking(case_id=story.subject, reason="complaint", actor="nobody-1")
    story.when("admin", look)
    assert card(story).owner == "admin"


def test_what_is_no_case_has_no_card() -> None:
    """A question has no supervision by irregularities; a mirrored case answers elsewhere."""
    ask = AskMentor(
        number="Q-1", department=BODY, item_code=ASSISTED, question=paper(), actor="nobody-1"
    )
    Story(book=KEEPING).when(STREET, ask).then(QuestionAsked)
    mirror = MirrorCase(
        business_number="M-1",
        system="old",
        item="x",
        department="y",
        opened_at=MONDAY,
        actor="nobody-1",
    )
    Story(book=KEEPING).when(STREET, mirror).then(CaseMirrored)


def test_cards_of_one_command_are_numbered_in_their_order() -> None:
    """A stranger who decides too late gets two."""
    story = received(item=EMPOWERED)
    story.when(STREET, AcceptCase(case_id=story.subject, actor="clerk-1"))
    story.time_passes_to(datetime(2026, 12, 1, 2, tzinfo=MONDAY.tzinfo))
    before = len(story.case.cards)
    decide_it = DecideCase(case_id=story.subject, decision=Decision.APPROVED, actor="nobody-1")
    story.when(STREET, decide_it)
    cards = [fact for fact in story.last if isinstance(fact, CardIssued)]
    assert [each.number for each in cards] == [before + 1, before + 2]
    assert [each.rule for each in cards] == ["IRREGULAR-001", RULE.code]


HEADING = "organisation,code,duties,valid_from,valid_until"
GOOD = f"{STREET},clerk-1,窗口人员、帮办代办员,2026-09-01,"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the sample district's folder."""
    return Path(shutil.copytree(FOLDER, tmp_path / "district"))


def members_in(folder: Path, *rows: str) -> Path:
    """Put a table of members into a folder."""
    (folder / "members.csv").write_text("\n".join([HEADING, *rows]) + "\n", "utf-8")
    return folder


def row(**changes: str) -> str:
    """The good row with some cells changed."""
    (cells,) = csv.DictReader([HEADING, GOOD])
    return ",".join((cells | changes).values())


def test_a_member_is_read_from_its_row(folder: Path) -> None:
    """Duties by their words, in their order; one person may serve two organisations."""
    two = row(organisation=OTHER_STREET, duties="HEAD")
    catalogue, faults = load(members_in(folder, GOOD, two))
    assert catalogue is not None, errors(faults)
    assert [*catalogue.members] == [f"{STREET}/clerk-1", f"{OTHER_STREET}/clerk-1"]
    assert catalogue.members[CLERK.key].duties == (Duty.CLERK, Duty.HELPER)
    assert catalogue.keeping == {STREET, OTHER_STREET}


UNSOUND = {
    row(organisation="street-no"): ("organisation", "不在目录中"),
    row(code="张三"): ("code", "代称"),
    row(duties=""): ("duties", "没有写明职责"),
    row(duties="保洁员"): ("duties", "窗口人员"),
    row(valid_from="1.9.2026"): ("valid_from", "不是日期"),
    row(valid_until="2026-08-31"): ("valid_until", "早于"),
}


@pytest.mark.parametrize("bad", UNSOUND)
def test_a_faulty_member_is_named_by_file_row_and_column(folder: Path, bad: str) -> None:
    """Each with a reason and something to do."""
    column, reason = UNSOUND[bad]
    (found,) = errors(load(members_in(folder, bad))[1])
    assert (found.file, found.row, found.column) == ("members.csv", 2, column)
    assert reason in found.reason
    assert found.remedy


def test_all_faulty_members_are_told_at_once(folder: Path) -> None:
    """Every bad row, and a second row of one person."""
    bad = [line.replace("clerk-1", f"clerk-{n}") for n, line in enumerate(UNSOUND, start=2)]
    faults = errors(load(members_in(folder, GOOD, *bad, GOOD))[1])
    assert {fault.row for fault in faults} == set(range(3, len(bad) + 4))


@pytest.mark.parametrize("form", FORMS)
def test_members_are_written_and_read_back(tmp_path: Path, form: str) -> None:
    """CSV, workbook, YAML, and the snapshot have the very same people."""
    until = replace(HANDLER, duties=tuple(Duty), valid_until=date(2027, 1, 1))
    book = replace(BOOK, members=kept(CLERK, until))
    write_folder(book, tmp_path, form)
    assert load(tmp_path)[0] == book
    assert snapshot.from_bytes(snapshot.to_bytes(book)) == book


def test_a_catalogue_without_members_is_the_snapshot_it_was(folder: Path) -> None:
    """A folder without the table is read, and nothing of it is in the snapshot."""
    (folder / "members.csv").unlink(missing_ok=True)
    catalogue, _ = load(folder)
    assert catalogue is not None
    data = snapshot.to_bytes(catalogue)
    assert b'"members"' not in data
    assert snapshot.to_bytes(snapshot.from_bytes(data)) == data


def test_who_comes_and_goes_is_told_to_the_organisation() -> None:
    """In words, and to nobody else."""
    none = replace(BOOK, members={})
    some = replace(none, members=kept(CLERK))
    left = replace(none, members=kept(replace(CLERK, valid_until=date(2026, 12, 1))))
    more = replace(none, members=kept(replace(CLERK, duties=(Duty.CLERK, Duty.HELPER))))
    assert [each.sentence for each in differences(none, some)] == [
        f"新增在岗人员“{STREET}”({STREET}/clerk-1)。"
    ]
    title = f"在岗人员“{STREET}”({STREET}/clerk-1)"
    assert [each.sentence for each in differences(some, left)] == [
        f"{title}的终止日期由无改为2026-12-01。"
    ]
    assert [each.sentence for each in differences(some, more)] == [
        f"{title}的职责由窗口人员改为窗口人员、帮办代办员。"
    ]
    assert concerned(none, some) == concerned(some, left) == (STREET,)
