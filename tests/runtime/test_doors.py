"""The file of doors is taken whole or refused with every fault and its place."""

from pathlib import Path

import pytest

from connectors.folder_drop import FolderDrop
from connectors.http_push import HttpPush
from hub.doors import load_doors
from hub.unfit import Unfit

GOOD = """
doors:
  - {organisation: dept-health, kind: http, url: "https://health.example/in", token_file: TOKEN}
  - {organisation: street-xincun, kind: folder, path: /srv/exchange, expires_h: 24}
"""


def write(folder: Path, text: str) -> Path:
    """Write a file of doors and a token beside it."""
    (folder / "token").write_text("secret\n")
    path = folder / "doors.yaml"
    path.write_text(text.replace("TOKEN", str(folder / "token")))
    return path


def test_each_organisation_has_its_door(tmp_path: Path) -> None:
    """Kinds, patience and places are as the file says; without a file there are none."""
    doors = load_doors(write(tmp_path, GOOD))
    assert isinstance(doors["dept-health"].open(), HttpPush)
    assert isinstance(doors["street-xincun"].open(), FolderDrop)
    assert doors["street-xincun"].expires_h == 24
    assert load_doors(None) == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("doors: [{organisation: Dept, kind: folder, path: x}]", r"doors\[1\].folder.organisation"),
        ("doors: [{organisation: dept-a, kind: ftp}]", r"doors\[1\].*'ftp'"),
        ("doors: [{organisation: dept-a, kind: http, url: 'nowhere'}]", r"url"),
        ("doors: [{organisation: dept-a, kind: folder, path: x, retry_first_s: 0}]", "retry_first"),
        ("doors: {", "cannot be read"),
        ("other: []", "doors: Field required"),
    ],
)
def test_a_fault_is_told_with_its_place(text: str, said: str, tmp_path: Path) -> None:
    """Nothing is guessed."""
    with pytest.raises(Unfit, match=said) as caught:
        load_doors(write(tmp_path, text))
    assert "lianban deliveries check" in caught.value.remedy


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    """Two wrong doors are two sentences; two doors for one organisation are one too many."""
    both = "doors: [{organisation: A, kind: folder, path: x}, {organisation: b1, kind: folder}]"
    with pytest.raises(Unfit, match=r"doors\[1\].*doors\[2\]"):
        load_doors(write(tmp_path, both))
    one = "{organisation: dept-a, kind: folder, path: x}"
    with pytest.raises(Unfit, match="dept-a has more than one"):
        load_doors(write(tmp_path, f"doors: [{one}, {one}]"))
    with pytest.raises(Unfit, match="cannot be read"):
        load_doors(tmp_path / "missing.yaml")
    with pytest.raises(Unfit, match="token"):
        load_doors(write(tmp_path, GOOD.replace("TOKEN", "/nowhere")))["dept-health"].open()
