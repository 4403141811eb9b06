"""Messages of an event log: the same event is the same message, whoever sends it again."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.event_records import LogEvent
from hub import wire
from hub.border import BorderViolation, check
from hub.domain.commands import MirrorCase, RecordStep
from hub.importing.log_plan import LABEL_LIMIT, UNKNOWN, LogOrigin, LogPlan, bounded
from hub.importing.pseudonyms import NOBODY, Pseudonyms

WHEN = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
PLAN = LogPlan(LogOrigin("admin", "event-log", "permits"), Pseudonyms(b"key"))
TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=300)


def event(case: str = "c", activity: str = "收件", **more: str) -> LogEvent:
    """An event of a log."""
    return LogEvent(1, 2, case, activity, WHEN, more.get("department"), more.get("resource"))


def test_a_case_is_mirrored_and_its_event_is_a_step() -> None:
    """Department, time and activity are the log's, the actor is a pseudonym."""
    seen = event(department="一科", resource="王")
    opening, step = PLAN.opening(seen).command, PLAN.step(seen, 1).command
    assert isinstance(opening, MirrorCase)
    assert (opening.business_number, opening.department, opening.opened_at) == ("c", "一科", WHEN)
    assert isinstance(step, RecordStep)
    assert (step.step, step.department, step.occurred_at) == ("收件", "一科", WHEN)
    assert step.actor == opening.actor
    assert "王" not in step.actor


def test_the_same_event_is_the_same_message() -> None:
    """Id and bytes come from the event alone, so a repeat is known as one."""
    first, second = PLAN.step(event(), 3), PLAN.step(event(), 3)
    assert (first.id, wire.encode(first.command)) == (second.id, wire.encode(second.command))
    assert first.id != PLAN.step(event(), 4).id
    assert first.id != PLAN.step(event(case="d"), 3).id


def test_what_the_log_does_not_say_is_said_plainly() -> None:
    """No department is unknown, nobody is nobody."""
    step = PLAN.step(event(), 1).command
    assert (step.department, step.actor) == (UNKNOWN, NOBODY)


@given(TEXT)
def test_any_activity_becomes_a_step_that_passes_the_border(activity: str) -> None:
    """However long and odd, it is bounded; what has nothing visible is refused by the border."""
    label = bounded(activity)
    assert len(label) <= LABEL_LIMIT
    try:
        step = PLAN.step(event(activity=activity), 1)
    except BorderViolation:
        assert not label or any(ord(character) > 127 for character in label)
    else:
        check(step.command)


def test_long_names_that_differ_at_the_end_stay_different() -> None:
    """What is cut off is kept as a digest."""
    assert bounded("x" * 200 + "a") != bounded("x" * 200 + "b")


@pytest.mark.parametrize("case", ["x" * 129, "a\u202eb", "\x07"])
def test_a_case_name_that_may_not_travel_is_refused(case: str) -> None:
    """A case's name is its identity and is never changed."""
    with pytest.raises(BorderViolation):
        PLAN.opening(event(case=case))


def test_the_key_of_pseudonyms_is_made_once(tmp_path: Path) -> None:
    """The same folder gives the same pseudonyms, readable by its owner alone."""
    path = tmp_path / "data" / "import-log.key"
    first, second = Pseudonyms.kept_in(path), Pseudonyms.kept_in(path)
    assert first.of("王") == second.of("王") != Pseudonyms(b"other").of("王")
    assert path.stat().st_mode & 0o077 == 0
