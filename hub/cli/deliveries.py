"""`lianban deliveries list|check|resend`: messages for organisations without a Kafka client."""

import json
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from hub.cli.showing import as_json_option, plain, show
from hub.settings import Settings, load
from hub.unfit import Unfit

if TYPE_CHECKING:
    from connectors.door import Parcel, Receipt
    from hub.doors import FolderDoor, HttpDoor
    from hub.views.deliveries import Delivery

T = TypeVar("T")


@click.group("deliveries")
def group() -> None:
    """See and mend what is carried to organisations without a Kafka client."""


@group.command("list")
@click.option("--organisation", help="Only this one. [default: all with a door]")
@click.option("--state", help="Only accepted, sent, received, receipted or expired.")
@click.option("--alarms", is_flag=True, help="Only what was signed for with another digest.")
@as_json_option
def list_(organisation: str | None, state: str | None, *, alarms: bool, as_json: bool) -> None:
    """Show each message and where it is, the oldest first; a summary for each organisation."""
    found = [
        each
        for each in _on_the_hub(lambda at: _all(at, organisation))
        if state in (None, each.state.value) and (each.alarm or not alarms)
    ]
    if as_json:
        click.echo(json.dumps([plain(each) for each in found], ensure_ascii=False))
        return
    _show(found)


def _show(found: "list[Delivery]") -> None:
    from hub.views.sheet import Cell, Sheet
    from hub.views.words import local

    cells: list[list[Cell]] = [
        [
            each.organisation,
            each.message_id,
            each.kind,
            each.subject,
            local(each.accepted_at),
            each.state.value,
            f"{each.receipt} {each.receiver}".strip(),
            "!" if each.alarm else "",
        ]
        for each in found
    ]
    header = ["organisation", "message", "kind", "subject", "since", "state", "receipt", "alarm"]
    counts = Counter(f"{each.organisation} {each.state.value}" for each in found)
    summary = ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))
    show(summary or "nothing", Sheet(header, cells))


async def _all(settings: Settings, organisation: str | None) -> "list[Delivery]":
    from hub.views.deliveries import deliveries

    codes = [organisation] if organisation else sorted(_doors(settings))
    return [each for code in codes async for each in deliveries(settings, code)]


@group.command
def check() -> None:
    """Read the file of doors and open each door; exit status 1 when one cannot be opened."""
    from hub.cli.interrupt import run

    doors = _doors(load())
    troubles = run(_open_all(doors))
    for code in sorted(doors):
        click.echo(f"{code}: {troubles.get(code, 'ok')}")
    if troubles:
        raise Unfit(f"{len(troubles)} of {len(doors)} doors cannot be opened.", "See above.")


async def _open_all(doors: "dict[str, HttpDoor | FolderDoor]") -> dict[str, str]:
    from connectors.errors import ConnectorError

    troubles: dict[str, str] = {}
    for code, terms in doors.items():
        try:
            door = terms.open()
            await door.connect()
            await door.close()
        except (ConnectorError, Unfit) as error:
            troubles[code] = str(error)
    return troubles


@group.command
@click.argument("organisation")
@click.argument("message_id")
def resend(organisation: str, message_id: str) -> None:
    """Carry one message again, by hand, under its old id; its receipt is journaled.

    The receiver knows by the id when it has it already, and only signs again.
    """
    receipt = _on_the_hub(lambda at: _resend(at, organisation, message_id))
    if receipt is None:
        click.echo(f"{message_id} was handed over; its receipt is taken when it comes.")
    else:
        click.echo(f"{message_id} was signed for by {receipt.receiver}, number {receipt.number}.")


async def _resend(settings: Settings, organisation: str, message_id: str) -> "Receipt | None":
    from hub.lanes.carrier import parcel_of
    from hub.lanes.delivery import DeliveryShard
    from hub.views.deliveries import message

    terms = _doors(settings, organisation)[organisation]
    record = await message(settings, organisation, message_id)
    parcel = parcel_of(record)
    receipt = await _handed_over(terms, parcel)
    if receipt is not None:
        shard = DeliveryShard(settings, -1, {}, int)
        try:
            await shard.report(_signed(organisation, parcel, receipt), record)
        finally:
            await shard.close()
    return receipt


async def _handed_over(terms: "HttpDoor | FolderDoor", parcel: "Parcel") -> "Receipt | None":
    from connectors.errors import ConnectorError

    door = terms.open()
    try:
        await door.connect()
        return await door.deliver(parcel)
    except ConnectorError as error:
        raise Unfit(error.sentence, error.remedy) from error
    finally:
        await door.close()


def _signed(organisation: str, parcel: "Parcel", receipt: "Receipt") -> Any:  # noqa: ANN401 - a command
    from hub.domain.vocabulary import ConveyanceOutcome
    from hub.lanes.carrier import conveyance

    same = receipt.arrived == parcel.digest
    outcome = ConveyanceOutcome.RECEIPTED if same else ConveyanceOutcome.MISMATCHED
    return conveyance(organisation, parcel, outcome, receipt)


def _doors(
    settings: Settings, organisation: str | None = None
) -> "dict[str, HttpDoor | FolderDoor]":
    """Return the doors there are; raises Unfit when there are none, or not the wanted one."""
    from hub.doors import load_doors

    doors = load_doors(settings.delivery.doors)
    if not doors or organisation not in (None, *doors):
        raise Unfit(
            f"There is no door for {organisation or 'anybody'}.",
            "Name them in a file of YAML, and the file with LIANBAN_DELIVERY__DOORS.",
        )
    return doors


def _on_the_hub(ask: Callable[[Settings], Awaitable[T]]) -> T:
    """Ask the hub that is set or runs, else one that is started for it."""
    from hub.cli.interrupt import run
    from hub.cli.reach import reach_hub
    from hub.cli.steps import Steps

    settings = load()

    async def work() -> T:
        with Steps("Reading inboxes") as steps:
            async with reach_hub(settings, None, steps) as bootstrap:
                kafka = settings.kafka.model_copy(update={"bootstrap": bootstrap})
                return await ask(settings.model_copy(update={"kafka": kafka}))

    return run(work())
