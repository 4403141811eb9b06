"""Masking: of a name nothing but its first character is seen, and how long it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.papers.masking import MASK, masked


@pytest.mark.parametrize(
    ("name", "shown"),
    [("张三", "张*"), ("张小明", "张**"), ("李", "*"), (" 王五 ", "王*"), ("", "")],
)
def test_the_first_character_of_a_name_stays(name: str, shown: str) -> None:
    """And each other one is a star."""
    assert masked(name) == shown


@given(st.text())
def test_no_name_can_be_told_from_its_mask(name: str) -> None:
    """Whatever the name: at most one character of it is left, the length is that of the name."""
    shown = masked(name)
    assert len(shown) == len(name.strip())
    assert set(shown[1:]) <= {MASK}
