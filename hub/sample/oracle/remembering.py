"""From an entry to the little that outboxes and inboxes must agree with."""

import hashlib
from typing import Any

from hub.sample.oracle.contracts import Contracts
from hub.sample.oracle.expectation import Expectations
from hub.sample.oracle.ledger import Entry
from hub.sample.oracle.verdict import Verdict

REJECTION = "lianban.command.RejectMessage"
Facts = list[tuple[str, dict[str, Any]]]


def remember(
    partition: int, entry: dict[str, Any], facts: Facts, expected: Expectations, mode: str
) -> Entry:
    """Return what must be kept of an entry; the hub's own second reading is told to nobody."""
    owed = () if entry["echo"] else _owed(facts, expected)
    return Entry(
        reference=(partition, entry["number"]),
        subject=entry["subject"],
        kind=entry["outcome"],
        facts=tuple(name for name, _ in facts),
        owed=owed,
        mode=mode,
        source=entry["command"]["source"],
        echo=entry["echo"],
        first=entry["first"],
        first_outcome=entry["first_outcome"],
        body_digest=hashlib.sha256(entry["command"]["body"]).digest(),
    )


def as_rejection(kept: Entry, body: bytes, contracts: Contracts, verdict: Verdict) -> None:
    """Let an entry about a message that the border rejected speak of that message."""
    _, rejection = contracts.read(body)
    kept.source, kept.body_digest = rejection["source"], rejection["digest"]
    if kept.kind == "FACTS":
        kept.kind = "REJECTED"
    verdict.counts["rejected"] += kept.kind == "REJECTED" and not kept.echo


def _owed(facts: Facts, expected: Expectations) -> tuple[Any, ...]:
    return tuple(each for name, fact in facts for each in expected.of(name, fact))
