"""Everything that can be set, from `LIANBAN_*` in the environment (nested by `__`)."""

import json
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from hub.unfit import Unfit

PREFIX = "LIANBAN_"
DELIMITER = "__"

Port = Annotated[int, Field(ge=1, le=65535)]
Seconds = Annotated[float, Field(gt=0)]
Positive = Annotated[int, Field(ge=1)]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class KafkaSettings(_Section):
    """Which broker to use: one that runs (`bootstrap`), or our own, started as a child process."""

    bootstrap: str | None = None
    home: Path | None = None
    port: Port | None = None
    heap_mb: Annotated[int, Field(ge=128)] = 512


class DocumentSettings(_Section):
    """Where sealed documents and their keys are kept; by default in the data folder."""

    url: str | None = None
    keys: Path | None = None


class PaperSettings(_Section):
    """How papers are set and signed.

    `key` is a PKCS#12 or PEM file, `passphrase` a file with its passphrase, `fonts` and `templates`
    are folders of the office's own, `trust` has certificates that `paper verify` believes.
    """

    key: Path | None = None
    passphrase: Path | None = None
    font: str = "Noto Serif CJK SC"
    fonts: Path | None = None
    templates: Path | None = None
    trust: Path | None = None


class LaneSettings(_Section):
    """How lanes read, batch and commit; times in the unit of their name.

    A worker that is told to end does within `stop_s`, whatever its broker does.
    """

    max_batch: Positive = 500
    fetch_wait_ms: Positive = 20
    session_ms: Positive = 45_000
    heartbeat_ms: Positive = 3_000
    rebalance_ms: Positive = 60_000
    transaction_ms: Positive = 15_000
    stop_s: Seconds = 15
    store: Path | None = None


class IngressSettings(_Section):
    """How often the hub's clock ticks, which times of senders it believes, how much each may say.

    An organisation's outbox is read `share` records at a time, in turn with the others, and no
    faster than `records_per_s` and `bytes_per_s`. What one said beyond that holds the hub's clock
    for `hold_s` and no longer (`deploy/decisions/0022`).
    """

    tick_s: Seconds = 1.0
    future_s: Seconds = 300
    past_days: Positive = 30
    share: Positive = 100
    records_per_s: Positive = 1_000
    bytes_per_s: Positive = 4 * 1024 * 1024
    hold_s: Annotated[float, Field(ge=0)] = 3_600


class DeliverySettings(_Section):
    """The file that names the doors of organisations without a Kafka client (`hub/doors.py`)."""

    doors: Path | None = None


class Settings(BaseSettings):
    """All settings of one hub. Immutable; `environment` hands them to a child process.

    `namespace` is put before every topic, group and transactional id, so that several hubs may
    share one broker. `signing` is a folder with private keys (`hub/signing.py`).
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter=DELIMITER, frozen=True, extra="forbid"
    )

    data: Path = Path(".lianban")
    cache: Path | None = None
    namespace: Annotated[str, Field(pattern=r"^[a-z0-9.-]{0,40}$")] = ""
    administration: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{1,39}$")] = "admin"
    partitions: Annotated[int, Field(ge=1, le=1000)] = 12
    replication: Annotated[int, Field(ge=1, le=9)] = 1
    worker: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")] = "worker-1"
    status_file: Path | None = None
    adopt_topic: str | None = None
    park_errors: tuple[str, ...] = ()
    level: Positive = 1
    kafka: KafkaSettings = KafkaSettings()
    documents: DocumentSettings = DocumentSettings()
    signing: Path | None = None
    papers: PaperSettings = PaperSettings()
    lane: LaneSettings = LaneSettings()
    ingress: IngressSettings = IngressSettings()
    delivery: DeliverySettings = DeliverySettings()

    @property
    def run(self) -> Path:
        """Folder of locks and status files of running processes."""
        return self.data / "run"

    @property
    def document_url(self) -> str:
        """Where the bytes of documents are, as a path or URL that fsspec understands."""
        return self.documents.url or str((self.data / "documents").absolute())

    @property
    def keys_path(self) -> Path:
        """The SQLite file with the keys of sealed documents."""
        return self.documents.keys or self.data / "keys.sqlite"

    @property
    def signing_path(self) -> Path:
        """The folder with the private keys of organisations that speak from this machine."""
        return self.signing or self.data / "signing"

    @property
    def development_signature_path(self) -> Path:
        """The PEM file with the key that signs papers where none is set; beside the other keys."""
        return self.keys_path.with_name("papers-development.pem")

    @property
    def store_path(self) -> Path:
        """The folder of this worker's local state."""
        return self.lane.store or self.data / "state" / self.worker

    def environment(self) -> dict[str, str]:
        """The variables that make a child process read these very settings."""
        return dict(_variables(PREFIX, self.model_dump(mode="json", exclude_none=True)))


def load(**given: Any) -> Settings:  # noqa: ANN401 - whatever pydantic accepts for a field
    """Settings from the environment, `given` first; raises Unfit naming the first bad one."""
    try:
        return Settings(**given)
    except ValidationError as error:
        first = error.errors()[0]
        name = PREFIX + DELIMITER.join(str(part) for part in first["loc"]).upper()
        raise Unfit(
            f"The setting {name} is not usable: {first['msg']}.",
            f"Correct or unset {name}.",
        ) from error


def _variables(prefix: str, fields: dict[str, Any]) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for name, value in fields.items():
        variable = prefix + name.upper()
        if isinstance(value, dict):
            pairs.extend(_variables(variable + DELIMITER, value))
        elif isinstance(value, list):
            pairs.append((variable, json.dumps(value)))
        else:
            pairs.append((variable, str(value)))
    return pairs
