"""A receipt as an object of JSON, the same at every door."""

import json
from typing import Any

from connectors.door import Receipt
from connectors.errors import Unreadable

TEXT_LIMIT = 80
SIZE_LIMIT_BYTES = 16_384
DIGEST_BYTES = 32
REMEDY = (
    'Answer with {"digest": "<SHA-256 of what arrived, hexadecimal>", "number": "…",'
    ' "receiver": "<who signed>"}.'
)


def receipt_of(parcel_id: str, raw: bytes) -> Receipt:
    """Return the receipt in bytes of JSON. Raises Unreadable, with what a receipt looks like."""
    if len(raw) > SIZE_LIMIT_BYTES:
        raise Unreadable(f"The receipt of {parcel_id} has {len(raw)} bytes.", REMEDY)
    try:
        said = json.loads(raw)
        arrived = bytes.fromhex(_text(said, "digest"))
        number, receiver = _text(said, "number"), _text(said, "receiver")
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise Unreadable(f"The receipt of {parcel_id} cannot be read: {error}.", REMEDY) from error
    if len(arrived) != DIGEST_BYTES:
        raise Unreadable(f"The digest in the receipt of {parcel_id} is no SHA-256.", REMEDY)
    return Receipt(parcel_id, arrived, number, receiver)


def _text(said: Any, name: str) -> str:  # noqa: ANN401 - whatever JSON there was
    text = said[name]
    limit = TEXT_LIMIT
    if not isinstance(text, str) or not 0 < len(text) <= limit or not text.isprintable():
        raise ValueError(f"{name} is not a text of 1 to {limit} characters")
    return text
