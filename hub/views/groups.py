"""What figures are told by: street, department, item and mode."""

from dataclasses import dataclass

from hub.domain.case import Case
from hub.domain.documents import CaseHeading
from hub.domain.facts import Fact, QuestionAsked
from hub.domain.question import Question
from hub.domain.subjects import State


@dataclass(frozen=True, slots=True, order=True)
class Group:
    """What figures are told by; every part is a code, `mode` the mode's name.

    Of a question, `street` is who asked and `mode` its kind.
    """

    street: str
    department: str
    item: str
    mode: str


def group_of(told: Fact | State | None) -> Group | None:
    """Return where a fact or what is kept of a case or question counts; None if nowhere.

    A mirrored case is another system's: it has no street and does not count.
    """
    if isinstance(told, Question | QuestionAsked):
        return Group(told.asker, told.department, told.item_code or "", told.kind.value)
    heading: CaseHeading | None = getattr(told, "heading", None)
    if heading is None or not heading.street:
        return None
    if isinstance(told, Case) and told.is_mirrored:
        return None
    return Group(heading.street, heading.decider, heading.item_code, heading.mode.value)
