"""A bundle (一件事) on real Kafka: parent and cases in several partitions, told once of each."""

from dataclasses import replace

from hub.domain.bundle import BundledItem
from hub.domain.commands import OpenBundle, SubmitCase, WithdrawApplication
from hub.domain.facts import BundleCompleted, BundledCaseNoted
from hub.domain.identity import bundle_subject, case_id
from hub.domain.lists import AssistedRow, BundleRow
from hub.domain.vocabulary import OutcomeKind
from hub.lanes.announcing import letters
from hub.lanes.shelf import Shelf
from tests.runtime.test_follow_up import PARTITIONS, facts_of, follow_up, settle
from tests.runtime.workbench import (
    BOOK,
    DEPARTMENT,
    FORM,
    STREET,
    Bench,
    Spoken,
    numbers_in,
    said,
    switch,
)

ITEMS = ("ITEM-1", "ITEM-2", "ITEM-3")
FAMILY = replace(
    BOOK,
    items={code: replace(BOOK.items["ITEM-1"], code=code) for code in ITEMS},
    assisted=tuple(AssistedRow(item=code) for code in ITEMS),
    bundles={"B-1": BundleRow(code="B-1", name="bundle", lead=DEPARTMENT, items=ITEMS)},
)
NUMBER = "bundle 1"
NUMBERS = [*numbers_in(0, 2, STREET)[:2], *numbers_in(1, 2, STREET)[:1]]
CHILDREN = list(zip(ITEMS, NUMBERS, strict=True))


def opening() -> Spoken:
    """The street opens a bundle of three."""
    command = OpenBundle(
        number=NUMBER,
        code="B-1",
        street=STREET,
        place="counter-1",
        applicant="a-1",
        form=FORM,
        items=tuple(BundledItem(item_code=i, business_number=n) for i, n in CHILDREN),
        actor="x",
    )
    subject = bundle_subject(STREET, NUMBER)
    return said(command, subject, sender=STREET, message_id="o-1", offset=90)


def handed_in(item: str, number: str) -> Spoken:
    """One of its cases is handed in."""
    command = SubmitCase(
        business_number=number,
        item_code=item,
        street=STREET,
        place="counter-1",
        applicant="a-1",
        form=FORM,
        bundle=NUMBER,
        actor="x",
    )
    case = case_id(STREET, number)
    return said(command, case, sender=STREET, message_id=f"u-{number}", offset=1)


def withdrawn(number: str) -> Spoken:
    """One of its cases is withdrawn."""
    case = case_id(STREET, number)
    command = WithdrawApplication(case_id=case, actor="x")
    return said(command, case, sender=STREET, message_id=f"w-{number}", offset=2)


async def ended_told(hub: Bench) -> list[str]:
    """Whom the journal lets know that the bundle is done."""
    return [
        letter.to
        for place in PARTITIONS
        for entry in await hub.journal(place)
        for letter in letters(entry, place)
        if dict(letter.headers)["ce_type"] == b"lianban.inbox.BundleEnded"
    ]


async def test_a_bundle_is_completed_once_though_everything_is_written_again(hub: Bench) -> None:
    """Cases heard before their bundle, a follow-up lane that lost its place: one completion."""
    cases = [await hub.open(place, shelf=Shelf(lambda _: FAMILY)) for place in PARTITIONS]
    await hub.write(*[switch(place, 2) for place in PARTITIONS])
    await hub.write(*[handed_in(item, number) for item, number in CHILDREN])
    lanes = [await follow_up(hub, place) for place in PARTITIONS]
    await settle(hub, cases, lanes)
    await hub.write(opening())
    await settle(hub, cases, lanes)
    await hub.write(*[withdrawn(number) for number in NUMBERS[:2]])
    await settle(hub, cases, lanes)
    assert await facts_of(hub, BundleCompleted) == []
    await hub.write(withdrawn(NUMBERS[2]))
    await settle(hub, cases, lanes)
    for lane in lanes:
        lane.bookmark = lane.bookmark.__class__(0, 0)
        lane.next_offset = 0
    await settle(hub, cases, lanes)
    (done,) = await facts_of(hub, BundleCompleted)
    assert (done.withdrawn, done.approved, len(done.cases)) == (3, 0, 3)
    assert len(await facts_of(hub, BundledCaseNoted)) == 6
    assert sorted(await ended_told(hub)) == [DEPARTMENT, STREET]
    own = [e for p in PARTITIONS for e in await hub.journal(p) if e.command.sender == "hub"]
    assert OutcomeKind.REPEATED in {entry.outcome for entry in own}
    assert OutcomeKind.REFUSED not in {entry.outcome for entry in own}
