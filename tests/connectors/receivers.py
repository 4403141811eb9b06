"""The other side of each kind of door, as a receiver would build it."""

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import web

from connectors.door import Door
from connectors.folder_drop import FolderDrop
from connectors.http_push import HttpPush


def signed(value: bytes, number: str = "R-1", receiver: str = "张收发") -> dict[str, str]:
    """Return the receipt for what arrived."""
    return {"digest": hashlib.sha256(value).hexdigest(), "number": number, "receiver": receiver}


Answer = Callable[[web.Request, bytes], Awaitable[web.StreamResponse]]


async def sign(request: web.Request, value: bytes) -> web.StreamResponse:
    """Answer with a receipt at once."""
    del request
    return web.json_response(signed(value))


@dataclass
class HttpReceiver:
    """An HTTP server that keeps what came and answers as `answer` says."""

    url: str = ""
    answer: Answer = sign
    came: list[tuple[str, bytes]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Keep and answer."""
        value = await request.read()
        self.came.append((request.headers["Idempotency-Key"].strip('"'), value))
        self.headers.append(dict(request.headers))
        return await self.answer(request, value)

    def door(self, timeout_s: float = 5.0) -> Door:
        """Return a connector to this receiver."""
        return HttpPush(self.url, timeout_s=timeout_s, token="secret-token")

    async def look(self) -> None:
        """Do nothing: it answered already."""

    @property
    def ids(self) -> list[str]:
        """Ids of what came, in order, each once."""
        return list(dict.fromkeys(name for name, _ in self.came))


@asynccontextmanager
async def http_receiver() -> AsyncIterator[HttpReceiver]:
    """Run a receiver on a free port."""
    receiver = HttpReceiver()
    app = web.Application()
    app.router.add_post("/in", receiver.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    receiver.url = f"http://{host}:{port}/in"
    try:
        yield receiver
    finally:
        await runner.cleanup()


@dataclass
class FolderReceiver:
    """Somebody who looks into the folder and signs for what lies there."""

    folder: Path
    signs: bool = True
    came: list[tuple[str, bytes]] = field(default_factory=list)

    def door(self, timeout_s: float = 5.0) -> Door:
        """Return a connector to this receiver."""
        del timeout_s
        return FolderDrop(self.folder)

    async def look(self) -> None:
        """Take in what is new and put a receipt for each, whole."""
        for path in sorted((self.folder / "inbox").glob("*.avro")):
            name = path.stem.partition("-")[2]
            if name in self.ids:
                continue
            value = path.read_bytes()
            self.came.append((name, value))
            if self.signs:
                self.sign(name, json.dumps(signed(value)).encode())

    def sign(self, name: str, raw: bytes) -> None:
        """Put a receipt."""
        fresh = self.folder / "receipts" / f".{name}"
        fresh.write_bytes(raw)
        fresh.replace(self.folder / "receipts" / f"{name}.json")

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            if (self.folder / "inbox").exists():
                await self.look()
            await asyncio.sleep(0.02)

    @property
    def ids(self) -> list[str]:
        """Ids of what came, in order."""
        return [name for name, _ in self.came]
