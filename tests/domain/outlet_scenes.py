"""Scenes at an outlet whose operator's system executes an instant item."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

from hub.domain.announcements import announce
from hub.domain.commands import Command, ReportExecution, RequestService
from hub.domain.vocabulary import ServiceOutcome
from tests.domain.scenes import BANK, INSTANT, STREET, Story, materials, paper

OPERATOR, TAX = "op-icbc", "dept-shuiwu"
LIST = paper("对账单", 9)


def asking(item: str = INSTANT, **changes: object) -> RequestService:
    """An outlet's request to execute an instant item."""
    whole = RequestService(
        idempotency_key="K-1",
        item_code=item,
        street=STREET,
        place=BANK,
        applicant="p-0001",
        form=paper(),
        materials=materials(item),
        actor="clerk-1",
    )
    return replace(whole, **cast("dict[str, Any]", changes))


def requested() -> Story:
    """A service that the bank's outlet asked its system for."""
    return Story().when(OPERATOR, asking())


def reported(outcome: ServiceOutcome, story: Story | None = None) -> Story:
    """A service of which the operator's system said what became."""
    receipt = "R-1" if outcome is ServiceOutcome.EXECUTED else None
    return (story or requested()).say(
        OPERATOR, ReportExecution, outcome=outcome, receipt_number=receipt
    )


def executed() -> Story:
    """A service executed under receipt R-1."""
    return reported(ServiceOutcome.EXECUTED)


def to_verify() -> Story:
    """A service whose outcome nobody knows."""
    return reported(ServiceOutcome.UNKNOWN)


def told(story: Story) -> list[tuple[str, str]]:
    """Whom the last facts tell, and which message."""
    return [
        (said.to, type(said.message).__name__)
        for fact in story.last
        for said in announce(story.subject, fact)
    ]


def without_actor(story: Story, kind: Callable[..., Command], **fields: object) -> Command:
    """A command of the story's case."""
    return kind(case_id=story.subject, actor="staff-1", **fields)
