"""The local state of a partition: the same wherever it is folded, and never wrong when damaged."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from hub.runtime.failures import StoreDamagedError
from hub.runtime.state_digest import digest_of_store, digests
from hub.runtime.store import PartitionStore
from hub.unfit import Unfit
from tests.runtime.workbench import Bench, mirror, numbers_in, step

ROUNDS = 60


async def test_an_empty_disk_is_rebuilt_to_the_same_digest(hub: Bench, tmp_path: Path) -> None:
    """Whoever folds the same journal holds the same, byte for byte."""
    numbers = numbers_in(0, 2)[:20]
    lane = await hub.open()
    await hub.work(lane, *[mirror(number) for number in numbers])
    await hub.work(lane, *[step(number, "S") for number in numbers])
    await lane.close()
    first = digests(hub.settings.store_path)
    elsewhere = hub.settings.lane.model_copy(update={"store": tmp_path / "other"})
    other = hub.settings.model_copy(update={"lane": elsewhere})
    again = await hub.open(settings=other)
    assert "A worker runs on" in told(tmp_path / "other").stderr
    await again.close()
    assert digests(tmp_path / "other") == first
    assert json.loads(told(tmp_path / "other").stdout)["case-0"]["digest"] == first[0].digest


def told(folder: Path) -> subprocess.CompletedProcess[str]:
    """What the command says, in a process of its own: a lock does not shut out its holder."""
    command = [sys.executable, "-m", "hub.cli.main", "state", "digest", str(folder), "--json"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def filled(folder: Path) -> list[str]:
    """Fill a store in many writes, some of them flushed to files; the digest after each."""
    store = PartitionStore(folder)
    states = [_digest(store)]
    for number in range(ROUNDS):
        keys = {b"s%d" % (number % 97): b"%d" % number * 50, b"c%06d" % number: b"x" * 40}
        store.apply({**keys}, b"%d" % number)
        states.append(_digest(store))
        if number % 16 == 10:
            store._db.flush()
    store.close()
    return states


def _digest(store: PartitionStore) -> str:
    return repr([(key, store.get(key)) for key in store.scan(b"", b"\xff" * 8)])


def flipped(content: bytes, place: float) -> bytes:
    """One byte changed."""
    at = min(int(len(content) * place), len(content) - 1)
    return content[:at] + bytes([content[at] ^ 0x41]) + content[at + 1 :]


def truncated(content: bytes, place: float) -> bytes:
    """The end missing."""
    return content[: int(len(content) * place)]


@pytest.mark.parametrize("damage", [flipped, truncated, None])
def test_a_damaged_store_is_noticed_or_of_an_earlier_entry(
    damage: Callable[[bytes, float], bytes] | None, tmp_path: Path
) -> None:
    """Each file, at many places: what opens is whole at some entry, or it says that it is not."""
    states = filled(tmp_path / "whole")
    wrong = []
    for file in sorted(path.name for path in (tmp_path / "whole").iterdir()):
        for place in (0, 0.05, 0.3, 0.5, 0.7, 0.95, 0.999):
            folder = tmp_path / "damaged"
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(tmp_path / "whole", folder)
            if damage is None:
                (folder / file).unlink()
            elif content := (folder / file).read_bytes():
                (folder / file).write_bytes(damage(content, place))
            if _opened(folder) not in (*states, None):
                wrong.append((file, place))
    assert wrong == []


def _opened(folder: Path) -> str | None:
    """What a store holds; None where it says that it is damaged, and is empty the next time."""
    store = PartitionStore(folder)
    try:
        return _digest(store)
    except StoreDamagedError:
        store.close()
        store = PartitionStore(folder)
        assert _digest(store) == "[]"
        return None
    finally:
        store.close()


def test_the_digest_does_not_depend_on_files(tmp_path: Path) -> None:
    """The same content from one write or from many, settled or not, has one digest."""
    filled(tmp_path / "many")
    store, many = PartitionStore(tmp_path / "one"), PartitionStore(tmp_path / "many")
    keys = list(many.scan(b"", b"\xff" * 8))
    store.apply({k: many.get(k) for k in keys if k[:1] != b"\x00"}, many.position() or b"")
    store.close()
    many.close()
    one, other = digest_of_store(tmp_path / "one"), digest_of_store(tmp_path / "many")
    assert (one.digest, one.keys) == (other.digest, other.keys)


def test_a_folder_without_state_is_named(tmp_path: Path) -> None:
    """So is a store that cannot be read."""
    with pytest.raises(Unfit, match="There is no state"):
        digests(tmp_path)
    filled(tmp_path / "case-0")
    (tmp_path / "case-0" / "CURRENT").write_text("MANIFEST-999999\n")
    with pytest.raises(Unfit, match="cannot be read"):
        digests(tmp_path)
