"""Documents in, references out; and back again, checked."""

import hashlib
import io
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest

from hub.documents.errors import DocumentAltered, DocumentMissing, KeyDestroyed
from hub.documents.sealing import CHUNK_BYTES
from hub.documents.store import DocumentStore
from hub.domain.documents import DocumentReference

BIG_BYTES = 200 << 20
MEMORY_BOUND_BYTES = 24 << 20

STREAM = """
import resource, sys
from pathlib import Path
from hub.documents.store import DocumentStore

class Zeros:
    left = int(sys.argv[2])
    def read(self, size):
        size = min(size, self.left)
        self.left -= size
        return bytes(size)

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024

with DocumentStore(sys.argv[1] + "/documents", Path(sys.argv[1]) / "keys.sqlite") as store:
    before = peak()
    reference = store.put(Zeros(), kind="form", media_type="x/y", data_subject="person-1")
    read = 0
    with store.open(reference) as plain:
        while data := plain.read(65536):
            read += len(data)
    print(read, peak() - before)
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[DocumentStore]:
    """Give a store in a folder."""
    with DocumentStore(f"file://{tmp_path}/documents", tmp_path / "keys.sqlite") as opened:
        yield opened


def put(store: DocumentStore, data: bytes, data_subject: str = "person-1") -> DocumentReference:
    """Store a sealed form."""
    source = io.BytesIO(data)
    return store.put(source, kind="form", media_type="text/plain", data_subject=data_subject)


def file_of(tmp_path: Path, reference: DocumentReference) -> Path:
    """Return where the bytes lie."""
    return next((tmp_path / "documents").rglob(reference.digest.hex()))


def files_in(tmp_path: Path) -> list[Path]:
    """Return all files of the storage."""
    return [path for path in (tmp_path / "documents").rglob("*") if path.is_file()]


@pytest.mark.parametrize("size", [0, 1, CHUNK_BYTES, 3 * CHUNK_BYTES + 5])
def test_a_document_comes_back(store: DocumentStore, size: int) -> None:
    """The plain bytes are those that were put."""
    data = os.urandom(size)
    assert store.read(put(store, data)) == data


def test_the_reference_is_of_the_sealed_bytes(store: DocumentStore, tmp_path: Path) -> None:
    """Anybody can check digest and length without a key; nothing plain lies in the storage."""
    reference = put(store, b"a person's name" * 100)
    stored = file_of(tmp_path, reference).read_bytes()
    assert hashlib.sha256(stored).digest() == reference.digest
    assert len(stored) == reference.size_bytes
    assert b"a person's name" not in stored


def test_equal_documents_have_different_digests(store: DocumentStore) -> None:
    """A digest does not tell that two people handed in the same."""
    assert put(store, b"same").digest != put(store, b"same").digest


def test_a_public_document_is_stored_as_it_is(store: DocumentStore, tmp_path: Path) -> None:
    """A catalogue snapshot is found by the digest of its own bytes, once."""
    data = b"public" * 50_000
    references = {
        store.put_public(io.BytesIO(data), kind="catalogue", media_type="application/json")
        for _ in range(2)
    }
    (reference,) = references
    assert reference.digest == hashlib.sha256(data).digest()
    assert store.read(reference) == data
    assert len(files_in(tmp_path)) == 1


def test_public_bytes_that_look_sealed(store: DocumentStore, tmp_path: Path) -> None:
    """Sealed bytes stored as a public document come back as they are, never opened."""
    sealed = file_of(tmp_path, put(store, b"secret")).read_bytes()
    reference = store.put_public(io.BytesIO(sealed + b"."), kind="x", media_type="x/y")
    assert store.read(reference) == sealed + b"."


def test_exists(store: DocumentStore) -> None:
    """A reference or a digest will do."""
    reference = put(store, b"x")
    assert store.exists(reference)
    assert store.exists(reference.digest)
    assert not store.exists(bytes(32))


def test_missing(store: DocumentStore) -> None:
    """The sentence names the digest and what to do."""
    reference = replace(put(store, b"x"), digest=bytes(32))
    with pytest.raises(DocumentMissing, match=r"00000.*ask the sender"), store.open(reference):
        pass


@pytest.mark.parametrize("public", [False, True])
@pytest.mark.parametrize("change", ["flip", "cut", "extend", "empty"])
def test_altered(store: DocumentStore, tmp_path: Path, change: str, public: bool) -> None:
    """Whatever is done to the stored bytes, a reader who goes to the end finds out."""
    data = os.urandom(3 * CHUNK_BYTES)
    reference = (
        store.put_public(io.BytesIO(data), kind="k", media_type="x/y")
        if public
        else put(store, data)
    )
    path = file_of(tmp_path, reference)
    stored = bytearray(path.read_bytes())
    if change == "flip":
        stored[len(stored) // 2] ^= 1
    path.write_bytes(
        {"flip": stored, "cut": stored[:-1], "extend": stored + b"x", "empty": b""}[change]
    )
    with pytest.raises(DocumentAltered, match="Restore it"):
        store.read(reference)
    with pytest.raises(DocumentAltered):
        store.verify(reference)


def test_exchanged_for_another_document_of_the_same_person(
    store: DocumentStore, tmp_path: Path
) -> None:
    """Validly sealed bytes in the wrong place are not let out to the end."""
    wanted, other = put(store, b"granted"), put(store, b"denied!")
    file_of(tmp_path, wanted).write_bytes(file_of(tmp_path, other).read_bytes())
    with store.open(wanted) as plain, pytest.raises(DocumentAltered, match="digest"):
        plain.read()


def test_erasing_a_person(store: DocumentStore) -> None:
    """All of one person is gone and nothing of another; digests still hold; new ones work."""
    first, second = put(store, b"one"), put(store, b"two")
    other = put(store, b"other", data_subject="person-2")
    assert store.destroy_key("person-1")
    for reference in (first, second):
        with pytest.raises(KeyDestroyed, match="erased"), store.open(reference):
            pass
        store.verify(reference)
        assert store.exists(reference)
    assert store.read(other) == b"other"
    assert store.read(put(store, b"again")) == b"again"


def test_whose_a_document_is_needs_no_key(store: DocumentStore, tmp_path: Path) -> None:
    """For whom it is sealed is known before and after the key is gone; public ones are nobody's."""
    sealed = put(store, b"one")
    public = store.put_public(io.BytesIO(b"list"), kind="list", media_type="text/plain")
    assert store.data_subject_of(sealed) == "person-1"
    store.destroy_key("person-1")
    assert store.data_subject_of(sealed) == "person-1"
    assert store.data_subject_of(public) is None
    with DocumentStore(f"file://{tmp_path}/documents", tmp_path / "other.sqlite") as elsewhere:
        assert elsewhere.data_subject_of(sealed) is None
    file_of(tmp_path, sealed).write_bytes(b"nonsense")
    with pytest.raises(DocumentAltered):
        store.data_subject_of(sealed)


def test_a_data_subject_is_needed(store: DocumentStore) -> None:
    """A sealed document without a person could never be erased."""
    with pytest.raises(ValueError, match="data subject"):
        put(store, b"x", data_subject="")


def test_read_is_for_small_documents(store: DocumentStore) -> None:
    """Reading whole has a limit."""
    reference = put(store, b"x" * 101)
    with pytest.raises(ValueError, match="larger than 100"):
        store.read(reference, limit_bytes=100)
    assert len(store.read(reference, limit_bytes=101)) == 101


def test_a_source_that_fails_leaves_nothing(store: DocumentStore, tmp_path: Path) -> None:
    """An upload that breaks off is not stored."""

    class Breaking(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell():
                self.fail()
            return super().read(size)

        def fail(self) -> NoReturn:
            raise ConnectionResetError("the sender is gone")

    with pytest.raises(ConnectionResetError):
        store.put(Breaking(b"x" * 100), kind="k", media_type="x/y", data_subject="person-1")
    assert files_in(tmp_path) == []


def test_what_killed_writers_left_is_swept(tmp_path: Path) -> None:
    """A day later it is removed; what is being written now is not."""
    incoming = tmp_path / "documents" / "incoming"
    incoming.mkdir(parents=True)
    old, new = incoming / "old", incoming / "new"
    for path in (old, new):
        path.write_bytes(b"half")
    two_days_ago_s = time.time() - 2 * 86_400
    os.utime(old, (two_days_ago_s, two_days_ago_s))
    DocumentStore(str(tmp_path / "documents"), tmp_path / "keys.sqlite").close()
    assert [path.name for path in incoming.iterdir()] == ["new"]


def test_many_writers_at_once(store: DocumentStore, tmp_path: Path) -> None:
    """Threads and two stores on one folder, same and different documents: all come back."""
    with (
        DocumentStore(str(tmp_path / "documents"), tmp_path / "keys.sqlite") as second,
        ThreadPoolExecutor(8) as threads,
    ):

        def write(number: int) -> bool:
            target = (store, second)[number % 2]
            data = f"document {number}".encode() * 100
            sealed = put(target, data, data_subject=f"person-{number % 5}")
            same = target.put_public(io.BytesIO(b"the same"), kind="k", media_type="x/y")
            return store.read(sealed) == data and second.read(same) == b"the same"

        assert all(threads.map(write, range(100)))
    assert len(files_in(tmp_path)) == 101


def test_another_storage(tmp_path: Path) -> None:
    """What fsspec knows will do: here its memory file system."""
    with DocumentStore(f"memory://{tmp_path.name}", tmp_path / "keys.sqlite") as store:
        reference = put(store, b"x" * 100_000)
        assert store.read(reference) == b"x" * 100_000
        with pytest.raises(DocumentMissing), store.open(replace(reference, digest=bytes(32))):
            pass


def test_memory_does_not_grow_with_the_document(tmp_path: Path) -> None:
    """200 MB go in and out of a process that grows by less than 24 MB."""
    command = [sys.executable, "-c", STREAM, str(tmp_path), str(BIG_BYTES)]
    run = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    read_bytes, grown_bytes = map(int, run.stdout.split())
    assert read_bytes == BIG_BYTES
    assert grown_bytes < MEMORY_BOUND_BYTES


def test_a_public_document_by_its_digest_alone(store: DocumentStore, tmp_path: Path) -> None:
    """Who knows only the digest gets the bytes, checked and bounded; sealed ones never."""
    reference = store.put_public(io.BytesIO(b"public"), kind="catalogue", media_type="x/y")
    assert store.read_public(reference.digest) == b"public"
    with pytest.raises(ValueError, match="larger than 5"):
        store.read_public(reference.digest, limit_bytes=5)
    with pytest.raises(DocumentMissing):
        store.read_public(put(store, b"secret").digest)
    file_of(tmp_path, reference).write_bytes(b"forged")
    with pytest.raises(DocumentAltered):
        store.read_public(reference.digest)
