"""What clerks, offices and laws know by name is found in the code by name, and has its test."""

from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from hub.domain.commands import COMMANDS, INTERNAL, ParkingCommand
from hub.domain.facts import FACTS, AdministrationFact, ParkingFact
from hub.domain.refusals import RULES, MessageRule, ParkingRule
from hub.domain.vocabulary import DocumentKind, Leg, Mode
from tests.project.mentions import TESTS, mentions, source
from tests.project.reference import BOOK, Row, is_spoken, read, resolve, words_of

HUB = TESTS.parent / "hub"
TERMS = Path(__file__).with_name("terms.txt").read_text("utf-8").split()
KINDS = ("*.py", "*.j2", "*.typ", "*.csv", "*.html", "*.txt")
ROWS = read()
NAMED = {name for row in ROWS for name in row.names}
JUDGED = ("domain", "runtime")
"""Where rules are tested: by the rule, and by what the lanes make of it."""


@pytest.fixture(scope="module")
def everything() -> str:
    """All that is written in the hub."""
    return "\n".join(path.read_text("utf-8") for kind in KINDS for path in sorted(HUB.rglob(kind)))


@pytest.mark.parametrize("term", TERMS)
def test_a_term_of_the_matter_has_its_place(everything: str, term: str) -> None:
    """Names are the field's own: who knows the word finds the code."""
    assert term in everything


@pytest.mark.parametrize("row", [row for row in ROWS if row.names], ids=str)
def test_a_row_of_the_reference_is_in_the_code_and_in_tests(row: Row) -> None:
    """Each name is there, each test is there, each name has a test and each test a name."""
    said = {test: words_of(test) for test in row.tests}
    unspoken = [each for each in row.names if not any(is_spoken(each, said[test]) for test in said)]
    silent = [test for test in said if not any(is_spoken(each, said[test]) for each in row.names)]
    assert (unspoken, silent) == ([], [])
    assert said


def test_no_section_of_the_reference_is_missing() -> None:
    """Ten sections, in the order of the reference."""
    sections = list(dict.fromkeys(row.section for row in ROWS))
    assert [section.partition(" ")[0] for section in sections] == [str(n) for n in range(1, 11)]


def test_what_is_not_there_yet_says_so() -> None:
    """A row without a name in the code is open, in a sentence; no row is there twice."""
    assert [row.row for row in ROWS if not row.names and not row.open] == []
    assert len({(row.section, row.term, row.row) for row in ROWS}) == len(ROWS)


def test_whatever_may_be_said_or_happen_has_a_row() -> None:
    """Who adds a command, fact or rule says what it is for; the machine's own are no matter of law.

    Those are the hub's words to itself, the operators' about parked commands, and the partitions'.
    """
    asked = set(COMMANDS) - set(INTERNAL) - set(get_args(ParkingCommand))
    happened = set(FACTS) - set(get_args(AdministrationFact)) - set(get_args(ParkingFact))
    assert {f"{kind.__module__}:{kind.__name__}" for kind in asked | happened} - NAMED == set()


def test_every_rule_of_law_and_lists_has_a_row() -> None:
    """What a clerk is told by a rule is in the table; rules of messages and parking are not."""
    lawful = {
        code for code, rule in RULES.items() if not isinstance(rule, MessageRule | ParkingRule)
    }
    assert lawful - NAMED == set()


@pytest.mark.parametrize("kind", [Mode, Leg])
def test_every_member_has_a_row(kind: type[Mode | Leg]) -> None:
    """Every way of handling and every stretch with a limit of its own is in the table."""
    assert {f"{kind.__module__}:{kind.__name__}.{each.name}" for each in kind} - NAMED == set()


def test_every_document_and_every_item_has_a_row() -> None:
    """Whatever an office numbers, and whatever the sample lets be asked for, is in the table."""
    papers = {f"hub.papers.paper:PaperKind.{each.name}" for each in DocumentKind}
    assert papers - NAMED == set()
    assert {f"item:{code}" for code in BOOK.items} - NAMED == set()


@cache
def judged() -> frozenset[str]:
    """Every word of the tests of rules."""
    files = [path for part in JUDGED for path in sorted((TESTS / part).glob("test_*.py"))]
    tests = [(path, name) for path in files for name in source(path).defined]
    said = [mentions(path, name) for path, name in tests if name.startswith("test_")]
    return frozenset().union(*said)


@pytest.mark.parametrize("code", RULES)
def test_a_rule_has_a_test_that_names_it(code: str) -> None:
    """Refusal, irregularity or override: some test of the rules says by which rule it is."""
    assert resolve(code)
    assert is_spoken(code, judged())
