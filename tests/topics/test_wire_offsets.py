"""OffsetFetch version 7 on the wire, against bytes put together by hand from the definition."""

from topics.wire_offsets import (
    StableOffsetFetchRequest,
    StableOffsetFetchResponse,
    StableOffsetFetchStruct,
)

REQUEST = bytes.fromhex(
    "02 67"  # group_id: one character
    "02"  # one topic
    "03 7431"  # name: two characters
    "03 00000000 00000005"  # two partitions
    "00"  # no tags
    "01"  # require_stable
    "00"
)
RESPONSE = bytes.fromhex(
    "00000009"  # throttle_time_ms
    "02"  # one topic
    "03 7431"
    "03"  # two partitions
    "00000000 0000000000000007 00000002 03 6d64 0000 00"
    "00000005 ffffffffffffffff ffffffff 01 0058 00"  # nothing given, unstable
    "00"
    "000e"  # error of the whole answer
    "00"
)


def test_the_request_asks_for_stable_positions() -> None:
    """The bytes are those of OffsetFetchRequest.json, version 7, with `require_stable` set."""
    request = StableOffsetFetchRequest("g", {"t1": [0, 5]}).build(StableOffsetFetchStruct)
    assert request.encode() == REQUEST


def test_the_answer_is_read_to_its_end() -> None:
    """Positions, errors of partitions and the error of the whole answer are told apart."""
    response = StableOffsetFetchResponse.decode(RESPONSE)
    assert response.throttle_time_ms == 9
    assert response.topics == [
        ("t1", [(0, 7, 2, "md", 0, {}), (5, -1, -1, "", 88, {})], {}),
    ]
    assert response.error_code == 14
    assert response.encode() == RESPONSE
