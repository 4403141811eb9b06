"""What a test is said to speak of: its code and its helpers', and nothing that only looks so."""

from pathlib import Path

import pytest

from tests.project.mentions import mentions

HELPERS = '''
"""Forwarded is a word of this text only."""
from hub.domain.commands import OpenConsultation as Consult

KINDS = (Leg.ISSUE,)

@pytest.fixture
def story() -> Case:
    """Tells of Receipts."""
    return decide(Mode.OWN)

def asked(sender: Clerk, rule: Rule = HandlingRule.ALREADY_ACCEPTED):
    return Consult(number="Q-1")

@pytest.mark.parametrize("kind", KINDS)
def test_one(story, kind: Leg) -> None:
    """Speaks of Denials."""
    assert asked(story).rule.code == "ROLE-001"

def test_other() -> None:
    assert Status
'''


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A module of tests."""
    path = tmp_path / "test_some.py"
    path.write_text(HELPERS, "utf-8")
    return path


@pytest.mark.parametrize(
    "word",
    [
        "ROLE-001", "Leg.ISSUE", "ISSUE", "Mode.OWN", "decide", "number", "Q-1",
        "HandlingRule.ALREADY_ACCEPTED", "OpenConsultation",
    ],
)  # fmt: skip
def test_helpers_fixtures_and_parameters_are_part_of_a_test(file: Path, word: str) -> None:
    """Whatever it leans on speaks for it, by the name under which the code has it."""
    assert word in mentions(file, "test_one")


@pytest.mark.parametrize(
    "word",
    ["Forwarded", "Receipts", "Denials", "Case", "Clerk", "Rule", "Leg", "Mode", "Status", "None"],
)
def test_what_is_only_talked_about_is_not_spoken_of(file: Path, word: str) -> None:
    """Docstrings and annotations test nothing, nor does a kind of which one member is used."""
    assert word not in mentions(file, "test_one")


def test_another_test_says_what_it_says(file: Path) -> None:
    """A whole kind is spoken of where it stands alone; a neighbour's words are not one's own."""
    said = mentions(file, "test_other")
    assert "Status" in said
    assert "ROLE-001" not in said


def test_a_test_that_is_not_there_is_no_test(file: Path) -> None:
    """A row whose test was renamed or taken away fails."""
    with pytest.raises(KeyError):
        mentions(file, "test_gone")
