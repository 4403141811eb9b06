"""What an operator may do with parked commands, and when another person must approve it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.domain.catalogue import Catalogue
from hub.domain.commands import (
    DropParked,
    MirrorCase,
    ReleaseParked,
    ReplaceParked,
    SwitchCatalogue,
)
from hub.domain.decide import subject_of
from hub.domain.facts import ParkedDropped, ParkedReleased, ParkedReplaced
from hub.domain.identity import case_id
from hub.domain.places import Organisation
from hub.domain.refusals import MessageRule, ParkingRule, Refused
from hub.domain.rules.parking import (
    COMMANDS_ALONE,
    ORGANISATIONS_ALONE,
    SUBJECTS_ALONE,
    Parked,
    clear,
    must_fit,
)
from hub.domain.vocabulary import OrganisationKind

SUBJECT = case_id("admin", "1")
DIGEST, OTHER = b"a" * 32, b"b" * 32
PARKED = Parked(count=3, senders=("admin",), entry="0-7", digest=DIGEST, state=None)
RELEASE = ReleaseParked(subject=SUBJECT, actor="x")
DROP = DropParked(subject=SUBJECT, reason="E", actor="x")
REPLACE = ReplaceParked(
    subject=SUBJECT, digest=DIGEST, corrected=b"c", reason="E", actor="x", approver="y"
)
MIRROR = MirrorCase(
    business_number="1",
    system="s",
    item="i",
    department="d",
    opened_at=datetime(2026, 1, 5, tzinfo=UTC),
    actor="x",
)
BOOK = Catalogue(
    edition="t",
    organisations={
        code: Organisation(code=code, name=code, kind=kind)
        for code, kind in (
            ("admin", OrganisationKind.ADMINISTRATION),
            ("street-a", OrganisationKind.STREET),
        )
    },
)


def refused(command: ReleaseParked | DropParked | ReplaceParked, parked: Parked = PARKED) -> object:
    """Return the rule by which a word is refused, None when it is done."""
    try:
        clear(command, SUBJECT, parked)
    except Refused as caught:
        return caught.rule
    return None


def test_each_act_says_who_when_and_why() -> None:
    """The fact names actor, approver, reason and how many; a drop answers each sender."""
    assert clear(replace(RELEASE, count=2, reason="R"), SUBJECT, PARKED) == ParkedReleased(
        subject=SUBJECT, count=2, actor="x", reason="R"
    )
    assert clear(replace(DROP, approver="y"), SUBJECT, PARKED) == ParkedDropped(
        subject=SUBJECT, count=3, reason="E", actor="x", approver="y", answered=True
    )
    assert clear(REPLACE, SUBJECT, PARKED, OTHER) == ParkedReplaced(
        subject=SUBJECT,
        count=3,
        entry="0-7",
        digest=DIGEST,
        corrected_digest=OTHER,
        reason="E",
        actor="x",
        approver="y",
    )


@given(
    count=st.integers(1, 60),
    senders=st.sets(st.sampled_from(["a", "b", "c", "d", "e"])),
    subjects=st.integers(1, 12),
    approver=st.sampled_from([None, "", " ", "x", " x ", "y"]),
)
def test_much_at_once_needs_another_person(
    count: int, senders: set[str], subjects: int, approver: str | None
) -> None:
    """Above any threshold nobody acts alone, and nobody ever approves what they do themselves."""
    parked = replace(PARKED, count=count, senders=tuple(senders))
    much = count > COMMANDS_ALONE or len(senders) > ORGANISATIONS_ALONE or subjects > SUBJECTS_ALONE
    name = (approver or "").strip()
    expected = None
    if name == "x":
        expected = ParkingRule.SAME_PERSON
    elif much and not name:
        expected = ParkingRule.APPROVAL_MISSING
    for command in (RELEASE, DROP):
        assert refused(replace(command, approver=approver, subjects=subjects), parked) is expected


def test_a_replacement_always_needs_another_person() -> None:
    """It puts words in another's mouth."""
    assert refused(replace(REPLACE, approver=None)) is ParkingRule.APPROVAL_MISSING
    assert refused(replace(REPLACE, approver="x")) is ParkingRule.SAME_PERSON


def test_only_what_was_seen_is_replaced() -> None:
    """Another command that lies first meanwhile is not overwritten."""
    assert refused(replace(REPLACE, digest=OTHER)) is ParkingRule.OTHER_MESSAGE


def test_nothing_parked_and_no_command_at_all_are_refused() -> None:
    """An act about nothing is no act."""
    assert refused(RELEASE, replace(PARKED, count=0)) is MessageRule.NOTHING_PARKED
    assert refused(replace(DROP, count=0)) is ParkingRule.COUNT_UNREASONABLE
    assert refused(replace(RELEASE, count=-1)) is ParkingRule.COUNT_UNREASONABLE


def test_a_stray_is_reached_by_the_subject_of_its_partition() -> None:
    """The word goes where the stray lies, and nowhere else."""
    held_at = "partition-1-0"
    word = replace(DROP, held_at=held_at)
    assert subject_of(word, "admin") == held_at
    assert clear(word, held_at, PARKED).subject == SUBJECT
    assert refused(word) is MessageRule.WRONG_SUBJECT
    assert refused(replace(DROP, held_at=SUBJECT)) is MessageRule.WRONG_SUBJECT


@pytest.mark.parametrize(
    ("command", "sender", "subject"),
    [
        (MIRROR, "street-a", case_id("street-a", "1")),
        (MIRROR, "admin", case_id("admin", "2")),
        (MIRROR, "", SUBJECT),
        (MIRROR, "hub", case_id("hub", "1")),
        (RELEASE, "admin", SUBJECT),
        (
            SwitchCatalogue(snapshot=DIGEST, size_bytes=1, valid_from=datetime.now(UTC).date()),
            "admin",
            SUBJECT,
        ),
    ],
)
def test_a_correction_says_nothing_its_sender_could_not(
    command: MirrorCase | ReleaseParked | SwitchCatalogue, sender: str, subject: str
) -> None:
    """Not of another kind of body, not of another subject, not another word about parking."""
    must_fit(MIRROR, "admin", SUBJECT, BOOK)
    with pytest.raises(Refused) as caught:
        must_fit(command, sender, subject, BOOK)
    assert caught.value.rule is ParkingRule.REPLACEMENT_UNFIT
