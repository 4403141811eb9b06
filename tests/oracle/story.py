"""The story of the correct world: every kind of outcome once."""

import hashlib
from typing import Any

from tests.oracle.world import (
    ADMIN,
    DAY,
    DEPARTMENT,
    DOCUMENT,
    NOW,
    STREET,
    World,
    command,
    heading,
    partition_of,
    subject_in,
)

RELAYED = heading("ASSISTED", DEPARTMENT)
OWN = heading("EMPOWERED", STREET)
RELAYED_CASE, OWN_CASE = subject_in(0, "case-a"), subject_in(1, "case-b")
FREED_CASE = subject_in(1, "case-f")
DOOR = "door-of-dept-b"
"""Under this name the department notes what comes to its own door, beside what its inbox has."""
DUTY = {"leg": "DECISION", "owner": DEPARTMENT, "due_on": DAY}
PARKED_CASE, STRAY_CASE = subject_in(1, "case-c"), subject_in(0, "case-d")


def submission(number: str, actor: str = "clerk-1") -> bytes:
    """Return an encoded SubmitCase."""
    return command(
        "SubmitCase",
        business_number=number,
        item_code="item-1",
        street=STREET,
        place="counter-1",
        applicant="applicant-1",
        form=DOCUMENT,
        materials=[],
        actor=actor,
    )


def received(head: dict[str, str]) -> tuple[str, dict[str, Any]]:
    """Return the fact of a received case."""
    return "CaseReceived", {
        "heading": head,
        "place": "counter-1",
        "applicant": "applicant-1",
        "form": DOCUMENT,
        "materials": [],
        "received_at": NOW,
        "accept_by": DAY,
        "actor": "clerk-1",
    }


def decided(head: dict[str, str]) -> tuple[str, dict[str, Any]]:
    """Return the fact of an approval."""
    return "CaseDecided", {
        "heading": head,
        "decision": "APPROVED",
        "reasons": None,
        "at": NOW,
        "late": False,
        "document_follows": True,
        "actor": "clerk-2",
    }


class Story:
    """Tells the story into a world."""

    def __init__(self) -> None:
        self.world = World()

    def say(
        self, sender: str, message_id: str, subject: str, value: bytes, **outcome: object
    ) -> str:
        """Let one message go all the way to its answer; return its entry."""
        source = self.world.send(sender, message_id, value, subject)
        place = self.world.command(subject, value)
        names = [f"lianban.fact.{name}" for name, _ in outcome.get("facts", ())]
        record = {"id": f"{sender}/{message_id}", "sender": sender, "source": source}
        entry = self.world.enter(place, subject, record | {"body": value}, **outcome)
        kind = outcome.get("outcome", "DONE")
        first = None if outcome.get("first") is None else f"{place[0]}-{outcome['first']}"
        became = outcome.get("first_outcome")
        earlier = {"first_entry": first, "first_kind": "DONE" if became == "FACTS" else became}
        self.answer(sender, entry, source, subject, kind, facts=names, **earlier)
        return entry

    def answer(
        self, to: str, entry: str, source: str, subject: str, kind: str, **fields: object
    ) -> None:
        """Answer a sender."""
        reason = "X-001" if kind in {"REFUSED", "REJECTED"} else None
        answer = {"message_id": "", "source": source, "subject": subject, "kind": kind}
        answer |= {"facts": [], "rule": reason, "sentence": reason, "remedy": reason}
        answer |= {"entry": entry, "first_entry": None, "first_kind": None, "original": source}
        self.world.tell(to, entry, 0, "Answer", **answer | fields)

    def follow(self, cause: str, subject: str, value: bytes, *facts: tuple[str, Any]) -> str:
        """Let the hub itself say something to a subject; return the entry."""
        record = {"id": f"follow-up/{cause}", "sender": "hub", "source": None, "body": value}
        return self.world.enter(
            self.world.command(subject, value), subject, record, facts=list(facts)
        )


def tell() -> World:
    """Return the correct world, not yet sealed."""
    story = Story()
    _relayed(story)
    _own(story)
    _repeats(story)
    _parked(story)
    _released(story)
    _numbered(story)
    _rejected(story)
    _echo(story)
    for partition in (0, 1):
        _tick(story, partition)
    _carried(story)
    _poison(story)
    return story.world


def _relayed(story: Story) -> None:
    case, world = RELAYED_CASE, story.world
    story.say(STREET, "m1", case, submission("N-1"), facts=[received(RELAYED)])
    forwarded = dict(received(RELAYED)[1]) | {"forwarded_at": NOW, "terms": [DUTY]}
    del forwarded["received_at"]
    entry = story.say(
        STREET,
        "m2",
        case,
        command("ForwardCase", case_id=case, actor="clerk-1"),
        facts=[("CaseForwarded", forwarded)],
    )
    work = {"case_id": case, "heading": RELAYED, "applicant": "applicant-1", "form": DOCUMENT}
    world.tell(DEPARTMENT, entry, 1, "WorkAssigned", **work, materials=[], accept_by=DAY)
    value = command("DecideCase", case_id=case, decision="APPROVED", reasons=None, actor="clerk-2")
    entry = story.say(DEPARTMENT, "d1", case, value, facts=[decided(RELAYED)])
    told: dict[str, Any] = {"case_id": case, "heading": RELAYED, "decision": "APPROVED"}
    told |= {"reasons": None, "at": NOW, "document_follows": True}
    world.tell(STREET, entry, 1, "DecisionReturned", **told)
    issue = {"document": DOCUMENT, "number": "D-1", "issued_on": DAY}
    value = command("IssueDocument", case_id=case, **issue, actor="clerk-2")
    issued = issue | {"heading": RELAYED, "at": NOW, "actor": "clerk-2"}
    entry = story.say(DEPARTMENT, "d2", case, value, facts=[("DocumentIssued", issued)])
    world.tell(STREET, entry, 1, "DocumentReturned", case_id=case, heading=RELAYED, **issue)


def _own(story: Story) -> None:
    story.say(STREET, "m3", OWN_CASE, submission("N-2"), facts=[received(OWN)])
    value = command("DeliverDocument", case_id=OWN_CASE, method="COUNTER", actor="clerk-1")
    delivered = {"heading": OWN, "method": "COUNTER", "at": NOW, "actor": "clerk-1"}
    facts = [decided(OWN), ("DocumentDelivered", delivered)]
    story.say(STREET, "m4", OWN_CASE, value, facts=facts)


def _repeats(story: Story) -> None:
    again = {"outcome": "REPEATED", "first": 0, "first_outcome": "FACTS"}
    story.say(STREET, "m1", RELAYED_CASE, submission("N-1"), **again)
    other = submission("N-1", actor="clerk-9")
    story.say(STREET, "m1", RELAYED_CASE, other, outcome="REFUSED")


def _parked(story: Story) -> None:
    for message_id in ("m5", "m6"):
        value = submission("N-3", actor=message_id)
        story.say(STREET, message_id, PARKED_CASE, value, outcome="PARKED")
    value = command("ArchiveCase", case_id=STRAY_CASE, actor="hub")
    place = story.world.command(STRAY_CASE, value, partition=1)
    record = {"id": "follow-up/9-9-9", "sender": "hub", "source": None, "body": value}
    story.world.enter(place, STRAY_CASE, record, outcome="PARKED")


def _released(story: Story) -> None:
    """An operator lets two parked commands go: each is decided in its turn, and answered."""
    values = [submission("N-6", actor=message_id) for message_id in ("m8", "m9")]
    for message_id, value in zip(("m8", "m9"), values, strict=True):
        story.say(STREET, message_id, FREED_CASE, value, outcome="PARKED")
    _again(story, values[0], "PARKED")
    parked = [d for d in story.world.drafts if d.entry["subject"] == FREED_CASE][:2]
    value = command("ReleaseParked", subject=FREED_CASE, actor="operator-1")
    freed = {"subject": FREED_CASE, "count": 2, "actor": "operator-1"}
    story.follow("release", FREED_CASE, value, ("ParkedReleased", freed))
    for draft in parked:
        record, origin = draft.entry["command"], draft.entry["origin"]
        place = origin["partition"], origin["offset"]
        entry = story.world.enter(place, FREED_CASE, dict(record), outcome="REFUSED")
        story.answer(STREET, entry, record["source"], FREED_CASE, "REFUSED")
    _again(story, values[0], "REFUSED")


def _again(story: Story, value: bytes, became: str) -> None:
    """Repeat the first message of the case that was let go: its answer says what it came to."""
    drafts = [d for d in story.world.drafts if d.partition == partition_of(FREED_CASE)]
    first = next(n for n, d in enumerate(drafts) if d.entry["subject"] == FREED_CASE)
    earlier = {"outcome": "REPEATED", "first": first, "first_outcome": became}
    story.say(STREET, "m8", FREED_CASE, value, **earlier)


def _numbered(story: Story) -> None:
    """The street's register gives two numbers: the case bears one, the other is explained."""
    register, case = subject_in(0, "register-"), RELAYED_CASE
    told = {"kind": "ACCEPTANCE", "case_id": case}
    for serial in (1, 2):
        value = command("AssignNumber", issuer=STREET, year=2026, prefix="受", **told)
        one = {"issuer": STREET, "year": 2026, "serial": serial, "number": f"受{serial}"} | told
        story.follow(f"assign-{serial}", register, value, ("NumberAssigned", one))
    value = command("NoteNumber", number="受1", **told)
    note = {"heading": RELAYED, "issuer": STREET, "kind": "ACCEPTANCE", "number": "受1"}
    entry = story.follow("note", case, value, ("DocumentNumbered", note))
    given = {"case_id": case, "heading": RELAYED, "kind": "ACCEPTANCE", "number": "受1"}
    story.world.tell(STREET, entry, 0, "NumberGiven", **given)
    value = command("VoidNumber", serial=2, year=2026, reason="MISPRINT", actor="clerk-1", **told)
    void = one | {"reason": "MISPRINT", "actor": "clerk-1"}
    story.follow("void", register, value, ("NumberVoided", void))
    own = {"issuer": DEPARTMENT, "number": "D-1", "case_id": case}
    value = command("RegisterNumber", **own)
    story.follow("own", subject_in(1, "number-"), value, ("NumberRegistered", own))


def _rejected(story: Story) -> None:
    source = story.world.send(STREET, "m7", b"no contract")
    fields: dict[str, Any] = {"organisation": STREET, "source": source, "message_id": "m7"}
    fields |= {"rule": "X-001", "sentence": "不行", "remedy": "改", "size_bytes": 11}
    fields |= {"digest": hashlib.sha256(b"no contract").digest()}
    subject, value = f"org-{STREET}", command("RejectMessage", **fields)
    place = story.world.command(subject, value)
    record = {"id": f"reject/{STREET}/{source}", "sender": "hub", "source": None, "body": value}
    entry = story.world.enter(place, subject, record, facts=[("MessageRejected", fields)])
    story.answer(STREET, entry, source, subject, "REJECTED")


def _echo(story: Story) -> None:
    """The hub itself read an outbox record twice: an entry, and nobody hears of it."""
    value = story.world.outboxes[STREET][1].value
    place = story.world.command(RELAYED_CASE, value)
    record = {"id": f"{STREET}/m2", "sender": STREET, "source": f"org.{STREET}.out:1"}
    record |= {"body": value}
    story.world.enter(place, RELAYED_CASE, record, outcome="REPEATED", first=1, echo=True)


def _tick(story: Story, partition: int) -> None:
    subject = subject_in(partition, "partition-")
    value = command("Tick", shard=0, instant=NOW)
    place = story.world.command(subject, value)
    record = {"id": "tick/0/1", "sender": "hub", "source": None, "body": value}
    if partition == partition_of(RELAYED_CASE):
        card: dict[str, Any] = {"heading": RELAYED, "number": 1, "leg": "DECISION"}
        card |= {"colour": "RED", "administration": ADMIN}
        missed = ("CardIssued", card | {"due_on": DAY, "owner": DEPARTMENT})
        entry = story.world.enter(place, RELAYED_CASE, record, facts=[missed], last=False)
        card |= {"case_id": RELAYED_CASE, "due_on": DAY, "owner": DEPARTMENT}
        for index, to in enumerate((DEPARTMENT, STREET, ADMIN)):
            story.world.tell(to, entry, index, "CardReported", **card)
    story.world.enter(place, subject, record, facts=[("ClockMoved", {"instant": NOW})])


def _carried(story: Story) -> None:
    """What the department's inbox has comes to its door in order, one of it twice, all signed."""
    world, subject = story.world, f"org-{DEPARTMENT}"
    topic = f"org.{DEPARTMENT}.in"
    for offset, record in enumerate(world.inboxes[DEPARTMENT]):
        message_id, digest = record.headers["ce_id"], hashlib.sha256(record.value).digest()
        for _ in range(2 if offset == 1 else 1):
            world.note(DOOR, "carried", topic, offset, record.value, message_id)
            world.records[DOOR][-1]["id"] = message_id
        signed = {"organisation": DEPARTMENT, "message_id": message_id, "digest": digest}
        receipt = {"receipt_number": f"R-{offset}", "receiver": "clerk-3"}
        value = command(
            "RecordConveyance", **signed, **receipt, outcome="RECEIPTED", arrived=digest
        )
        fact = "MessageReceipted", signed | receipt
        story.follow(f"receipt-{offset}", subject, value, fact)


def _poison(story: Story) -> None:
    """Bytes that nobody can read came last: kept, parked, and no obstacle to the check."""
    subject, value = subject_in(1, "case-e"), b"no command"
    record = {"id": "poison", "sender": "hub", "source": None, "body": value}
    story.world.enter(story.world.command(subject, value), subject, record, outcome="PARKED")
