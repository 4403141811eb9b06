"""Codes of the national form, by vectors and by what a check character must catch."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.domain.credit_codes import ALPHABET, check_character, is_credit_code
from hub.importing.cleaning import clean, clean_code
from hub.importing.codes import Form, form_of

BODIES = st.text(ALPHABET, min_size=17, max_size=17)


@pytest.mark.parametrize(
    "code",
    [
        "91350100M000100Y43",  # the example of GB 32100-2015
        "914403001922038216",  # Huawei
        "91440300708461136T",  # Tencent
        "91110000802100433B",  # Baidu
    ],
)
def test_published_credit_codes_pass(code: str) -> None:
    """Codes that were not made by us."""
    assert is_credit_code(code)


@given(BODIES, st.integers(0, 16), st.sampled_from(ALPHABET))
def test_any_single_wrong_character_is_caught(body: str, place: int, other: str) -> None:
    """The check character changes with every other character."""
    changed = body[:place] + other + body[place + 1 :]
    assert (check_character(changed) == check_character(body)) == (changed == body)


@given(BODIES)
def test_a_standard_code_is_recognised(body: str) -> None:
    """Credit code, level and basic code make the national form."""
    assert form_of(f"{body}{check_character(body)}4ABC000000001"[:31]) is Form.STANDARD


@given(st.text(max_size=20))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    """What is clean stays as it is."""
    assert clean(clean(text)) == clean(text)
    assert clean_code(clean_code(text)) == clean_code(text)
