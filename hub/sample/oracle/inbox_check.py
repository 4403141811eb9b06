"""Everything owed arrived once, and nothing reached anybody else."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

from hub.sample.oracle.audience import MESSAGES
from hub.sample.oracle.avro_reader import UnreadableError
from hub.sample.oracle.carried_check import CarriedCheck
from hub.sample.oracle.contracts import Contracts
from hub.sample.oracle.expectation import INBOX, Owed, content_of
from hub.sample.oracle.ledger import Entry, Ledger, Reference, parse_reference
from hub.sample.oracle.outside_records import OutsideRecords
from hub.sample.oracle.tape import Record, Tape, header
from hub.sample.oracle.verdict import Verdict

OF_SUBJECT = frozenset({"case_id", "question_id", "bundle_id"})
"""Fields in which a message names the subject that it is about."""
KINDS = {"FACTS": "DONE"}
MOST_MESSAGES = 64
TWICE = {
    "DecisionReturned": "decision_returned_twice",
    "DocumentReturned": "document_returned_twice",
    "WorkAssigned": "work_assigned_twice",
}
MISSING = {
    "DecisionReturned": "decision_not_returned",
    "DocumentReturned": "document_not_returned",
    "WorkAssigned": "work_not_assigned",
}


@dataclass(slots=True)
class InboxCheck:
    """Reads one organisation's inbox from the first message to the last."""

    tape: Tape
    contracts: Contracts
    ledger: Ledger
    verdict: Verdict
    organisation: str
    _ids: set[tuple[int, int, int]] = field(default_factory=set)
    _latest: dict[int, tuple[int, int]] = field(default_factory=dict)

    async def run(self, records: OutsideRecords) -> None:
        """Check every message, and that what the owner says it received is there."""
        topic = self.tape.box(self.organisation, "in")
        received = records.received.get(topic, {})
        carried = CarriedCheck(
            self.verdict,
            topic,
            records.carried.get(topic, {}),
            self.ledger.receipts.pop(self.organisation, {}),
        )
        async for record in self.tape.read(topic):
            where = f"{topic}:{record.offset}"
            self.verdict.counts["inbox_messages"] += 1
            self._as_received(received.pop(record.offset, None), record, where)
            carried.message(record, where)
            self._message(record, where)
        for offset in received:
            self.verdict.violation("received_message_missing", f"{topic}:{offset}")
        carried.at_the_end()

    def _as_received(self, noted: tuple[bytes, str] | None, record: Record, where: str) -> None:
        if noted is None:
            return
        self.verdict.counts["inbox_messages_received"] += 1
        digest, message_id = noted
        if digest != hashlib.sha256(record.value or b"").digest() or message_id != header(
            record, "ce_id"
        ):
            self.verdict.violation("received_message_altered", where)

    def _message(self, record: Record, where: str) -> None:
        message_id = header(record, "ce_id")
        stem, _, last = message_id.rpartition("-")
        reference = parse_reference(stem)
        if reference is None or not last.isdecimal() or int(last) >= MOST_MESSAGES:
            self.verdict.violation("inbox_message_unfounded", where, message_id)
            return
        index = int(last)
        if (*reference, index) in self._ids:
            self.verdict.violation("inbox_message_twice", where, message_id)
        self._ids.add((*reference, index))
        self._in_order(reference, index, where)
        entry = self.ledger.entries.get(reference)
        if entry is None or entry.echo:
            self.verdict.violation("inbox_message_unfounded", where, message_id)
            return
        entry.said |= 1 << index
        self._content(record, entry, where)

    def _in_order(self, reference: Reference, index: int, where: str) -> None:
        partition, number = reference
        before = self._latest.get(partition, (-1, -1))
        if (number, index) < before:
            self.verdict.violation("inbox_out_of_order", where, f"after {partition}-{before}")
        self._latest[partition] = (number, index)

    def _content(self, record: Record, entry: Entry, where: str) -> None:
        try:
            name, message = self.contracts.read(record.value or b"")
        except UnreadableError as error:
            self.verdict.violation("unreadable", where, str(error))
            return
        kind = name.removeprefix(INBOX)
        if kind not in MESSAGES:
            self.verdict.violation("unknown_message", where, name)
            return
        for key in OF_SUBJECT & message.keys():
            if message[key] != entry.subject:
                self.verdict.violation("message_of_another_case", where, message[key])
        if kind == "Answer":
            self._answer(message, entry, where)
        else:
            self._owed(kind, message, entry, where)

    def _answer(self, answer: dict[str, Any], entry: Entry, where: str) -> None:
        self.verdict.counts["answers"] += 1
        entry.answers += 1
        if entry.answers > 1:
            self.verdict.violation("answer_twice", where, answer["source"])
        source = self.tape.plain(answer["source"])
        problems = {
            "entry": answer["entry"] != entry.name,
            "source": source != entry.source,
            "sender": not source.startswith(f"org.{self.organisation}.out:"),
            "kind": answer["kind"] != KINDS.get(entry.kind, entry.kind),
            "facts": answer["kind"] == "DONE" and not _same_names(answer["facts"], entry.facts),
            "reason": answer["kind"] in {"REFUSED", "REJECTED"} and not answer["rule"],
            "first": answer["kind"] == "REPEATED" and answer["first_entry"] != _first(entry),
            "first_kind": answer["first_kind"] != _first_kind(entry),
            "original": not answer["original"],
        }
        wrong = ", ".join(name for name, is_wrong in problems.items() if is_wrong)
        if wrong:
            self.verdict.violation("answer_disagrees", where, f"{entry.name}: {wrong}")

    def _owed(self, kind: str, message: dict[str, Any], entry: Entry, where: str) -> None:
        """Find the message among those the entry owes; each is found once."""
        if all(owed.to != self.organisation for owed in entry.owed):
            self.verdict.violation("reached_somebody_else", where, f"{kind} of {entry.name}")
            return
        mine = [
            (1 << at, owed)
            for at, owed in enumerate(entry.owed)
            if owed.to == self.organisation and owed.spec.kind == kind
        ]
        open_ones = [(bit, owed) for bit, owed in mine if not entry.heard & bit]
        if not mine:
            self.verdict.violation("inbox_message_unfounded", where, f"{kind} of {entry.name}")
        elif not open_ones:
            name = TWICE.get(kind, "inbox_message_extra")
            self.verdict.violation(name, where, f"{kind} of {entry.name}")
        else:
            self._agreeing(message, open_ones, entry, where)

    def _agreeing(
        self, message: dict[str, Any], open_ones: list[tuple[int, Owed]], entry: Entry, where: str
    ) -> None:
        """Mark the first that says the same; where none does, the first is what was meant."""
        same = (
            (bit, owed)
            for bit, owed in open_ones
            if content_of(message, owed.spec.fields) == owed.content
        )
        found = next(same, None)
        if found is None:
            found = open_ones[0]
            kind, fields = found[1].spec
            detail = f"{kind} of {entry.name}: one of {', '.join(fields)}"
            self.verdict.violation("content_disagrees", where, detail)
        entry.heard |= found[0]
        self.verdict.counts["announcements"] += 1


def check_arrivals(ledger: Ledger, verdict: Verdict) -> None:
    """After all inboxes: every answer, everything owed and every numbered message is there."""
    for entry in ledger.entries.values():
        if entry.source is not None and not entry.echo and not entry.answers:
            verdict.violation("answer_missing", entry.source, entry.name)
        if entry.said & (entry.said + 1):
            verdict.violation("announcement_missing", f"entry {entry.name}", bin(entry.said))
        for at, owed in enumerate(entry.owed):
            if not entry.heard >> at & 1:
                name = MISSING.get(owed.spec.kind, "announcement_missing")
                verdict.violation(name, f"entry {entry.name}", f"{owed.spec.kind} to {owed.to}")
        if any(owed.spec.kind == "DecisionReturned" for owed in entry.owed) and entry.heard:
            verdict.mode(entry.mode, "returned")


def _same_names(said: list[str], facts: tuple[str, ...]) -> bool:
    return [name.rpartition(".")[2] for name in said] == [n.rpartition(".")[2] for n in facts]


def _first(entry: Entry) -> str:
    return f"{entry.reference[0]}-{entry.first}"


def _first_kind(entry: Entry) -> str | None:
    outcome = entry.first_outcome
    return None if outcome is None else KINDS.get(outcome, outcome)
