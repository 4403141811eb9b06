"""A stranger follows one assisted case with correction, special procedure and red cards."""

from datetime import UTC, datetime, timedelta

from hub.domain import commands
from hub.domain.vocabulary import Decision, Leg, ProcedureKind
from hub.views import table
from hub.views.obligations import Obligations
from hub.views.timeline import timeline
from hub.views.words import local
from tests.domain.scenes import ASSISTED, DECIDER, STREET, Story, materials, paper, submission
from tests.views.chronicle import Chronicle

BODY = DECIDER[ASSISTED]
DAY = timedelta(days=1)

EXPECTED = """\
2026-09-14 10:00 street-xincun 收件
    业务号 2026-0001
    事项 ZJ-01(帮办代办)
    决定机关 dept-zhujian
    地点 xincun-w1
    版本 1
    经办人 clerk-1
    材料 M1、M2、M3
    首问责任人 clerk-1(street-xincun)
    ⏱ 受理 → 2026-09-20 dept-zhujian
    ⏱ 转报 → 2026-09-14 street-xincun
2026-09-14 10:00 street-xincun 转报
    地点 xincun-w1
    经办人 staff-1
    材料 M1、M2、M3
    ⏱ 签收 → 2026-09-15 dept-zhujian
2026-09-14 10:00 dept-zhujian 签收来件
    经办人 staff-1
2026-09-15 10:00 dept-zhujian 告知补正
    待补 M2
    经办人 staff-1
    ⏱ 补正 → 2026-10-12 申请人
2026-09-17 10:00 street-xincun 补交材料
    经办人 staff-1
    材料 M2
    ⏱ 受理 → 2026-09-23 dept-zhujian
2026-09-18 10:00 dept-zhujian 受理
    生效日 2026-09-18
    经办人 staff-1
    ⏱ 法定办结 → 2026-10-22 dept-zhujian
    ⏱ 承诺办结 → 2026-09-29 dept-zhujian
    ⏱ 环节(审核) → 2026-09-28 dept-zhujian
2026-09-21 10:00 dept-zhujian 特殊程序开始,计时停止
    停止计时日 2026-09-21
    种类 专家评审
    经办人 staff-1
    预计 10 天;期间法定、承诺、环节期限停止计算
2026-10-01 10:00 dept-zhujian 特殊程序结束,计时继续
    种类 专家评审
    情况说明 评审报告(05050505)
    经办人 staff-1
    ⏱ 法定办结 → 2026-10-30 dept-zhujian
    ⏱ 承诺办结 → 2026-10-13 dept-zhujian
    ⏱ 环节(审核) → 2026-10-12 dept-zhujian
2026-11-10 10:00 时钟 电子监察
    编号 1
    责任单位 dept-zhujian
    期限 法定办结
    牌 红牌
    截止 2026-10-30
2026-11-10 10:00 时钟 电子监察
    编号 2
    责任单位 dept-zhujian
    期限 承诺办结
    牌 红牌
    截止 2026-10-13
2026-11-10 10:00 时钟 电子监察
    编号 3
    责任单位 dept-zhujian
    期限 环节
    牌 红牌
    截止 2026-10-12
    事由 审核
2026-11-10 10:00 dept-zhujian 办结
    决定 准予
    经办人 staff-1
    ⏱ 送达 → 2026-11-24 street-xincun
    ⏱ 环节(公开决定) → 2026-11-19 dept-zhujian
    ⏱ 出具批件 → 2026-11-24 dept-zhujian
2026-11-10 10:00 dept-zhujian 电子监察
    编号 4
    责任单位 dept-zhujian
    牌 红牌
    规则 IRREGULAR-001
    决定作出时已超过办理期限。《行政许可法》第四十二条
"""


def stopped() -> tuple[Chronicle, Story]:
    """An assisted case, corrected, accepted, and with its experts."""
    chronicle, story = Chronicle(), Story()
    chronicle.command(story, STREET, submission())
    chronicle.say(story, STREET, commands.ForwardCase)
    chronicle.say(story, BODY, commands.AcknowledgeWork)
    story.now += DAY
    notice = {"missing": ("M2",), "notice": paper("补正告知书", 3)}
    chronicle.say(story, BODY, commands.IssueCorrectionNotice, **notice)
    story.now += 2 * DAY
    brought = tuple(each for each in materials(ASSISTED) if each.code == "M2")
    chronicle.say(story, STREET, commands.SupplyMaterials, materials=brought)
    story.now += DAY
    chronicle.say(story, BODY, commands.AcceptCase)
    story.now += 3 * DAY
    experts = {"kind": ProcedureKind.EXPERT_REVIEW, "notice": paper(), "days": 10}
    chronicle.say(story, BODY, commands.StartSpecialProcedure, **experts)
    return chronicle, story


def test_the_timeline_tells_the_case_to_a_stranger() -> None:
    """Who, what, when, why, by which rule, until which day, where the clock stood, whose card."""
    chronicle, story = stopped()
    story.now += 10 * DAY
    report = paper("评审报告", 5)
    chronicle.say(story, BODY, commands.EndSpecialProcedure, report=report)
    chronicle.time_passes(story, story.now + 40 * DAY)
    chronicle.say(story, BODY, commands.DecideCase, decision=Decision.APPROVED)
    lines = []
    for each in timeline(chronicle.told):
        lines.append(f"{local(each.at)[:16]} {each.who} {each.what}")
        lines += [f"    {detail}" for detail in each.details]
    assert "\n".join(lines) == EXPECTED.strip("\n")


def test_what_a_special_procedure_stops_is_owed_and_not_overdue() -> None:
    """Obligations mark decision, promise and step as standing still, however late it is."""
    chronicle, _ = stopped()
    late = datetime(2027, 1, 4, tzinfo=UTC)
    owed = {each.leg: each for each in Obligations().take_all(chronicle.told).open()}
    assert owed.keys() == {Leg.DECISION, Leg.PROMISE, Leg.STEP}
    assert not [each for each in owed.values() if each.is_overdue(late)]
    assert table.obligation_cells(owed[Leg.DECISION], late)[6] == "停止计时 2026-10-22"


def test_an_urge_is_owed_to_who_urged() -> None:
    """The answer to an urge goes back to the administration that urged."""
    chronicle, story = stopped()
    chronicle.say(story, "admin", commands.UrgeCase, reasons=paper())
    owed = {each.leg: each.to for each in Obligations().take_all(chronicle.told).open()}
    assert owed[Leg.URGE] == "admin"
