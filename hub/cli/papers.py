"""`lianban paper …`: a case's papers (文书) and documents, and what a file proves."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hub.cli.unmasking import Look, name_of
from hub.cli.views import entries
from hub.papers.paper import PaperKind
from hub.settings import load
from hub.unfit import Unfit

if TYPE_CHECKING:
    from hub.domain.catalogue import Catalogue
    from hub.papers.occasions import Happening, Occasion
    from hub.papers.paper import Paper
    from hub.settings import Settings

_of = click.option("--of", "organisation", help="CASE is the business number of this organisation.")
_json = click.option("--json", "as_json", is_flag=True, help="JSON, alone on standard output.")
_file = click.Path(exists=True, dir_okay=False, path_type=Path)
_out = click.Path(dir_okay=False, path_type=Path)
_OF_A_CASE = [kind.value.lower() for kind in PaperKind if kind is not PaperKind.GUIDE]


@click.group("paper")
def group() -> None:
    """Papers (文书) of a case: which there are, as signed PDF, and what a file proves."""


@group.command("list")
@click.argument("case")
@_of
@_json
def list_papers(case: str, organisation: str | None, *, as_json: bool) -> None:
    """List the papers that the facts of CASE give occasion for, with their numbers."""
    from hub.cli.papers_view import occasion_object, show_occasions
    from hub.papers.occasions import occasions

    subject, story = _story(case, organisation)
    found = occasions(subject, story)
    if as_json:
        click.echo(json.dumps([occasion_object(each) for each in found], ensure_ascii=False))
    else:
        show_occasions(subject, found)


@group.command
@click.argument("case")
@click.argument("kind", type=click.Choice(_OF_A_CASE, case_sensitive=False))
@click.option("--nth", type=click.IntRange(min=1), help="Which of its kind [default: the last].")
@click.option("--out", type=_out, help="Where to [default: KIND.pdf].")
@click.option("--draft", is_flag=True, help="Also without a number: marked, and not signed.")
@click.option(
    "--with-name", is_flag=True, help="Unseal the applicant's name; needs the key, and is recorded."
)
@click.option("--actor", help="Who sees the name (a staff reference).")
@click.option("--reason", help="Why the name is needed, as a code.")
@_of
def render(
    case: str,
    kind: str,
    nth: int | None,
    out: Path | None,
    organisation: str | None,
    *,
    draft: bool,
    with_name: bool,
    actor: str | None,
    reason: str | None,
) -> None:
    """Make the paper KIND of CASE as a signed PDF; the applicant's name is left out by default.

    With the name it needs an actor and a reason, which go into the journal before it is unsealed.
    """
    from hub.papers.office import Office

    look = _look(actor, reason) if with_name else None
    subject, story = _story(case, organisation)
    paper = _paper(subject, story, PaperKind(kind.upper()), nth)
    if paper.is_draft and not draft:
        raise Unfit(
            f"这份{paper.title}还没有文号。",
            "请由出具机关取号（RequestNumber），或者加 --draft 先出草稿。",
        )
    office = Office(load())
    name = name_of(subject, story, look) if look else None
    target = out or Path(f"{kind.lower()}.pdf")
    target.write_bytes(office.make(paper, name))
    if not paper.is_draft and office.signer.is_development:
        click.echo("用开发证书签名，不具法律效力；正式签名请设置 LIANBAN_PAPERS__KEY。", err=True)
    click.echo(
        f"{target}: {paper.title} {paper.number or ('（草稿）' if paper.is_draft else '')}".rstrip()
    )


@group.command
@click.argument("case")
@_of
@_json
def documents(case: str, organisation: str | None, *, as_json: bool) -> None:
    """Check every document that CASE refers to by digest; exit status 1 if one is not as told."""
    from hub.cli.papers_view import show_documents
    from hub.documents.store import DocumentStore
    from hub.papers.story import documents_of, finding_of

    _, story = _story(case, organisation)
    settings = load()
    with DocumentStore(settings.document_url, settings.keys_path) as store:
        found = [(*each, finding_of(each[1], store)) for each in documents_of(story)]
    if as_json:
        objects = [
            {"entry": entry, "kind": each.kind, "digest": each.digest.hex(), "wrong": wrong or None}
            for entry, each, wrong in found
        ]
        click.echo(json.dumps(objects, ensure_ascii=False))
    else:
        show_documents(found)
    sys.exit(1 if any(wrong for _, _, wrong in found) else 0)


@group.command
@click.argument("file", type=_file)
@click.option("--trust", type=_file, help="Certificates to believe (PEM), beside those set.")
@click.option("--journal/--no-journal", default=True, help="Whether to compare with the facts.")
@_json
def verify(file: Path, trust: Path | None, *, journal: bool, as_json: bool) -> None:
    """Say what FILE proves: a paper as PDF, or what the QR code of a print says, as text."""
    from hub.cli.papers_view import Findings, findings_of_code, findings_of_pdf
    from hub.papers.office import Office
    from hub.papers.verifying import certificates, examine

    settings = load()
    trusted = (*(certificates(trust) if trust else ()), *Office(settings).trusted())
    data = file.read_bytes()
    if data.startswith(b"%PDF"):
        evidence = examine(data, trusted)
        compared = journal and evidence.paper is not None and _is_reachable(settings)
        paper = evidence.paper
        differ = _disagreements(paper) if compared and paper is not None else None
        found: Findings = findings_of_pdf(evidence, differ)
    else:
        found = findings_of_code(data.decode("utf-8", "replace"), trusted)
    lines = [{"what": label, "says": words} for label, words in found.lines]
    if as_json:
        click.echo(json.dumps({"holds": found.holds, "findings": lines}, ensure_ascii=False))
    else:
        click.echo("\n".join(f"{label}：{words}" for label, words in found.lines))
    sys.exit(0 if found.holds else 1)


@group.command
def certificate() -> None:
    """Print the certificate of the key that signs here (PEM), for those who verify."""
    from asn1crypto import pem

    from hub.papers.office import Office

    shown = pem.armor("CERTIFICATE", Office(load()).signer.certificate.dump())
    click.echo(shown.decode(), nl=False)


def guide_pdf(book: "Catalogue", item: str) -> bytes:
    """Return the signed guide of an item as of today; raises Refused, Unfit."""
    from hub.catalogue import snapshot
    from hub.domain.calendar import local_day
    from hub.papers.office import Office
    from hub.papers.telling import guide_of

    version = snapshot.digest(snapshot.to_bytes(book))
    return Office(load()).make(guide_of(book, item, local_day(datetime.now(UTC)), version))


def put_out(made: bytes, out: Path | None) -> None:
    """Write to a file, or to standard output as it is."""
    if out is not None:
        out.write_bytes(made)
    else:
        click.get_binary_stream("stdout").write(made)


def _story(case: str, organisation: str | None) -> "tuple[str, tuple[Happening, ...]]":
    from hub.domain.identity import case_id
    from hub.papers.story import story_of

    subject = case_id(organisation, case) if organisation else case
    story = story_of(entries("Reading the journal", subject))
    if not story:
        raise Unfit(
            f"The journal has nothing of {subject}.",
            "A business number needs --of with the code of the organisation that submitted it.",
        )
    return subject, story


def _paper(
    subject: str, story: "tuple[Happening, ...]", kind: PaperKind, nth: int | None
) -> "Paper":
    from hub.papers.making import ForeignNumber, paper_of
    from hub.papers.occasions import occasions
    from hub.papers.telling import summary_of

    if kind is PaperKind.SUMMARY:
        summary = summary_of(subject, story, _book(story[-1].catalogue))
        if summary is None:
            raise Unfit(f"{subject} is no case.", "Papers are made of cases.")
        return summary
    occasion = _chosen(occasions(subject, story), kind, nth)
    try:
        return paper_of(occasion, _book(occasion.happening.catalogue))
    except ForeignNumber as error:
        raise Unfit(
            f"文号{occasion.number}由{error}编号，不是这份文书的出具机关。",
            "请将该文号作废（VoidNumber），由出具机关另行取号。",
        ) from error


def _chosen(found: "tuple[Occasion, ...]", kind: PaperKind, nth: int | None) -> "Occasion":
    of_kind = [each for each in found if each.kind is kind]
    fitting = [each for each in of_kind if nth is None or each.nth == nth]
    if not fitting:
        raise Unfit(
            f"案件没有第{nth}份{kind.words}。" if of_kind else f"案件没有{kind.words}。",
            "`lianban paper list CASE` 列出全部文书。",
        )
    return fitting[-1]


def _book(digest: bytes) -> "Catalogue":
    """Return the catalogue under which a case runs, from the document store; raises Unfit."""
    from hub.catalogue import snapshot
    from hub.documents.errors import DocumentError
    from hub.documents.store import DocumentStore

    settings = load()
    try:
        with DocumentStore(settings.document_url, settings.keys_path) as store:
            return snapshot.from_bytes(store.read_public(digest))
    except DocumentError as error:
        raise Unfit(f"{error.sentence}.", f"{error.remedy}.") from error
    except snapshot.NotASnapshot as error:
        raise Unfit(f"The catalogue {digest.hex()} cannot be read: {error}.", "Upgrade.") from error


def _look(actor: str | None, reason: str | None) -> Look:
    if not actor or not reason:
        raise click.UsageError("--with-name needs --actor and --reason: a look is recorded.")
    return Look(actor, reason)


def _disagreements(paper: "Paper") -> tuple[str, ...] | None:
    """Return what the journal says otherwise; None for a paper of no case."""
    from hub.papers.agreeing import disagreements
    from hub.papers.story import story_of

    if not paper.subject:
        return None
    story = story_of(entries("Reading the journal", paper.subject))
    places = {each.entry: each.catalogue for each in story}
    if paper.entry not in places:
        return (f"台账中没有条目{paper.entry}",)
    return disagreements(paper, story, _book(places[paper.entry]))


def _is_reachable(settings: "Settings") -> bool:
    """Return whether a broker is set or a hub runs on the data folder, so that none is started."""
    from hub.up import status

    return settings.kafka.bootstrap is not None or status.running(settings) is not None
