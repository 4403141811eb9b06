"""Fees."""

from hub.domain.refusals.rule import Rule
from hub.domain.refusals.sources import HUB, law


class ChargingRule(Rule):
    """Fees."""

    FEE_NOT_LISTED = (
        "FEE-001",
        "“{item}”没有代码为{code}的收费项目,不得收费。",
        "不得收费;确有法律、行政法规依据的,请区政务服务管理部门先列入目录。",
        law("五十八"),
    )
    ABOVE_STANDARD = (
        "FEE-002",
        "“{name}”标准为{standard}分,不得收取{amount}分。",
        "请按公布的标准收费。",
        law("五十九"),
    )
    AMOUNT_MISSING = (
        "FEE-003",
        "缴费金额须大于零。",
        "请填写金额(分);减免的请撤销缴费通知。",
        law("五十九"),
    )
    NOTICE_NUMBER_USED = (
        "FEE-004",
        "缴费通知书{number}已用于本件。",
        "请使用新的文号。",
        HUB,
    )
    DEMANDED_BEFORE = (
        "FEE-005",
        "本件已收取或通知缴纳代码为{code}的费用。",
        "同一收费项目只收一次。",
        law("五十九"),
    )
    NO_OPEN_DEMAND = (
        "FEE-006",
        "本件没有待缴的缴费通知书{number}。",
        "请核对缴费通知书文号。",
        HUB,
    )
    PAYMENT_DIFFERS = (
        "FEE-007",
        "应缴{demanded}分,与所缴{paid}分不符。",
        "请按缴费通知书的金额收取。",
        law("五十九"),
    )
    NOTHING_TO_REFUND = (
        "FEE-008",
        "缴费通知书{number}没有可退的费用。",
        "请核对缴费记录。",
        HUB,
    )
    REFUND_TOO_HIGH = (
        "FEE-009",
        "已缴{paid}分,不能退{amount}分。",
        "请核对退费金额。",
        HUB,
    )
    FEE_UNPAID = (
        "FEE-010",
        "缴费通知书{number}尚未缴费,不能{act}。",
        "请先缴费;不应收取的请撤销缴费通知。",
        law("五十九"),
    )
    NOT_A_PARTY = (
        "FEE-011",
        "{sender}不是本件的受理、办理或提交单位,不能{act}。",
        "请由本件的受理、办理或提交单位登记。",
        HUB,
    )
