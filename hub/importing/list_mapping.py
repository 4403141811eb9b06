"""How a list is to be read: headers of fields, from a YAML file and from options."""

from collections.abc import Iterable
from pathlib import Path

import yaml

from hub.importing.headers import FIELDS
from hub.importing.item_list import ListOptions
from hub.unfit import Unfit

REMEDY = f"Fields are {', '.join(FIELDS)}."


def list_options(
    mapping: Path | None,
    columns: Iterable[str],
    constants: Iterable[str],
    delimiter: str | None = None,
    encoding: str | None = None,
) -> ListOptions:
    """Return how to read a list; `columns` are `field=header`, `constants` `field=value`.

    Raises Unfit: an unknown field, a mapping that cannot be read, an option without `=`.
    """
    return ListOptions(
        columns={**_from_file(mapping), **_pairs("--column", columns)},
        constants=_pairs("--constant", constants),
        delimiter=delimiter,
        encoding=encoding,
    )


def _pairs(option: str, texts: Iterable[str]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals:
            raise Unfit(f"{option} {text} has no “=”.", f"Write {option} FIELD=…. {REMEDY}")
        pairs[name.strip()] = value.strip()
    _must_be_known(option, pairs)
    return pairs


def _from_file(path: Path | None) -> dict[str, str]:
    if path is None:
        return {}
    try:
        said = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise Unfit(f"The mapping {path} cannot be read ({error}).", REMEDY) from error
    if not isinstance(said, dict):
        raise Unfit(f"The mapping {path} is not a list of `field: header`.", REMEDY)
    pairs = {str(name): str(header) for name, header in said.items()}
    _must_be_known(str(path), pairs)
    return pairs


def _must_be_known(where: str, pairs: dict[str, str]) -> None:
    unknown = [name for name in pairs if name not in FIELDS]
    if unknown:
        raise Unfit(f"{where} names unknown fields: {', '.join(unknown)}.", REMEDY)
