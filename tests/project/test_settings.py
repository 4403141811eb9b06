"""Settings: from the environment, and on to child processes."""

from pathlib import Path

import pytest

from hub.settings import Settings, load
from hub.unfit import Unfit


def test_handed_on_to_a_child(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A child process that gets the environment reads the very same settings."""
    given = Settings(
        data=tmp_path,
        namespace="t1.",
        park_errors=("KeyError", "BadBook"),
        status_file=tmp_path / "s.json",
        kafka={"bootstrap": "127.0.0.1:9092", "heap_mb": 300},
        lane={"max_batch": 7, "store": tmp_path / "s"},
        ingress={"tick_s": 0.25},
    )
    for name, value in given.environment().items():
        monkeypatch.setenv(name, value)
    assert Settings() == given


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LIANBAN_KAFKA__PORT", "70000"),
        ("LIANBAN_PARTITIONS", "many"),
        ("LIANBAN_NAMESPACE", "Ä"),
        ("LIANBAN_LANE__MAX_BATCH", "0"),
    ],
)
def test_bad_setting_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """A setting that cannot be used is named as the person wrote it."""
    monkeypatch.setenv(name, value)
    with pytest.raises(Unfit, match=f"^The setting {name} is not usable: ") as refused:
        load()
    assert name in refused.value.remedy


def test_everything_lies_in_the_data_folder() -> None:
    """Unless told otherwise nothing is kept outside the data folder."""
    settings = Settings(data=Path("/d"))
    places = (settings.keys_path, settings.store_path, settings.run, Path(settings.document_url))
    assert all(place.is_relative_to("/d") for place in places)
