"""Given an approval: what the tests of its later life have in common."""

from datetime import date

from hub.domain.commands import (
    ArchiveCase,
    ConfirmReceipt,
    DeliverDocument,
    IssueDocument,
    PublishDecision,
)
from hub.domain.vocabulary import (
    DeliveryMethod,
    RecallGround,
    ReviewForum,
    RevocationGround,
)
from tests.domain.scenes import (
    ASSISTED,
    DECIDER,
    LICENCE,
    REASONS,
    STREET,
    Story,
    decided,
    paper,
)

BODY = DECIDER[ASSISTED]
CHANGED = paper("排水许可证", 21)
UNTIL = date(2027, 9, 14)
WHY = paper("撤销决定书", 22)
HEAD = {"reasons": WHY, "approver": "head-1"}
REVOKE = {**HEAD, "ground": RevocationGround.NOT_QUALIFIED, "compensation": False}
RECALL = {**HEAD, "ground": RecallGround.LAW_CHANGED, "compensation": True}
COURT = {"forum": ReviewForum.LAWSUIT, "ruling": REASONS}


def archived(valid_until: date | None = UNTIL, *, public: bool = True) -> Story:
    """An approved case, delivered, made public and put away, whose permit has a last day."""
    story = decided()
    issue = {"document": LICENCE, "number": "许字1号", "issued_on": date(2026, 9, 14)}
    story.say(BODY, IssueDocument, **issue, valid_until=valid_until)
    story.say(STREET, ConfirmReceipt, digest=LICENCE.digest)
    story.say(STREET, DeliverDocument, method=DeliveryMethod.COUNTER)
    if public:
        story.say(BODY, PublishDecision, publication="site/2026/1")
    return story.say(STREET, ArchiveCase)
