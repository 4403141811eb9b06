"""The national exchange tables (国家交换表): which there are, and what their columns may hold.

Names, titles, lengths and what is required are those of the exchange database for cases
(政务服务事项办件信息) and for electronic licences (电子证照共享数据) of the national platform.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

ROW: Final = "row_guid"
CASE: Final = "project_no"
BATCH: Final = "cd_batch"
OPERATION: Final = "cd_operation"

RESULT_CODES: Final = "exchange-result"
SPECIAL_CODES: Final = "special-procedure"
"""Code systems whose meanings a step tells, if a code list is given."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `limit` in characters, None for a time; `codes` the code system of its codes."""

    name: str
    title: str
    limit: int | None
    required: bool = True
    codes: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One table: `moment` is the time that a row stands at, `key` what names its rows."""

    name: str
    title: str
    moment: str
    columns: tuple[Column, ...]
    key: str = ROW

    def column(self, name: str) -> Column:
        """Return the column of a name; raises KeyError."""
        return next(column for column in self.columns if column.name == name)


_SYNCHRONISED: Final = (
    Column(BATCH, "批次号", 32),
    Column(OPERATION, "同步类型", 2),
    Column("cd_time", "同步时间", None),
)
_OF_A_CASE: Final = (
    Column(ROW, "记录唯一标识", 50),
    Column(CASE, "办件编号", 50),
    *_SYNCHRONISED,
)

ACCEPT: Final = Table(
    "up_pro_accept",
    "办件受理信息",
    "accept_date",
    (
        *_OF_A_CASE,
        Column("task_code", "实施编码", 36),
        Column("task_name", "事项名称", 1000),
        Column("org_code", "受理部门编码", 64),
        Column("org_name", "受理部门", 100),
        Column("apply_date", "申请时间", None),
        Column("accept_date", "受理时间", None),
        Column("handle_user_name", "受理人员", 100, required=False),
    ),
)
PROCESS: Final = Table(
    "up_pro_process",
    "办件过程信息",
    "event_end_time",
    (
        *_OF_A_CASE,
        Column("process_name", "办理环节名称", 1000),
        Column("event_name", "业务动作", 2),
        Column("event_start_time", "环节开始时间", None),
        Column("event_end_time", "环节结束时间", None),
        Column("handle_user_name", "受理人员", 100),
    ),
)
SPECIAL: Final = Table(
    "up_pro_special_procedure",
    "特别程序信息",
    "special_time",
    (
        *_OF_A_CASE,
        Column("special_type", "特别程序种类", 2, codes=SPECIAL_CODES),
        Column("special_name", "特别程序种类名称", 1000),
        Column("special_time", "特别程序开始时间", None),
        Column("end_time", "特别程序结束时间", None),
        Column("special_reason", "特别程序启动理由或依据", 2000),
        Column("handle_user", "办理人", 100, required=False),
    ),
)
RESULT: Final = Table(
    "up_pro_result",
    "办件结果信息",
    "result_date",
    (
        *_OF_A_CASE,
        Column("result_type", "办结结果", 2, codes=RESULT_CODES),
        Column("result_date", "办结时间", None),
        Column("result_cetr_no", "结果证照编号", 2000, required=False),
        Column("handle_user_name", "受理人员", 100, required=False),
    ),
)
MATERIAL: Final = Table(
    "up_pro_material",
    "材料目录信息",
    "cd_time",
    (
        *_OF_A_CASE,
        Column("material_name", "材料名称", 200),
        Column("get_type", "收取方式", 2),
    ),
)
LICENCE: Final = Table(
    "up_lic_data",
    "证照目录信息",
    "issue_date",
    (
        *_SYNCHRONISED,
        Column("certificate_number", "证照编码", 128),
        Column("certificate_type", "证照类型名称", 256),
        Column("certificate_type_code", "证照类型代码", 64),
        Column("issue_date", "证照颁发日期", None),
        Column("issue_dept", "证照颁发机构", 256),
    ),
    key="certificate_number",
)

TABLES: Final = (ACCEPT, MATERIAL, PROCESS, SPECIAL, RESULT, LICENCE)
"""All tables, in the order in which rows of one instant follow each other."""

PERIODS: Final[Mapping[str, tuple[str, str]]] = {
    ACCEPT.name: ("apply_date", "accept_date"),
    PROCESS.name: ("event_start_time", "event_end_time"),
    SPECIAL.name: ("special_time", "end_time"),
}
"""Which times of a table's row may not lie the wrong way round: the earlier, the later."""


def plain(name: str) -> str:
    """Return a name as it is compared: no case, no underscores, no spaces."""
    return "".join(name.casefold().replace("_", "").split())


_BY_NAME: Final = {
    plain(name): table for table in TABLES for name in (table.name, table.title, f"{table.title}表")
} | {plain("up_pro_specialprocedure"): SPECIAL}


def table_named(name: str) -> Table | None:
    """Return the table of a file's or sheet's name, None where it is no exchange table."""
    return _BY_NAME.get(plain(name))
