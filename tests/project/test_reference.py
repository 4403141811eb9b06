"""Every term by which clerks, offices and laws know the matter is found in the code by name."""

from pathlib import Path

import pytest

HUB = Path(__file__).parents[2] / "hub"
TERMS = Path(__file__).with_name("terms.txt").read_text("utf-8").split()
KINDS = ("*.py", "*.j2", "*.typ", "*.csv", "*.html", "*.txt")


@pytest.fixture(scope="module")
def everything() -> str:
    """All that is written in the hub."""
    return "\n".join(path.read_text("utf-8") for kind in KINDS for path in sorted(HUB.rglob(kind)))


@pytest.mark.parametrize("term", TERMS)
def test_a_term_of_the_matter_has_its_place(everything: str, term: str) -> None:
    """Names are the field's own: who knows the word finds the code."""
    assert term in everything
