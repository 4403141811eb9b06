"""The catalogue that a view needs for names and lists."""

from datetime import date, datetime
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from hub.domain.catalogue import Catalogue
    from hub.views.told import Told


def catalogue_in_force(told: "list[Told]", last: date | None = None) -> "Catalogue | None":
    """Return the catalogue in force at the end of a day (today), None where it is not here."""
    from hub.catalogue import snapshot
    from hub.documents.errors import DocumentMissing
    from hub.documents.store import DocumentStore
    from hub.domain.calendar import SHANGHAI
    from hub.settings import load
    from hub.views.idle import digest_in_force

    digest = digest_in_force(told, last or datetime.now(SHANGHAI).date())
    if digest is None:
        return None
    settings = load()
    try:
        with DocumentStore(settings.document_url, settings.keys_path) as store:
            return snapshot.from_bytes(store.read_public(digest))
    except DocumentMissing:
        click.echo("The catalogue is not in this document store: its names are missing.", err=True)
        return None
