"""Questions to mentors and consultations without a case."""

from hub.domain.refusals.rule import Rule
from hub.domain.refusals.sources import HUB, plan


class QuestionsRule(Rule):
    """Questions to mentors and consultations without a case."""

    NUMBER_USED = (
        "QUESTION-001",
        "咨询编号{number}已登记。",
        "请查询原咨询;另一问题请用新的编号。",
        HUB,
    )
    NO_DEPARTMENT = (
        "QUESTION-002",
        "{department}不是部门,没有业务指导员。",
        "请向主管部门咨询。",
        plan("四(一)4"),
    )
    NOT_ASKED = (
        "QUESTION-003",
        "本咨询由{department}答复,{sender}无权{act}。",
        "请等待{department}答复。",
        HUB,
    )
    ANSWERED = (
        "QUESTION-004",
        "本咨询已答复,不能{act}。",
        "如有新的问题,请另行咨询。",
        HUB,
    )
    MENTOR_MISSING = (
        "QUESTION-005",
        "答复须载明业务指导员。",
        "请填写答复人的代称。",
        plan("四(一)4"),
    )
    ASKED_ALREADY = (
        "QUESTION-006",
        "本咨询已由{department}答复办理,无须再转。",
        "请转其他部门,或直接答复。",
        HUB,
    )
