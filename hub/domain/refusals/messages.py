"""About the message itself, before any case is looked at."""

from hub.domain.refusals.rule import Rule
from hub.domain.refusals.sources import HUB


class MessageRule(Rule):
    """About the message itself, before any case is looked at."""

    CASE_UNKNOWN = (
        "SUBJECT-001",
        "没有编号为{subject}的业务。",
        "请核对业务编号;未登记的请先收件。",
        HUB,
    )
    WRONG_SUBJECT = (
        "SUBJECT-002",
        "这项指令不能用于{subject}。",
        "请核对指令与对象是否相符。",
        HUB,
    )
    TIME_UNREASONABLE = (
        "TIME-001",
        "消息所载时间{instant}不合理。",
        "请校准终端时钟后重新发送。",
        HUB,
    )
    TIME_TOO_OLD = (
        "TIME-002",
        "消息制作于{instant},早于收到时间{hours}小时以上。",
        "请以现在的时间和新的消息编号重新发送,实际办理日期写入内容。",
        HUB,
    )
    MESSAGE_ID_REUSED = (
        "MESSAGE-001",
        "同一消息编号已用于另一内容。",
        "内容不同的消息请使用新的编号;重发时内容须完全一致。",
        HUB,
    )
    OUTCOME_TOO_LARGE = (
        "MESSAGE-002",
        "办理结果超过可记录的长度。",
        "请减少材料条目,或将内容合并为文书后提交。",
        HUB,
    )
    RECEIPT_UNSOUND = (
        "MESSAGE-004",
        "消息{message}的签收回执不完整,或与所发内容不符。",
        "回执须写明编号、签收人和所收内容的摘要,摘要须与所发内容一致。",
        HUB,
    )
    NOT_SWITCHED_ON = (
        "LEVEL-001",
        "这项办理功能尚未启用。",
        "请在各处程序均升级并启用后重新提交。",
        HUB,
    )
    NOTHING_PARKED = (
        "MESSAGE-003",
        "该对象没有搁置的消息。",
        "无需处理。",
        HUB,
    )
