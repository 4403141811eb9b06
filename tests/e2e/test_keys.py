"""`lianban keys destroy` at a running hub: refused by rule, shown, done, journaled, provable."""

import io
import json
import secrets
import sys
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from hub.documents.errors import KeyDestroyed
from hub.documents.store import DocumentStore
from hub.domain import commands
from hub.domain.commands import Command
from hub.domain.documents import DocumentReference
from hub.domain.identity import case_id
from hub.domain.inbox import Answer
from hub.domain.vocabulary import AnswerKind
from hub.importing.acts import say
from hub.importing.post import Letter, Post
from hub.settings import Settings
from hub.up.hub import Hub
from tests.domain.scenes import EMPOWERED, STREET, paper, submission
from tests.e2e import running

WITHIN_S = 60
LONG_AFTER = (sys.executable, "-m", "tests.e2e.long_after")
HANDS = ("--actor", "staff-1", "--witness", "staff-2")
NAME = "赵晓岚"

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.xdist_group("keys")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def hub(kafka: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Hub]:
    """A hub in which retentions have ended as soon as files are archived."""
    settings = running.settings_on(kafka, tmp_path_factory.mktemp("hub"))
    async with Hub(settings, command=LONG_AFTER) as own:
        yield own


def sealed(settings: Settings, person: str) -> DocumentReference:
    """An application form of a person in the hub's own document store."""
    with DocumentStore(settings.document_url, settings.keys_path) as store:
        return store.put(
            io.BytesIO(json.dumps({"申请人": NAME}).encode()),
            kind="application-form",
            media_type="application/json",
            data_subject=person,
        )


async def street(hub: Hub, *said: Command) -> list[Answer]:
    """Say something as the street."""
    letters = [Letter(secrets.token_hex(8), STREET, each) for each in said]
    async with Post(hub.bootstrap, STREET, hub.settings.namespace) as post:
        answers = await post.exchange(letters, datetime.now(UTC), WITHIN_S)
    return [answers[letter.id] for letter in letters]


async def archived(hub: Hub, person: str) -> tuple[str, DocumentReference]:
    """A case of a person whose file was archived."""
    number, form = secrets.token_hex(4), sealed(hub.settings, person)
    subject = case_id(STREET, number)
    whole = replace(submission(EMPOWERED), business_number=number, applicant=person, form=form)
    done = await street(
        hub,
        whole,
        commands.WithdrawApplication(case_id=subject, actor="clerk-1"),
        commands.ArchiveCase(case_id=subject, actor="clerk-1"),
    )
    assert {each.kind for each in done} == {AnswerKind.DONE}
    return subject, form


async def agree(hub: Hub, subject: str) -> Answer:
    """Let the archive agree that a file is destroyed."""
    word = commands.ApproveDestruction(
        case_id=subject, appraisal=paper("鉴定意见", 31), approver="head-1", actor="staff-1"
    )
    (answer,) = await say(hub.settings, [word], "archive")
    return answer


async def lianban(hub: Hub, *arguments: object) -> tuple[int, str, str]:
    """Run a `lianban` command against the hub to its end: status, output, errors."""
    ran = await running.lianban(hub.settings.environment(), *arguments)
    return ran.code, ran.out, ran.err


async def destroy(hub: Hub, subject: str, *more: str) -> tuple[int, Mapping[str, Any], str]:
    """Run `lianban keys destroy`; its status, its object, its errors."""
    status, out, err = await lianban(hub, "keys", "destroy", subject, *HANDS, "--json", *more)
    return status, json.loads(out) if out else {}, err


async def test_a_key_is_destroyed_when_every_file_of_the_person_may(hub: Hub) -> None:
    """Refused by rule and place until the archive agreed about both; then gone, and provable."""
    one, form = await archived(hub, "p-1")
    two, _ = await archived(hub, "p-1")
    assert (await agree(hub, one)).kind is AnswerKind.DONE
    status, shown, _ = await destroy(hub, one)
    assert status == 1
    assert [(each["subject"], each["rule"]) for each in shown["holders"]] == [(two, "KEEP-007")]
    status, _, err = await destroy(hub, one, "--yes")
    assert status == 1
    assert f"{two} keeps the key: KEEP-007" in err
    with DocumentStore(hub.settings.document_url, hub.settings.keys_path) as store:
        assert NAME in json.loads(store.read(form)).values()

        assert (await agree(hub, two)).kind is AnswerKind.DONE
        status, shown, _ = await destroy(hub, one)
        assert (status, shown["holders"], shown["key"]) == (0, [], "kept")
        assert form.digest.hex() in shown["documents"]
        assert set(shown["agreed"]) == {one, two}
        assert NAME in json.loads(store.read(form)).values()

        status, done, _ = await destroy(hub, one, "--yes")
        assert (status, done["key"]) == (0, "destroyed")
        assert set(done["destroyed"]) == {one, two}
        with pytest.raises(KeyDestroyed):
            store.read(form)
        store.verify(form)

    _, out, _ = await lianban(hub, "timeline", two, "--json")
    assert json.loads(out)[-1]["what"] == "案卷销毁"
    (late,) = await street(hub, commands.ArchiveCase(case_id=two, actor="clerk-1"))
    assert late.rule == "KEEP-009"
    status, done, _ = await destroy(hub, one, "--yes")
    assert (status, done["key"]) == (0, "destroyed before")


async def test_the_journal_has_its_word_before_the_key_is_gone(hub: Hub, tmp_path: Path) -> None:
    """The hub does not agree to one pair of hands: the key stays, and so does the file.

    The archive's own word comes with its appraisal, from a head who is not the one that says it.
    """
    subject, form = await archived(hub, "p-2")
    appraisal = tmp_path / "鉴定意见.pdf"
    appraisal.write_bytes(b"%PDF-1.7 appraisal")
    word = ("keys", "agree", subject, "--appraisal", appraisal, "--actor", "staff-1")
    status, _, err = await lianban(hub, *word, "--approver", "staff-1")
    assert status == 1
    assert "The hub has not taken the word: KEEP-006" in err
    status, said, _ = await lianban(hub, *word, "--approver", "head-1")
    assert (status, "the archive agreed (entry " in said) == (0, True)
    alone = ("--actor", "staff-1", "--witness", "staff-1", "--yes")
    status, _, err = await lianban(hub, "keys", "destroy", subject, *alone)
    assert status == 1
    assert "KEEP-008" in err
    with DocumentStore(hub.settings.document_url, hub.settings.keys_path) as store:
        store.read(form)


async def test_a_case_that_nobody_knows_is_named(hub: Hub) -> None:
    """A business number without its organisation is no case."""
    status, _, err = await destroy(hub, "2026-0001")
    assert status == 1
    assert "The journal has no case 2026-0001. A business number needs --of" in err
