"""Publishing a catalogue: its snapshot into the document store, the act into the hub."""

import asyncio
import io
from dataclasses import dataclass
from datetime import UTC, date, datetime

from hub.catalogue import snapshot
from hub.catalogue.concerning import concerned
from hub.documents.store import DocumentStore
from hub.domain.catalogue import Catalogue
from hub.domain.commands import PublishCatalogue
from hub.domain.identity import CATALOGUE_REGISTER
from hub.domain.inbox import Answer
from hub.domain.subjects import CatalogueRegister
from hub.importing.post import Letter, post_of
from hub.settings import Settings
from hub.signing import Pens
from hub.unfit import Unfit
from hub.views.reading import read_journal
from topics import names
from topics.broker import topic_ids

KIND = "catalogue"
MEDIA_TYPE = "application/json"


@dataclass(frozen=True, slots=True)
class Act:
    """Who publishes, who approved, and from which day the catalogue is in force."""

    publisher: str
    approver: str
    valid_from: date


@dataclass(frozen=True, slots=True)
class Published:
    """The snapshot's digest, the hub's answer, and organisations that have no topics yet."""

    digest: bytes
    answer: Answer
    without_topics: tuple[str, ...]


async def publish(settings: Settings, bootstrap: str, catalogue: Catalogue, act: Act) -> Published:
    """Publish a catalogue that is without error and return the hub's answer. Raises Unfit.

    Whom it concerns is found by comparing it with the one published before.
    """
    kafka = settings.kafka.model_copy(update={"bootstrap": bootstrap})
    before = await _published_before(settings.model_copy(update={"kafka": kafka}))
    command = await asyncio.to_thread(_deposit, settings, catalogue, act, before)
    now = datetime.now(UTC)
    mark = now.strftime("%Y%m%dT%H%M%S.%f")
    letter = Letter(f"catalogue/{command.snapshot.hex()[:16]}/{mark}", CATALOGUE_REGISTER, command)
    async with post_of(settings, bootstrap, settings.administration) as post:
        answers = await post.exchange([letter], now)
    missing = await _without_topics(settings, bootstrap, catalogue)
    return Published(command.snapshot, answers[letter.id], missing)


def must_be_heard_afterwards(
    settings: Settings, catalogue: Catalogue, act: Act, *, signed_elsewhere: bool = False
) -> None:
    """Raise Unfit for a catalogue after which the administration could say nothing more.

    Not even publish the next one: its messages must then bear a signature that nobody, or nobody on
    this machine (which `signed_elsewhere` puts up with), can make.
    """
    code = settings.administration
    keys = catalogue.keys_of(code)
    day = act.valid_from
    lasting = [key for key in keys if not (key.is_over(day) or key.is_revoked(day))]
    if keys and not lasting:
        raise Unfit(
            f"All signing keys of {code} are over on {day}: nobody could publish another one.",
            "Add a key that holds to signing_keys.csv (`lianban keys signing new`).",
        )
    held = Pens(settings.signing_path).public_key(code)
    if lasting and held not in {key.public_key for key in lasting} and not signed_elsewhere:
        named = ", ".join(key.code for key in lasting)
        raise Unfit(
            f"{code} must sign with {named} from then on, and {settings.signing_path} holds none"
            " of these keys: it could not publish a catalogue again from here.",
            f"Put the private key at {settings.signing_path / f'{code}.pem'}, or say"
            " --signed-elsewhere where another machine holds it.",
        )


async def _published_before(settings: Settings) -> bytes | None:
    """Return the digest of the snapshot published last, None before the first."""
    last = None
    async for told in read_journal(settings, CATALOGUE_REGISTER):
        if isinstance(told.after, CatalogueRegister):
            last = told.after.snapshot
    return last


def _deposit(
    settings: Settings, catalogue: Catalogue, act: Act, before: bytes | None
) -> PublishCatalogue:
    """Put the snapshot where workers fetch it; before anybody is told of it."""
    store = DocumentStore(settings.document_url, settings.keys_path)
    former = snapshot.from_bytes(store.read_public(before)) if before else Catalogue.empty()
    content = io.BytesIO(snapshot.to_bytes(catalogue))
    reference = store.put_public(content, kind=KIND, media_type=MEDIA_TYPE)
    return PublishCatalogue(
        snapshot=reference.digest,
        size_bytes=reference.size_bytes,
        valid_from=act.valid_from,
        publisher=act.publisher,
        approver=act.approver,
        concerned=concerned(former, catalogue),
    )


async def _without_topics(
    settings: Settings, bootstrap: str, catalogue: Catalogue
) -> tuple[str, ...]:
    boxes = {code: names.inbox(code, settings.namespace) for code in catalogue.organisations}
    found = await topic_ids(bootstrap, list(boxes.values()))
    return tuple(code for code, box in boxes.items() if box not in found)
