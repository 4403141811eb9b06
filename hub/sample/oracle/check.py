"""The whole check, in the order in which memory stays small."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from hub.sample.oracle.contracts import Contracts
from hub.sample.oracle.expectation import Expectations
from hub.sample.oracle.inbox_check import InboxCheck, check_arrivals
from hub.sample.oracle.journal_check import PartitionCheck
from hub.sample.oracle.ledger import Ledger
from hub.sample.oracle.numbers_check import NumbersCheck
from hub.sample.oracle.outbox_check import check_outbox
from hub.sample.oracle.outside_records import read_folders
from hub.sample.oracle.tape import Tape
from hub.sample.oracle.verdict import CannotCheckError, Verdict


async def check(
    bootstrap: str, records: Sequence[Path], partitions: int, namespace: str = ""
) -> Verdict:
    """Return the verdict over one namespace; raises CannotCheckError when it cannot be given."""
    verdict, ledger = Verdict(), Ledger()
    contracts = await asyncio.to_thread(Contracts)
    expected, numbers = Expectations(contracts), NumbersCheck(verdict)
    outside = await asyncio.to_thread(read_folders, records)
    verdict.counts["torn_lines"] = outside.torn_lines
    for where in outside.disagreeing:
        verdict.violation("acknowledgements_disagree", where)
    for where in outside.changing:
        verdict.violation("carried_message_altered", where)
    async with Tape(bootstrap, namespace) as tape:
        await tape.expect_partitions(tape.commands, partitions)
        await tape.expect_partitions(tape.journal, partitions)
        for partition in range(partitions):
            await PartitionCheck(
                tape, contracts, verdict, ledger, expected, numbers, partition, partitions
            ).run()
        numbers.at_the_end()
        outboxes = await tape.organisations("out")
        for organisation in outboxes:
            await check_outbox(tape, organisation, ledger, outside, verdict)
        for organisation in await tape.organisations("in"):
            await InboxCheck(tape, contracts, ledger, verdict, organisation).run(outside)
        _unheard_of(tape, set(outboxes), ledger, outside.sent, verdict)
    check_arrivals(ledger, verdict)
    return verdict


def _unheard_of(
    tape: Tape, outboxes: set[str], ledger: Ledger, sent: dict[str, dict[int, bytes]], to: Verdict
) -> None:
    """Report outboxes that records or journal speak of and that do not exist."""
    topics = {tape.box(organisation, "out") for organisation in outboxes}
    for topic, offsets in sent.items():
        if topic not in topics and offsets:
            to.violation("acknowledged_message_missing", topic, f"{len(offsets)}, no such topic")
    for topic in ledger.by_source:
        if "@" in topic:
            raise CannotCheckError(f"{topic}: an outbox was made again, what it held is gone")
        if f"{tape.namespace}{topic}" not in topics:
            to.violation("outcome_without_message", topic, "no such topic")
