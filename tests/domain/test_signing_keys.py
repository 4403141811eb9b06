"""Signing keys in a catalogue: read, refused with their place, and nothing where there are none."""

import csv
import hashlib
import json
import shutil
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.catalogue import snapshot
from hub.catalogue.comparing import differences
from hub.catalogue.concerning import concerned
from hub.catalogue.folder import load
from hub.catalogue.writing import FORMS, write_folder
from hub.domain.edwards import Unsound, unsound
from hub.domain.publishing import errors
from hub.domain.signing_keys import KeyAlgorithm, SigningKey
from hub.sample.district import FOLDER
from tests.domain.scenes import ASSISTED, BOOK, DECIDER

BODY = DECIDER[ASSISTED]
PUBLIC = Ed25519PrivateKey.from_private_bytes(bytes(range(32))).public_key().public_bytes_raw()
OTHER = Ed25519PrivateKey.from_private_bytes(b"k" * 32).public_key().public_bytes_raw()
KEY = SigningKey(
    code="zhujian-1",
    organisation=BODY,
    algorithm=KeyAlgorithm.ED25519,
    public_key=PUBLIC,
    valid_from=date(2026, 9, 1),
)
SIGNING = replace(BOOK, signing_keys={KEY.code: KEY})
HEADING = "code,organisation,algorithm,public_key,valid_from,valid_until,revoked_on"
GOOD = f"zhujian-1,{BODY},Ed25519,{b64encode(PUBLIC).decode()},2026-09-01,,"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the sample district's folder, without keys."""
    copy = Path(shutil.copytree(FOLDER, tmp_path / "district"))
    (copy / "signing_keys.csv").unlink(missing_ok=True)
    return copy


def keys_in(folder: Path, *rows: str) -> Path:
    """Put a table of keys into a folder."""
    (folder / "signing_keys.csv").write_text("\n".join([HEADING, *rows]) + "\n", "utf-8")
    return folder


def test_a_key_is_read_from_its_row(folder: Path) -> None:
    """The algorithm by its name, the key out of base64, open ends open."""
    catalogue, faults = load(keys_in(folder, GOOD))
    assert catalogue is not None, errors(faults)
    assert catalogue.signing_keys == {KEY.code: KEY}
    assert catalogue.keys_of(BODY) == (KEY,)
    assert catalogue.keys_of("street-xincun") == ()


def row(**changes: str) -> str:
    """The good row with some cells changed."""
    (cells,) = csv.DictReader([HEADING, GOOD])
    return ",".join((cells | changes).values())


def base64(key: bytes) -> str:
    """A key as its cell has it."""
    return b64encode(key).decode()


UNSOUND: Mapping[str, tuple[str, str]] = {
    row(public_key="not base64!"): ("public_key", "不是Base64编码"),
    row(public_key=base64(PUBLIC)[:-1]): ("public_key", "不是Base64编码"),
    row(public_key=base64(PUBLIC[:31])): ("public_key", "应为32字节"),
    row(public_key=base64(b"\1" + bytes(31))): ("public_key", "低阶点"),
    row(public_key=base64(b"\2" + bytes(31))): ("public_key", "不是Ed25519曲线上的点"),
    row(organisation="dept-no"): ("organisation", "不在目录中"),
    row(code="密钥一"): ("code", "不合规"),
    row(algorithm="RSA"): ("algorithm", "Ed25519"),
    row(valid_from=""): ("valid_from", "不是日期"),
    row(valid_until="2026-08-31"): ("valid_until", "早于"),
    row(revoked_on="soon"): ("revoked_on", "不是日期"),
}


@pytest.mark.parametrize("bad", UNSOUND)
def test_a_faulty_key_is_named_by_file_row_and_column(folder: Path, bad: str) -> None:
    """Each with a reason and something to do."""
    column, reason = UNSOUND[bad]
    found = errors(load(keys_in(folder, bad))[1])
    assert [(each.file, each.row, each.column) for each in found] == [
        ("signing_keys.csv", 2, column)
    ]
    assert reason in found[0].reason
    assert found[0].remedy


def test_all_faults_are_told_at_once(folder: Path) -> None:
    """Every bad row, two rows of one code, and one key under two codes."""
    bad = [line.replace("zhujian-1,", f"k-{place},") for place, line in enumerate(UNSOUND)]
    again = row(code="zhujian-2")
    faults = errors(load(keys_in(folder, GOOD, *bad, GOOD, again))[1])
    by_itself = set(range(3, len(bad) + 3))
    assert {fault.row for fault in faults} == {*by_itself, len(bad) + 3, len(bad) + 4}


def test_the_administration_may_not_lock_itself_out(folder: Path) -> None:
    """Were all its keys over, nobody could publish a new one; for others that is a warning."""
    until = row(organisation="admin", valid_until="2027-01-01")
    assert [each.column for each in errors(load(keys_in(folder, until))[1])] == ["valid_until"]
    revoked = row(organisation="admin", revoked_on="2026-10-01")
    assert [each.column for each in errors(load(keys_in(folder, revoked))[1])] == ["valid_until"]
    catalogue, faults = load(keys_in(folder, row(valid_until="2027-01-01")))
    assert catalogue is not None
    assert [each.column for each in faults] == ["valid_until"]


def test_few_keys_hold_at_once(folder: Path) -> None:
    """A message is tried with each: nine on one day are too many, nine one after the other not."""

    def keys(until: str) -> list[str]:
        made = [Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in range(9)]
        return [
            row(
                code=f"k-{n}",
                public_key=base64(key.public_key().public_bytes_raw()),
                valid_from=f"2026-09-0{n + 1}",
                valid_until=until and f"2026-09-0{n + 1}",
            )
            for n, key in enumerate(made)
        ]

    (fault,) = errors(load(keys_in(folder, *keys("")))[1])
    assert (fault.row, fault.column) == (10, "valid_until")
    assert errors(load(keys_in(folder, *keys("its own day")))[1]) == ()


@pytest.mark.parametrize("form", FORMS)
def test_keys_are_written_and_read_back(tmp_path: Path, form: str) -> None:
    """CSV, workbook, YAML, and the snapshot have the very same key."""
    until = replace(KEY, valid_until=date(2027, 1, 1), revoked_on=date(2026, 12, 1))
    more = replace(
        SIGNING,
        signing_keys={**SIGNING.signing_keys, "old": replace(until, code="old", public_key=OTHER)},
    )
    write_folder(more, tmp_path, form)
    assert load(tmp_path)[0] == more
    assert snapshot.from_bytes(snapshot.to_bytes(more)) == more


def test_a_catalogue_without_keys_is_the_snapshot_it_was(folder: Path) -> None:
    """A folder without the table is read, and a snapshot of before is the same to the letter."""
    catalogue, _ = load(folder)
    assert catalogue is not None
    data = snapshot.to_bytes(catalogue)
    assert b"signing_keys" not in data
    assert snapshot.from_bytes(data).signing_keys == {}
    assert snapshot.to_bytes(snapshot.from_bytes(data)) == data
    document = json.loads(snapshot.to_bytes(replace(catalogue, signing_keys={KEY.code: KEY})))
    del document["signing_keys"]
    rewritten = json.dumps(document, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    assert hashlib.sha256(rewritten.encode()).digest() == snapshot.digest(data)


def test_a_new_or_revoked_key_is_told_to_its_organisation() -> None:
    """In words, and to nobody else."""
    revoked = replace(SIGNING, signing_keys={KEY.code: replace(KEY, revoked_on=date(2026, 12, 1))})
    assert [each.sentence for each in differences(BOOK, SIGNING)] == [
        f"新增签名密钥“{BODY}”(zhujian-1)。"
    ]
    assert [each.sentence for each in differences(SIGNING, revoked)] == [
        f"签名密钥“{BODY}”(zhujian-1)的吊销日期由无改为2026-12-01。"
    ]
    assert concerned(BOOK, SIGNING) == concerned(SIGNING, revoked) == (BODY,)


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2026, 8, 31), False),
        (date(2026, 9, 1), True),
        (date(2026, 9, 30), True),
        (date(2026, 10, 1), False),
    ],
)
def test_a_key_holds_from_its_first_to_its_last_day(day: date, holds: bool) -> None:
    """Both count; the day of revocation does not."""
    assert replace(KEY, valid_until=date(2026, 9, 30)).holds_on(day) is holds
    assert replace(KEY, revoked_on=date(2026, 10, 1)).holds_on(day) is holds


P = 2**255 - 19
D = -121665 * pow(121666, -1, P) % P


def added(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    """The sum of two points of the curve (RFC 8032, 5.1.4, in plain coordinates)."""
    (x1, y1), (x2, y2) = one, other
    t = D * x1 * x2 * y1 * y2
    x = (x1 * y2 + x2 * y1) * pow(1 + t, -1, P)
    return x % P, (y1 * y2 + x1 * x2) * pow(1 - t, -1, P) % P


@settings(deadline=None)
@given(data=st.binary(min_size=32, max_size=32))
def test_a_point_is_taken_when_it_is_one(data: bytes) -> None:
    """Of random bytes those that have a root, and whose eightfold is not the neutral point."""
    y = int.from_bytes(data, "little") % 2**255
    x_squared = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(x_squared, (P + 3) // 8, P)
    if x * x % P != x_squared:
        x = x * pow(2, (P - 1) // 4, P) % P
    is_point = y < P and x * x % P == x_squared
    if not is_point:
        assert unsound(data) is Unsound.NO_POINT
        return
    point = (x, y)
    for _ in range(3):
        point = added(point, point)
    assert unsound(data) is (Unsound.SMALL_ORDER if point == (0, 1) else None)


@pytest.mark.parametrize(
    "start",
    [
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    ],
)
@pytest.mark.parametrize("sign", [0, 0x80])
def test_points_of_small_order_are_no_keys(start: str, sign: int) -> None:
    """All that cryptographers list, with either sign."""
    key = bytes.fromhex(start)
    assert unsound(key[:-1] + bytes([key[-1] | sign])) is Unsound.SMALL_ORDER


@settings(deadline=None)
@given(seed=st.binary(min_size=32, max_size=32))
def test_every_real_key_is_sound(seed: bytes) -> None:
    """Whatever the library makes."""
    assert (
        unsound(Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()) is None
    )
