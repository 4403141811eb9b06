"""What is different between two catalogues, in sentences that a clerk understands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from typing import Any

from hub.catalogue.opening_hours import said
from hub.catalogue.words import word
from hub.domain.catalogue import Catalogue
from hub.domain.places import Opening

KINDS = {
    "organisations": "单位",
    "streets": "街道",
    "communities": "社区",
    "outlets": "服务点",
    "counters": "窗口",
    "items": "事项",
    "directories": "赋权指导目录",
    "mentors": "业务指导员",
}
LISTS = {
    "own": "街道本级事项清单",
    "empowered": "依法赋权实施事项清单",
    "assisted": "帮办代办事项清单",
    "outlet": "社区随身办事项清单",
}
WORDS = {
    "name": "名称",
    "department": "决定机关",
    "supervising": "监管单位",
    "responsible": "责任单位",
    "legal_basis": "设定依据",
    "instant": "即办",
    "preliminary_review": "初审",
    "in_person": "须本人到场",
    "result_document": "批件",
    "statutory_days": "法定天数",
    "promised_days": "承诺天数",
    "unit": "计日方式",
    "conditions": "办理条件",
    "appeal": "救济途径",
    "hours": "办公时间",
    "operator": "运营单位",
    "street": "街道",
    "kind": "类别",
    "form": "形式",
    "instrument": "依据文件",
    "edition": "版本",
    "requirement": "要求",
    "issuer": "出具单位",
    "limit_days": "时限(天)",
    "organisation": "单位",
    "outlet_kind": "服务点类别",
    "execution": "办理方式",
    "claimed_on": "认领日期",
    "filed_on": "备案日期",
    "type": "类型",
    "validity_days": "有效期(天)",
    "renewal_days": "延续应提前(天)",
    "amount_fen": "收费标准(分)",
    "level": "行使层级",
    "body": "实施主体",
    "nature": "实施主体性质",
    "system": "业务系统",
    "applicants": "服务对象",
    "channels": "办理形式",
    "delivery": "送达方式",
    "basic_code": "基本编码",
    "implementation_code": "实施编码",
    "benefit_continues": "不影响待遇",
    "source": "期限依据",
    "starts": "期限起算",
    "extension_days": "可延长天数",
    "extension_approver": "延长批准人",
    "handling": "办理组织形式",
    "version": "指南版本",
    "dated_on": "指南日期",
    "process": "办理流程",
    "times": "办理时间",
    "place": "地址",
    "phone": "电话",
    "sample": "样表",
    "community": "社区",
    "area_code": "区划代码",
    "is_designated_town": "经济发达镇",
    "short_name": "简称",
    "directory": "赋权指导目录",
    "directory_code": "目录内编码",
    "mapping_approved_by": "对应关系批准人",
    "mapping_approved_on": "对应关系批准日期",
    "in_name_of": "以谁的名义",
    "seal": "印章",
    "entrusted_acceptance": "委托受理",
    "executor": "执行单位",
    "audience": "适用范围",
    "items": "负责事项",
    "subject": "指导内容",
    "answer_days": "答复期限(天)",
    "meaning": "含义",
    "acceptance_days": "受理(天)",
    "delivery_days": "送达(天)",
    "hearing_request_days": "申请听证(天)",
    "hearing_days": "组织听证(天)",
    "forwarding_days": "转报(天)",
    "acknowledgement_days": "签收(天)",
    "issue_days": "制发批件(天)",
    "receipt_days": "签收回执(天)",
    "correction_days": "补正(天)",
    "termination_days": "终止(天)",
    "opinion_days": "会签意见(天)",
    "urge_days": "督办答复(天)",
    "oversight_days": "审管联动确认(天)",
    "appeal_days": "申诉复核(天)",
    "complaint_days": "投诉答复(天)",
    "rating_days": "差评整改(天)",
    "question_days": "咨询答复(天)",
    "verification_days": "待核(天)",
    "refund_days": "退费(天)",
    "custody_days": "归还原件(天)",
    "commitment_days": "承诺核查(天)",
    "prompt_days": "提前提醒(天)",
    "yellow_days": "黄牌(天)",
    "offline_hours": "离线补传(小时)",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: what kind of thing, which one, and a sentence."""

    kind: str
    code: str
    sentence: str


def differences(before: Catalogue, after: Catalogue) -> tuple[Difference, ...]:
    """Return everything by which `after` differs from `before`, in the order of the catalogue."""
    return (
        *_edition(before, after),
        *[each for part, word in KINDS.items() for each in _keyed(before, after, part, word)],
        *[each for part, word in LISTS.items() for each in _listed(before, after, part, word)],
        *_codes(before, after),
        *_calendar(before, after),
        *_changes("thresholds", "期限参数", before.thresholds, after.thresholds),
    )


def _edition(before: Catalogue, after: Catalogue) -> Iterator[Difference]:
    if before.edition != after.edition:
        sentence = f"版本由{before.edition or '无'}改为{after.edition or '无'}。"
        yield Difference("edition", after.edition, sentence)


def _keyed(before: Catalogue, after: Catalogue, part: str, word: str) -> Iterator[Difference]:
    old: Mapping[str, Any] = getattr(before, part)
    new: Mapping[str, Any] = getattr(after, part)
    for code in sorted(old.keys() | new.keys()):
        if code not in new:
            yield Difference(part, code, f"撤销{word}“{_title(old[code])}”({code})。")
        elif code not in old:
            yield Difference(part, code, f"新增{word}“{_title(new[code])}”({code})。")
        else:
            title = f"{word}“{_title(new[code])}”({code})"
            yield from _changes(part, title, old[code], new[code], code)


def _listed(before: Catalogue, after: Catalogue, part: str, word: str) -> Iterator[Difference]:
    old = {_place_of(row): row for row in getattr(before, part)}
    new = {_place_of(row): row for row in getattr(after, part)}
    for place in sorted(old.keys() | new.keys()):
        item = place[0]
        book = after if place in new else before
        name = book.items[item].name if item in book.items else item
        where = "、".join("各街道" if each == "*" else each for each in place[1:])
        title = f"{word}:{where}的“{name}”({item})"
        if place not in new:
            yield Difference(part, item, f"移出{title}。")
        elif place not in old:
            yield Difference(part, item, f"列入{title}。")
        else:
            yield from _changes(part, title, old[place], new[place], item)


def _place_of(row: Any) -> tuple[str, ...]:  # noqa: ANN401 - a row of any list
    kind = getattr(row, "outlet_kind", None)
    return (row.item, row.street, *([kind.value] if kind else []))


def _title(record: Any) -> str:  # noqa: ANN401 - a record of any kind
    """Return what a record is called; a mentor has no name here, only a subject."""
    return str(getattr(record, "name", "") or getattr(record, "subject", ""))


def _codes(before: Catalogue, after: Catalogue) -> Iterator[Difference]:
    """Compare the code lists code by code."""
    old = {(each.system, each.code): each.meaning for each in before.codes}
    new = {(each.system, each.code): each.meaning for each in after.codes}
    for system, code in dict.fromkeys([*old, *new]):
        was, becomes = old.get((system, code)), new.get((system, code))
        if was != becomes:
            sentence = f"代码表{system}的代码{code}由{_said(was)}改为{_said(becomes)}。"
            yield Difference("codes", f"{system}/{code}", sentence)


def _calendar(before: Catalogue, after: Catalogue) -> Iterator[Difference]:
    years = sorted(set(after.calendar.published) - set(before.calendar.published))
    for year in years:
        yield Difference("calendar", str(year), f"工作日历新增{year}年。")
    old = {*before.calendar.holidays, *before.calendar.make_up_days}
    new = {*after.calendar.holidays, *after.calendar.make_up_days}
    for day in sorted(old ^ new):
        if day.year not in years:
            state = "工作日" if after.calendar.is_working_day(day) else "休息日"
            yield Difference("calendar", day.isoformat(), f"{day.isoformat()}改为{state}。")


def _changes(
    kind: str,
    title: str,
    old: Any,  # noqa: ANN401 - a record of the catalogue
    new: Any,  # noqa: ANN401 - likewise
    code: str = "",
) -> Iterator[Difference]:
    for name, before, after in _fields_that_differ(old, new):
        sentence = f"{title}的{name}由{_said(before)}改为{_said(after)}。"
        yield Difference(kind, code, sentence)


def _fields_that_differ(old: Any, new: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:  # noqa: ANN401
    for field in fields(old):
        before, after = getattr(old, field.name), getattr(new, field.name)
        name = path + WORDS.get(field.name, field.name)
        if before == after:
            continue
        if is_dataclass(before) and is_dataclass(after):
            yield from _fields_that_differ(before, after, "")
        elif _are_records(before, after):
            yield from _members_that_differ(before, after)
        else:
            yield name, before, after


def _are_records(before: Any, after: Any) -> bool:  # noqa: ANN401
    """Return whether two values are materials, steps and the like, compared one by one."""
    both = isinstance(before, tuple) and isinstance(after, tuple)
    return both and all(hasattr(each, "name") and is_dataclass(each) for each in (*before, *after))


def _members_that_differ(
    before: tuple[Any, ...], after: tuple[Any, ...]
) -> Iterator[tuple[str, Any, Any]]:
    """Compare materials, steps and entries one by one, by their names."""
    old = {_name_of(each): each for each in before}
    new = {_name_of(each): each for each in after}
    for name in dict.fromkeys([*old, *new]):
        if name not in new or name not in old:
            yield f"“{name}”", "有" if name in old else "无", "有" if name in new else "无"
        elif is_dataclass(old[name]):
            yield from _fields_that_differ(old[name], new[name], f"“{name}”")


def _name_of(member: Any) -> str:  # noqa: ANN401 - a material, step, entry or plain value
    return str(getattr(member, "name", member))


def _said(value: object) -> str:
    if value is None or value == "":
        return "无"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        hours = all(isinstance(each, Opening) for each in value)
        return said(value) if value and hours else "、".join(map(_said, value)) or "无"
    return word(value) if isinstance(value, StrEnum) else str(value)
