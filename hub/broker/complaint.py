"""Turning what Kafka logged before it gave up into one sentence."""

import re
from pathlib import Path

from hub.unfit import Unfit

_TAIL_BYTES = 65_536
_TROUBLE = re.compile(r"^(?:Caused by: )?[\w.$]*(?:Exception|Error): (?P<what>.+)$|"
                      r" (?:ERROR|FATAL) .*?\] (?P<said>.+)$", re.MULTILINE)  # fmt: skip
_KNOWN = (
    ("No space left on device", "the disk is full", "Make room, or set LIANBAN_DATA elsewhere."),
    ("Address already in use", "its port was taken meanwhile", "Try again."),
    ("OutOfMemoryError", "it ran out of memory", "Raise LIANBAN_KAFKA__HEAP_MB."),
)


def complaint(logs: Path, what: str) -> Unfit:
    """The Unfit to raise when Kafka `what`; `logs` is the folder with its log files."""
    text = "\n".join(_tail(logs / name) for name in ("server.log", "output.log"))
    for mark, cause, remedy in _KNOWN:
        if mark in text:
            return Unfit(f"Kafka {what}: {cause}.", remedy)
    found = list(_TROUBLE.finditer(text))
    said = (found[-1]["what"] or found[-1]["said"]).rstrip(".") if found else "it said nothing"
    return Unfit(
        f"Kafka {what}: {said}.",
        f"Look into {logs}; a damaged data folder can be moved away to begin with an empty one.",
    )


def _tail(path: Path) -> str:
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - _TAIL_BYTES))
            return file.read().decode(errors="replace")
    except FileNotFoundError:
        return ""
