"""Documents in, references out; and back again, checked."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Self

from hub.documents import sealing
from hub.documents.errors import DocumentAltered, DocumentMissing
from hub.documents.keys import KeyStore
from hub.documents.reading import READ_BYTES, Checked, as_file
from hub.documents.sealing import Broken, Source
from hub.documents.storage import Shelf, Storage, Stored
from hub.domain.documents import DocumentReference


class DocumentStore:
    """All documents of a hub. Safe with several processes and threads; memory does not grow.

    A document of a data subject is sealed with that subject's key before it touches the storage.
    Its reference names digest and length of the *sealed* bytes; sealing is salted, so equal
    documents have different digests and a digest tells nothing of what is in it.
    """

    def __init__(self, url: str, keys_path: Path) -> None:
        """Take where bytes lie (path or fsspec URL) and the SQLite file of the keys.

        Makes what is not there yet. Raises KeysUnusable.
        """
        self._storage = Storage(url)
        self._keys = KeyStore(keys_path)

    def put(
        self, source: Source, *, kind: str, media_type: str, data_subject: str
    ) -> DocumentReference:
        """Seal `source` for a data subject and store it; durable on return (local storage)."""
        if not data_subject:
            raise ValueError("a sealed document needs a data subject")
        key = self._keys.key_of(data_subject)
        pieces = sealing.seal(source, key.key, key.key_id)
        return _reference(self._storage.write(Shelf.SEALED, pieces), kind, media_type)

    def put_public(self, source: Source, *, kind: str, media_type: str) -> DocumentReference:
        """Store `source` as it is: for what is public (catalogue snapshots), never for people."""
        pieces = (piece for piece, _ in sealing.pieces(source, READ_BYTES))
        return _reference(self._storage.write(Shelf.PUBLIC, pieces), kind, media_type)

    @contextmanager
    def open(self, reference: DocumentReference) -> Iterator[BinaryIO]:
        """Give a file with the document's plain bytes, streamed.

        Every chunk of a sealed document is authenticated before it is let out, and the last one of
        any document only if length and digest are those of the reference: who has read to the end
        without an exception has read the document. Raises DocumentMissing, KeyDestroyed and
        KeysUnusable at once, DocumentAltered at once or while reading.
        """
        shelf = self._shelf(reference)
        with self._storage.open(shelf, reference.digest) as stored:
            chunks = self._chunks(shelf, Checked(stored, reference), reference.digest)
            with as_file(chunks) as plain:
                yield plain

    def read(self, reference: DocumentReference, *, limit_bytes: int = 16 << 20) -> bytes:
        """Return a small document whole. Raises as `open`; ValueError above `limit_bytes`."""
        with self.open(reference) as plain:
            data = plain.read(limit_bytes)
            if plain.read(1):
                raise ValueError(f"the document is larger than {limit_bytes} bytes")
        return data

    def read_public(self, digest: bytes, *, limit_bytes: int = 64 << 20) -> bytes:
        """Return a public document by its digest alone, whole.

        Raises DocumentMissing; DocumentAltered when the bytes are not those of the digest;
        ValueError above `limit_bytes`.
        """
        with self._storage.open(Shelf.PUBLIC, digest) as stored:
            data = stored.read(limit_bytes + 1)
        if len(data) > limit_bytes:
            raise ValueError(f"the document is larger than {limit_bytes} bytes")
        if hashlib.sha256(data).digest() != digest:
            raise DocumentAltered(digest, "its bytes have another digest")
        return data

    def verify(self, reference: DocumentReference) -> None:
        """Check length and digest of what is stored; needs no key, also when it was destroyed.

        Raises DocumentMissing, DocumentAltered.
        """
        with self._storage.open(self._shelf(reference), reference.digest) as stored:
            checked = Checked(stored, reference)
            while checked.read(READ_BYTES):
                pass

    def data_subject_of(self, reference: DocumentReference) -> str | None:
        """Return for whom a document is sealed, also after its key was destroyed.

        None for a public document, and for one whose key was never of this store. Reads only the
        header. Raises DocumentMissing, DocumentAltered.
        """
        shelf = self._shelf(reference)
        if shelf is Shelf.PUBLIC:
            return None
        with self._storage.open(shelf, reference.digest) as stored:
            try:
                header = sealing.read_header(stored)
            except Broken as error:
                raise DocumentAltered(reference.digest, str(error)) from error
        return self._keys.data_subject(header.key_id)

    def exists(self, document: DocumentReference | bytes) -> bool:
        """Tell whether bytes lie under this reference or digest (unchecked)."""
        digest = document if isinstance(document, bytes) else document.digest
        return self._storage.shelf_of(digest) is not None

    def destroy_key(self, data_subject: str) -> bool:
        """Erase all sealed documents of a data subject for good; return whether there was a key.

        Digests stay true: `verify` still works. A later `put` for the subject makes a new key.
        """
        return self._keys.destroy(data_subject)

    def close(self) -> None:
        """Close the keys."""
        self._keys.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _shelf(self, reference: DocumentReference) -> Shelf:
        shelf = self._storage.shelf_of(reference.digest)
        if shelf is None:
            raise DocumentMissing(reference.digest)
        return shelf

    def _chunks(self, shelf: Shelf, stored: Checked, digest: bytes) -> Iterator[bytes]:
        if shelf is Shelf.PUBLIC:
            return (piece for piece, _ in sealing.pieces(stored, READ_BYTES))
        try:
            header = sealing.read_header(stored)
        except Broken as error:
            raise DocumentAltered(digest, str(error)) from error
        return _unsealed(stored, self._keys.key(header.key_id), header, digest)


def _unsealed(
    stored: Checked, key: bytes, header: sealing.Header, digest: bytes
) -> Iterator[bytes]:
    try:
        yield from sealing.unseal(stored, key, header)
    except Broken as error:
        raise DocumentAltered(digest, str(error)) from error


def _reference(stored: Stored, kind: str, media_type: str) -> DocumentReference:
    return DocumentReference(
        digest=stored.digest, size_bytes=stored.size_bytes, media_type=media_type, kind=kind
    )
