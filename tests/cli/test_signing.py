"""`lianban keys signing new`: a key for its owner only, and its row for the catalogue."""

import shutil
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from avro.cloudevents import Event
from avro.signatures import verifies
from hub.catalogue.folder import load
from hub.cli import signing
from hub.cli.keys import group
from hub.domain.calendar import local_day
from hub.lanes.signatures import Standing
from hub.sample.district import FOLDER
from hub.signing import Pens
from hub.unfit import Unfit
from hub.views.signatures import Doubtful, Signatures
from tests.domain.scenes import BOOK

BODY = "dept-zhujian"
HEADING = "code,organisation,algorithm,public_key,valid_from,valid_until,revoked_on\n"
EVENT = Event(
    id="m-1", source=f"/organisation/{BODY}", type="t", time=datetime(2026, 3, 1, tzinfo=UTC)
)


def new(path: Path, *options: str) -> str:
    """Make a key; return its row."""
    done = CliRunner().invoke(
        group, ["signing", "new", str(path), "--organisation", BODY, *options]
    )
    assert done.exit_code == 0, done.output
    return done.stdout


def test_the_row_is_what_a_catalogue_takes(tmp_path: Path) -> None:
    """Put into the folder as it is, with the first day that was asked for."""
    row = new(tmp_path / "key.pem", "--code", "zj-1", "--from", "2026-09-01")
    folder = Path(shutil.copytree(FOLDER, tmp_path / "district"))
    (folder / "signing_keys.csv").write_text(HEADING + row, "utf-8")
    catalogue, faults = load(folder)
    assert catalogue is not None, faults
    (key,) = catalogue.keys_of(BODY)
    assert (key.code, key.valid_from.isoformat()) == ("zj-1", "2026-09-01")


def test_a_key_holds_from_tomorrow_so_that_it_can_be_published_before(tmp_path: Path) -> None:
    """Its name says whose it is and since when."""
    before = local_day(datetime.now(UTC)) + timedelta(days=1)
    code, _, _, _, first, *_ = new(tmp_path / "key.pem").split(",")
    after = local_day(datetime.now(UTC)) + timedelta(days=1)
    assert before.isoformat() <= first <= after.isoformat()
    assert code == f"{BODY}-{first.replace('-', '')}"


def test_what_the_file_signs_the_row_verifies(tmp_path: Path) -> None:
    """The private key is the one whose public half was printed."""
    row = new(tmp_path / "signing" / f"{BODY}.pem", "--code", "zj-1", "--from", "2026-09-01")
    folder = Path(shutil.copytree(FOLDER, tmp_path / "district"))
    (folder / "signing_keys.csv").write_text(HEADING + row, "utf-8")
    catalogue, _ = load(folder)
    assert catalogue is not None
    public = Ed25519PublicKey.from_public_bytes(catalogue.keys_of(BODY)[0].public_key)
    pens = Pens(tmp_path / "signing")
    assert verifies(public, pens.signed(BODY, EVENT, b"body"), b"body")
    assert pens.signed("street-xincun", EVENT, b"body") == EVENT


def test_a_key_is_its_owners_and_is_never_written_over(tmp_path: Path) -> None:
    """Mode 0600; a second key under the same name is refused and the first stays."""
    path = tmp_path / "key.pem"
    new(path)
    kept = path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    done = CliRunner().invoke(group, ["signing", "new", str(path), "--organisation", BODY])
    assert isinstance(done.exception, Unfit)
    assert path.read_bytes() == kept


@pytest.mark.parametrize("content", [b"", b"garbage", b"-----BEGIN PRIVATE KEY-----\nx\n"])
def test_a_file_that_is_no_key_is_named(tmp_path: Path, content: bytes) -> None:
    """Nothing goes out unsigned because a file is damaged."""
    (tmp_path / f"{BODY}.pem").write_bytes(content)
    with pytest.raises(Unfit, match=f"{BODY}.pem"):
        Pens(tmp_path).signed(BODY, EVENT, b"body")


def test_a_person_reads_who_signed_and_what_is_not_proven(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Organisation and key, counts, and each doubtful entry by its place."""
    found = Signatures(BOOK)
    found.signed[BODY, "zj-1"] = 7
    found.unsigned["street-xincun"] = 5
    found.doubtful[Standing.WRONG] = 1
    found.noted.append(Doubtful("3-8", BODY, Standing.WRONG, "zj-0"))
    signing._show(found)
    said = capsys.readouterr().out
    for word in (BODY, "zj-1", "street-xincun", "3-8", "zj-0", "7 signed", "1 not proven"):
        assert word in said
