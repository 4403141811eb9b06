"""Messages written under an older golden version, read under the current contract."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import fastavro
import pytest

from avro import codec, registry
from avro.compatibility import check
from avro.errors import Reason, Undecodable
from avro.fingerprint import fingerprint
from hub import wire
from hub.domain.inbox import ProgressReported

NAME = "lianban.inbox.ProgressReported"
HEADING = {
    "business_number": "A-1",
    "item_code": "I-1",
    "mode": "ASSISTED",
    "street": "street-a",
    "decider": "dept-b",
    "submitter": "street-a",
}
WRITTEN = {
    "case_id": "case-a",
    "heading": HEADING,
    "status": "ACCEPTED",
    "at": datetime(2026, 3, 1, tzinfo=UTC),
    "old": "gone since",
}


@pytest.fixture
def older() -> Iterator[dict[str, Any]]:
    """A version before the current one: without `reasons` and `due_on`, with `old`."""
    schema = deepcopy(registry.source(NAME))
    schema["fields"] = [f for f in schema["fields"] if f["name"] not in {"reasons", "due_on"}]
    schema["fields"].append({"name": "old", "type": "string", "default": ""})
    golden = {**registry.golden(), NAME: (schema, registry.source(NAME))}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(registry, "golden", lambda: golden)
        registry.writers.cache_clear()
        yield schema
    registry.writers.cache_clear()


def _written(schema: dict[str, Any]) -> bytes:
    buffer = BytesIO()
    fastavro.schemaless_writer(buffer, fastavro.parse_schema(deepcopy(schema), {}), WRITTEN)
    return codec.MARKER + fingerprint(schema) + buffer.getvalue()


def test_older_version_resolves_to_the_current_contract(older: dict[str, Any]) -> None:
    """What is gone is skipped, what is new has its default."""
    assert check(older, registry.source(NAME)) == ()
    message = wire.decode(_written(older))
    assert isinstance(message, ProgressReported)
    assert message.heading.street == "street-a"
    assert (message.due_on, message.reasons) == (None, None)


def test_older_version_is_judged_as_strictly(older: dict[str, Any]) -> None:
    """A message of an older version with bytes behind it is rejected."""
    with pytest.raises(Undecodable) as caught:
        wire.decode(_written(older) + b"\x00")
    assert caught.value.reason is Reason.TRAILING_BYTES


def test_version_that_no_golden_copy_has_is_unknown() -> None:
    """A fingerprint of nobody's is rejected, and named as people write it."""
    schema = deepcopy(registry.source(NAME))
    schema["fields"].append({"name": "new", "type": "string", "default": ""})
    with pytest.raises(Undecodable) as caught:
        wire.decode(codec.MARKER + fingerprint(schema) + b"\x00")
    assert caught.value.reason is Reason.UNKNOWN_FINGERPRINT
    assert caught.value.detail == fingerprint(schema)[::-1].hex()
