"""Services that an operator's system executes at an outlet."""

from hub.domain.refusals.rule import Rule
from hub.domain.refusals.sources import HUB, OUTLET


class ExecutingRule(Rule):
    """Services that an operator's system executes at an outlet."""

    ALREADY_REQUESTED = (
        "EXECUTE-001",
        "编号{number}的服务已提交执行,现为“{status}”,不再重复执行。",
        "请查询原业务;另一项服务请用新的编号。",
        HUB,
    )
    NEVER_SENT_AGAIN = (
        "EXECUTE-002",
        "编号{number}的服务结果待核,不得再次提交执行。",
        "请先由执行单位核实,再登记核实结果。",
        OUTLET,
    )
    NOT_A_SERVICE = (
        "EXECUTE-003",
        "本件不是由运营单位系统执行的服务,不能{act}。",
        "请按本件的办理程序提交。",
        HUB,
    )
    WITH_OPERATOR = (
        "EXECUTE-004",
        "本件由运营单位系统执行,现为“{status}”,不能{act}。",
        "请由执行单位回报、核实、冲正或退费。",
        OUTLET,
    )
    ONLY_VERIFIED = (
        "EXECUTE-005",
        "本件结果待核,不能{act}。",
        "请核实后登记核实结果。",
        OUTLET,
    )
    ALREADY_REPORTED = (
        "EXECUTE-006",
        "本件的执行结果已回报,现为“{status}”。",
        "如有出入,请以对账、冲正或退费处理。",
        HUB,
    )
    NOTHING_TO_VERIFY = (
        "EXECUTE-007",
        "本件没有待核的结果。",
        "无需处理。",
        HUB,
    )
    NOT_EXECUTED = (
        "EXECUTE-008",
        "本件尚未执行成功,不能{act}。",
        "请先回报执行结果。",
        HUB,
    )
    EXECUTED_ELSEWHERE = (
        "EXECUTE-009",
        "“{item}”由{executor}的系统执行,{sender}不能直接办结。",
        "请提交执行,等待{executor}回报。",
        OUTLET,
    )
    ALREADY_REVERSED = (
        "SETTLE-001",
        "本件已冲正或退费,不能{act}。",
        "无需重复处理。",
        HUB,
    )
    ALREADY_REFUNDED = (
        "SETTLE-002",
        "本件已办理退费。",
        "无需重复退费。",
        HUB,
    )
    NO_REFUND_OPEN = (
        "SETTLE-003",
        "本件没有未到账的退费。",
        "请先办理退费。",
        HUB,
    )
    REFUND_OPEN = (
        "SETTLE-004",
        "本件的退费尚未到账,不能归档。",
        "请在退费到账后归档。",
        HUB,
    )
