"""Every term by which clerks, offices and laws know the matter is found in the code by name."""

from pathlib import Path

import pytest

HUB = Path(__file__).parents[2] / "hub"
TERMS = """
一件事 一次性告知 下放 不予 不予受理 不予受理通知书 业务指导员 事项 代办 作废 依法赋权 依法赋权实施事项清单 党群服务中心 准予 初审 利害关系人 办事指南 办结 区政务服务管理部门
区级部门 单位 即办件 取号 受理 受理通知书 变更 告知承诺 备案 委托 委托受理 实施编码 审核 审管联动 容缺 容缺受理 帮办 帮办代办 帮办代办事项清单 延续 延长办理期限通知书 归档
待核 批件 批准 承办 承诺 授权委托书 撤回 撤回申请 撤销 收件 收件凭证 收件转办 政策咨询 更正 服务点 求职登记 注销 清单 物料流转凭证 特殊程序期限告知书 申诉复核 电子监察
电子证照 督办 社区 社区随身办 签收 签收回执 终止通知书 经济发达镇 综合服务窗口 缴费通知书 街道 街道本级事项 补正 补正告知书 认领 证照 调度 调度会 赋权指导目录 转报 进驻
退回 送达 送达回执 错时延时 预约 首问负责
""".split()
KINDS = ("*.py", "*.j2", "*.typ", "*.csv", "*.html", "*.txt")


@pytest.fixture(scope="module")
def everything() -> str:
    """All that is written in the hub."""
    return "\n".join(path.read_text("utf-8") for kind in KINDS for path in sorted(HUB.rglob(kind)))


@pytest.mark.parametrize("term", TERMS)
def test_a_term_of_the_matter_has_its_place(everything: str, term: str) -> None:
    """Names are the field's own: who knows the word finds the code."""
    assert term in everything
