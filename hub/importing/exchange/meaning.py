"""What a row of an exchange table says to the hub.

A case that the department's own system keeps is mirrored, and each further row is a step of it. A
case that came to the department through the hub (its number is the hub's) is accepted and gets its
steps by rows as well; whatever the law wants a document for is said with the document, not here.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from hub.border import BorderViolation, check
from hub.domain.commands import AcceptCase, MirrorCase, RecordStep
from hub.domain.identity import CASE_PREFIX, case_id
from hub.importing.exchange.feedback import Feedback, Quality
from hub.importing.exchange.rows import Codes, ExchangeRow
from hub.importing.exchange.tables import (
    ACCEPT,
    CASE,
    LICENCE,
    MATERIAL,
    PROCESS,
    RESULT,
    SPECIAL,
    TABLES,
)
from hub.importing.log_plan import bounded
from hub.importing.post import Letter
from hub.importing.pseudonyms import Pseudonyms

Said = AcceptCase | MirrorCase | RecordStep

PAPERS: Final[Mapping[str, tuple[str, str]]] = {
    SPECIAL.name: (
        "启动或结束特别程序",
        "请由本单位的发件箱发送StartSpecialProcedure或EndSpecialProcedure,并附告知书。",
    ),
    RESULT.name: ("办结", "请由本单位的发件箱发送DecideCase和IssueDocument,并附决定书或批件。"),
    LICENCE.name: ("送回证照", "请由本单位的发件箱发送IssueDocument,并附证照正文。"),
    MATERIAL.name: ("登记材料", "材料由收件的街道以SupplyMaterials登记,请与街道核对。"),
}
"""What a row cannot do alone to a case of the hub: the act, and who does it with what."""

_ORDER: Final = {table.name: place for place, table in enumerate(TABLES)}


@dataclass(frozen=True, slots=True)
class Reading:
    """In whose name rows are read: the organisation, its system, what its codes mean."""

    organisation: str
    system: str
    codes: Codes
    pseudonyms: Pseudonyms

    def letters(self, row: ExchangeRow, number: str) -> tuple[Letter, ...] | Feedback:
        """Return what the row says of the case `number`, or why it cannot be said.

        The ids follow from the row alone: the same row pushed again is the same message.
        """
        if self.is_ours(number) and row.table.name in PAPERS:
            act, instead = PAPERS[row.table.name]
            return row.wrong(Quality.NEEDS_PAPER, CASE, act=act, instead=instead)
        try:
            said = tuple(self._said(row, number))
            for command in said:
                check(command)
        except BorderViolation as violation:
            return row.told(violation.rule, violation.sentence, violation.remedy)
        subject = self.subject(number)
        return tuple(
            Letter(f"exchange/{row.digest}/{place}", subject, command)
            for place, command in enumerate(said)
        )

    def is_ours(self, number: str) -> bool:
        """Whether a case's number is one that the hub gave."""
        return number.startswith(CASE_PREFIX)

    def subject(self, number: str) -> str:
        """Return the subject of the case of a number."""
        return number if self.is_ours(number) else case_id(self.organisation, number)

    def _said(self, row: ExchangeRow, number: str) -> Iterator[Said]:
        if row.table is ACCEPT:
            yield self._accepted(row, number)
            return
        for step, at in _STEPS[row.table.name](row, self.codes):
            yield RecordStep(
                case_id=self.subject(number),
                step=bounded(step),
                department=self.organisation,
                occurred_at=at,
                actor=self._actor(row),
            )

    def _accepted(self, row: ExchangeRow, number: str) -> Said:
        if self.is_ours(number):
            return AcceptCase(case_id=number, actor=self._actor(row))
        return MirrorCase(
            business_number=number,
            system=self.system,
            item=bounded(row.texts["task_code"]),
            department=bounded(row.texts["org_name"]),
            opened_at=row.times["accept_date"],
            actor=self._actor(row),
        )

    def _actor(self, row: ExchangeRow) -> str:
        name = row.texts.get("handle_user_name") or row.texts.get("handle_user")
        return self.pseudonyms.of(name or None)


def in_order(row: ExchangeRow) -> tuple[datetime, int, str]:
    """Return what rows are sorted by: a case's acceptance first, then as things happened."""
    first = datetime.min.replace(tzinfo=row.at.tzinfo) if row.table is ACCEPT else row.at
    return first, _ORDER[row.table.name], row.key


Steps = Iterator[tuple[str, datetime]]


def _process(row: ExchangeRow, codes: Codes) -> Steps:
    del codes
    yield row.texts["process_name"], row.times["event_end_time"]


def _special(row: ExchangeRow, codes: Codes) -> Steps:
    del codes
    name = row.texts["special_name"]
    yield f"特别程序开始:{name}", row.times["special_time"]
    yield f"特别程序结束:{name}", row.times["end_time"]


def _result(row: ExchangeRow, codes: Codes) -> Steps:
    """A result keeps its code and the system that the code is of: codes differ by province."""
    code = row.texts["result_type"]
    system = RESULT.column("result_type").codes or ""
    known = codes.get((system, code))
    meaning = known.meaning if known else "办结"
    yield f"{meaning}({system} {code})", row.times["result_date"]


def _material(row: ExchangeRow, codes: Codes) -> Steps:
    del codes
    yield f"收取材料:{row.texts['material_name']}", row.times["cd_time"]


def _licence(row: ExchangeRow, codes: Codes) -> Steps:
    del codes
    said = f"{row.texts['certificate_type']} {row.texts['certificate_number']}"
    yield f"颁发证照:{said}", row.times["issue_date"]


_STEPS: Final[Mapping[str, Callable[[ExchangeRow, Codes], Steps]]] = {
    PROCESS.name: _process,
    SPECIAL.name: _special,
    RESULT.name: _result,
    MATERIAL.name: _material,
    LICENCE.name: _licence,
}
