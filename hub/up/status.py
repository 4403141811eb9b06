"""What running processes say of themselves in files of the data folder."""

import json
import os
from pathlib import Path
from typing import Any

from hub.settings import Settings


def read(path: Path) -> dict[str, Any]:
    """The JSON object in a status file; empty where there is none or it is being written."""
    try:
        found = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def write(path: Path, status: dict[str, Any]) -> None:
    """Replace a status file as a whole."""
    fresh = path.with_name(f"{path.name}.new")
    fresh.write_text(json.dumps(status, indent=1))
    fresh.replace(path)


def hub_file(settings: Settings) -> Path:
    """Where a running hub says its process id, its broker's address and its workers' names."""
    return settings.run / "hub.json"


def worker_file(settings: Settings, name: str) -> Path:
    """Where a worker of this name says whether it is ready."""
    return settings.run / f"{name}.json"


def running(settings: Settings) -> dict[str, Any] | None:
    """What the running hub of this data folder says of itself, None where none runs."""
    status = read(hub_file(settings))
    return status if _alive(status.get("pid")) else None


def _alive(pid: object) -> bool:
    if not isinstance(pid, int):
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
