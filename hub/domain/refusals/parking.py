"""What an operator may do with parked commands, and what the sender of a dropped one hears."""

from hub.domain.refusals.rule import Rule
from hub.domain.refusals.sources import HUB


class ParkingRule(Rule):
    """Parked commands."""

    APPROVAL_MISSING = (
        "PARKING-001",
        "本次处置涉及{commands}条消息、{organisations}个单位、{subjects}个对象,须由另一人批准。",
        "请填写批准人后重新提交;批准人不能是经办人。",
        HUB,
    )
    SAME_PERSON = (
        "PARKING-002",
        "搁置消息的经办人与批准人不能为同一人。",
        "请由另一人批准。",
        HUB,
    )
    OTHER_MESSAGE = (
        "PARKING-003",
        "最先搁置的消息已不是要更正的那一条。",
        "请重新查看该对象的搁置消息后再提交。",
        HUB,
    )
    REPLACEMENT_UNFIT = (
        "PARKING-004",
        "更正后的消息不能代替原消息:{why}。",
        "更正后的消息须能读取,属于同一对象,并为原发送单位可以发送的消息。",
        HUB,
    )
    DROPPED = (
        "PARKING-005",
        "该消息搁置后由联办运行人员作废(原因代码{reason}),未予办理。",
        "请核对内容后,以新的消息编号重新发送。",
        HUB,
    )
    COUNT_UNREASONABLE = (
        "PARKING-006",
        "处置的消息条数须为正数。",
        "请填写从最先搁置的一条起要处置的条数。",
        HUB,
    )
