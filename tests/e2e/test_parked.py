"""`lianban parked` at a running hub: list, show, try, release, replace and drop, end to end."""

import asyncio
import hashlib
import json
import os
import secrets
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from hub import wire
from hub.domain.identity import case_id
from hub.settings import Settings
from tests.e2e.test_hostile_input import Road, road, submission
from tests.faults import district
from topics.partitioning import partition_of

STREET = district.STREETS[0]
pytestmark = pytest.mark.xdist_group("parked")


async def lianban(settings: Settings, *arguments: str) -> Any:  # noqa: ANN401 - JSON
    """Run the program and return what it says as JSON."""
    done = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-m", "hub.cli.main", "parked", *arguments, "--json"],
        env={**os.environ, **settings.environment()},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout, done.stderr
    return json.loads(done.stdout)


async def poison(way: Road, number: str, body: bytes = b"nonsense") -> str:
    """Park a case behind bytes that nobody can read, written where nobody should."""
    subject = case_id(STREET, number)
    place = partition_of(subject, way.settings.partitions)
    command = f"{STREET}/poison-{number}"
    await way.put(place, subject, body, command)
    await way.entry(lambda entry: entry.command.id == command)
    return subject


async def test_an_operator_sees_tries_corrects_and_drops(
    settings: Settings, tmp_path: Path
) -> None:
    """Nothing happens without --yes; with it the hub does what was shown, and the street hears."""
    async with road(settings) as way:
        number = f"N-{secrets.token_hex(3)}"
        subject = await poison(way, number)
        source = await way.say(f"m-{number}", submission(number))
        assert (await way.answer(source)).kind == "PARKED"

        (row,) = await lianban(settings, "list", "--error-class", "undecodable")
        assert (row["subject"], row["behind"], row["error_class"]) == (subject, 1, "undecodable")
        held = await lianban(settings, "show", subject, "--save", str(tmp_path / "saved"))
        assert [each["error_class"] for each in held] == ["undecodable", "behind-parked"]
        saved = (tmp_path / "saved" / f"{held[0]['entry']}.avro").read_bytes()
        assert hashlib.sha256(saved).hexdigest() == held[0]["digest"]
        assert held[1]["content"]["business_number"] == number

        drop = ["drop", subject, "--count", "1", "--reason", "E-1", "--actor", "operator-1"]
        tried = await lianban(settings, *drop)
        assert [each["outcome"] for each in tried["subjects"][0]["commands"]] == ["REFUSED"]
        assert "answers" not in tried
        assert len(await lianban(settings, "show", subject)) == 2
        done = await lianban(settings, *drop, "--yes")
        assert done["answers"][0]["kind"] == "DONE"

        (left,) = await lianban(settings, "show", subject)
        assert left["id"] == f"{STREET}/m-{number}"
        file = tmp_path / "corrected.avro"
        file.write_bytes(wire.encode(submission(number)))
        replace = ["replace", subject, "--bytes", str(file), "--reason", "E-2"]
        replace += ["--actor", "operator-1"]
        alone = await lianban(settings, *replace)
        assert alone["subjects"][0]["refusal"] == "PARKING-001"
        both = await lianban(settings, *replace, "--approver", "operator-2", "--yes")
        assert both["answers"][0]["kind"] == "DONE"
        assert STREET in both["organisations"]
        assert both["messages"][STREET] >= 1
        assert await lianban(settings, "list") == []
