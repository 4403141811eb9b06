"""Where a record lies in an outbox, also in one that was made again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.lanes.outbox_source import HUB_ITSELF, OFFSETS, is_one, place_of, topic_of, write

OFFSET = st.integers(0, 10**14 - 1)
GENERATION = st.integers(0, 9999)


@given(GENERATION, OFFSET, GENERATION, OFFSET)
def test_later_is_higher_over_all_generations(g: int, o: int, h: int, p: int) -> None:
    """The offsets of a topic made again come after all those of the former one."""
    one, other = write("t.org.a.out", g, o), write("t.org.a.out", h, p)
    assert is_one(one)
    assert topic_of(one) == "t.org.a.out"
    assert (place_of(one) < place_of(other)) == ((g, o) < (h, p))


def test_the_first_topic_of_a_name_needs_no_generation() -> None:
    """Sources are as they always were until a topic is made again."""
    assert write("org.a.out", 0, 7) == "org.a.out:7"
    assert write("org.a.out", 2, 7) == "org.a.out@2:7"
    assert place_of("org.a.out:7") == 7
    assert place_of("org.a.out@2:7") == 2 * OFFSETS + 7
    assert place_of(None) == HUB_ITSELF


@pytest.mark.parametrize(
    "text",
    [
        "",
        ":",
        ":7",
        "org.a.out",
        "org.a.out:",
        "org.a.out:-1",
        "org.a.out:x",
        "org.a.out:\u0663",
        "org.a.out@:7",
        "org.a.out@x:7",
        "@1:7",
        f"org.a.out:{'9' * 15}",
        "org.a.out@10000:7",
    ],
)
def test_what_says_no_place_is_none(text: str) -> None:
    """A number that no offset has would not fit into what is kept of it."""
    assert not is_one(text)
