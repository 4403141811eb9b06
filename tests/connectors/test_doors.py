"""What every door does, shown at each kind of door with a real other side."""

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web

from connectors.door import Declined, Door, Parcel, Receipt
from connectors.errors import NotConnected, Unreachable, Unreadable
from connectors.folder_drop import FolderDrop
from connectors.http_push import HttpPush
from tests.connectors.receivers import FolderReceiver, HttpReceiver, http_receiver, signed

HEADERS = {
    "ce_specversion": "1.0",
    "ce_id": "3-7-0",
    "ce_type": "lianban.inbox.Answer",
    "ce_subject": "case-证",
    "content-type": "application/avro",
}
PARCEL = Parcel(12, "3-7-0", b"\xc3\x01 bytes", HEADERS)
Receiver = HttpReceiver | FolderReceiver


@pytest.fixture(params=["http", "folder"])
async def receiver(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Receiver]:
    """The other side of a door."""
    if request.param == "folder":
        yield FolderReceiver(tmp_path / "exchange")
        return
    async with http_receiver() as made:
        yield made


async def receipt_from(door: Door, receiver: Receiver, parcel: Parcel = PARCEL) -> Receipt:
    """Deliver and get the receipt, at once or by looking."""
    receipt = await door.deliver(parcel)
    await receiver.look()
    return receipt or (await door.receipts())[0]


async def test_a_receipt_names_what_arrived_and_who_signed(receiver: Receiver) -> None:
    """The receipt's digest is that of the very bytes."""
    door = receiver.door()
    await door.connect()
    receipt = await receipt_from(door, receiver)
    assert receipt == Receipt("3-7-0", hashlib.sha256(PARCEL.value).digest(), "R-1", "张收发")
    assert receiver.came == [("3-7-0", PARCEL.value)]
    await door.close()
    await door.close()


async def test_a_parcel_delivered_again_is_known_by_its_id(receiver: Receiver) -> None:
    """The other side can tell a repetition; the receipt is there again."""
    door = receiver.door()
    await door.connect()
    first = await receipt_from(door, receiver)
    assert await receipt_from(door, receiver) == first
    assert receiver.ids == ["3-7-0"]
    await door.close()


async def test_what_is_settled_is_put_away(receiver: Receiver) -> None:
    """A second settling does no harm, and no receipt comes twice."""
    door = receiver.door()
    await door.connect()
    await receipt_from(door, receiver)
    await door.settle(PARCEL)
    await door.settle(PARCEL)
    assert list(await door.receipts()) == []
    await door.close()


async def test_folder_has_whole_files_that_sort_in_order(tmp_path: Path) -> None:
    """Headers and digest lie beside the message; nothing half written has the message's name."""
    door = FolderDrop(tmp_path)
    await door.connect()
    for position in (9, 10, 100):
        await door.deliver(Parcel(position, f"0-{position}-0", b"x", HEADERS))
    names = sorted(path.name for path in (tmp_path / "inbox").glob("*.avro"))
    assert [name[20:] for name in names] == ["-0-9-0.avro", "-0-10-0.avro", "-0-100-0.avro"]
    about = json.loads((tmp_path / "inbox" / names[0]).with_suffix(".json").read_text())
    assert about == {"id": "0-9-0", "digest": hashlib.sha256(b"x").hexdigest(), "headers": HEADERS}
    assert not list((tmp_path / "inbox").glob(".*"))


async def test_folder_puts_aside_what_is_no_receipt(tmp_path: Path) -> None:
    """Garbage is told once and kept; a receipt for nothing is kept apart."""
    receiver = FolderReceiver(tmp_path)
    door = receiver.door()
    await door.connect()
    await door.deliver(PARCEL)
    receiver.sign("3-7-0", b"{")
    receiver.sign("9-9-9", json.dumps(signed(b"")).encode())
    with pytest.raises(Unreadable, match="digest"):
        await door.receipts()
    assert list(await door.receipts()) == []
    kept = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("receipts/*/*"))
    assert kept == ["receipts/unknown/9-9-9.json", "receipts/unreadable/3-7-0.json"]


async def test_folder_that_cannot_be_used_is_unreachable(tmp_path: Path) -> None:
    """A file where the folder should be says so, with what to do."""
    (tmp_path / "file").write_text("")
    with pytest.raises(Unreachable, match="mounted"):
        await FolderDrop(tmp_path / "file" / "in").connect()


async def test_http_says_what_a_cloudevent_says() -> None:
    """Binary mode: attributes are headers, non-ASCII is per-cent coded, the body is the message."""
    async with http_receiver() as receiver:
        door = receiver.door()
        await door.connect()
        await door.deliver(PARCEL)
        await door.close()
        (said,) = receiver.headers
    assert said["ce-id"] == "3-7-0"
    assert said["ce-subject"] == "case-%E8%AF%81"
    assert said["Content-Type"] == "application/avro"
    assert said["Idempotency-Key"] == '"3-7-0"'
    assert said["Content-Digest"].startswith("sha-256=:")
    assert said["Authorization"] == "Bearer secret-token"


@pytest.mark.parametrize(
    ("status", "error"),
    [
        *((status, Unreachable) for status in (302, 408, 429, 500, 503)),
        *((status, Declined) for status in (400, 404, 422)),
    ],
)
async def test_http_tells_a_bad_moment_from_a_bad_message(
    status: int, error: type[Exception]
) -> None:
    """What may pass is tried again; what is declined concerns this message alone."""

    async def answer(request: web.Request, value: bytes) -> web.StreamResponse:
        del request, value
        return web.Response(status=status, headers={"Location": "http://127.0.0.1:1/"})

    async with http_receiver() as receiver:
        receiver.answer = answer
        door = receiver.door()
        await door.connect()
        with pytest.raises(error):
            await door.deliver(PARCEL)
        await door.close()
        assert len(receiver.came) == 1


async def hang(request: web.Request, value: bytes) -> web.StreamResponse:
    """Never answer."""
    del request, value
    await asyncio.Event().wait()
    raise AssertionError


async def half(request: web.Request, value: bytes) -> web.StreamResponse:
    """Announce a receipt and hang up in the middle of it."""
    del value
    response = web.StreamResponse(headers={"Content-Length": "100"})
    await response.prepare(request)
    await response.write(b'{"digest"')
    assert request.transport is not None
    request.transport.close()
    return response


async def slowly(request: web.Request, value: bytes) -> web.StreamResponse:
    """Send a byte now and then, for ever."""
    del value
    response = web.StreamResponse()
    await response.prepare(request)
    while True:
        await response.write(b" ")
        await asyncio.sleep(0.05)


@pytest.mark.parametrize("answer", [hang, half, slowly])
async def test_http_has_one_bound_for_the_whole_exchange(answer: object) -> None:
    """A server that hangs, hangs up or dribbles is unreachable within the bound."""
    async with http_receiver() as receiver:
        receiver.answer = answer  # type: ignore[assignment]
        door = receiver.door(timeout_s=0.5)
        await door.connect()
        with pytest.raises(Unreachable):
            await door.deliver(PARCEL)
        await door.close()


async def test_http_reads_no_endless_receipt() -> None:
    """More bytes than a receipt may have are not read to their end."""

    async def endless(request: web.Request, value: bytes) -> web.StreamResponse:
        del request, value
        return web.Response(body=b"x" * 1_000_000)

    async with http_receiver() as receiver:
        receiver.answer = endless
        door = receiver.door()
        await door.connect()
        with pytest.raises(Unreadable):
            await door.deliver(PARCEL)
        await door.close()


async def test_http_that_nobody_serves_or_opened() -> None:
    """A refused connection is unreachable; a door that was not opened says so."""
    door = HttpPush("http://127.0.0.1:1/in", timeout_s=2)
    with pytest.raises(NotConnected):
        await door.deliver(PARCEL)
    await door.connect()
    with pytest.raises(Unreachable, match="did not answer"):
        await door.deliver(PARCEL)
    await door.close()
    with pytest.raises(Unreachable, match="ca_file"):
        await HttpPush("https://127.0.0.1:1/in", timeout_s=2, ca="/nowhere.pem").connect()
