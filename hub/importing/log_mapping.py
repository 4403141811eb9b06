"""The mapping of a log: which column is what, from a YAML file and from options."""

from dataclasses import fields, replace
from datetime import UTC, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml

from connectors.event_records import Columns, LogOptions
from connectors.instants import Clock
from hub.unfit import Unfit

OTHERS = ("timezone", "time_format", "delimiter", "encoding")
NAMES = (*(field.name for field in fields(Columns)), *OTHERS)
DEFAULT_ZONE = "Asia/Shanghai"


def log_options(mapping: Path | None, given: dict[str, str | None]) -> LogOptions:
    """Return how to read a log: what is `given` goes before the mapping file.

    Raises Unfit: the file cannot be read or says something unknown, or there is no such zone.
    """
    said = {**_from_file(mapping), **{name: text for name, text in given.items() if text}}
    columns = {field.name: said[field.name] for field in fields(Columns) if field.name in said}
    return LogOptions(
        columns=replace(Columns(), **columns),
        clock=Clock(_zone(said.get("timezone", DEFAULT_ZONE)), said.get("time_format")),
        delimiter=said.get("delimiter"),
        encoding=said.get("encoding"),
    )


def _from_file(path: Path | None) -> dict[str, str]:
    if path is None:
        return {}
    try:
        said = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise Unfit(f"The mapping {path} cannot be read ({error}).", _remedy()) from error
    if not isinstance(said, dict) or not all(isinstance(text, str) for text in said.values()):
        raise Unfit(f"The mapping {path} is not a list of `name: column`.", _remedy())
    unknown = [str(name) for name in said if name not in NAMES]
    if unknown:
        raise Unfit(f"The mapping {path} has unknown names: {', '.join(unknown)}.", _remedy())
    return said


def _remedy() -> str:
    return f"Write YAML with any of {', '.join(NAMES)}."


def _zone(name: str) -> tzinfo:
    if name.upper() in {"UTC", "Z"}:
        return UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        remedy = "Give a name such as Asia/Shanghai or Europe/Amsterdam."
        raise Unfit(f"There is no time zone {name}.", remedy) from error
