"""Where a list has its header, and which column is which field."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hub.importing.cleaning import clean

SEARCHED_ROWS = 30
LEAST_MATCHES = 2
REQUIRED = ("department", "name", "code", "type")

SYNONYMS: Mapping[str, tuple[str, ...]] = {
    field: tuple(names.split())
    for field, names in {
        "department": (
            "department department_name dept agency organisation organization "
            "实施主体 实施主体名称 实施部门 实施机构 实施单位 行使主体 责任部门 "
            "责任单位 主管部门 审批部门 区级部门 所属部门 牵头部门 承办部门 "
            "承办单位 办理部门 部门 部门名称 单位 单位名称"
        ),
        "name": (
            "name item_name item title service service_name 业务办理项名称 "
            "办理项名称 业务办理项 实施清单名称 事项名称 政务服务事项名称 "
            "服务事项名称 政务服务事项 服务事项 子项名称 事项 名称"
        ),
        "code": (
            "item_code code itemcode 业务办理项编码 实施清单编码 实施编码 事项编码 "
            "事项代码 办理项编码 权力编码 国家编码 基本编码 事项编号 编码 代码"
        ),
        "local_code": "local_code 本地编码 地方编码 内部编码 本地代码",
        "type": (
            "task_type item_type type 事项类型 权力类型 职权类型 事项类别 权力类别 "
            "事项性质 类型 类别"
        ),
        "group": "group 主项名称 主项 大项名称 大项 目录名称 基本目录名称 事项分组",
        "department_code": (
            "department_code dept_code 部门编码 部门代码 实施主体编码 实施主体代码 "
            "统一社会信用代码 机构代码 组织机构代码"
        ),
        "area": "area_code area 区划代码 区划编码 行政区划代码 行政区划",
        "promised_days": (
            "promised_days 承诺办结时限 承诺时限 承诺期限 承诺办理时限 承诺工作日 承诺天数"
        ),
        "statutory_days": (
            "statutory_days 法定办结时限 法定时限 法定期限 法定办理时限 法定工作日 法定天数"
        ),
        "handling": "case_type handling 办件类型 办理类型",
        "retention": "retention 保管期限 档案保管期限 归档保管期限",
    }.items()
}
"""Header names that are understood, the most telling first."""

FIELDS = tuple(SYNONYMS)
BRACKETS = re.compile(r"[((\[【（].*?[))\]】）]")
MARKS = re.compile(r"[\s*:：·_\-]+")


@dataclass(frozen=True, slots=True)
class Header:
    """A header row: its row number, and for each field found the index of its column."""

    number: int
    names: tuple[str, ...]
    places: Mapping[str, int]

    def column(self, field: str) -> str:
        """The header's own name for a field, or the field's where the list has none."""
        place = self.places.get(field)
        return self.names[place] if place is not None else field

    def is_repeated_by(self, cells: Sequence[str]) -> bool:
        """Whether a row says the header again, as lists printed page by page do."""
        said = [_key(cells[place]) if place < len(cells) else "" for place in self.places.values()]
        names = [_key(self.names[place]) for place in self.places.values()]
        return said == names


def _key(text: str) -> str:
    plain = BRACKETS.sub("", unicodedata.normalize("NFKC", clean(text)))
    return MARKS.sub("", plain).lower()


KEYS = {
    field: tuple(_key(name) for name in dict.fromkeys((*names, field)))
    for field, names in SYNONYMS.items()
}


def places_of(cells: Sequence[str], given: Mapping[str, str]) -> dict[str, int]:
    """Return which column of the row is which field: those `given` by name, others by synonym."""
    keys = [_key(cell) for cell in cells]
    places: dict[str, int] = {}
    for field, name in given.items():
        if _key(name) in keys:
            places[field] = keys.index(_key(name))
    for field in FIELDS:
        if field not in given:
            free = [key if index not in places.values() else "" for index, key in enumerate(keys)]
            place = next((free.index(key) for key in KEYS[field] if key in free), None)
            if place is not None:
                places[field] = place
    return places


def header_of(rows: Sequence[tuple[int, Sequence[str]]], given: Mapping[str, str]) -> Header | None:
    """Return the header among the first rows (number, cells), or None: the row that names most."""
    best: Header | None = None
    for number, cells in rows[:SEARCHED_ROWS]:
        places = places_of(cells, given)
        named = "code" in places or "name" in places
        if (
            named
            and len(places) >= LEAST_MATCHES
            and len(places) > len(best.places if best else ())
        ):
            best = Header(number, tuple(clean(cell) for cell in cells), places)
    return best
