"""`lianban parked`: what waits because it could not be processed, and what to do about it."""

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from hub.cli.showing import as_json_option
from hub.settings import load

if TYPE_CHECKING:
    from hub.settings import Settings
    from hub.views.parked import ParkedSubject, ParkedView

T = TypeVar("T")

actor_option = click.option("--actor", required=True, help="Who does it (a staff reference).")
approver_option = click.option(
    "--approver", help="Who approved it: another person, needed for much at once and to replace."
)
class_option = click.option("--error-class", help="Only what was parked by this class of error.")
limit_option = click.option("--limit", type=click.IntRange(1), help="At most so many subjects.")
count_option = click.option(
    "--count", type=click.IntRange(1), help="Only so many commands, from the first parked on."
)
yes_option = click.option(
    "--yes", is_flag=True, help="Do it. Without this it is only shown what would happen."
)


@click.group("parked")
def group() -> None:
    """See what lies parked and why; have it tried again, corrected or dropped.

    A command that could not be processed keeps its place, and later ones of its subject wait
    behind it. release, replace and drop show what they would do, decided on the journal as it is
    now, and do it only with --yes.
    """


@group.command("list")
@class_option
@as_json_option
def list_parked(error_class: str | None, *, as_json: bool) -> None:
    """List the subjects that wait, the longest first."""
    from hub.cli.parked_view import listed, show_list

    found = with_view("Reading the journal", lambda view, _: _listing(view, error_class))
    if as_json:
        click.echo(json.dumps([listed(each) for each in found], ensure_ascii=False))
        return
    show_list(found)


@group.command
@click.argument("subject")
@click.option(
    "--save", type=click.Path(file_okay=False, path_type=Path), help="Write the bytes as they came."
)
@as_json_option
def show(subject: str, save: Path | None, *, as_json: bool) -> None:
    """Show every command that lies parked behind SUBJECT, in its order."""
    from hub.cli.parked_view import saved, show_held, shown

    async def read(view: "ParkedView", _: "Settings") -> "list[dict[str, Any]]":
        parked = _found(view, subject)
        rows = []
        for entry in view.held(parked):
            rows.append(shown(parked.partition, entry))
            if save is not None:
                saved(save, parked.partition, entry)
        return rows

    rows = with_view("Reading the journal", read)
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    show_held(subject, rows)


@group.command
@click.argument("subjects", nargs=-1)
@class_option
@limit_option
@count_option
@actor_option
@approver_option
@click.option("--reason", help="Why, as a code.")
@yes_option
@as_json_option
def release(subjects: tuple[str, ...], *, yes: bool, as_json: bool, **said: Any) -> None:  # noqa: ANN401 - click's options
    """Have what lies parked behind SUBJECTS tried again, in order.

    What fails again stays parked, and what is behind it waits on.
    """
    from hub.domain.commands import ReleaseParked

    chosen = said.pop("error_class"), said.pop("limit")

    def word(parked: "ParkedSubject", held_at: str | None, count: int) -> ReleaseParked:
        return ReleaseParked(subject=parked.subject, held_at=held_at, subjects=count, **said)

    _act(subjects, chosen, word, yes=yes, as_json=as_json)


@group.command
@click.argument("subjects", nargs=-1)
@class_option
@limit_option
@count_option
@actor_option
@approver_option
@click.option("--reason", required=True, help="Why, as a code; the senders are told.")
@yes_option
@as_json_option
def drop(subjects: tuple[str, ...], *, yes: bool, as_json: bool, **said: Any) -> None:  # noqa: ANN401 - click's options
    """Drop what lies parked behind SUBJECTS for good; each sender gets an answer.

    Without --count everything that waits is dropped, what came since you looked too.
    """
    from hub.domain.commands import DropParked

    chosen = said.pop("error_class"), said.pop("limit")

    def word(parked: "ParkedSubject", held_at: str | None, count: int) -> DropParked:
        return DropParked(subject=parked.subject, held_at=held_at, subjects=count, **said)

    _act(subjects, chosen, word, yes=yes, as_json=as_json)


@group.command
@click.argument("subject")
@click.option(
    "--bytes",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="File with the whole corrected command, encoded by its contract.",
)
@click.option("--set", "changes", multiple=True, help="FIELD=JSON, a field as it should be.")
@click.option("--reason", required=True, help="Why, as a code.")
@actor_option
@approver_option
@yes_option
@as_json_option
def replace(
    subject: str,
    file: Path | None,
    changes: tuple[str, ...],
    reason: str,
    actor: str,
    approver: str | None,
    *,
    yes: bool,
    as_json: bool,
) -> None:
    """Have the first command parked behind SUBJECT tried with corrected bytes, then the rest.

    The original stays in the journal; id, sender and origin stay what they were. It always needs
    a second person: it changes what somebody said.
    """
    from hub.cli.parked_view import corrected
    from hub.domain.commands import ReplaceParked
    from hub.views.parked import body_digest

    async def work(view: "ParkedView", settings: "Settings") -> "dict[str, Any]":
        parked = _found(view, subject)
        command = ReplaceParked(
            subject=subject,
            digest=bytes.fromhex(body_digest(parked.first)),
            corrected=corrected(parked.first, file, changes),
            reason=reason,
            actor=actor,
            approver=approver,
        )
        return await _carry_out(view, settings, [(parked, command)], yes=yes)

    _report(with_view("Trying it on the journal", work), as_json=as_json)


def _act(
    subjects: tuple[str, ...],
    chosen: tuple[str | None, int | None],
    word: Callable[["ParkedSubject", str | None, int], Any],
    *,
    yes: bool,
    as_json: bool,
) -> None:
    """Say `word` of each subject that is named, or that was parked by the class of error."""
    error_class, limit = chosen
    if bool(subjects) == bool(error_class):
        raise click.UsageError("Name SUBJECTS, or all of an --error-class.")

    async def work(view: "ParkedView", settings: "Settings") -> "dict[str, Any]":
        found = [_found(view, subject) for subject in subjects] or view.all(error_class)
        found = found[:limit]
        words = [(each, word(each, view.held_at(each), len(found))) for each in found]
        return await _carry_out(view, settings, words, yes=yes)

    _report(with_view("Trying it on the journal", work), as_json=as_json)


async def _carry_out(
    view: "ParkedView",
    settings: "Settings",
    words: "list[tuple[ParkedSubject, Any]]",
    *,
    yes: bool,
) -> "dict[str, Any]":
    """Return what the commands would do and, when they were sent, what the hub answered."""
    from hub.cli.parked_view import radius
    from hub.importing.acts import say

    effects = [await view.effect(parked, command) for parked, command in words]
    report = radius(effects)
    if yes and words:
        answers = await say(settings, [command for _, command in words], "parked")
        report["answers"] = [
            {
                "subject": each.subject,
                "kind": each.kind.value,
                "rule": each.rule,
                "entry": each.entry,
            }
            for each in answers
        ]
    return report


def _report(report: "dict[str, Any]", *, as_json: bool) -> None:
    from hub.cli.parked_view import show_report

    if as_json:
        click.echo(json.dumps(report, ensure_ascii=False))
    else:
        show_report(report)
    if any(each["kind"] == "REFUSED" for each in report.get("answers", ())):
        raise SystemExit(1)


def _found(view: "ParkedView", subject: str) -> "ParkedSubject":
    from hub.unfit import Unfit

    parked = view.find(subject)
    if parked is None:
        raise Unfit(f"Nothing lies parked behind {subject}.", "See `lianban parked list`.")
    return parked


async def _listing(view: "ParkedView", error_class: str | None) -> "list[ParkedSubject]":
    return view.all(error_class)


def with_view(doing: str, work: "Callable[[ParkedView, Settings], Awaitable[T]]") -> T:
    """Do some work on what is parked at the hub that is set or runs, else at a new one."""
    from hub.catalogue import snapshot
    from hub.cli.interrupt import run
    from hub.cli.reach import reach_hub
    from hub.cli.steps import Steps
    from hub.documents.store import DocumentStore
    from hub.lanes.shelf import Shelf
    from hub.views.parked import parked_view

    settings = load()
    documents = DocumentStore(settings.document_url, settings.keys_path)
    shelf = Shelf(lambda digest: snapshot.from_bytes(documents.read_public(digest)))

    async def reach() -> T:
        with Steps(doing) as steps:
            async with reach_hub(settings, None, steps) as bootstrap:
                kafka = settings.kafka.model_copy(update={"bootstrap": bootstrap})
                at = settings.model_copy(update={"kafka": kafka})
                async with parked_view(at, shelf) as view:
                    return await work(view, at)

    return run(reach())
