"""The catalogues a worker has at hand, by digest; a snapshot that is not there is waited for."""

import asyncio
from collections.abc import Callable
from typing import Final

from hub.domain.catalogue import Catalogue
from hub.runtime.logging import get

log = get(__name__)

NO_CATALOGUE: Final = bytes(32)
RETRY_S: Final = 1.0


class CatalogueAbsentError(Exception):
    """A snapshot must be loaded before this command can be decided."""

    def __init__(self, digest: bytes) -> None:
        """Name the snapshot."""
        super().__init__(digest.hex())
        self.digest = digest


class Shelf:
    """Loads each snapshot once for all partitions of a worker."""

    def __init__(self, fetch: Callable[[bytes], Catalogue]) -> None:
        """Take how a snapshot is fetched by its digest; `fetch` blocks and may raise anything."""
        self._fetch = fetch
        self._books: dict[bytes, Catalogue] = {NO_CATALOGUE: Catalogue.empty()}
        self._lock = asyncio.Lock()
        self._requested: dict[bytes, asyncio.Task[None]] = {}

    def book(self, digest: bytes) -> Catalogue:
        """Return a snapshot at hand. Raises CatalogueAbsentError."""
        try:
            return self._books[digest]
        except KeyError:
            raise CatalogueAbsentError(digest) from None

    def request(self, digest: bytes) -> None:
        """Begin to load a snapshot beside whatever goes on; returns at once."""
        if digest not in self._books and digest not in self._requested:
            task = asyncio.create_task(self.load(digest))
            self._requested[digest] = task
            task.add_done_callback(lambda _: self._requested.pop(digest, None))

    async def load(self, digest: bytes) -> None:
        """Bring a snapshot to hand, trying until it is there: its absence parks nothing."""
        while digest not in self._books:
            async with self._lock:
                if digest in self._books:
                    return
                try:
                    book = await asyncio.to_thread(self._fetch, digest)
                    self._books[digest] = book
                except Exception as error:  # noqa: BLE001 - whatever it is, the answer is to wait
                    log.warning("catalogue_absent", digest=digest.hex(), error=str(error))
            if digest not in self._books:
                await asyncio.sleep(RETRY_S)
