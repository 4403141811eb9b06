"""`lianban keys agree`: the archive agrees that the file of a case is destroyed."""

from pathlib import Path

import click

from hub.settings import load

_file = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("agree")
@click.argument("case")
@click.option("--of", "organisation", help="CASE is the business number of this organisation.")
@click.option("--appraisal", type=_file, required=True, help="The appraisal in writing (鉴定意见).")
@click.option("--approver", required=True, help="The head who agrees (a staff reference).")
@click.option("--actor", required=True, help="Who says it: another person (a staff reference).")
def command(
    case: str, organisation: str | None, appraisal: Path, approver: str, actor: str
) -> None:
    """Say that the archive agrees to the destruction of the file of CASE (销毁鉴定).

    Only when its retention has ended and nothing is open any more. Nothing is destroyed by it:
    `lianban keys destroy` does that, and whatever happens to the case before voids this word.
    """
    from hub.cli.interrupt import run
    from hub.cli.reach import reach_hub
    from hub.cli.steps import Steps
    from hub.documents.store import DocumentStore
    from hub.domain.identity import case_id
    from hub.importing.appraising import Word, agree

    settings = load()
    subject = case_id(organisation, case) if organisation else case
    word = Word(case=subject, appraisal=appraisal, approver=approver, actor=actor)

    async def work() -> str:
        with (
            Steps("Telling the hub") as steps,
            DocumentStore(settings.document_url, settings.keys_path) as store,
        ):
            async with reach_hub(settings, None, steps) as bootstrap:
                kafka = settings.kafka.model_copy(update={"bootstrap": bootstrap})
                return await agree(settings.model_copy(update={"kafka": kafka}), store, word)

    click.echo(f"{subject}: the archive agreed (entry {run(work())}).")
