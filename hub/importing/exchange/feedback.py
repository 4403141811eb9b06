"""The quality-feedback table (数据质量反馈表): a rejection with row and reason."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from enum import Enum
from pathlib import Path

from hub.importing.sheets import write_csv


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """One thing that is wrong: table, row as a spreadsheet program numbers it, column, rule.

    `reason` and `remedy` are for the department's people and quote no cell.
    """

    table_name: str
    row: int
    row_guid: str = ""
    project_no: str = ""
    column_name: str = ""
    rule: str
    reason: str
    remedy: str
    cd_batch: str = ""


class Quality(Enum):
    """Why a row of an exchange table is not taken: code, sentence and remedy."""

    TABLE = (
        "EXCHANGE-TABLE",
        "不是约定的交换表。",
        "请以交换表的表名或中文名称命名文件或工作表。",
    )
    DAMAGED = ("EXCHANGE-DAMAGED", "本行无法读取:{detail}。", "请修复文件后重新推送本批次。")
    REQUIRED = ("EXCHANGE-REQUIRED", "「{title}」必填,本行为空。", "请补填后重新推送。")
    LENGTH = ("EXCHANGE-LENGTH", "「{title}」超过{limit}字。", "请按交换规范的长度改正后重新推送。")
    TIME = (
        "EXCHANGE-TIME",
        "「{title}」不是规范的时间。",
        "请写成“2026-01-05 08:30:00”的形式后重新推送。",
    )
    CODE = ("EXCHANGE-CODE", "「{title}」的代码不在代码表中。", "请改用代码表{system}中的代码。")
    PERIOD = ("EXCHANGE-PERIOD", "「{title}」早于「{before}」。", "请核对两个时间后重新推送。")
    TWICE = (
        "EXCHANGE-TWICE",
        "同一批数据中,本行的唯一标识已用于内容不同的另一行。",
        "请为每一行使用各自的唯一标识。",
    )
    TAKEN_BACK = (
        "EXCHANGE-DELETE",
        "已登记的办理过程不得删除。",
        "如有差错,请推送一条新的记录予以更正,原记录保留。",
    )
    UNTIED = (
        "EXCHANGE-LICENCE",
        "没有办结记录写有本证照的编号,无法对应办件。",
        "请在同一批次的办结结果中填写本证照编号。",
    )
    UNDATED = (
        "EXCHANGE-MATERIAL",
        "同一批次中没有本件的受理信息,材料无法登记。",
        "材料请与本件的受理信息同批推送。",
    )
    NEEDS_PAPER = (
        "EXCHANGE-PAPER",
        "本件由街道收件、经本系统转办,不能只以交换表{act}。",
        "{instead}",
    )

    def __init__(self, code: str, sentence: str, remedy: str) -> None:
        self.code = code
        self.sentence = sentence
        self.remedy = remedy


HEADER = tuple(field.name for field in fields(Feedback))


def write(path: Path, found: Iterable[Feedback]) -> None:
    """Write the table as CSV, whole or not at all."""
    write_csv(path, HEADER, (astuple(each) for each in found))
