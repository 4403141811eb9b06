"""The tools of whoever spoils a world: find an entry or message, and change, add or take away."""

from collections.abc import Callable
from typing import Any

from avro import codec
from tests.oracle.world import Draft, Record, World, fact

Spoil = Callable[[World], None]


def draft(world: World, command_id: str, *, outcome: str | None = None) -> Draft:
    """Return the first entry of a command id (with that outcome)."""
    return next(
        d
        for d in world.drafts
        if d.entry["command"]["id"] == command_id and outcome in {None, d.entry["outcome"]}
    )


def change(command_id: str, **fields: object) -> Spoil:
    """Change fields of an entry."""
    return lambda world: draft(world, command_id).entry.update(fields)


def redraft(command_id: str, outcome: str, **fields: object) -> Spoil:
    """Change the entry of a command id that has that outcome."""
    return lambda world: draft(world, command_id, outcome=outcome).entry.update(fields)


def origin(command_id: str, **fields: object) -> Spoil:
    """Change the origin of an entry."""
    return lambda world: draft(world, command_id).entry["origin"].update(fields)


def message(world: World, to: str, kind: str, nth: int = 0) -> tuple[int, Record]:
    """Return position and record of a message in an inbox."""
    named = [codec.decode(record.value)[0] for record in world.inboxes[to]]
    at = [i for i, name in enumerate(named) if name == f"lianban.inbox.{kind}"][nth]
    return at, world.inboxes[to][at]


def swallow(to: str, kind: str, nth: int = 0) -> Spoil:
    """Take a message out of an inbox; its owner never got it."""

    def spoil(world: World) -> None:
        at, _ = message(world, to, kind, nth)
        del world.inboxes[to][at]
        forget_received(world)

    return spoil


def forget_received(world: World) -> None:
    """Let the owners have noted nothing of what they received."""
    for who, lines in world.records.items():
        world.records[who] = [line for line in lines if line["event"] != "received"]


def again(to: str, kind: str, /, **headers: str) -> Spoil:
    """Append a copy of a message, under another id if one is given."""

    def spoil(world: World) -> None:
        _, record = message(world, to, kind)
        world.inboxes[to].append(Record(record.key, record.value, record.headers | headers))

    return spoil


def once_more(to: str, kind: str) -> Spoil:
    """Tell the same thing again under an index of its own."""

    def spoil(world: World) -> None:
        _, record = message(world, to, kind)
        stem = record.headers["ce_id"].rpartition("-")[0]
        again(to, kind, ce_id=f"{stem}-9")(world)

    return spoil


def reword(to: str, kind: str, /, **fields: object) -> Spoil:
    """Change what a message says."""

    def spoil(world: World) -> None:
        _, record = message(world, to, kind)
        name, datum = codec.decode(record.value)
        record.value = codec.encode(name, datum | fields)
        forget_received(world)

    return spoil


def add(command_id: str, *named: tuple[str, dict[str, Any]], outcome: str = "FACTS") -> Spoil:
    """Let an entry have further facts."""
    facts = [fact(name, **fields) for name, fields in named]
    return lambda world: draft(world, command_id, outcome=outcome).entry["facts"].extend(facts)


def refact(command_id: str, /, **fields: object) -> Spoil:
    """Change what the first fact of an entry says."""

    def spoil(world: World) -> None:
        facts = draft(world, command_id, outcome="FACTS").entry["facts"]
        name, datum = codec.decode(facts[0])
        facts[0] = codec.encode(name, datum | fields)

    return spoil


def renumber(world: World, partition: int) -> None:
    """Give the entries of a partition gapless numbers again."""
    for number, each in enumerate(d for d in world.drafts if d.partition == partition):
        each.entry["number"] = number
