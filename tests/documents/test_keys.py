"""Keys of data subjects: one each, kept, wrapped, destroyed."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from hub.documents.errors import KeyDestroyed, KeysUnusable
from hub.documents.keys import KeyStore

SEVERAL = """
import sys
from pathlib import Path
from hub.documents.keys import KeyStore
keys = KeyStore(Path(sys.argv[1]))
for number in range(50):
    key = keys.key_of(f"person-{number}")
    print(key.key_id.hex(), key.key.hex())
"""


def test_one_key_per_data_subject(tmp_path: Path) -> None:
    """The same person has the same key, also after a restart; another person another one."""
    keys = KeyStore(tmp_path / "keys.sqlite")
    first, other = keys.key_of("person-1"), keys.key_of("person-2")
    keys.close()
    keys = KeyStore(tmp_path / "keys.sqlite")
    assert keys.key_of("person-1") == first
    assert keys.key(first.key_id) == first.key != other.key


def test_several_processes_agree(tmp_path: Path) -> None:
    """Processes that start at once on an empty folder share one master key and all keys."""
    command = [sys.executable, "-c", SEVERAL, str(tmp_path / "keys.sqlite")]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(4)]
    printed = {process.communicate(timeout=60)[0] for process in started}
    assert [process.returncode for process in started] == [0] * 4
    assert len(printed) == 1
    assert len(printed.pop().splitlines()) == 50


def test_only_the_owner_reads_them(tmp_path: Path) -> None:
    """Database and master key have mode 0600."""
    KeyStore(tmp_path / "keys.sqlite").key_of("person-1")
    for name in ("keys.sqlite", "keys.sqlite-wal", "keys.sqlite.master"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_no_key_lies_open_in_the_database(tmp_path: Path) -> None:
    """A copy of the database without the master key gives nothing away."""
    keys = KeyStore(tmp_path / "keys.sqlite")
    made = keys.key_of("person-1")
    keys.close()
    assert made.key not in (tmp_path / "keys.sqlite").read_bytes()
    assert made.key.hex() not in repr(made)


def test_a_destroyed_key_leaves_no_bytes(tmp_path: Path) -> None:
    """Neither the database nor its log holds the wrapped key afterwards."""
    keys = KeyStore(tmp_path / "keys.sqlite")
    made = keys.key_of("person-1")
    query = "SELECT wrapped FROM subject_key"
    wrapped: bytes = keys._database.execute(query).fetchone()[0]
    assert keys.destroy("person-1")
    for file in tmp_path.iterdir():
        assert wrapped[-32:] not in file.read_bytes()
    with pytest.raises(KeyDestroyed):
        keys.key(made.key_id)


def test_destroying_twice_or_nothing(tmp_path: Path) -> None:
    """It says whether there was a key."""
    keys = KeyStore(tmp_path / "keys.sqlite")
    keys.key_of("person-1")
    assert [keys.destroy("person-1"), keys.destroy("person-1"), keys.destroy("x")] == [
        True,
        False,
        False,
    ]


def test_a_person_who_comes_back_has_a_new_key(tmp_path: Path) -> None:
    """What was erased stays erased."""
    keys = KeyStore(tmp_path / "keys.sqlite")
    before = keys.key_of("person-1")
    keys.destroy("person-1")
    assert keys.key_of("person-1").key_id != before.key_id
    with pytest.raises(KeyDestroyed):
        keys.key(before.key_id)


def test_another_process_sees_the_destruction_at_once(tmp_path: Path) -> None:
    """Nothing is cached."""
    first, second = KeyStore(tmp_path / "keys.sqlite"), KeyStore(tmp_path / "keys.sqlite")
    made = first.key_of("person-1")
    second.destroy("person-1")
    with pytest.raises(KeyDestroyed):
        first.key(made.key_id)


def test_a_lost_master_key_is_not_replaced(tmp_path: Path) -> None:
    """A new master key would hide that nothing can be read any more."""
    KeyStore(tmp_path / "keys.sqlite").key_of("person-1")
    (tmp_path / "keys.sqlite.master").unlink()
    with pytest.raises(KeysUnusable, match="Put it back"):
        KeyStore(tmp_path / "keys.sqlite")


def test_a_wrong_master_key(tmp_path: Path) -> None:
    """It is named, with the file to put back."""
    KeyStore(tmp_path / "keys.sqlite").key_of("person-1")
    (tmp_path / "keys.sqlite.master").write_bytes(b"x" * 32)
    with pytest.raises(KeysUnusable, match=r"keys\.sqlite\.master"):
        KeyStore(tmp_path / "keys.sqlite").key_of("person-1")


def test_a_key_of_another_store(tmp_path: Path) -> None:
    """An unknown key is not taken for a destroyed one."""
    with pytest.raises(KeysUnusable, match="belong to this document store"):
        KeyStore(tmp_path / "keys.sqlite").key(b"x" * 16)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    """It is one sentence."""
    (tmp_path / "keys.sqlite").write_bytes(b"not a database at all" * 100)
    with pytest.raises(KeysUnusable, match="cannot be opened"):
        KeyStore(tmp_path / "keys.sqlite")
