"""What is lawful but suspicious is told; what no catalogue may say is refused."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from hub.catalogue import snapshot
from hub.domain.catalogue import Catalogue
from hub.domain.code_lists import CodeMeaning
from hub.domain.credit_codes import check_character
from hub.domain.faults import Fault
from hub.domain.guides import NEVER_APPLIED_FOR, BodyNature, ClockProfile, ItemType
from hub.domain.lists import EmpowermentForm
from hub.domain.publishing import errors, validate
from hub.domain.vocabulary import ApproverRole, DeliveryMethod
from tests.domain.scenes import BOOK

Changed = Callable[[], Catalogue]
OFFICE = "1136020300000000M"


def with_item(code: str, **changes: object) -> Catalogue:
    """The sample with one item changed."""
    return replace(BOOK, items={**BOOK.items, code: replace(BOOK.items[code], **changes)})


def with_guide(code: str, **changes: object) -> Catalogue:
    """The sample with the guide of an item changed."""
    return with_item(code, guide=replace(BOOK.items[code].guide, **changes))


def with_part(part: str, code: str, **changes: object) -> Catalogue:
    """The sample with one organisation, place, mentor … changed."""
    records = getattr(BOOK, part)
    return replace(BOOK, **{part: {**records, code: replace(records[code], **changes)}})


def with_empowerment(**changes: object) -> Catalogue:
    """The sample with the empowerment that rests on a mapping changed."""
    first, second, *others = BOOK.empowered
    return replace(BOOK, empowered=(first, replace(second, **changes), *others))


def with_limit(**changes: int) -> Catalogue:
    """The sample with other limits."""
    return replace(BOOK, thresholds=replace(BOOK.thresholds, **changes))


def standard_code(level: str = "4", basic: str = "360101001000") -> str:
    """A code of the national form, with the right check character."""
    return OFFICE + check_character(OFFICE) + level + basic


def places(found: tuple[Fault, ...]) -> set[tuple[str, str]]:
    """Files and columns of faults, each of which says what is to be done."""
    assert all(fault.remedy for fault in found)
    return {(fault.file, fault.column) for fault in found}


DOUBTS: dict[str, tuple[Changed, str, str]] = {
    "没有咨询电话": (lambda: with_guide("CG-01", phone=""), "items.csv", "phone"),
    "似有误": (lambda: with_guide("CG-01", phone="问前台"), "items.csv", "phone"),
    "没有服务对象": (lambda: with_item("CG-01", applicants=()), "items.csv", "applicants"),
    "没有版本": (lambda: with_guide("CG-01", version=""), "items.csv", "guide_version"),
    "没有日期": (lambda: with_guide("CG-01", dated_on=None), "items.csv", "guide_dated_on"),
    "没有送达方式": (lambda: with_item("CG-01", delivery=()), "items.csv", "delivery"),
    "而无批件": (
        lambda: with_item("SW-01", delivery=(DeliveryMethod.POST,)),
        "items.csv",
        "delivery",
    ),
    "没有代码表": (lambda: with_item("CG-01", system="elsewhere"), "items.csv", "system"),
    "超过承诺的7天": (
        lambda: with_guide("ZJ-01", steps=BOOK.items["MZ-02"].guide.steps),
        "steps.csv",
        "limit_days",
    ),
    "不在任何清单上": (
        lambda: replace(BOOK, assisted=tuple([r for r in BOOK.assisted if r.item != "ZJ-01"])),
        "items.csv",
        "list",
    ),
    "没有开放时间": (lambda: with_part("counters", "licun-w1", hours=()), "counters.csv", "hours"),
    "与CG-01同名": (lambda: with_item("CG-02", name=BOOK.items["CG-01"].name), "items.csv", "name"),
    "与admin同名": (
        lambda: with_part("organisations", "audit", name=BOOK.organisations["admin"].name),
        "organisations.csv",
        "name",
    ),
    "没有业务指导员": (
        lambda: replace(
            BOOK, mentors={k: v for k, v in BOOK.mentors.items() if v.department != "dept-xiaofang"}
        ),
        "organisations.csv",
        "mentor",
    ),
    "没有窗口可以办理": (
        lambda: replace(
            BOOK,
            counters={},
            empowered=(),
            assisted=(),
            outlet=(),
        ),
        "own.csv",
        "street",
    ),
    "的区划代码与": (
        lambda: with_part("communities", "licun-c1", area_code="360203001009"),
        "communities.csv",
        "area_code",
    ),
    "为下放,却以": (
        lambda: with_empowerment(in_name_of="dept-chengguan"),
        "empowered.csv",
        "in_name_of",
    ),
    "批准人而无目录内编码": (
        lambda: replace(
            BOOK,
            empowered=(
                replace(BOOK.empowered[0], mapping_approved_by="x"),
                *BOOK.empowered[1:],
            ),
        ),
        "empowered.csv",
        "mapping_approved_by",
    ),
    "并非区民政局": (
        lambda: with_part("mentors", "mentor-minzheng-2", items=("CG-01",)),
        "mentors.csv",
        "items",
    ),
    "没有条目": (
        lambda: with_part("directories", "JX-JFZ", entries=()),
        "directories.csv",
        "code",
    ),
    "条目360601012000重复": (
        lambda: with_part(
            "directories", "JX-JFZ", entries=BOOK.directories["JX-JFZ"].entries[:1] * 2
        ),
        "directory_entries.csv",
        "basic_code",
    ),
    "校验码不符": (
        lambda: with_item("CG-01", implementation_code="0" * 17 + "1" + standard_code()[18:]),
        "items.csv",
        "implementation_code",
    ),
    "层级5": (
        lambda: with_item("CG-01", implementation_code=standard_code("5")),
        "items.csv",
        "level",
    ),
    "末12位": (
        lambda: with_item("CG-01", implementation_code=standard_code(basic="360101001009")),
        "items.csv",
        "basic_code",
    ),
}
ERRORS: dict[str, tuple[Changed, str, str]] = {
    "应为9位数字": (
        lambda: with_part("streets", "street-licun", area_code="36020300"),
        "streets.csv",
        "area_code",
    ),
    "应为12位数字": (
        lambda: with_part("communities", "licun-c1", area_code="360203003"),
        "communities.csv",
        "area_code",
    ),
    "社区licun-c1不属于该街道": (
        lambda: with_part("outlets", "xincun-bank-1", community="licun-c1"),
        "outlets.csv",
        "community",
    ),
    "所载单位dept-no": (lambda: with_item("CG-01", body="dept-no"), "items.csv", "body"),
    "有延长批准人": (
        lambda: with_item(
            "CG-02", clock=ClockProfile(extension_approver=ApproverRole.GOVERNMENT_HEAD)
        ),
        "items.csv",
        "extension_approver",
    ),
    "行政许可法第43条": (
        lambda: with_item(
            "MZ-03",
            type=ItemType.LICENCE,
            guide=replace(
                BOOK.items["MZ-03"].guide,
                steps=(replace(BOOK.items["MZ-03"].guide.steps[0], limit_days=21),),
            ),
        ),
        "steps.csv",
        "limit_days",
    ),
    "没有批准日期": (
        lambda: with_empowerment(mapping_approved_on=None),
        "empowered.csv",
        "mapping_approved_on",
    ),
    "所载名义street-no": (
        lambda: with_empowerment(in_name_of="street-no"),
        "empowered.csv",
        "in_name_of",
    ),
    "委托机关名义": (
        lambda: with_empowerment(form=EmpowermentForm.ENTRUSTED, in_name_of="street-licun"),
        "empowered.csv",
        "in_name_of",
    ),
    "却以他人名义": (
        lambda: with_empowerment(form=EmpowermentForm.ENTRUSTED, in_name_of="dept-minzheng"),
        "empowered.csv",
        "in_name_of",
    ),
    "不得再委托": (
        lambda: with_item("MZ-01", nature=BodyNature.ENTRUSTED),
        "empowered.csv",
        "form",
    ),
    "不是目录中的部门": (
        lambda: with_part("mentors", "mentor-canlian-1", department="street-licun"),
        "mentors.csv",
        "department",
    ),
    "答复期限31天": (
        lambda: with_part("mentors", "mentor-canlian-1", answer_days=31),
        "mentors.csv",
        "answer_days",
    ),
    "事项NO-1不在": (
        lambda: with_part("mentors", "mentor-canlian-1", items=("NO-1",)),
        "mentors.csv",
        "items",
    ),
    "已见于第2行": (
        lambda: replace(BOOK, codes=(*BOOK.codes, BOOK.codes[0])),
        "code_lists.csv",
        "code",
    ),
    "应为1至5": (lambda: replace(BOOK, codes=BOOK.codes[1:]), "code_lists.csv", "code"),
    "第44条": (lambda: with_limit(delivery_days=11), "catalogue.json", "delivery_days"),
    "不得超过10": (lambda: with_limit(issue_days=11), "catalogue.json", "issue_days"),
    "不得超过20": (lambda: with_limit(hearing_days=21), "catalogue.json", "hearing_days"),
    "不得少于5": (
        lambda: with_limit(hearing_request_days=4),
        "catalogue.json",
        "hearing_request_days",
    ),
    "不得少于0": (lambda: with_limit(urge_days=-1), "catalogue.json", "urge_days"),
}


@pytest.mark.parametrize("reason", DOUBTS)
def test_what_is_suspicious_is_told_and_published(reason: str) -> None:
    """A doubt names its place and what to do, and keeps no catalogue from being published."""
    change, file, column = DOUBTS[reason]
    catalogue = change()
    found = validate(catalogue)
    assert not errors(found)
    assert (file, column) in places(found)
    assert any(reason in fault.reason for fault in found)
    assert snapshot.from_bytes(snapshot.to_bytes(catalogue)) == catalogue


@pytest.mark.parametrize("reason", ERRORS)
def test_what_may_never_be_is_refused(reason: str) -> None:
    """An error names its place and what to do, and there is no snapshot of such a catalogue."""
    change, file, column = ERRORS[reason]
    found = errors(validate(change()))
    assert (file, column) in places(found)
    assert any(reason in fault.reason for fault in found)
    with pytest.raises(snapshot.Unlawful):
        snapshot.to_bytes(change())


@pytest.mark.parametrize("kind", ItemType)
def test_only_what_is_applied_for_is_listed(kind: ItemType) -> None:
    """Of GB/T 39046's types 01, 05, 07-10 and 20 may be listed; 02, 03, 04 and 06 may not."""
    found = errors(validate(with_item("SJ-04", type=kind)))
    assert bool(found) == (kind in NEVER_APPLIED_FOR) == (kind.value in {"02", "03", "04", "06"})


def test_a_sound_standard_code_raises_no_doubt() -> None:
    """A code whose check character, level and basic code fit stands beside the local code."""
    assert validate(with_item("CG-01", implementation_code=standard_code())) == ()


def test_a_code_list_of_our_own_needs_no_scale() -> None:
    """Only the two national rating scales have five values; other systems have what they have."""
    codes = (*BOOK.codes, CodeMeaning(system="own", code="1", meaning="甲"))
    assert validate(replace(BOOK, codes=codes)) == ()
