"""Deliveries of national exchange tables for tests: whole rows, changed where a test says."""

import csv
from pathlib import Path

from hub.importing.exchange.tables import TABLES, Table

MOMENT = "2026-03-02 09:00:00"
SAID = {
    "cd_batch": "B1",
    "cd_operation": "I",
    "cd_time": "2026-03-09 01:00:00",
    "task_code": "11360203MB0001",
    "task_name": "施工图审查",
    "org_code": "dept-zhujian",
    "org_name": "区住建局",
    "apply_date": "2026-03-01 10:00:00",
    "accept_date": "2026-03-02 09:00:00",
    "handle_user_name": "王某",
    "process_name": "现场踏勘",
    "event_name": "3",
    "event_start_time": "2026-03-03 09:00:00",
    "event_end_time": "2026-03-04 17:00:00",
    "special_type": "2",
    "special_name": "专家评审",
    "special_time": "2026-03-05 09:00:00",
    "end_time": "2026-03-06 09:00:00",
    "special_reason": "需要专家评审",
    "handle_user": "李某",
    "result_type": "1",
    "result_date": "2026-03-08 15:00:00",
    "result_cetr_no": "",
    "material_name": "施工图",
    "get_type": "1",
    "certificate_number": "ZJ-2026-7",
    "certificate_type": "施工许可证",
    "certificate_type_code": "1",
    "issue_date": "2026-03-08 16:00:00",
    "issue_dept": "区住建局",
}
"""What a row says unless the test says something else."""

Row = dict[str, str]


def row(table: Table, case: str, **said: str) -> Row:
    """Return a row of a table about a case; its key is the table's and the case's unless given."""
    known = {**SAID, "project_no": case, "row_guid": f"{table.moment}-{case}", **said}
    return {column.name: known[column.name] for column in table.columns}


def whole(case: str, licence: str = "") -> dict[Table, list[Row]]:
    """Return one row of every table about a case."""
    number = licence or f"L-{case}"
    own = {"result_cetr_no": number, "certificate_number": number}
    return {table: [row(table, case, **own)] for table in TABLES}


def write(folder: Path, tables: dict[Table, list[Row]]) -> Path:
    """Write a delivery as CSV files, one for each table."""
    folder.mkdir(parents=True, exist_ok=True)
    for table, rows in tables.items():
        path = folder / f"{table.name}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, [column.name for column in table.columns])
            writer.writeheader()
            writer.writerows(rows)
    return folder
