"""Publishing a catalogue."""

from hub.domain.refusals.rule import Rule
from hub.domain.refusals.sources import HUB, plan


class PublishingRule(Rule):
    """Publishing a catalogue."""

    SAME_PERSON = (
        "CATALOGUE-001",
        "目录的发布人与批准人不能为同一人。",
        "请由另一人批准。",
        plan("四(一)1"),
    )
    PERSON_MISSING = (
        "CATALOGUE-002",
        "发布目录须有发布人和批准人。",
        "请填写发布人和批准人。",
        plan("四(一)1"),
    )
    SNAPSHOT_IN_FORCE = (
        "CATALOGUE-003",
        "该目录快照已经发布。",
        "无需重复发布。",
        HUB,
    )
