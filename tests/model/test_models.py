"""The protocol of the lanes in every state it can reach, and that each safeguard is needed."""

import re
from pathlib import Path

import pytest

from tests.model.checker import MODELS, check

HUB = Path(__file__).parent.parent.parent / "hub"
SMALL = ("MOVES=1", "CRASHES=1", "COMMANDS=2")

KEPT = [
    ("case_lane", ("MOVES=1", "CRASHES=1", "COMMANDS=3", "BATCH=1"), 700_000),
    ("case_lane", ("MOVES=2", "CRASHES=2", "COMMANDS=2"), 500_000),
    ("case_lane", (*SMALL, "SKIPS=1"), 500_000),
    ("relay_lane", (), 100_000),
]
"""Model, how large, and how many states there are at least."""

BROKEN = [
    ("case_lane", "NO_FENCING", "gapless"),
    ("case_lane", "RESTORE_BEFORE_FENCE", "gapless"),
    ("case_lane", "NO_FLOOR", "one_effect"),
    ("case_lane", "POSITION_EARLY", "none_skipped"),
    ("case_lane", "STATE_EARLY", "store_is_prefix"),
    ("case_lane", "PARKED_OVERTAKEN", "parked_kept"),
    ("case_lane", "REPEATS_UNSEEN", "one_effect"),
    ("relay_lane", "NO_FENCING", "announced_once"),
    ("relay_lane", "NO_FLOOR", "announced_once"),
    ("relay_lane", "POSITION_BEFORE_FENCE", "announced_once"),
    ("relay_lane", "POSITION_UNSTABLE", "announced_once"),
    ("relay_lane", "POSITION_APART", "announced_once"),
]
"""Model, a safeguard taken away, and the rule that the checker must find broken."""


@pytest.mark.parametrize(("model", "flags", "states"), KEPT)
def test_every_state_keeps_every_rule(
    model: str, flags: tuple[str, ...], states: int, tmp_path: Path
) -> None:
    """Nothing is left out of the search, and the state space is not empty by mistake."""
    verdict = check(model, flags, tmp_path)
    assert verdict.broken is None
    assert verdict.whole
    assert verdict.states >= states


@pytest.mark.parametrize(("model", "safeguard", "rule"), BROKEN)
def test_each_safeguard_is_needed(model: str, safeguard: str, rule: str, tmp_path: Path) -> None:
    """Without it the checker finds the way to break a rule, and names the rule."""
    flags = (safeguard, *(SMALL if model == "case_lane" else ()))
    assert check(model, flags, tmp_path).broken == rule


def test_a_hanging_transaction_must_be_ended(tmp_path: Path) -> None:
    """A broker that skips a marker doubles a batch unless the next owner ends what hangs."""
    flags = (*SMALL, "SKIPS=1", "HANGING_LEFT")
    assert check("case_lane", flags, tmp_path).broken == "gapless"


def test_a_connection_lost_after_the_look_at_it_must_not_be_replaced(tmp_path: Path) -> None:
    """Else a marker that is skipped meanwhile lets the batch before share the fate of the next."""
    flags = (*SMALL, "SKIPS=1", "LINE_REPLACED")
    assert check("case_lane", flags, tmp_path).broken == "store_is_prefix"


def _listed(word: str) -> set[str]:
    """The names after `word` in the head of each model."""
    heads = [path.read_text().partition("*/")[0] for path in sorted(MODELS.glob("*.pml"))]
    found = [re.search(rf"{word}: ([^.]+)\.", head) for head in heads]
    return {name for each in found if each for name in re.findall(r"\w+", each[1])}


def test_a_model_marks_each_of_its_actions() -> None:
    """Every action that the head lists is at a step of the model, and no step has another name."""
    marks = [
        re.findall(r"/\* ((?:[A-Z]\w+(?:, )?)+)(?: \*/|:)", path.read_text().partition("*/")[2])
        for path in MODELS.glob("*.pml")
    ]
    marked = {name for each in marks for mark in each for name in mark.split(", ")}
    assert marked == _listed("Actions") | _listed("Surroundings")


def test_model_and_code_name_the_same_actions() -> None:
    """A docstring of the hub says `Model: …` where an action of the model is done."""
    words = [
        re.findall(r"Model: ([\w, ]+)\.", path.read_text()) for path in sorted(HUB.rglob("*.py"))
    ]
    done = {name for each in words for word in each for name in word.split(", ")}
    assert done == _listed("Actions")
