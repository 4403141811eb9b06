"""Runs Spin over a model of deploy/model: every state it can reach, or which rule is broken."""

import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

MODELS = Path(__file__).parent.parent.parent / "deploy" / "model"
REMEDY = "Install it (Debian: apt-get install spin gcc libc6-dev); .ci/run does so by itself."
STEPS = 200_000
MEMORY_MB = 2_000
WITHIN_S = 600
_BROKEN = re.compile(r"^pan:\d+: assertion violated (\w+)", re.MULTILINE)
_OTHER = re.compile(r"^pan:\d+: (?!assertion violated)(.+?) \(at depth", re.MULTILINE)
_STATES = re.compile(r"(\d+) states, stored")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the checker found."""

    broken: str | None
    """The rule, or what else went wrong; None where every state keeps every rule."""
    states: int
    whole: bool
    """Whether no state was left out: nothing too deep, too large or given up."""


def check(model: str, flags: Sequence[str], folder: Path) -> Verdict:
    """Explore a model with `-D` flags, in `folder`; fails the test where a tool is missing."""
    defined = [f"-D{flag}" for flag in flags]
    _run(folder, "spin", *defined, "-a", str(MODELS / f"{model}.pml"))
    _run(folder, "gcc", "-O1", "-w", "-DSAFETY", f"-DMEMLIM={MEMORY_MB}", "-o", "pan", "pan.c")
    said = _run(folder, "./pan", f"-m{STEPS}")
    found = _BROKEN.search(said) or _OTHER.search(said)
    states = _STATES.search(said)
    given_up = "Search not completed" in said or "max search depth too small" in said
    return Verdict(
        broken=found[1] if found else None,
        states=int(states[1]) if states else 0,
        whole=not found and not given_up and "errors: 0" in said,
    )


def _run(folder: Path, program: str, *arguments: str) -> str:
    if not program.startswith("./") and shutil.which(program) is None:
        pytest.fail(f"{program} is missing, and without it no model is checked. {REMEDY}")
    done = subprocess.run(
        [program, *arguments],
        cwd=folder, capture_output=True, text=True, timeout=WITHIN_S, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{program}: {done.stdout[-2000:]}{done.stderr[-2000:]}"
    return done.stdout
