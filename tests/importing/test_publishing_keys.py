"""A catalogue must leave the administration able to publish the next one."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from hub import signing
from hub.importing.publish import Act, must_be_heard_afterwards
from hub.settings import Settings
from hub.unfit import Unfit
from tests.domain.scenes import BOOK
from tests.domain.test_signing_keys import KEY, OTHER

ADMIN = "admin"
ACT = Act("zhang-1", "li-2", date(2026, 9, 14))
SIGNS = replace(KEY, code="admin-1", organisation=ADMIN, public_key=OTHER)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of a machine whose folder of keys is empty."""
    return Settings(data=tmp_path, administration=ADMIN)


def held(settings: Settings) -> bytes:
    """Make the administration's private key on this machine; return its public one."""
    signing.make(settings.signing_path / f"{ADMIN}.pem")
    public = signing.Pens(settings.signing_path).public_key(ADMIN)
    assert public is not None
    return public


def test_without_a_key_nobody_needs_one(settings: Settings) -> None:
    """Nor does a key of somebody else ask the administration to sign."""
    must_be_heard_afterwards(settings, BOOK, ACT)
    must_be_heard_afterwards(settings, replace(BOOK, signing_keys={KEY.code: KEY}), ACT)


def test_a_key_that_is_not_here_is_told_before_it_locks_out(settings: Settings) -> None:
    """Another one here is of no use; that another machine holds it must be said."""
    book = replace(BOOK, signing_keys={"admin-1": SIGNS})
    for _ in range(2):
        with pytest.raises(Unfit, match="admin-1"):
            must_be_heard_afterwards(settings, book, ACT)
        if not settings.signing_path.exists():
            held(settings)
    must_be_heard_afterwards(settings, book, ACT, signed_elsewhere=True)


def test_a_key_that_is_here_is_enough_beside_others(settings: Settings) -> None:
    """As while one key follows on another."""
    here = replace(SIGNS, code="admin-2", public_key=held(settings))
    book = replace(BOOK, signing_keys={"admin-1": SIGNS, "admin-2": here})
    must_be_heard_afterwards(settings, book, ACT)
    revoked = replace(here, revoked_on=ACT.valid_from)
    with pytest.raises(Unfit):
        must_be_heard_afterwards(
            settings, replace(BOOK, signing_keys={"admin-1": SIGNS, "admin-2": revoked}), ACT
        )


def test_keys_that_are_all_over_silence_everybody(settings: Settings) -> None:
    """Whoever holds them: who had a key must sign for ever."""
    over = replace(SIGNS, public_key=held(settings), valid_until=date(2026, 9, 13))
    with pytest.raises(Unfit, match="nobody could publish another"):
        must_be_heard_afterwards(
            settings, replace(BOOK, signing_keys={"admin-1": over}), ACT, signed_elsewhere=True
        )
