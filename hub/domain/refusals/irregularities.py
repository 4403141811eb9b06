"""What should not have happened but did: the fact stands, a red card follows."""

from hub.domain.refusals.rule import Rule
from hub.domain.refusals.sources import law


class IrregularityRule(Rule):
    """What should not have happened but did: the fact stands, a red card follows."""

    DECIDED_LATE = (
        "IRREGULAR-001",
        "决定作出时已超过办理期限。",
        "请说明延误原因,并尽快送达决定。",
        law("四十二"),
    )
