"""A department's own system behind its door, as a process: notes what comes, then signs for it.

`python -m tests.faults.receiver --port P --record FILE --topic org.dept-2.in`. What was noted
survives the process; the same message may come again, and is signed for again.
"""

import argparse
import hashlib
import json
from pathlib import Path
from typing import IO

from aiohttp import web

HOST = "127.0.0.1"
PATH = "/lianban"
RECEIVER = "收发室"


class Receiver:
    """Takes messages by POST, one after the other."""

    def __init__(self, record: IO[str], topic: str) -> None:
        self._record = record
        self._topic = topic
        self._signed = 0

    async def take(self, request: web.Request) -> web.Response:
        """Note what came before anybody hears that it did."""
        digest = hashlib.sha256(await request.read()).hexdigest()
        message_id = request.headers["ce-id"]
        line = {"event": "carried", "topic": self._topic, "id": message_id, "sha256": digest}
        self._record.write(json.dumps(line) + "\n")
        self._record.flush()
        self._signed += 1
        receipt = {"digest": digest, "number": f"R-{self._signed}", "receiver": RECEIVER}
        return web.json_response(receipt)


def main() -> None:
    """Serve until SIGTERM."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", required=True, type=int)
    parser.add_argument("--record", required=True, type=Path)
    parser.add_argument("--topic", required=True)
    options = parser.parse_args()
    with options.record.open("a", encoding="utf-8") as record:
        application = web.Application()
        application.router.add_post(PATH, Receiver(record, options.topic).take)
        web.run_app(application, host=HOST, port=options.port, print=None, access_log=None)


if __name__ == "__main__":
    main()
