"""Sealed bytes: what goes in comes out, and nothing else ever does."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.documents import sealing
from hub.documents.sealing import CHUNK_BYTES, HEADER_BYTES, TAG_BYTES, Broken

KEY = bytes(range(32))
KEY_ID = b"k" * 16
STORED_CHUNK = CHUNK_BYTES + TAG_BYTES
THREE_CHUNKS = b"a" * CHUNK_BYTES + b"b" * CHUNK_BYTES + b"c" * 100


class Trickle(io.BytesIO):
    """A source that returns less than asked for, as sockets do."""

    def read(self, size: int | None = -1, /) -> bytes:
        """Return at most 1,000 bytes."""
        return super().read(min(size or 0, 1000))


def seal(data: bytes, key: bytes = KEY) -> bytes:
    """Seal in one piece."""
    return b"".join(sealing.seal(io.BytesIO(data), key, KEY_ID))


def unseal(data: bytes, key: bytes = KEY) -> bytes:
    """Unseal in one piece."""
    source = io.BytesIO(data)
    return b"".join(sealing.unseal(source, key, sealing.read_header(source)))


@pytest.mark.parametrize(
    "size", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES]
)
def test_comes_out_as_it_went_in(size: int) -> None:
    """Lengths around the chunk boundary come back exactly."""
    data = bytes(index % 251 for index in range(size))
    assert unseal(seal(data)) == data


def test_a_source_that_trickles() -> None:
    """Short reads do not make short chunks."""
    sealed = b"".join(sealing.seal(Trickle(THREE_CHUNKS), KEY, KEY_ID))
    source = Trickle(sealed)
    header = sealing.read_header(source)
    assert b"".join(sealing.unseal(source, KEY, header)) == THREE_CHUNKS
    assert len(sealed) == HEADER_BYTES + len(THREE_CHUNKS) + 3 * TAG_BYTES


def test_equal_bytes_sealed_twice_differ() -> None:
    """Nobody can tell from the sealed bytes whether two documents are the same."""
    first, second = seal(b"same" * 8), seal(b"same" * 8)
    assert first[HEADER_BYTES:] != second[HEADER_BYTES:]


def test_the_header_names_the_key() -> None:
    """The id of the key stands open, its bytes do not."""
    sealed = seal(b"secret")
    assert sealing.read_header(io.BytesIO(sealed)).key_id == KEY_ID
    assert KEY not in sealed
    assert b"secret" not in sealed


def test_another_key_opens_nothing() -> None:
    """A wrong key is found at the first chunk."""
    with pytest.raises(Broken, match="chunk 0"):
        unseal(seal(b"secret"), key=b"x" * 32)


def chunks_of(sealed: bytes) -> list[bytes]:
    """Split into header and stored chunks."""
    body = sealed[HEADER_BYTES:]
    rest = [body[start : start + STORED_CHUNK] for start in range(0, len(body), STORED_CHUNK)]
    return [sealed[:HEADER_BYTES], *rest]


@pytest.mark.parametrize(
    "order",
    [(0, 2, 1, 3), (0, 1, 1, 2, 3), (0, 1, 3), (0, 2, 3), (0, 1, 2), (0, 1), (0,), (0, 1, 2, 3, 3)],
    ids=str,
)
def test_chunks_moved_doubled_or_left_out(order: tuple[int, ...]) -> None:
    """Only all chunks in their order, with the last one last, are a document."""
    parts = chunks_of(seal(THREE_CHUNKS))
    with pytest.raises(Broken):
        unseal(b"".join(parts[index] for index in order))


def test_a_chunk_of_another_document() -> None:
    """Chunks of two documents under one key cannot be mixed."""
    first, second = chunks_of(seal(THREE_CHUNKS)), chunks_of(seal(THREE_CHUNKS))
    with pytest.raises(Broken, match="chunk 1"):
        unseal(b"".join([first[0], first[1], second[2], first[3]]))


@given(position=st.integers(0, 10_000), flip=st.integers(1, 255))
def test_any_changed_byte_is_found(position: int, flip: int) -> None:
    """Header, body or tag: no byte can be changed."""
    sealed = bytearray(seal(b"some document" * 20))
    sealed[position % len(sealed)] ^= flip
    with pytest.raises(Broken):
        unseal(bytes(sealed))


@given(kept=st.integers(0, 350))
def test_any_cut_is_found(kept: int) -> None:
    """However much is cut off, it is not taken for a shorter document."""
    sealed = seal(b"some document" * 20)
    with pytest.raises(Broken):
        unseal(sealed[: min(kept, len(sealed) - 1)])


def test_an_unknown_version() -> None:
    """A later form of sealing is named, not guessed at."""
    with pytest.raises(Broken, match="version 9"):
        unseal(b"LBSD\x09" + seal(b"x")[5:])
