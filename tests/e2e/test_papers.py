"""Papers of a real case: from the journal to a signed PDF, and back from the PDF to the journal."""

import io
import json
import secrets
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio
from aiokafka import AIOKafkaProducer

from avro.cloudevents import Event
from hub import wire
from hub.documents.store import DocumentStore
from hub.domain import commands
from hub.domain.identity import case_id
from hub.domain.vocabulary import DocumentKind
from hub.papers.masking import masked
from hub.settings import Settings
from hub.up.hub import Hub
from tests.domain.scenes import EMPOWERED, STREET, submission
from tests.e2e import running
from tests.papers.desk import codes_in, text_of
from topics import names

WITHIN_S = 60
NUMBER = "2026-0001"
CASE = case_id(STREET, NUMBER)
NAME = "赵晓岚"

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.xdist_group("papers")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def hub(kafka: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Hub]:
    """A hub with one received case, whose receipt has a number."""
    settings = running.settings_on(kafka, tmp_path_factory.mktemp("hub"))
    async with Hub(settings) as own:
        await say(own, submit(settings))
        await say(own, commands.AcceptCase(case_id=CASE, actor="clerk-1"))
        asked = commands.RequestNumber(case_id=CASE, kind=DocumentKind.RECEIPT, actor="clerk-1")
        await say(own, asked)
        deadline = time.monotonic() + WITHIN_S
        while not (await listed(own) or [{"number": None}])[0]["number"]:
            assert time.monotonic() < deadline
        yield own


def submit(settings: Settings) -> commands.SubmitCase:
    """An application whose form lies sealed in the hub's own document store."""
    with DocumentStore(settings.document_url, settings.keys_path) as store:
        form = store.put(
            io.BytesIO(json.dumps({"申请人": NAME}).encode()),
            kind="application-form",
            media_type="application/json",
            data_subject="p-0001",
        )
    return replace(submission(EMPOWERED), form=form)


async def say(hub: Hub, command: commands.Command) -> None:
    """Put a command into the street's outbox."""
    event = Event(
        id=secrets.token_hex(8),
        source=f"/organisation/{STREET}",
        type=wire.type_name(command),
        time=datetime.now(UTC),
    )
    async with AIOKafkaProducer(bootstrap_servers=hub.bootstrap) as producer:
        topic = names.outbox(STREET, hub.settings.namespace)
        await producer.send_and_wait(topic, wire.encode(command), headers=event.headers())


async def lianban(hub: Hub, *arguments: object) -> tuple[int, str, str]:
    """Run a `lianban` command against the hub to its end: status, output, errors."""
    ran = await running.lianban(hub.settings.environment(), *arguments)
    return ran.code, ran.out, ran.err


async def listed(hub: Hub) -> list[dict[str, str | None]]:
    """The papers of the case, as the command lists them; none while there is no case."""
    status, out, _ = await lianban(hub, "paper", "list", CASE, "--json")
    found: list[dict[str, str | None]] = json.loads(out) if status == 0 else []
    return found


async def looks(hub: Hub) -> list[list[str]]:
    """What the timeline says of those who were let see the name."""
    _, out, _ = await lianban(hub, "timeline", CASE, "--json")
    return [each["details"] for each in json.loads(out) if each["what"] == "查看申请人明文"]


async def test_a_receipt_is_made_and_verified(hub: Hub, tmp_path: Path) -> None:
    """With its number it becomes a signed PDF that verifies, with the journal, by file and code."""
    file = tmp_path / "receipt.pdf"
    made = await lianban(hub, "paper", "render", NUMBER, "receipt", "--of", STREET, "--out", file)
    assert made[0] == 0, made
    assert "不具法律效力" in made[2]
    text = text_of(file.read_bytes())
    assert "收件凭证" in text
    assert "收件凭证〔" in text
    assert NAME not in text
    status, said, _ = await lianban(hub, "paper", "verify", file)
    assert status == 0, said
    assert "签名：有效，签名之后没有改动" in said
    assert "台账：一致" in said
    (code,) = codes_in(file.read_bytes())
    (tmp_path / "code.txt").write_text(code, "utf-8")
    status, said, _ = await lianban(hub, "paper", "verify", tmp_path / "code.txt", "--json")
    assert (status, json.loads(said)["holds"]) == (0, True)


async def test_an_altered_paper_does_not_verify(hub: Hub, tmp_path: Path) -> None:
    """One changed byte: exit status 1, and a sentence."""
    file = tmp_path / "receipt.pdf"
    await lianban(hub, "paper", "render", CASE, "receipt", "--out", file)
    data = bytearray(file.read_bytes())
    data[data.index(b"stream\n") + 50] ^= 1
    file.write_bytes(data)
    status, said, err = await lianban(hub, "paper", "verify", file, "--no-journal")
    assert status == 1
    assert "签名：无效" in said or "damaged" in err


async def test_a_name_is_shown_to_who_has_the_key(hub: Hub, tmp_path: Path) -> None:
    """The sealed name is printed for a reason that the journal has; digest and journal agree."""
    file = tmp_path / "named.pdf"
    asked = ("paper", "render", CASE, "receipt", "--with-name", "--out", file)
    who, why = ("--actor", "staff-1"), ("--reason", "POSTED")
    for unsaid in ((), who, why):
        status, _, err = await lianban(hub, *asked, *unsaid)
        assert (status, file.exists()) == (2, False)
        assert "a look is recorded" in err
    assert await looks(hub) == []
    status, _, err = await lianban(hub, *asked, *who, "--reason", " ")
    assert (status, file.exists()) == (1, False)
    assert "so nothing is shown: BORDER-FORM" in err
    assert (await lianban(hub, *asked, *who, *why))[0] == 0
    assert await looks(hub) == [["原因 POSTED", "经办人 staff-1"]]
    assert f"{NAME}：" in text_of(file.read_bytes())
    assert (await lianban(hub, "paper", "verify", file))[0] == 0


async def test_a_timeline_masks_the_name_and_shows_none_without_the_key(
    hub: Hub, tmp_path: Path
) -> None:
    """A screen masks by default; where the keys are not kept there is no name at all."""
    status, out, _ = await lianban(hub, "timeline", CASE)
    assert (status, masked(NAME) in out, NAME in out) == (0, True, False)
    elsewhere = hub.settings.model_copy(update={"data": tmp_path})
    environment = elsewhere.environment() | {"LIANBAN_KAFKA__BOOTSTRAP": hub.bootstrap}
    ran = await running.lianban(environment, "timeline", CASE)
    assert (ran.code, "申请人 " in ran.out) == (0, False)


async def test_a_summary_needs_no_number(hub: Hub, tmp_path: Path) -> None:
    """The summary of the case so far, signed, and as the journal says."""
    file = tmp_path / "summary.pdf"
    assert (await lianban(hub, "paper", "render", CASE, "summary", "--out", file))[0] == 0
    assert "办理经过" in text_of(file.read_bytes())
    assert (await lianban(hub, "paper", "verify", file))[0] == 0


async def test_without_a_number_there_is_only_a_draft(hub: Hub, tmp_path: Path) -> None:
    """Nobody asked for the number of the acceptance: refused, and a marked draft on demand."""
    file = tmp_path / "draft.pdf"
    asked = ("paper", "render", CASE, "acceptance", "--out", file)
    status, _, err = await lianban(hub, *asked)
    assert (status, file.exists()) == (1, False)
    assert "这份受理通知书还没有文号" in err
    assert (await lianban(hub, *asked, "--draft"))[0] == 0
    assert "草稿" in text_of(file.read_bytes())
    status, said, _ = await lianban(hub, "paper", "verify", file)
    assert status == 1
    assert "没有签名" in said


async def test_documents_of_the_case_are_checked(hub: Hub) -> None:
    """The sealed form is as told; materials that nobody stored are named, exit status 1."""
    status, out, _ = await lianban(hub, "paper", "documents", CASE, "--json")
    wrong = {each["kind"]: each["wrong"] for each in json.loads(out)}
    assert status == 1
    assert wrong.pop("application-form") is None
    assert set(wrong.values()) == {"不在文书库中"}


async def test_what_there_is_not_is_said(hub: Hub) -> None:
    """A paper for which there is no occasion, and a case that nobody knows."""
    status, _, err = await lianban(hub, "paper", "render", CASE, "rejection")
    assert status == 1
    assert err.rstrip().endswith("`lianban paper list CASE` 列出全部文书。")
    assert "案件没有不予受理通知书" in err
    status, _, err = await lianban(hub, "paper", "list", "no-such-case")
    assert status == 1
    assert "The journal has nothing of no-such-case" in err
