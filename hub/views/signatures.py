"""Whose word the journal proves: each entry's signature, checked again from the entry alone."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from avro import registry
from avro.cloudevents import Event
from hub import wire
from hub.domain.catalogue import Catalogue
from hub.domain.facts import ParkedReplaced
from hub.journal import CommandRecord, JournalEntry
from hub.lanes.incoming import HUB
from hub.lanes.kept import digest_of
from hub.lanes.reading import HEADER_BYTES, MARKER, decode_entry, decode_fact
from hub.lanes.signatures import Judgement, Keyring, Standing, keyring_of

REPLACED = wire.type_name(ParkedReplaced)
NOTED = 100
"""So many doubtful entries are named; all are counted."""


def verify(entry: JournalEntry, catalogue: Catalogue) -> Judgement | None:
    """Return what the signature in an entry is worth; None for what the hub itself said.

    Only the entry is needed, and a catalogue that lists the keys of its day.
    """
    return _judge(entry.command, keyring_of(entry.command.sender, catalogue))


def event_of(command: CommandRecord) -> Event:
    """Return what the sender's own headers said, as far as a signature covers it."""
    return Event(
        id=command.id.removeprefix(f"{command.sender}/"),
        source=f"/organisation/{command.sender}",
        type=_type_of(command.body),
        time=command.made_at,
        signature=command.signature,
    )


def _judge(command: CommandRecord, keyring: Keyring) -> Judgement | None:
    if command.sender == HUB:
        return None
    return keyring.judge(event_of(command), command.body, command.received_at)


def _type_of(message: bytes) -> str:
    """Return by which contract a message is written, '' for none: nobody signed that."""
    writer = registry.writers().get(message[len(MARKER) : HEADER_BYTES])
    return writer.name if writer is not None else ""


@dataclass(frozen=True, slots=True)
class Doubtful:
    """An entry whose word is not proven: where it is, who is said to have said it, and why."""

    entry: str
    organisation: str
    standing: Standing
    key: str


@dataclass(slots=True)
class Signatures:
    """Counts entries by what their signatures are worth; of repeats each counts.

    What operators put in the place of a parked command nobody but they answers for: it is counted
    by itself.
    """

    catalogue: Catalogue
    signed: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By organisation and key."""
    unsigned: Counter[str] = field(default_factory=Counter)
    """By organisation without a key on that day."""
    doubtful: Counter[Standing] = field(default_factory=Counter)
    noted: list[Doubtful] = field(default_factory=list)
    replaced: int = 0
    by_hub: int = 0
    _rings: dict[str, Keyring] = field(default_factory=dict)
    _corrected: set[bytes] = field(default_factory=set)

    def take_all(self, partition: int, values: Iterable[bytes]) -> None:
        """Take in encoded entries of a partition, in their order."""
        for value in values:
            self.take(partition, decode_entry(value))

    def take(self, partition: int, entry: JournalEntry) -> None:
        """Take in an entry."""
        sender = entry.command.sender
        ring = self._rings.get(sender)
        if ring is None:
            ring = self._rings[sender] = keyring_of(sender, self.catalogue)
        judgement = _judge(entry.command, ring)
        if judgement is None:
            self.by_hub += 1
        elif judgement.standing is Standing.UNASKED:
            self.unsigned[sender] += 1
        elif judgement.standing is Standing.SIGNED and judgement.key is not None:
            self.signed[sender, judgement.key.code] += 1
        elif digest_of(entry.command.body) in self._corrected:
            self.replaced += 1
        else:
            self._doubt(f"{partition}-{entry.number}", sender, judgement)
        self._note_replaced(entry)

    @property
    def is_sound(self) -> bool:
        """Whether every entry that must be signed is."""
        return not self.doubtful

    def figures(self) -> Mapping[str, int]:
        """Return how many entries each key signed, and how many no key had to or must have."""
        signed = {code: count for (_, code), count in sorted(self.signed.items())}
        others = {"without_a_key": self.unsigned.total(), "not_proven": self.doubtful.total()}
        return signed | others

    def _doubt(self, place: str, sender: str, judgement: Judgement) -> None:
        self.doubtful[judgement.standing] += 1
        if len(self.noted) < NOTED:
            key = judgement.key.code if judgement.key else ""
            self.noted.append(Doubtful(place, sender, judgement.standing, key))

    def _note_replaced(self, entry: JournalEntry) -> None:
        for fact in entry.facts:
            if _type_of(fact) == REPLACED and isinstance(said := decode_fact(fact), ParkedReplaced):
                self._corrected.add(said.corrected_digest)
