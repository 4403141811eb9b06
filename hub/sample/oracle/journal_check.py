"""The journal itself: numbers, chains, keys, parking; what it owes to whom goes to the ledger."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

from hub.sample.oracle.audience import HEARS
from hub.sample.oracle.avro_reader import UnreadableError
from hub.sample.oracle.commands_check import TICK, CommandWalk
from hub.sample.oracle.contracts import Contracts
from hub.sample.oracle.duties_check import DutiesCheck
from hub.sample.oracle.expectation import Expectations
from hub.sample.oracle.files_check import FilesCheck
from hub.sample.oracle.ledger import Ledger
from hub.sample.oracle.murmur import partition_of
from hub.sample.oracle.numbers_check import NumbersCheck
from hub.sample.oracle.parking_check import SETS_FREE, ParkingCheck
from hub.sample.oracle.remembering import REJECTION, Facts, as_rejection, remember
from hub.sample.oracle.tally import Standing, Tally
from hub.sample.oracle.tape import Record, Tape
from hub.sample.oracle.verdict import Verdict

COMMAND = "lianban.command."
FACT = "lianban.fact."
RECEIPTED = FACT + "MessageReceipted"
BY_SETTING = frozenset({
    COMMAND + "AdoptTopic",
    COMMAND + "ParkErrorClass",
    COMMAND + "RaiseLevel",
})  # fmt: skip
NOTHING = bytes(32)


@dataclass(slots=True)
class _Subject:
    """What the check remembers of a subject within its partition."""

    sequence: int = 0
    digest: bytes = NOTHING
    standing: Standing = field(default_factory=Standing)


@dataclass(slots=True)
class PartitionCheck:
    """Checks the journal of one partition, entry by entry."""

    tape: Tape
    contracts: Contracts
    verdict: Verdict
    ledger: Ledger
    expected: Expectations
    numbers: NumbersCheck
    partition: int
    partitions: int
    topic_id: str | None = None
    """The commands topic that exists; origins in an earlier, adopted one cannot be looked up."""
    _next: int = 0
    _clock: int = 0
    _instant: int = 0
    _adopted: str | None = None
    _subjects: dict[str, _Subject] = field(default_factory=dict)
    _effects: set[str] = field(default_factory=set)
    _known: set[str] = field(default_factory=set)
    _parked: ParkingCheck = field(init=False)
    _duties: DutiesCheck = field(init=False)
    _files: FilesCheck = field(init=False)
    _tally: Tally = field(init=False)

    def __post_init__(self) -> None:
        """Prepare the checks that are of this partition only."""
        self._parked = ParkingCheck(self.verdict)
        self._duties = DutiesCheck(self.verdict)
        self._files = FilesCheck(self.verdict)
        self._tally = Tally(self.verdict)

    async def run(self) -> None:
        """Read commands and journal of the partition to their ends."""
        await self._find_topic_id()
        commands = self.tape.read(self.tape.commands, self.partition)
        walk = CommandWalk(commands, self.contracts, self.partition, self.verdict)
        async for record in self.tape.read(self.tape.journal, self.partition):
            await self._entry(record, walk)
        await walk.rest()
        self._parked.at_the_end()
        self._duties.at_the_end()

    async def _find_topic_id(self) -> None:
        last = await self.tape.last(self.tape.journal, self.partition)
        if last is None or last.value is None:
            return
        try:
            _, entry = self.contracts.read(last.value)
            self.topic_id = entry["origin"]["topic_id"]
            name, command = self.contracts.read(entry["command"]["body"])
        except (UnreadableError, KeyError):
            return
        if name == COMMAND + "AdoptTopic":
            self.topic_id = command["topic_id"]

    async def _entry(self, record: Record, walk: CommandWalk) -> None:
        value = record.value or b""
        self.verdict.counts["entries"] += 1
        try:
            name, entry = self.contracts.read(value)
            facts = [self.contracts.read(fact) for fact in entry["facts"]]
        except (UnreadableError, KeyError) as error:
            where = f"hub.journal-{self.partition}:{record.offset}"
            self.verdict.violation("unreadable", where, str(error))
            return
        where = f"entry {self.partition}-{entry['number']}"
        if name != "lianban.journal.JournalEntry" or record.key != entry["subject"].encode():
            self.verdict.violation("unreadable", where, f"{name} under another key")
        self._number(entry, where)
        subject = self._subjects.setdefault(entry["subject"], _Subject())
        self._chain(entry, subject, value, where)
        command = self._command_name(entry)
        await self._origin(entry, command, walk, where)
        self._parking(entry, facts, where)
        self._outcome(entry, facts, command, where)
        self._learn(entry, facts, where)
        self._tally.facts(facts, subject.standing)
        self._tally.outcome(entry, subject.standing)
        self._keep(entry, facts, command, subject.standing.mode, where)

    def _keep(
        self, entry: dict[str, Any], facts: Facts, command: str, mode: str, where: str
    ) -> None:
        """Put into the ledger what outboxes and inboxes must agree with."""
        kept = remember(self.partition, entry, facts, self.expected, mode)
        kept.body_digest = self._parked.sent_digest(entry["command"]["id"], kept.body_digest)
        knowing = {entry["command"]["sender"], *(each.to for each in kept.owed)}
        self._duties.entry(entry["subject"], facts, knowing, where)
        self._files.entry(entry["subject"], facts, where)
        self._receipts(facts, where)
        if command == REJECTION:
            as_rejection(kept, entry["command"]["body"], self.contracts, self.verdict)
        kept.source = None if kept.source is None else self.tape.plain(kept.source)
        self.ledger.add(kept)

    def _receipts(self, facts: Facts, where: str) -> None:
        for name, fact in facts:
            if name == RECEIPTED and not self.ledger.sign(
                fact["organisation"], fact["message_id"], fact["digest"]
            ):
                self.verdict.violation("receipted_twice", where, fact["message_id"])

    def _parking(self, entry: dict[str, Any], facts: Facts, where: str) -> None:
        new = entry["command"]["id"] not in self._known
        self._known.add(entry["command"]["id"])
        names = frozenset(name for name, _ in facts)
        self._parked.entry(entry, names, where, new=new)

    def _number(self, entry: dict[str, Any], where: str) -> None:
        if entry["number"] != self._next:
            self.verdict.violation("number_not_gapless", where, f"expected {self._next}")
        self._next = entry["number"] + 1
        if entry["clock"] < self._clock:
            self.verdict.violation("clock_backwards", where)
        self._clock = entry["clock"]

    def _chain(self, entry: dict[str, Any], subject: _Subject, value: bytes, where: str) -> None:
        if entry["sequence"] <= subject.sequence:
            self.verdict.violation("chain_forked", where, f"again {entry['sequence']}")
        elif entry["sequence"] != subject.sequence + 1:
            detail = f"{entry['subject']}: {entry['sequence']} after {subject.sequence}"
            self.verdict.violation("sequence_not_gapless", where, detail)
        if entry["previous"] != subject.digest:
            self.verdict.violation("chain_broken", where, entry["subject"])
        subject.sequence = entry["sequence"]
        subject.digest = hashlib.sha256(value).digest()

    def _command_name(self, entry: dict[str, Any]) -> str:
        try:
            return self.contracts.name_of(entry["command"]["body"])
        except UnreadableError:
            return ""

    async def _origin(
        self,
        entry: dict[str, Any],
        command: str,
        walk: CommandWalk,
        where: str,
    ) -> None:
        at_home = partition_of(entry["subject"].encode(), self.partitions) == self.partition
        dropped = entry["outcome"] == "REFUSED" and self._parked.is_freeing(entry["subject"])
        if not at_home and entry["outcome"] != "PARKED" and not dropped:
            self.verdict.violation("key_in_wrong_partition", where, entry["subject"])
        if entry["outcome"] != "PARKED" and not dropped:
            home = self.ledger.homes.setdefault(entry["subject"], self.partition)
            if home != self.partition:
                self.verdict.violation("subject_in_two_partitions", where, entry["subject"])
        if command in BY_SETTING or self._parked.is_freeing(entry["subject"]):
            return
        if entry["origin"]["topic_id"] == self.topic_id:
            await walk.entry(entry)
        elif self._adopted == self.topic_id:
            self.verdict.violation("origin_of_abandoned_topic", where)
        else:
            self.verdict.counts["origins_in_earlier_topic"] += 1

    def _outcome(self, entry: dict[str, Any], facts: Facts, command: str, where: str) -> None:
        kind = entry["outcome"]
        if bool(facts) != (kind == "FACTS"):
            self.verdict.violation("outcome_disagrees_with_facts", where, kind)
        if (entry["refusal"] is not None) != (kind == "REFUSED"):
            self.verdict.violation("refusal_without_reason", where, kind)
        if entry["echo"] and kind == "FACTS":
            self.verdict.violation("echo_with_effect", where, entry["command"]["id"])
        if kind == "FACTS" and command != TICK:
            if entry["command"]["id"] in self._effects:
                self.verdict.violation("effect_twice", where, entry["command"]["id"])
            self._effects.add(entry["command"]["id"])
        first = self.ledger.entries.get((self.partition, entry["first"] or 0))
        if kind == "REPEATED" and (
            entry["first"] is None or first is None or first.subject != entry["subject"]
        ):
            self.verdict.violation("repeated_without_first", where, str(entry["first"]))

    def _learn(self, entry: dict[str, Any], facts: Facts, where: str) -> None:
        for name, fact in facts:
            self.numbers.fact(name, fact, entry["subject"], where)
            if name.removeprefix(FACT) not in HEARS:
                self.verdict.violation("unknown_fact", where, name)
            elif name in SETS_FREE:
                self._parked.cleared(name, fact, where)
            elif name == FACT + "TopicAdopted":
                self._adopted = fact["topic_id"]
            elif name == FACT + "ClockMoved":
                self._moved(fact["instant"], where)

    def _moved(self, instant: int, where: str) -> None:
        if instant < self._instant:
            self.verdict.violation("clock_backwards", where)
        self._instant = instant
