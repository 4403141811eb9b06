"""`lianban timeline|obligations`: what the journal says, for people and programs."""

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from hub.cli.showing import as_json_option, plain, show
from hub.settings import Settings, load

if TYPE_CHECKING:
    from hub.views.told import Told


def entries(doing: str, subject: str | None = None) -> "list[Told]":
    """Return the journal, or of one subject, of the hub that is set or runs, else of a new one."""
    from hub.cli.interrupt import run
    from hub.cli.reach import reach_hub
    from hub.cli.steps import Steps
    from hub.views.reading import read_journal

    settings = load()

    async def read() -> "list[Told]":
        with Steps(doing) as steps:
            async with reach_hub(settings, None, steps) as bootstrap:
                return [each async for each in read_journal(_at(settings, bootstrap), subject)]

    return run(read())


def _at(settings: Settings, bootstrap: str) -> Settings:
    kafka = settings.kafka.model_copy(update={"bootstrap": bootstrap})
    return settings.model_copy(update={"kafka": kafka})


@click.command
@click.argument("case")
@click.option("--of", "organisation", help="CASE is the business number of this organisation.")
@as_json_option
def timeline(case: str, organisation: str | None, *, as_json: bool) -> None:
    """Show everything that happened to CASE, in order, with its time limits and cards."""
    from hub.domain.identity import case_id
    from hub.unfit import Unfit
    from hub.views.timeline import timeline as lines_of

    subject = case_id(organisation, case) if organisation else case
    told = entries("Reading the journal", subject)
    lines = list(lines_of(told))
    if not lines:
        raise Unfit(
            f"The journal has nothing of {subject}.",
            "A business number needs --of with the code of the organisation that submitted it.",
        )
    if as_json:
        click.echo(json.dumps([plain(line) for line in lines], ensure_ascii=False))
        return
    from hub.views.sheet import Cell, Sheet
    from hub.views.words import local

    cells: list[list[Cell]] = [
        [local(x.at), x.who, x.what, "\n".join(x.details), x.entry] for x in lines
    ]
    show(_title(subject, told), Sheet(["时间", "单位", "事项", "内容", "条目"], cells))


def _title(subject: str, told: "list[Told]") -> str:
    """Return the case with its query code and, where its key is kept here, the masked applicant."""
    from hub.cli.unmasking import masked_name_of
    from hub.domain.query import query_code
    from hub.papers.story import story_of

    name = masked_name_of(story_of(told))
    applicant = f" · 申请人 {name}" if name else ""
    return f"{subject} · 查询码 {query_code(subject)}{applicant}"


@click.command
@click.option("--owner", help="Only what this organisation owes.")
@click.option("--overdue", is_flag=True, help="Only what is past its last day.")
@as_json_option
def obligations(owner: str | None, *, overdue: bool, as_json: bool) -> None:
    """Show who owes what to whom since when, the most urgent first."""
    from hub.views.obligations import Obligations
    from hub.views.sheet import Sheet
    from hub.views.table import OBLIGATION_HEADER, obligation_cells

    now = datetime.now(UTC)
    found = [
        each
        for each in Obligations().take_all(entries("Reading the journal")).open()
        if (owner is None or each.owner == owner) and (not overdue or each.is_overdue(now))
    ]
    if as_json:
        click.echo(json.dumps([plain(each) for each in found], ensure_ascii=False))
        return
    cells = [obligation_cells(each, now) for each in found]
    show(f"{len(found)} 项", Sheet(OBLIGATION_HEADER, cells))
