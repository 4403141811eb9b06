"""`lianban keys`: what hangs on the key of an applicant, its destruction; signing keys."""

import json
from typing import TYPE_CHECKING, Any

import click

from hub.cli import agreeing, signing
from hub.cli.showing import as_json_option
from hub.settings import load

if TYPE_CHECKING:
    from hub.importing.erasing import Hands
    from hub.settings import Settings
    from hub.views.erasing import Erasure


@click.group("keys")
def group() -> None:
    """Keys of applicants, which erase when they are destroyed; keys with which offices sign."""


group.add_command(agreeing.command)
group.add_command(signing.group)


@group.command
@click.argument("case")
@click.option("--of", "organisation", help="CASE is the business number of this organisation.")
@click.option("--actor", required=True, help="Who does it (a staff reference).")
@click.option("--witness", required=True, help="Who sees it done (监销): another person.")
@click.option("--yes", is_flag=True, help="Do it, for good. Without this it is only shown.")
@as_json_option
def destroy(
    case: str, organisation: str | None, actor: str, witness: str, *, yes: bool, as_json: bool
) -> None:
    """Destroy the key of the applicant of CASE, and so erase what is sealed for that person.

    Only when the retention of the file has ended, the archive agreed, and no other case of the
    same person keeps its file. The hub's journal records it; every digest and proof holds on.
    """
    from hub.domain.identity import case_id
    from hub.importing.erasing import Hands

    subject = case_id(organisation, case) if organisation else case
    hands = Hands(actor, witness) if yes else None
    erasure, gone = _with_store(subject, hands)
    if as_json:
        click.echo(json.dumps(_object(erasure, gone=gone), ensure_ascii=False))
    else:
        click.echo("\n".join(_lines(erasure, gone=gone)))
    if erasure.holders:
        raise SystemExit(1)


def _with_store(subject: str, hands: "Hands | None") -> "tuple[Erasure, bool | None]":
    """Return what it means and, where `hands` do it, whether there was a key."""
    from hub.cli.interrupt import run
    from hub.cli.reach import reach_hub
    from hub.cli.steps import Steps
    from hub.documents.store import DocumentStore
    from hub.importing.erasing import destroy as destroy_key
    from hub.importing.erasing import erasure_of

    settings = load()

    async def work() -> "tuple[Erasure, bool | None]":
        with (
            Steps("Reading the journal") as steps,
            DocumentStore(settings.document_url, settings.keys_path) as store,
        ):
            async with reach_hub(settings, None, steps) as bootstrap:
                at = _at(settings, bootstrap)
                if hands is None:
                    return await erasure_of(at, store, subject), None
                return await destroy_key(at, store, subject, hands)

    return run(work())


def _at(settings: "Settings", bootstrap: str) -> "Settings":
    kafka = settings.kafka.model_copy(update={"bootstrap": bootstrap})
    return settings.model_copy(update={"kafka": kafka})


def _object(erasure: "Erasure", *, gone: bool | None) -> dict[str, Any]:
    return {
        "person": erasure.person,
        "agreed": list(erasure.agreed),
        "destroyed": list(erasure.destroyed),
        "documents": [each.digest.hex() for each in erasure.documents],
        "size_bytes": erasure.size_bytes,
        "holders": [
            {
                "subject": each.subject,
                "rule": each.why.rule.code,
                "sentence": each.why.sentence,
                "remedy": each.why.remedy,
            }
            for each in erasure.holders
        ],
        "key": {None: "kept", True: "destroyed", False: "destroyed before"}[gone],
    }


def _lines(erasure: "Erasure", *, gone: bool | None) -> list[str]:
    count, size = len(erasure.documents), erasure.size_bytes
    lines = [f"{erasure.person}: {count} documents ({size} bytes) are sealed with this key."]
    lines += [f"{case}: the archive agreed." for case in erasure.agreed]
    lines += [f"{case}: the file is destroyed." for case in erasure.destroyed]
    lines += [
        f"{each.subject}: {each.why.rule.code} {each.why.sentence} {each.why.remedy}"
        for each in erasure.holders
    ]
    if erasure.holders:
        return [*lines, "The key stays."]
    return [*lines, _END[gone]]


_END = {
    None: "Nothing keeps the key: --yes destroys it, and nothing brings back what it opened.",
    True: "The key is destroyed. Digests and proofs hold on.",
    False: "There was no key any more: nothing was sealed, or it was destroyed before.",
}
