"""Asking a broker whether it serves, in the two dozen bytes that takes."""

import asyncio
import contextlib
import struct

_METADATA = 3
_CORRELATION = 1
_NO_TOPICS = struct.pack(">i", 0)
_COUNT = struct.Struct(">ii")
_FRAME_LIMIT = 1 << 20


async def serves(host: str, port: int) -> bool:
    """Whether the broker at that address answers and counts a broker as alive.

    Sends a Metadata request, version 1, for no topic (Kafka protocol guide); a node that is
    still fenced by its controller answers with an empty list of brokers.
    """
    try:
        reader, writer = await asyncio.open_connection(host, port)
    except OSError:
        return False
    try:
        writer.write(_request())
        await writer.drain()
        return await _brokers(reader) > 0
    except (OSError, asyncio.IncompleteReadError):
        return False
    finally:
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()


def _request() -> bytes:
    client = b"lianban"
    header = struct.pack(">hhih", _METADATA, 1, _CORRELATION, len(client)) + client
    body = header + _NO_TOPICS
    return struct.pack(">i", len(body)) + body


async def _brokers(reader: asyncio.StreamReader) -> int:
    (size,) = struct.unpack(">i", await reader.readexactly(4))
    if not _COUNT.size <= size <= _FRAME_LIMIT:
        return 0
    correlation, brokers = _COUNT.unpack_from(await reader.readexactly(size))
    return int(brokers) if correlation == _CORRELATION else 0
