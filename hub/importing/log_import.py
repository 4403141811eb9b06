"""The import of an event log: batch by batch through the hub, every row accounted for.

A batch is read, sent, answered and only then written to the book. After a kill the import goes on
behind the last batch written; what was sent beyond it is sent again under the same ids, and the hub
answers it as a repeat. Memory does not grow with the log.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from connectors.event_log import EventLogSource
from connectors.event_records import LogEvent, LogFault, LogRecord
from hub.border import BorderViolation
from hub.domain.inbox import Answer
from hub.domain.vocabulary import AnswerKind
from hub.importing.log_book import CaseProgress, LogBook, Reported
from hub.importing.log_plan import UNKNOWN, LogPlan, Outgoing, department_of, fault_of
from hub.importing.post import Letter, Post

BATCH_RECORDS = 1000
TAKEN = frozenset({AnswerKind.DONE, AnswerKind.REPEATED})
FAULT = "fault"

OnBatch = Callable[[int], None]


@dataclass(slots=True)
class _Draft:
    """What one record came to before anything was sent."""

    record: LogRecord
    messages: tuple[Outgoing, ...] = ()
    fault: LogFault | None = None


class LogImport:
    """Imports one log by way of `post`, noting in `book` how far it is."""

    def __init__(self, source: EventLogSource, plan: LogPlan, book: LogBook, post: Post) -> None:
        self._source = source
        self._plan = plan
        self._book = book
        self._post = post
        self._made_at = datetime.now(UTC)
        self._cases: dict[str, CaseProgress] = {}

    async def run(self, on_batch: OnBatch | None = None) -> None:
        """Import what the book does not have yet; `on_batch` is told how many rows are done.

        Raises ConnectorError where the file cannot be read (any further), Unfit where the hub
        cannot be reached; the book then has all that was done.
        """
        began = time.monotonic()
        self._source.connect(after=self._book.count("position"))
        try:
            while records := self._source.read(BATCH_RECORDS):
                await self._batch(records, began)
                began = time.monotonic()
                if on_batch is not None:
                    on_batch(self._book.count("rows"))
            with self._book.batch():
                self._book.set_meta("complete", "yes")
        finally:
            self._source.close()

    async def _batch(self, records: Sequence[LogRecord], began: float) -> None:
        self._cases.clear()
        drafts = [self._draft(record) for record in records]
        letters = [
            Letter(message.id, message.subject, message.command)
            for draft in drafts
            for message in draft.messages
        ]
        answers = await self._post.exchange(letters, self._made_at)
        with self._book.batch():
            for draft in drafts:
                self._settle(draft, answers)
            for name, case in self._cases.items():
                self._book.set_case(name, case)
            self._book.add("rows", len(records))
            self._book.add("position", len(records))
            self._book.add("milliseconds", round((time.monotonic() - began) * 1000))
        self._source.ack(records[-1].position)

    def _draft(self, record: LogRecord) -> _Draft:
        """Make the messages of a record, the first of a case with the one that mirrors it."""
        if record.case is None:
            return _Draft(record, fault=_fault(record))
        case = self._case(record.case)
        place = case.events + 1
        self._cases[record.case] = replace(case, events=place)
        if isinstance(record, LogFault):
            return _Draft(record, fault=record)
        try:
            step = self._plan.step(record, place)
            if case.opened:
                return _Draft(record, (step,))
            opening = self._plan.opening(record)
        except BorderViolation as violation:
            return _Draft(record, fault=fault_of(record, violation))
        self._cases[record.case] = replace(case, events=place, opened=True)
        return _Draft(record, (opening, step))

    def _case(self, name: str) -> CaseProgress:
        if name not in self._cases:
            self._cases[name] = self._book.case(name)
        return self._cases[name]

    def _settle(self, draft: _Draft, answers: dict[str, Answer]) -> None:
        """Write down what became of a record: a step, or reported."""
        if draft.fault is not None:
            self._report_fault(draft.fault)
            return
        for message in draft.messages:
            self._settle_message(message, answers[message.id])
        if isinstance(draft.record, LogEvent):
            self._settle_event(draft.record, draft.messages[-1], answers)

    def _report_fault(self, fault: LogFault) -> None:
        self._book.add("reported")
        self._book.report(Reported(fault.row, fault.column, fault.case, FAULT, fault.reason))

    def _settle_message(self, message: Outgoing, answer: Answer) -> None:
        what = "case" if message.place == 0 else "step"
        self._book.add(f"{what} {answer.kind.lower()}")
        if answer.became not in TAKEN:
            self._book.add("not done")
            kind = answer.became.lower()
            reason = f"{what}: {_reason(answer)}"
            self._book.report(Reported(message.row, "", message.case, kind, reason))
            return
        if message.place == 0:
            self._book.add("cases")
        self._note_order(message.case, answer)

    def _note_order(self, name: str, answer: Answer) -> None:
        """The journal entries of a case must rise in the order of its events."""
        entry = _entry(answer.first_entry or answer.entry)
        case = self._case(name)
        if case.entry is not None and not (case.entry[0] == entry[0] and case.entry[1] < entry[1]):
            self._book.add("out of order")
        self._cases[name] = replace(case, entry=entry)

    def _settle_event(self, event: LogEvent, step: Outgoing, answers: dict[str, Answer]) -> None:
        if answers[step.id].became in TAKEN:
            self._book.add("steps")
            self._book.add_department(department_of(event))
            if department_of(event) == UNKNOWN:
                self._book.add("department unknown")
        else:
            self._book.add("steps not done")


def _fault(record: LogRecord) -> LogFault:
    """A record without a case is a fault; the reader sees to it that it says so."""
    if isinstance(record, LogFault):
        return record
    return LogFault(record.position, record.row, "", "no case")


def _reason(answer: Answer) -> str:
    """What is wrong, in words; an answer to a repeat only says where the first answer stands."""
    if answer.first_kind is not None:
        return f"said before, answered by entry {answer.first_entry}"
    return f"{answer.rule}: {answer.sentence} {answer.remedy or ''}".strip()


def _entry(text: str) -> tuple[int, int]:
    """Partition and number of a journal entry written `<partition>-<number>`."""
    partition, _, number = text.partition("-")
    return int(partition), int(number)
