"""The case lane on real Kafka: exactly once, whatever ends it and wherever it begins again."""

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from aiokafka.errors import ProducerFenced

from hub.domain.commands import ForwardCase
from hub.domain.documents import Material
from hub.domain.identity import case_id
from hub.domain.refusals import MessageRule, PlaceRule
from hub.domain.vocabulary import MaterialForm, OutcomeKind
from hub.lanes import sitting
from hub.lanes.admission import COMMAND_LIMIT_BYTES
from hub.lanes.kept import load_position
from hub.lanes.shelf import Shelf
from hub.runtime.failures import JournalDamagedError, StoreDamagedError
from hub.runtime.store import PartitionStore
from tests.runtime.workbench import (
    BOOK,
    DIGEST,
    FORM,
    STREET,
    Bench,
    Spoken,
    contents,
    mirror,
    numbers_in,
    said,
    step,
    submit,
    switch,
)

NUMBERS = numbers_in(0, 2)


async def test_a_restart_reads_only_the_tail_of_the_journal(hub: Bench) -> None:
    """What the local store has folded is not read again."""
    lane = await hub.open()
    await hub.work(lane, *[mirror(number) for number in NUMBERS[:5]])
    before = contents(lane)
    await lane.close()
    again = await hub.open()
    assert again.restored == 0
    assert again.next_offset == 5
    assert contents(again) == before


async def test_an_empty_disk_is_rebuilt_to_the_same_bytes(hub: Bench, tmp_path: Path) -> None:
    """The journal alone gives the state that was there."""
    lane = await hub.open()
    await hub.work(lane, switch(0, 2), *[mirror(number) for number in NUMBERS[:5]])
    await hub.work(lane, *[step(number, "first") for number in NUMBERS[:5]])
    elsewhere = hub.settings.model_copy(update={"data": tmp_path / "elsewhere"})
    rebuilt = await hub.open(settings=elsewhere)
    assert rebuilt.restored == 11
    assert contents(rebuilt) == contents(lane)


async def test_the_second_owner_fences_the_first(hub: Bench, tmp_path: Path) -> None:
    """Whoever opens a partition later alone writes; nothing of the first's batch is seen."""
    first = await hub.open()
    elsewhere = hub.settings.model_copy(update={"data": tmp_path / "elsewhere"})
    second = await hub.open(settings=elsewhere)
    with pytest.raises(ProducerFenced):
        await hub.work(first, mirror(NUMBERS[0]))
    assert await hub.journal() == []
    entries = await hub.work(second)
    assert [entry.outcome for entry in entries] == [OutcomeKind.FACTS]
    assert [entry.number for entry in await hub.journal()] == [0]


async def test_a_store_locked_by_another_is_left_alone(hub: Bench) -> None:
    """A frozen process holds its folder; the lane rebuilds in one of its own."""
    first = await hub.open()
    await hub.work(first, mirror(NUMBERS[0]))
    second = await hub.open()
    assert second.restored == 1
    assert second.open_store().folder != first.open_store().folder
    assert contents(second) == contents(first)


async def test_a_damaged_store_is_rebuilt(hub: Bench) -> None:
    """Files that RocksDB cannot open are thrown away in place: the journal has it all."""
    lane = await hub.open()
    await hub.work(lane, mirror(NUMBERS[0]))
    before, folder = contents(lane), lane.open_store().folder
    await lane.close()
    for manifest in folder.glob("MANIFEST*"):
        manifest.write_bytes(b"block checksum nonsense" * 10)
    again = await hub.open()
    assert again.open_store().folder == folder
    assert again.restored == 1
    assert contents(again) == before


async def test_damage_met_while_reading_is_rebuilt_at_the_next_opening(hub: Bench) -> None:
    """A store that opens and then fails is wiped when the lane is opened anew."""
    lane = await hub.open()
    await hub.work(lane, *[mirror(number) for number in NUMBERS[:3]])
    before, folder = contents(lane), lane.open_store().folder
    lane.open_store()._db.flush()
    await lane.close()
    for table in folder.glob("*.sst"):
        data = bytearray(table.read_bytes())
        data[0:200] = bytes(200)
        table.write_bytes(data)
    damaged = hub.lane()
    with pytest.raises(StoreDamagedError, match="Corruption"):
        await damaged.open()
    await damaged.close()
    again = await hub.open()
    assert again.restored == 3
    assert contents(again) == before


async def test_a_store_of_another_journal_is_rebuilt(hub: Bench) -> None:
    """A store that holds another past than the journal is thrown away, even with equal numbers."""
    lane = await hub.open()
    await hub.work(lane, mirror(NUMBERS[0]), mirror(NUMBERS[1]))
    before = contents(lane)
    folder = lane.open_store().folder
    await lane.close()
    store = PartitionStore(folder)
    position = load_position(store)
    position.last_digest = b"z" * 32
    store.apply({}, msgspec.msgpack.encode(position))
    store.close()
    again = await hub.open()
    assert again.restored == 2
    assert contents(again) == before


async def test_a_journal_that_contradicts_itself_stops_the_lane(hub: Bench) -> None:
    """When folding from the beginning fails too, it is not the store that is to blame."""
    lane = await hub.open()
    await hub.work(lane, mirror(NUMBERS[0]), mirror(NUMBERS[1]))
    await lane.close()
    values = await hub.journal_values()
    await hub.producer.send_and_wait(hub.journal_topic, values[0], partition=0)
    with pytest.raises(JournalDamagedError, match="Entry 0 of the journal does not join"):
        await hub.open()


async def test_the_largest_command_has_an_entry(hub: Bench) -> None:
    """What `hub.commands` takes at its limit, the journal and one transaction take too."""
    lane = await hub.open()
    sound = mirror(NUMBERS[0])
    rest = 200 + len(sound.subject) + sum(len(name) + len(value) for name, value in sound.headers)
    large = Spoken(sound.subject, b"x" * (COMMAND_LIMIT_BYTES - rest), sound.headers)
    entries = await hub.work(lane, large, mirror(NUMBERS[1]))
    assert [entry.outcome for entry in entries] == [OutcomeKind.PARKED, OutcomeKind.FACTS]
    assert entries[0].command.body == large.value


async def test_an_outcome_that_does_not_fit_is_refused(
    hub: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Facts too long for the journal change nothing: the command is refused by rule, and kept."""
    materials = tuple(
        Material(code=f"M{number}", form=MaterialForm.ORIGINAL, document=FORM)
        for number in range(50)
    )
    asked = submit(numbers_in(0, 2, STREET)[0], materials=materials)
    monkeypatch.setattr(sitting, "ENTRY_LIMIT_BYTES", len(asked.value) + 2_000)
    lane = await hub.open()
    _, refused = await hub.work(lane, switch(0, 2), asked)
    assert (refused.outcome, refused.facts) == (OutcomeKind.REFUSED, ())
    assert refused.refusal is not None
    assert refused.refusal.rule == MessageRule.OUTCOME_TOO_LARGE.code
    assert refused.command.body == asked.value


async def test_a_case_keeps_the_catalogue_it_came_under(hub: Bench) -> None:
    """Later changes never alter a case: what came before goes on by the lists of its day."""
    newer = b"\x08" * 32
    books = {DIGEST: BOOK, newer: replace(BOOK, items={}, assisted=())}
    early, late = numbers_in(0, 2, STREET)[:2]
    lane = await hub.open(shelf=Shelf(books.__getitem__))
    await hub.work(lane, switch(0, 2), submit(early), switch(0, 2, newer))
    case = case_id(STREET, early)
    forward = said(ForwardCase(case_id=case, actor="x"), case, sender=STREET, message_id="f")
    forwarded, refused = await hub.work(lane, forward, submit(late))
    assert (forwarded.outcome, forwarded.catalogue) == (OutcomeKind.FACTS, DIGEST)
    assert (refused.outcome, refused.catalogue) == (OutcomeKind.REFUSED, newer)
    assert refused.refusal is not None
    assert refused.refusal.rule == PlaceRule.ITEM_UNKNOWN.code
