"""The journal itself: numbers, chains, keys, parking; what it owes to whom goes to the ledger."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hub.sample.oracle.avro_reader import UnreadableError
from hub.sample.oracle.commands_check import TICK, CommandWalk
from hub.sample.oracle.contracts import Contracts
from hub.sample.oracle.ledger import Duty, Entry, Ledger
from hub.sample.oracle.murmur import partition_of
from hub.sample.oracle.tape import Record, Tape
from hub.sample.oracle.verdict import Verdict

COMMAND = "lianban.command."
FACT = "lianban.fact."
REJECTION = COMMAND + "RejectMessage"
BY_SETTING = frozenset({
    COMMAND + "AdoptTopic",
    COMMAND + "ParkErrorClass",
    COMMAND + "RaiseLevel",
})  # fmt: skip
OPENING = frozenset({
    FACT + "CaseReceived",
    FACT + "CaseMirrored",
    FACT + "ServiceRequested",
})  # fmt: skip
CLOSING = frozenset({
    FACT + "DocumentDelivered",
    FACT + "CaseArchived",
    FACT + "ApplicationRejected",
    FACT + "ApplicationWithdrawn",
    FACT + "ServiceFailed",
    FACT + "CaseTerminated",
})  # fmt: skip
DOCUMENTS = frozenset({
    FACT + "DocumentIssued",
    FACT + "PermitAmended",
    FACT + "DocumentCorrected",
    FACT + "RenewalDecided",
})  # fmt: skip
"""Facts whose document goes back to the street."""
ALSO_CONCERNED = (
    "owner",
    "urging",
    "former",
    "supervising",
    "administration",
    "responsible",
    "organisation",
)
"""Fields of a fact that name an organisation beside those of the heading."""
OF_QUESTION = ("asker", "department")
"""The same of a fact of a question, which has no heading."""
OF_BUNDLE = ("submitter", "street", "lead")
"""The same of a fact of a bundle."""
NOTHING = bytes(32)
Facts = list[tuple[str, dict[str, Any]]]


@dataclass(slots=True)
class _Subject:
    """What the check remembers of a subject within its partition."""

    sequence: int = 0
    digest: bytes = NOTHING
    mode: str = ""
    parked: bool = False
    releases: int = 0
    closed: bool = False


@dataclass(slots=True)
class PartitionCheck:
    """Checks the journal of one partition, entry by entry."""

    tape: Tape
    contracts: Contracts
    verdict: Verdict
    ledger: Ledger
    partition: int
    partitions: int
    topic_id: str | None = None
    """The commands topic that exists; origins in an earlier, adopted one cannot be looked up."""
    _next: int = 0
    _clock: datetime | int = 0
    _adopted: str | None = None
    _subjects: dict[str, _Subject] = field(default_factory=dict)
    _effects: set[str] = field(default_factory=set)
    _known: set[str] = field(default_factory=set)

    async def run(self) -> None:
        """Read commands and journal of the partition to their ends."""
        await self._find_topic_id()
        commands = self.tape.read(self.tape.commands, self.partition)
        walk = CommandWalk(commands, self.contracts, self.partition, self.verdict)
        async for record in self.tape.read(self.tape.journal, self.partition):
            await self._entry(record, walk)
        await walk.rest()

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
        await self._origin(entry, command, subject, walk, where)
        self._parking(entry, subject, where)
        self._outcome(entry, facts, command, where)
        self._learn(facts, subject)
        self._count(entry, subject)
        self.ledger.add(self._remember(entry, facts, command))
        self._owe(entry, facts)

    def _number(self, entry: dict[str, Any], where: str) -> None:
        if entry["number"] != self._next:
            self.verdict.violation("number_not_gapless", where, f"expected {self._next}")
        self._next = entry["number"] + 1
        if entry["clock"] < self._clock:
            self.verdict.violation("clock_backwards", where)
        self._clock = entry["clock"]

    def _chain(self, entry: dict[str, Any], subject: _Subject, value: bytes, where: str) -> None:
        if entry["sequence"] != subject.sequence + 1:
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
        subject: _Subject,
        walk: CommandWalk,
        where: str,
    ) -> None:
        at_home = partition_of(entry["subject"].encode(), self.partitions) == self.partition
        if not at_home and entry["outcome"] != "PARKED":
            self.verdict.violation("key_in_wrong_partition", where, entry["subject"])
        if command in BY_SETTING or subject.releases:
            return
        if entry["origin"]["topic_id"] == self.topic_id:
            await walk.entry(entry)
        elif self._adopted == self.topic_id:
            self.verdict.violation("origin_of_abandoned_topic", where)
        else:
            self.verdict.counts["origins_in_earlier_topic"] += 1

    def _parking(self, entry: dict[str, Any], subject: _Subject, where: str) -> None:
        parked = entry["outcome"] == "PARKED"
        if parked != (entry["parking"] is not None):
            self.verdict.violation("parking_without_reason", where)
        command_id = entry["command"]["id"]
        new = command_id not in self._known
        if subject.parked and not parked and new and not self._sets_free(entry):
            self.verdict.violation("overtook_parked", where, entry["subject"])
        if subject.releases:
            subject.releases -= 1
        subject.parked |= parked
        self._known.add(command_id)

    def _sets_free(self, entry: dict[str, Any]) -> bool:
        names = {self.contracts.name_of(fact) for fact in entry["facts"]}
        return bool(names & {FACT + "ParkedReleased", FACT + "ParkedDropped"})

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

    def _learn(self, facts: Facts, subject: _Subject) -> None:
        for name, fact in facts:
            if "heading" in fact:
                mode = subject.mode = fact["heading"]["mode"]
                if name in OPENING:
                    self.verdict.mode(mode, "received")
                if name == FACT + "CaseDecided":
                    self.verdict.mode(mode, "decided")
                if name in CLOSING and not subject.closed:
                    subject.closed = True
                    self.verdict.mode(mode, "closed")
            elif name in {FACT + "ParkedReleased", FACT + "ParkedDropped"}:
                freed = self._subjects.setdefault(fact["subject"], _Subject())
                freed.parked = False
                freed.releases = fact["count"] if name.endswith("Released") else 0
            elif name == FACT + "TopicAdopted":
                self._adopted = fact["topic_id"]

    def _count(self, entry: dict[str, Any], subject: _Subject) -> None:
        kind = entry["outcome"].lower()
        self.verdict.counts["echoes" if entry["echo"] else kind] += 1
        if kind in {"refused", "parked"} and not entry["echo"]:
            self.verdict.mode(subject.mode or "NONE", kind)

    def _remember(self, entry: dict[str, Any], facts: Facts, command: str) -> Entry:
        kind, source = entry["outcome"], entry["command"]["source"]
        digest = hashlib.sha256(entry["command"]["body"]).digest()
        parties = {entry["command"]["sender"]}
        for _, fact in facts:
            heading = fact.get("heading", {})
            parties |= {heading[role] for role in ("street", "decider", "submitter") if heading}
            parties |= {fact[role] for role in ALSO_CONCERNED if fact.get(role)}
            parties |= {term["owner"] for term in fact.get("formerly", ())}
            parties |= set(fact.get("departments", ())) | set(fact.get("concerned", ()))
            parties |= {term["owner"] for term in fact.get("terms", ())}
            if "asker" in fact:
                parties |= {fact[role] for role in OF_QUESTION if fact.get(role)}
            if "lead" in fact:
                parties |= {fact[role] for role in OF_BUNDLE if fact.get(role)}
        if command == REJECTION:
            _, rejection = self.contracts.read(entry["command"]["body"])
            source, digest = rejection["source"], rejection["digest"]
            parties.add(rejection["organisation"])
            kind = "REJECTED" if kind == "FACTS" else kind
            self.verdict.counts["rejected"] += kind == "REJECTED" and not entry["echo"]
        return Entry(
            reference=(self.partition, entry["number"]),
            subject=entry["subject"],
            kind=kind,
            facts=tuple(name for name, _ in facts),
            parties=frozenset(parties),
            source=None if source is None else self.tape.plain(source),
            echo=entry["echo"],
            first=entry["first"],
            body_digest=digest,
        )

    def _owe(self, entry: dict[str, Any], facts: Facts) -> None:
        """Note what must arrive once: decisions and documents at the street, work at the body."""
        for name, fact in facts:
            if "heading" not in fact:
                continue
            heading = fact["heading"]
            message, to = _duty(name, heading, fact)
            if message:
                due = (self.partition, entry["number"], message, to)
                self.ledger.duties[due] = Duty(heading["mode"])


def _duty(name: str, heading: dict[str, Any], fact: dict[str, Any]) -> tuple[str, str]:
    """Return message type and receiver that a fact obliges to, or empty strings.

    What an operator decides at its own outlet, and a case without a street, has no way back.
    """
    here = {heading["street"], heading["submitter"]}
    relayed = heading["decider"] not in here and heading["street"] != ""
    if name == FACT + "CaseForwarded":
        return "WorkAssigned", heading["decider"]
    if relayed and name == FACT + "CaseDecided":
        return "DecisionReturned", heading["street"]
    if relayed and name in DOCUMENTS and fact.get("document"):
        return "DocumentReturned", heading["street"]
    return "", ""
