"""Every message an organisation sent has exactly one outcome, and a repeat changes nothing."""

import hashlib
from dataclasses import dataclass

from hub.sample.oracle.ledger import Entry, Ledger
from hub.sample.oracle.outside_records import OutsideRecords
from hub.sample.oracle.tape import Record, Tape, header
from hub.sample.oracle.verdict import Verdict


@dataclass(slots=True)
class _Sight:
    """The first time a message id was seen in this outbox, and all entries that speak of it."""

    digest: bytes
    entries: list[Entry]
    effects: int = 0

    def became(self, before: Entry) -> str:
        """Return what the latest entry before another one says of the message."""
        earlier = [each for each in self.entries if each.reference < before.reference]
        return max(earlier or self.entries, key=lambda each: each.reference).kind


async def check_outbox(
    tape: Tape, organisation: str, ledger: Ledger, records: OutsideRecords, verdict: Verdict
) -> None:
    """Compare one outbox with what its owner wrote down and with the journal."""
    topic = tape.box(organisation, "out")
    sent = records.sent.get(topic, {})
    outcomes = ledger.by_source.get(tape.plain(topic), {})
    sights: dict[str, _Sight] = {}
    latest: dict[str, Entry] = {}
    seen = 0
    async for record in tape.read(topic):
        verdict.counts["messages_sent"] += 1
        digest = hashlib.sha256(record.value or b"").digest()
        where = f"{topic}:{record.offset}"
        _acknowledged(sent.pop(record.offset, None), digest, where, verdict)
        entries = outcomes.pop(record.offset, [])
        entry = _single(entries, where, verdict)
        if entry is not None:
            seen += 1
            if header(record, "ce_id") not in sights:
                _order(entry, latest, where, verdict)
            _one_record(record, digest, entries, entry, sights, where, verdict)
    for offset in sent:
        verdict.violation("acknowledged_message_missing", f"{topic}:{offset}")
    for offset, entries in outcomes.items():
        verdict.violation("outcome_without_message", f"{topic}:{offset}", entries[0].name)
    verdict.counts["messages_with_outcome"] += seen


def _acknowledged(known: bytes | None, digest: bytes, where: str, verdict: Verdict) -> None:
    if known is None:
        verdict.counts["messages_without_acknowledgement"] += 1
    elif known != digest:
        verdict.violation("acknowledged_message_altered", where)


def _single(entries: list[Entry], where: str, verdict: Verdict) -> Entry | None:
    """Return the one outcome; a parked message may have a second one after its release."""
    if not entries:
        verdict.violation("outcome_missing", where)
        return None
    after = [entry for entry in entries if entry.kind != "PARKED"]
    if len(after) > 1 or len(entries) - len(after) > 1:
        verdict.violation("outcome_twice", where, ", ".join(entry.name for entry in entries))
    return after[0] if after else entries[0]


def _order(entry: Entry, latest: dict[str, Entry], where: str, verdict: Verdict) -> None:
    """One subject's messages are decided in the order in which they were sent.

    Not so repeats: they are answered at once, also while the first waits parked.
    """
    before = latest.get(entry.subject)
    if before is not None and entry.kind != "PARKED" and entry.reference < before.reference:
        verdict.violation("decided_out_of_order", where, f"{entry.name} before {before.name}")
    latest[entry.subject] = entry


def _one_record(
    record: Record,
    digest: bytes,
    entries: list[Entry],
    entry: Entry,
    sights: dict[str, _Sight],
    where: str,
    verdict: Verdict,
) -> None:
    if entry.body_digest != digest:
        verdict.violation("outcome_of_other_bytes", where, entry.name)
    if entry.kind == "REJECTED":
        return
    message_id = header(record, "ce_id")
    first = sights.get(message_id)
    if first is None:
        first = sights[message_id] = _Sight(digest, entries)
        if entry.kind == "REPEATED":
            verdict.violation("repeated_without_first", where, entry.name)
    elif entry.kind != "PARKED":
        _repeat(first, digest, entry, where, verdict)
    first.effects += entry.kind == "FACTS"
    if first.effects > 1:
        verdict.violation("effect_twice", where, message_id)


def _repeat(first: _Sight, digest: bytes, entry: Entry, where: str, verdict: Verdict) -> None:
    if digest != first.digest:
        if entry.kind != "REFUSED":
            verdict.violation("other_bytes_accepted", where, f"{entry.name} {entry.kind}")
    elif entry.kind != "REPEATED":
        verdict.violation("repeat_not_recognised", where, f"{entry.name} {entry.kind}")
    else:
        _as_the_first(first, entry, where, verdict)


def _as_the_first(first: _Sight, entry: Entry, where: str, verdict: Verdict) -> None:
    """A repeat names the first entry, and what had become of the message by then."""
    origin = min(first.entries, key=lambda each: each.reference)
    if (entry.reference[0], entry.first) != origin.reference:
        verdict.violation("repeat_of_wrong_first", where, f"{entry.first}, not {origin.name}")
    became = first.became(entry)
    if entry.first_outcome != became:
        detail = f"{entry.first_outcome}, not {became}"
        verdict.violation("repeat_of_wrong_outcome", where, detail)
