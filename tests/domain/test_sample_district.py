"""The sample district has the items, codes and kinds of places of the domain reference."""

import re
from dataclasses import dataclass
from enum import StrEnum

import pytest

from hub.domain.guides import BodyNature, Channel, DayKind, Handling, ItemType, Level
from hub.domain.lists import EmpowermentForm, Execution
from hub.domain.places import OutletKind
from hub.domain.vocabulary import OrganisationKind
from tests.domain.scenes import BOOK

DISTRICT = "360203"
"""Area code of the sample's district (珠山区)."""

ITEMS = """
CG-01 临时堆物占道审批 城管 empowered 3/20 申请书、位置图
CG-02 门店招牌备案 城管 empowered 1/— 备案表、效果图
SJ-01 小餐饮登记 市监 empowered 3/20 申请表、健康证明
SJ-02 小食杂店登记 市监 empowered 3/20 申请表、场所证明
SJ-03 食品摊贩备案 市监 empowered 1/— 身份证、健康证明
MZ-01 小额临时救助 民政 empowered 3/— 申请书、困难证明
RS-01 失业登记 人社 empowered 0/— 身份证、离职证明
WJ-01 生育登记 — own 0/— 身份证、结婚证
CG-03 大型户外广告 城管 assisted 7/20 效果图、场地协议、安全报告
CG-04 占用绿地审批 城管 assisted 8/20 申请表、方案、图纸
ZJ-01 排水许可 住建 assisted 7/20 申请表、管网图、水质报告
ZJ-02 施工许可证 住建 assisted 3/7 规划许可、合同、审图文件
WJ-02 公共场所卫生许可 卫健 assisted 5/20 申请表、平面图、检测报告
WJ-03 卫生许可延续 卫健 assisted 3/20 原证、检测报告
SJ-04 食品经营许可 市监 assisted 5/10 申请书、布局图、制度
SJ-05 预包装食品备案 市监 assisted 1/5 备案表、执照
SJ-06 个体户设立 市监 assisted 0/3 申请书、身份证、场所证明
WL-01 娱乐经营许可 文旅 assisted 10/20 申请书、布局图、消防文件
XW-01 出版物零售 新闻出版 assisted 5/20 申请表、执照、场所证明
RS-02 人力资源服务许可 人社 assisted 7/20 申请书、场所、人员证明
RS-03 劳务派遣许可 人社 assisted 10/20 申请书、验资、制度
NY-01 动物诊疗许可 农业农村 assisted 8/15 申请表、平面图、兽医名单
XF-01 消防安全检查 消防 assisted 3/10 承诺书、平面图、制度
MZ-02 民非成立登记 民政 assisted 15/60日历日 章程、验资、场所证明
MZ-03 低保 民政 assisted·初审 20/30 申请书、授权书、收入证明
MZ-04 特困供养 民政 assisted·初审 20/— 申请书、授权书
MZ-05 高龄津贴 民政 assisted·初审 10/— 身份证、银行卡
MZ-06 残疾人两补 民政 assisted·初审 10/— 残疾证、银行卡
CL-01 残疾人证 残联 assisted 15/— 申请表、照片、评定表
ZJ-03 公租房资格 住建 assisted·初审 30/— 申请表、收入、住房证明
RS-04 灵活就业补贴 人社 assisted 15/— 申请表、缴费凭证
TY-01 优待证 退役军人 assisted 30/— 身份证、退役证、照片
GA-01 居住证 公安 outlet·relayed 7/15 身份证、照片、住所证明
YB-01 居民医保参保 医保 outlet·relayed 1/— 身份证、户口簿
RS-05 居民养老参保 人社 outlet·relayed 1/— 身份证、登记表
SW-01 医保缴费 税务 outlet·instant 0/— 身份证、缴费确认
SW-02 养老缴费 税务 outlet·instant 0/— 身份证、档次确认
RS-06 社保卡激活 人社 outlet·instant 0/— 身份证、社保卡
SB-01 待遇资格认证 社保经办 outlet·instant 0/— 身份证、人脸或上门记录
RS-07 求职登记 人社 outlet·instant 0/— 身份证、求职表
"""
"""Code, name, deciding department, mode, days promised and by law, materials."""


@dataclass(frozen=True)
class Listed:
    """An item as the reference has it; days without a number (—) have no limit by law."""

    code: str
    name: str
    department: str
    mode: str
    days: str
    materials: str


REFERENCE = [Listed(*line.split()) for line in ITEMS.strip().splitlines()]


def as_listed(code: str) -> Listed:
    """An item of the sample in the words of the reference."""
    item = BOOK.items[code]
    department = BOOK.organisations[item.department].short_name if item.department else "—"
    law = "—" if item.statutory_days is None else str(item.statutory_days)
    unit = "日历日" if item.clock.unit is DayKind.CALENDAR else ""
    days = f"{item.clock.promised_days}/{law}{unit}"
    materials = "、".join(each.name for each in item.guide.materials)
    return Listed(code, item.name, department, "".join(modes(code)), days, materials)


def modes(code: str) -> list[str]:
    """How the lists let an item be handled; more than one would not be the reference's."""
    reviewed = "·初审" if BOOK.items[code].preliminary_review else ""
    at_counters = ("own", "empowered", "assisted")
    found = [
        f"{name}{reviewed}"
        for name in at_counters
        if any(row.item == code for row in getattr(BOOK, name))
    ]
    executions = {row.execution for row in BOOK.outlet if row.item == code}
    return found + [f"outlet·{each.value.lower()}" for each in executions]


@pytest.mark.parametrize("listed", REFERENCE, ids=lambda each: each.code)
def test_an_item_of_the_reference_is_in_the_sample(listed: Listed) -> None:
    """Name, department, mode, days and materials are those of the reference (domain 10)."""
    assert as_listed(listed.code) == listed


def test_the_sample_has_no_other_items() -> None:
    """What the reference lists is all of it (domain 10)."""
    assert set(BOOK.items) == {each.code for each in REFERENCE}


def test_a_joint_item_has_a_step_of_another_department() -> None:
    """公租房资格 is reviewed by a second department as well (联审, domain 10)."""
    item = BOOK.items["ZJ-03"]
    others = {step.organisation for step in item.guide.steps} - {item.department, "*"}
    assert others == {"dept-minzheng"}
    assert item.clock.handling is Handling.SINGLE, "one body decides, the other is heard"


def test_what_is_relayed_is_not_instant() -> None:
    """An outlet executes at once what the item lets be done at once, and relays the rest."""
    for row in BOOK.outlet:
        assert BOOK.items[row.item].instant == (row.execution is Execution.INSTANT)
    assert {row.execution for row in BOOK.outlet} == {Execution.INSTANT, Execution.RELAYED}


def test_the_sample_has_organisations_of_every_kind() -> None:
    """部门、街道、运营单位、政务服务管理部门、审计: each kind takes part (domain 1)."""
    assert {each.kind for each in BOOK.organisations.values()} == set(OrganisationKind)


def test_outlets_are_of_the_kinds_that_the_plan_names() -> None:
    """银行、邮政、便利店、自助终端、党群服务中心、文明实践站 (plan 3(2), 4(2))."""
    assert [each.name for each in OutletKind] == [
        "BANK", "POST", "SHOP", "TERMINAL", "PARTY_CENTRE", "CIVILISATION_STATION",
    ]  # fmt: skip
    assert {each.kind for each in BOOK.outlets.values()} <= set(OutletKind)


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        (
            ItemType,
            (
                "01 LICENCE 02 PENALTY 03 COERCION 04 LEVY 05 BENEFIT 06 INSPECTION "
                "07 CONFIRMATION 08 REWARD 09 RULING 10 OTHER 20 PUBLIC_SERVICE"
            ),
        ),
        (Level, "1 STATE 2 PROVINCE 3 CITY 4 COUNTY 5 TOWN 6 VILLAGE"),
        (BodyNature, "1 STATUTORY 2 AUTHORISED 3 ENTRUSTED 9 OTHER"),
        (Channel, "1 COUNTER 2 COMPUTER 3 MOBILE 4 COURIER 9 OTHER"),
    ],
)
def test_codes_are_those_of_the_standard(kind: type[StrEnum], codes: str) -> None:
    """Spreadsheets and exchange tables carry the codes of GB/T 39046, annex A."""
    assert " ".join(f"{each.value} {each.name}" for each in kind) == codes


@pytest.mark.parametrize(
    ("system", "codes"),
    [
        (
            "epoint",
            (
                "12 已提交 14 预审退回 16 预审通过 24 待接件 26 已接件 28 待补正 30 已受理 "
                "40 审批不通过 50 审批通过 90 已办结 97 不予受理 98 已撤销 99 异常办结"
            ),
        ),
        (
            "province-bus",
            (
                "0 申请 1 预受理 2 受理 3 审核 4 办结 5 特别程序申请 6 特别程序结果 "
                "7 补正告知 8 已补正 9 领取"
            ),
        ),
        ("case-type", "1 即办件 2 承诺件 9 其他"),
        ("special-procedure", "1 延长审批 2 其他特别程序"),
    ],
)
def test_codes_of_other_systems_are_kept_with_their_system(system: str, codes: str) -> None:
    """Epoint, a provincial bus, and GB/T 39046 where the hub has words of its own (domain 7)."""
    found = [f"{each.code} {each.meaning}" for each in BOOK.codes if each.system == system]
    assert " ".join(found) == codes


def test_every_empowerment_says_what_it_rests_on() -> None:
    """Claimed, then filed; by an instrument, in somebody's name, under a seal (plan 3(1)1)."""
    for row in BOOK.empowered:
        assert row.claimed_on <= row.filed_on
        assert all((row.edition, row.instrument, row.in_name_of, row.seal))
        assert BOOK.directories[row.directory].edition == row.edition
        assert row.form in EmpowermentForm


def test_areas_lie_in_the_district() -> None:
    """A street has nine digits, a community twelve: the street's, and three more (domain 7)."""
    for street in BOOK.streets.values():
        assert re.fullmatch(rf"{DISTRICT}\d{{3}}", street.area_code)
    for community in BOOK.communities.values():
        area = BOOK.streets[community.street].area_code
        assert re.fullmatch(rf"{area}\d{{3}}", community.area_code)
