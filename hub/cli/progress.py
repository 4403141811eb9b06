"""`lianban progress`: how far it is, for who has the query code of a case."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from hub.views.progress import Progress


@click.command("progress")
@click.argument("code")
@click.option("--json", "as_json", is_flag=True, help="JSON, alone on standard output.")
def command(code: str, *, as_json: bool) -> None:
    """Show how far the case with the query code CODE is; nothing of it is personal."""
    from hub.cli.views import entries
    from hub.domain.query import read_query_code
    from hub.unfit import Unfit
    from hub.views.progress import progress

    read = read_query_code(code)
    if read is None:
        raise Unfit(
            f"{code} is no query code.", "It has 12 characters, as on the receipt; check each."
        )
    found = progress(entries("Reading the journal"), read)
    if found is None:
        raise Unfit(f"No case has the code {read}.", "Ask where it was handed in.")
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False, default=str))
        return
    click.echo("\n".join(_lines(found)))


def _lines(found: "Progress") -> list[str]:
    from hub.views.words import local

    outcome = f" · {found.outcome}" if found.outcome else ""
    head = [
        f"{found.query_code}  {found.business_number}  {found.item_code} ({found.street})",
        f"现在:{found.status}{outcome}" + (f",在 {found.at}" if found.at else ""),
    ]
    owed = [
        f"待办:{each.leg},{each.by},至 {each.until}" + (" (暂定)" if each.provisional else "")
        for each in found.owed
    ]
    return [*head, *owed, *[f"{local(at)}  {what}" for at, what in found.steps]]
