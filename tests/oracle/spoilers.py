"""What can be wrong: each spoiler plants one fault under the name the oracle must give it."""

import hashlib
from typing import Any

from avro import codec
from tests.oracle.delivery_spoilers import ON_THE_WAY, SIGNED_FOR
from tests.oracle.law_spoilers import OF_THE_LAW
from tests.oracle.spoiling import (
    Spoil,
    add,
    again,
    change,
    draft,
    forget_received,
    message,
    once_more,
    origin,
    redraft,
    reword,
    swallow,
)
from tests.oracle.story import (
    OWN_CASE,
    RELAYED_CASE,
    STRAY_CASE,
    received,
    submission,
)
from tests.oracle.world import (
    DAY,
    DEPARTMENT,
    NOW,
    OPERATOR,
    STREET,
    TOPIC_ID,
    Draft,
    World,
    fact,
    heading,
    subject_in,
)


def misdirect(world: World) -> None:
    """Let an operator read a street's decision."""
    _, record = message(world, STREET, "DecisionReturned")
    world.inboxes[OPERATOR] = [record]


def second_outcome(world: World) -> None:
    """Enter a message a second time as if it were new."""
    first = draft(world, f"{STREET}/m2")
    value = first.entry["command"]["body"]
    place = world.command(RELAYED_CASE, value)
    world.enter(place, RELAYED_CASE, first.entry["command"], outcome="REPEATED", first=1)


def second_effect(world: World) -> None:
    """Let a repeat have facts of its own."""
    repeat = draft(world, f"{STREET}/m1", outcome="REPEATED")
    repeat.entry.update(outcome="FACTS", first=None, facts=[_fact(received(_head()))])


def other_bytes(world: World) -> None:
    """Accept other bytes under a known id."""
    other = draft(world, f"{STREET}/m1", outcome="REFUSED")
    other.entry.update(outcome="FACTS", refusal=None, facts=[_fact(received(_head()))])


def overtake(world: World) -> None:
    """Decide a command although an earlier one of its case is parked."""
    behind = draft(world, f"{STREET}/m6")
    behind.entry.update(outcome="FACTS", parking=None, facts=[_fact(received(_head()))])


def echo_with_effect(world: World) -> None:
    """Let the hub's own second reading have an effect."""
    echo = next(d for d in world.drafts if d.entry["echo"])
    echo.entry.update(outcome="FACTS", first=None, facts=[_fact(received(_head()))])


def decide_astray(world: World) -> None:
    """Decide a command whose key belongs to another partition."""
    stray = next(d for d in world.drafts if d.entry["subject"] == STRAY_CASE)
    stray.entry.update(outcome="REPEATED", parking=None, first=0)


def swap_decisions(world: World) -> None:
    """Decide two messages of a case in another order than they were sent."""
    box = world.outboxes[STREET]
    one, two = draft(world, f"{STREET}/m3"), draft(world, f"{STREET}/m4")
    sources = one.entry["command"]["source"], two.entry["command"]["source"]
    two.entry["command"]["source"], one.entry["command"]["source"] = sources
    at = [int(source.rpartition(":")[2]) for source in sources]
    box[at[0]], box[at[1]] = box[at[1]], box[at[0]]


def unanswered_command(world: World) -> None:
    """Leave a command without entry."""
    world.command(OWN_CASE, submission("N-9"))


def two_entries(world: World) -> None:
    """Give one command two entries."""
    first = draft(world, f"{DEPARTMENT}/d1")
    at = world.drafts.index(first)
    twin = Draft(
        first.partition, dict(first.entry, outcome="REPEATED", facts=[], first=0), first.key
    )
    twin.entry["command"] = first.entry["command"] | {"source": None}
    world.drafts.insert(at + 1, twin)
    column = [d for d in world.drafts if d.partition == first.partition]
    for number, each in enumerate(column):
        each.entry["number"] = number


def says_parked_when_it_was_let_go(world: World) -> None:
    """Say of a repeat that its first message waits, when it has been decided since."""
    told = [d for d in world.drafts if d.entry["first_outcome"] == "REFUSED"]
    told[-1].entry.update(first_outcome="PARKED")


def lose_sent(world: World) -> None:
    """The broker lost an acknowledged record."""
    world.note(STREET, "sent", f"org.{STREET}.out", 99, b"gone", "m99")


def alter_sent(world: World) -> None:
    """The broker holds other bytes than were sent."""
    next(x for x in world.records[STREET] if x["event"] == "sent")["sha256"] = "00" * 32


def lose_received(world: World) -> None:
    """An organisation had a message that its inbox no longer has."""
    world.note(STREET, "received", f"org.{STREET}.in", 99, b"gone", "0-0-9")


def alter_received(world: World) -> None:
    """An organisation had another message than its inbox has."""
    next(x for x in world.records[STREET] if x["event"] == "received")["id"] = "0-77-0"


def unread_message(world: World) -> None:
    """An acknowledged message that ingress never read."""
    world.send(STREET, "m50", submission("N-50"))


def invented_outcome(world: World) -> None:
    """An entry for a message that nobody sent."""
    draft(world, f"{STREET}/m4").entry["command"]["source"] = f"org.{STREET}.out:500"


def altered_on_the_way(world: World) -> None:
    """The hub decided other bytes than the sender sent."""
    entry = draft(world, f"{STREET}/m4").entry
    at = next(r for r in world.commands[1] if r.value == entry["command"]["body"])
    at.value = entry["command"]["body"] = submission("N-77")


def other_body(world: World) -> None:
    """The journal has other bytes than the command had."""
    draft(world, f"{STREET}/m4").entry["command"]["body"] = submission("N-77")


def drop_entry(world: World) -> None:
    """Take an entry out of the sealed journal."""
    del world.journal[0][3]


def break_link(world: World) -> None:
    """Change the bytes of an entry that has a successor."""
    name, entry = codec.decode(world.journal[0][0].value)
    world.journal[0][0].value = codec.encode(name, entry | {"catalogue": b"x" * 32})


def garble(world: World) -> None:
    """Cut an entry short."""
    last = world.journal[1][-1]
    last.value = last.value[:-3]


def command_as_fact(world: World) -> None:
    """Put something among the facts that is none."""
    known = draft(world, f"{STREET}/m3").entry
    known["facts"].append(known["command"]["body"])


def command_as_message(world: World) -> None:
    """Put something into an inbox that is no message to it."""
    _, record = message(world, STREET, "DecisionReturned")
    record.value = submission("N-1")
    forget_received(world)


def decide_elsewhere(world: World) -> None:
    """Decide a case in the partition of another, too."""
    stray = next(d for d in world.drafts if d.entry["subject"] == STRAY_CASE)
    stray.entry.update(outcome="REPEATED", parking=None, first=0, subject=RELAYED_CASE)
    stray.key = RELAYED_CASE


def under_another_subject(world: World) -> None:
    """Enter a command under another subject than it was sent to."""
    moved = draft(world, f"{STREET}/m4")
    moved.entry["subject"] = moved.key = subject_in(1, "case-z")


def read_what_was_abandoned(world: World) -> None:
    """Read on in a commands topic after another was adopted."""
    adopted = {"topic_id": TOPIC_ID, "previous_topic_id": "commands-before"}
    add(f"{STREET}/m3", ("TopicAdopted", adopted))(world)
    origin(f"{STREET}/m4", topic_id="commands-before")(world)


def acknowledge_two(world: World) -> None:
    """Acknowledge another message at a place that was acknowledged already."""
    world.note("street-a-again", "sent", f"org.{STREET}.out", 0, b"other", "m1")


def _head() -> dict[str, str]:
    return heading("ASSISTED", DEPARTMENT)


def _fact(named: tuple[str, dict[str, Any]]) -> bytes:
    return fact(named[0], **named[1])


BEFORE_SEALING: list[tuple[str, Spoil]] = [
    ("outcome_twice", second_outcome),
    ("effect_twice", second_effect),
    ("repeat_not_recognised", second_effect),
    ("repeat_of_wrong_first", redraft(f"{STREET}/m1", "REPEATED", first=1)),
    ("repeat_of_wrong_outcome", redraft(f"{STREET}/m1", "REPEATED", first_outcome="REFUSED")),
    ("repeat_of_wrong_outcome", redraft(f"{STREET}/m1", "REPEATED", first_outcome=None)),
    ("repeat_of_wrong_outcome", says_parked_when_it_was_let_go),
    ("repeat_of_wrong_outcome", redraft(f"{STREET}/m8", "REPEATED", first_outcome="FACTS")),
    ("answer_disagrees", redraft(f"{STREET}/m1", "REPEATED", first_outcome=None)),
    ("repeated_without_first", redraft(f"{STREET}/m1", "REPEATED", first=None)),
    ("other_bytes_accepted", other_bytes),
    ("overtook_parked", overtake),
    ("echo_with_effect", echo_with_effect),
    ("key_in_wrong_partition", decide_astray),
    ("decided_out_of_order", swap_decisions),
    ("command_without_entry", unanswered_command),
    ("command_with_several_entries", two_entries),
    ("origin_backwards", origin(f"{STREET}/m5", offset=0)),
    ("entry_without_command", origin("tick/0/1", offset=700)),
    ("origin_not_closed", origin(f"{STREET}/m4", last=False)),
    ("entry_of_other_bytes", other_body),
    ("outcome_of_other_bytes", altered_on_the_way),
    ("outcome_without_message", invented_outcome),
    ("outcome_missing", unread_message),
    ("number_not_gapless", change(f"{STREET}/m4", number=40)),
    ("sequence_not_gapless", change(f"{STREET}/m4", sequence=7)),
    ("chain_broken", change(f"{STREET}/m4", previous=hashlib.sha256(b"").digest())),
    ("clock_backwards", change(f"{STREET}/m4", clock=NOW.replace(year=2020))),
    ("refusal_without_reason", redraft(f"{STREET}/m1", "REFUSED", refusal=None)),
    ("parking_without_reason", change(f"{STREET}/m6", parking=None)),
    ("entry_after_last_of_origin", origin("tick/0/1", last=True)),
    ("entry_on_other_subject", under_another_subject),
    ("origin_of_abandoned_topic", read_what_was_abandoned),
    ("chain_forked", change(f"{STREET}/m4", sequence=1)),
    ("subject_in_two_partitions", decide_elsewhere),
    ("unknown_fact", command_as_fact),
    ("outcome_disagrees_with_facts", change(f"{STREET}/m4", facts=[])),
    *OF_THE_LAW,
    *SIGNED_FOR,
]
AFTER_SEALING: list[tuple[str, Spoil]] = [
    ("acknowledged_message_missing", lose_sent),
    ("acknowledged_message_altered", alter_sent),
    ("received_message_missing", lose_received),
    ("received_message_altered", alter_received),
    ("number_not_gapless", drop_entry),
    ("chain_broken", break_link),
    ("unreadable", garble),
    ("answer_missing", swallow(STREET, "Answer")),
    ("answer_twice", again(STREET, "Answer", ce_id="0-0-1")),
    ("answer_disagrees", reword(STREET, "Answer", kind="REFUSED", rule="X")),
    ("answer_disagrees", reword(STREET, "Answer", source=f"org.{STREET}.out:7")),
    ("inbox_message_twice", again(STREET, "DecisionReturned")),
    ("inbox_out_of_order", again(STREET, "DecisionReturned")),
    ("inbox_message_unfounded", again(STREET, "Answer", ce_id="1-999-0")),
    ("decision_returned_twice", again(STREET, "DecisionReturned", ce_id="0-2-2")),
    ("document_returned_twice", again(STREET, "DocumentReturned", ce_id="0-3-2")),
    ("work_assigned_twice", again(DEPARTMENT, "WorkAssigned", ce_id="0-1-2")),
    ("decision_not_returned", swallow(STREET, "DecisionReturned")),
    ("document_not_returned", swallow(STREET, "DocumentReturned")),
    ("work_not_assigned", swallow(DEPARTMENT, "WorkAssigned")),
    ("announcement_missing", swallow(DEPARTMENT, "CardReported")),
    ("reached_somebody_else", misdirect),
    ("inbox_message_extra", once_more(DEPARTMENT, "CardReported")),
    ("content_disagrees", reword(STREET, "DecisionReturned", decision="DENIED")),
    ("content_disagrees", reword(DEPARTMENT, "CardReported", due_on=DAY.replace(day=1))),
    ("unknown_message", command_as_message),
    ("acknowledgements_disagree", acknowledge_two),
    ("message_of_another_case", reword(STREET, "DecisionReturned", case_id="case-x")),
    *ON_THE_WAY,
]
