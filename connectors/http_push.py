"""A door of HTTP: each message is posted as a CloudEvent in binary mode; the answer is its receipt.

Sources: CloudEvents HTTP protocol binding 1.0.2, 3.1 (binary mode); RFC 9530 (Content-Digest); the
Idempotency-Key header of the IETF's httpapi group.
"""

import base64
import ssl
from collections.abc import Sequence
from urllib.parse import quote

import aiohttp

from connectors.door import Declined, Parcel, Receipt
from connectors.errors import NotConnected, Unreachable
from connectors.receipts import SIZE_LIMIT_BYTES, receipt_of

ACCEPTED = 202
CHUNK_BYTES = 4096
PASSING = frozenset({408, 425, 429})
"""Answers below 500 that say "not now"; every other one of the 400s declines the message."""
SAFE = " !#$&'()*+,-./:;<=>?@[]^_`{|}~"
"""What a header may hold as it is (CloudEvents HTTP binding 3.1.3.2); all else is coded."""


class HttpPush:
    """Posts to one address. TLS is verified; no redirect is followed."""

    def __init__(
        self,
        url: str,
        *,
        timeout_s: float,
        token: str | None = None,
        ca: str | None = None,
        at_once: int = 1,
    ) -> None:
        """Take the address, how long one exchange may take, a bearer token and a file of CAs.

        No more than `at_once` connections are open at a time.
        """
        self.url = url
        self._timeout = aiohttp.ClientTimeout(total=timeout_s)
        self._token = token
        self._ca = ca
        self._at_once = at_once
        self._session: aiohttp.ClientSession | None = None

    async def connect(self) -> None:
        """Prepare the session; raises Unreachable for certificates that cannot be read."""
        try:
            trust = ssl.create_default_context(cafile=self._ca)
        except OSError as error:
            raise Unreachable(
                f"The certificates in {self._ca} cannot be read: {error}.", "Correct `ca_file`."
            ) from error
        self._session = aiohttp.ClientSession(
            timeout=self._timeout,
            connector=aiohttp.TCPConnector(ssl=trust, limit=self._at_once),
            auto_decompress=False,
            cookie_jar=aiohttp.DummyCookieJar(),
        )

    async def deliver(self, parcel: Parcel) -> Receipt | None:
        """Post a parcel; 200 with a receipt, or 202 when it comes with a later repetition."""
        if self._session is None:
            raise NotConnected
        try:
            async with self._session.post(
                self.url,
                data=parcel.value,
                headers=self._headers(parcel),
                allow_redirects=False,
            ) as answer:
                return self._receipt(parcel, answer.status, await _bounded(answer.content))
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            said = f"{type(error).__name__}: {error}".removesuffix(": ")
            raise Unreachable(
                f"{self.url} did not answer ({said}).", "It is tried again; see that it runs."
            ) from error

    def _headers(self, parcel: Parcel) -> dict[str, str]:
        digest = base64.b64encode(parcel.digest).decode()
        headers = {
            _http_name(name): quote(value, safe=SAFE) for name, value in parcel.headers.items()
        }
        headers["Idempotency-Key"] = f'"{parcel.id}"'
        headers["Content-Digest"] = f"sha-256=:{digest}:"
        if self._token is not None:
            headers["Authorization"] = f"Bearer {self._token}"
        return headers

    def _receipt(self, parcel: Parcel, status: int, body: bytes) -> Receipt | None:
        if status == ACCEPTED:
            return None
        if 200 <= status < 300:  # noqa: PLR2004 - the class of answers that mean success
            return receipt_of(parcel.id, body)
        sentence = f"{self.url} answered {status} to message {parcel.id}."
        if 400 <= status < 500 and status not in PASSING:  # noqa: PLR2004 - the client's faults
            raise Declined(sentence, "Ask the receiver why it does not take this message.")
        raise Unreachable(sentence, "It is tried again; a redirect is not followed.")

    async def receipts(self) -> Sequence[Receipt]:
        """Return nothing: a receipt is the answer to a parcel, or to its repetition."""
        return ()

    async def settle(self, parcel: Parcel) -> None:
        """Leave nothing behind."""

    async def close(self) -> None:
        """Close the connections."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()


async def _bounded(content: aiohttp.StreamReader) -> bytes:
    """Return the whole body, or its beginning when it is longer than any receipt."""
    body = b""
    async for chunk in content.iter_chunked(CHUNK_BYTES):
        body += chunk
        if len(body) > SIZE_LIMIT_BYTES:
            break
    return body


def _http_name(name: str) -> str:
    """Return the header's name in HTTP: `ce_id` of Kafka's binding is `ce-id` there."""
    return f"ce-{name[3:]}" if name.startswith("ce_") else name
