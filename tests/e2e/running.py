"""A hub of a test's own on the shared broker, and `lianban` commands run against it."""

import asyncio
import json
import os
import secrets
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hub.settings import Settings

PARTITIONS = 2
WITHIN_S = 120


def settings_on(broker: str, folder: Path) -> Settings:
    """Settings of a hub with a namespace of its own and its data in `folder`."""
    return Settings(
        data=folder,
        namespace=f"t{secrets.token_hex(4)}.",
        partitions=PARTITIONS,
        kafka={"bootstrap": broker},
    )


@dataclass(frozen=True, slots=True)
class Ran:
    """A command that has ended."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> dict[str, Any]:
        """Its JSON object."""
        found: dict[str, Any] = json.loads(self.out)
        return found


async def start(environment: Mapping[str, str], *arguments: object) -> asyncio.subprocess.Process:
    """Start a `lianban` command with the variables of a hub's settings."""
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "hub.cli.main",
        *map(str, arguments),
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


async def lianban(environment: Mapping[str, str], *arguments: object) -> Ran:
    """Run a `lianban` command to its end."""
    process = await start(environment, *arguments)
    out, err = await asyncio.wait_for(process.communicate(), WITHIN_S)
    return Ran(process.returncode or 0, out.decode(), err.decode())
