"""`lianban keys signing`: keys with which organisations sign, and what their signatures prove."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hub.cli.showing import as_json_option, plain, show
from hub.settings import load

if TYPE_CHECKING:
    from hub.settings import Settings
    from hub.views.signatures import Signatures


@click.group("signing")
def group() -> None:
    """Signing keys of organisations (签名密钥): make one, check what was signed."""


@group.command
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--organisation", required=True, help="Whose key it is.")
@click.option("--code", help="What the key is called; by default organisation and first day.")
@click.option(
    "--from",
    "first",
    type=click.DateTime(["%Y-%m-%d"]),
    help="First day; by default tomorrow, so that the catalogue can be published before.",
)
def new(file: Path, organisation: str, code: str | None, first: datetime | None) -> None:
    """Write a private key into FILE and print its row for signing_keys.csv.

    FILE is for its owner only (mode 0600), and never written over. Commands of this machine sign
    with it where it is called <organisation>.pem and lies in LIANBAN_SIGNING.
    """
    import csv
    import sys

    from hub import signing

    day = first.date() if first else _tomorrow()
    public = signing.make(file)
    name = code or f"{organisation}-{day:%Y%m%d}"
    row = [name, organisation, "ED25519", public, day.isoformat(), "", ""]
    csv.writer(sys.stdout, lineterminator="\n").writerow(row)
    click.echo(f"The private key is in {file}. It is nowhere else: keep it well.", err=True)


@group.command
@as_json_option
def verify(*, as_json: bool) -> None:
    """Check every signature in the journal against the keys in the catalogue in force.

    Ends with status 1 when an entry that must be signed is not, or is signed by another key.
    """
    found = _with_journal()
    if as_json:
        click.echo(json.dumps(_object(found), ensure_ascii=False))
    else:
        _show(found)
    if not found.is_sound:
        raise SystemExit(1)


def _tomorrow() -> date:
    from hub.domain.calendar import local_day

    return local_day(datetime.now(UTC)) + timedelta(days=1)


def _with_journal() -> "Signatures":
    from hub.cli.in_force import catalogue_in_force
    from hub.cli.interrupt import run
    from hub.cli.reach import reach_hub
    from hub.cli.steps import Steps
    from hub.domain.identity import CATALOGUE_REGISTER
    from hub.unfit import Unfit
    from hub.views.reading import read_journal, read_values
    from hub.views.signatures import Signatures

    settings = load()

    async def work() -> "Signatures":
        with Steps("Reading the journal") as steps:
            async with reach_hub(settings, None, steps) as bootstrap:
                at = _at(settings, bootstrap)
                acts = [each async for each in read_journal(at, CATALOGUE_REGISTER)]
                book = catalogue_in_force(acts)
                if book is None:
                    raise Unfit(
                        "There is no catalogue with the keys.",
                        "Name the document store that has it in LIANBAN_DOCUMENTS__URL.",
                    )
                found = Signatures(book)
                async for partition, values in read_values(at):
                    found.take_all(partition, values)
                return found

    return run(work())


def _at(settings: "Settings", bootstrap: str) -> "Settings":
    kafka = settings.kafka.model_copy(update={"bootstrap": bootstrap})
    return settings.model_copy(update={"kafka": kafka})


def _object(found: "Signatures") -> dict[str, Any]:
    return {
        "signed": [
            {"organisation": organisation, "key": key, "entries": count}
            for (organisation, key), count in sorted(found.signed.items())
        ],
        "unsigned": dict(sorted(found.unsigned.items())),
        "replaced": found.replaced,
        "by_hub": found.by_hub,
        "doubtful": {standing.value: count for standing, count in sorted(found.doubtful.items())},
        "noted": [plain(each) for each in found.noted],
    }


def _show(found: "Signatures") -> None:
    from hub.views.sheet import Cell, Sheet

    rows: list[list[Cell]] = [
        [*place, "签名有效", count] for place, count in sorted(found.signed.items())
    ]
    rows += [[code, "", "无密钥", count] for code, count in sorted(found.unsigned.items())]
    show("签名", Sheet(["单位", "密钥", "情况", "条目数"], rows))
    if found.noted:
        doubts: list[list[Cell]] = [
            [each.entry, each.organisation, each.standing, each.key] for each in found.noted
        ]
        show("未能证明", Sheet(["条目", "单位", "情况", "密钥"], doubts))
    click.echo(
        f"{found.signed.total()} signed, {found.unsigned.total()} of organisations without a key, "
        f"{found.replaced} put in by operators, {found.by_hub} by the hub itself; "
        f"{found.doubtful.total()} not proven."
    )
