"""What is different between two catalogues, in sentences that a clerk understands."""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from typing import Any

from hub.catalogue.field_words import WORDS
from hub.catalogue.opening_hours import said
from hub.catalogue.words import word
from hub.domain.catalogue import Catalogue
from hub.domain.guides import Item
from hub.domain.places import Opening

KINDS = {
    "organisations": "单位",
    "streets": "街道",
    "communities": "社区",
    "outlets": "服务点",
    "counters": "窗口",
    "items": "事项",
    "directories": "赋权指导目录",
    "bundles": "一件事",
    "mentors": "业务指导员",
    "stationed": "进驻人员",
    "signing_keys": "签名密钥",
    "members": "在岗人员",
}
LISTS = {
    "own": "街道本级事项清单",
    "empowered": "依法赋权实施事项清单",
    "assisted": "帮办代办事项清单",
    "outlet": "社区随身办事项清单",
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
            yield from _same_version(title, old[code], new[code], code)


def _same_version(title: str, old: Any, new: Any, code: str) -> Iterator[Difference]:  # noqa: ANN401
    """Warn of a guide that says something else under the version it had before (plan 3(3))."""
    if not isinstance(new, Item) or old == new or not new.guide.version:
        return
    if (old.guide.version, old.guide.dated_on) == (new.guide.version, new.guide.dated_on):
        sentence = (
            f"注意:{title}的办事指南内容已变,版本仍为{new.guide.version},请更新版本号和日期。"
        )
        yield Difference("guide", code, sentence)


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
    """Return what a record is called: by name, by a mentor's subject, else by whose it is."""
    names = (getattr(record, name, "") for name in ("name", "subject", "organisation"))
    return str(next(filter(None, names), ""))


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
    if isinstance(value, bytes):
        return b64encode(value).decode()
    if isinstance(value, tuple):
        hours = all(isinstance(each, Opening) for each in value)
        return said(value) if value and hours else "、".join(map(_said, value)) or "无"
    return word(value) if isinstance(value, StrEnum) else str(value)
