"""Which organisations without a Kafka client are served through which door, from a file of YAML.

doors:
- organisation: dept-health
kind: http
url: https://health.example/lianban
token_file: /etc/lianban/health.token
- organisation: street-xincun
kind: folder
path: /srv/exchange/street-xincun
expires_h: 72
"""

from pathlib import Path
from typing import Annotated, ClassVar, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, HttpUrl, ValidationError

from connectors.door import Door
from connectors.folder_drop import FolderDrop
from hub.unfit import Unfit

REMEDY = "Correct the file, or ask `lianban deliveries check`."
Seconds = Annotated[float, Field(gt=0)]


class _Terms(BaseModel):
    """What every door has: whose it is, and how patiently it is tried."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    organisation: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{1,39}$")]
    retry_first_s: Seconds = 1.0
    retry_last_s: Seconds = 300.0
    remind_s: Seconds = 60.0
    """After how long a message that arrived without a receipt is offered again."""
    expires_h: Seconds = 72.0


class HttpDoor(_Terms):
    """Messages are posted to an address."""

    kind: Literal["http"]
    url: HttpUrl
    token_file: Path | None = None
    ca_file: Path | None = None
    timeout_s: Seconds = 20.0
    at_once: Annotated[int, Field(ge=1, le=64)] = 8
    """How many messages, each of another case, are posted at the same time."""

    def open(self) -> Door:
        """Return the connector; raises Unfit for a token that cannot be read."""
        from connectors.http_push import HttpPush  # noqa: PLC0415 - a tenth of a worker's start

        ca = None if self.ca_file is None else str(self.ca_file)
        token = None if self.token_file is None else _secret(self.token_file)
        return HttpPush(
            str(self.url), timeout_s=self.timeout_s, token=token, ca=ca, at_once=self.at_once
        )


class FolderDoor(_Terms):
    """Messages are put into a folder."""

    kind: Literal["folder"]
    path: Path
    at_once: ClassVar[int] = 1

    def open(self) -> Door:
        """Return the connector."""
        return FolderDrop(self.path)


AnyDoor = Annotated[HttpDoor | FolderDoor, Field(discriminator="kind")]


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    doors: tuple[AnyDoor, ...]


def _secret(path: Path) -> str:
    try:
        return path.read_text().strip()
    except OSError as error:
        raise Unfit(f"The token in {path} cannot be read: {error.strerror}.", REMEDY) from error


def load_doors(path: Path | None) -> dict[str, HttpDoor | FolderDoor]:
    """Return the door of each organisation that has one; none without a file.

    Raises Unfit with all that is wrong, each with its place.
    """
    if path is None:
        return {}
    try:
        file = _File.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise Unfit(f"The doors in {path} cannot be read: {error}.", REMEDY) from error
    except ValidationError as error:
        faults = [f"{_place(each['loc'])}: {each['msg']}" for each in error.errors()]
        raise Unfit(f"The doors in {path} are wrong: {'; '.join(faults)}.", REMEDY) from error
    doors = {door.organisation: door for door in file.doors}
    if len(doors) < len(file.doors):
        codes = [door.organisation for door in file.doors]
        twice = sorted({code for code in codes if codes.count(code) > 1})
        raise Unfit(f"{', '.join(twice)} has more than one door in {path}.", REMEDY)
    return doors


def _place(loc: tuple[int | str, ...]) -> str:
    parts = [f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in loc]
    return "".join(parts).removeprefix(".")
