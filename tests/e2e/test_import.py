"""Real lists and logs through a running hub: every row accounted for, nothing twice."""

import asyncio
import csv
import gzip
import json
import secrets
import shutil
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio
from aiokafka import AIOKafkaConsumer, TopicPartition

from hub.domain.calendar import local_day
from hub.domain.commands import AcceptCase
from hub.domain.facts import CaseAccepted, CaseMirrored, Fact, StepRecorded, TermsMoved
from hub.domain.identity import case_id
from hub.domain.vocabulary import AnswerKind
from hub.importing.exchange.tables import ACCEPT, PROCESS
from hub.importing.post import Letter, Post
from hub.lanes.reading import decode_entry, decode_fact
from hub.sample.district import FOLDER
from hub.sample.stories.story import arranged
from hub.up import Hub, status
from tests.domain.scenes import EMPOWERED, STREET, submission
from tests.e2e import running
from tests.e2e.running import PARTITIONS, WITHIN_S, Ran
from tests.importing import exchange_tables
from topics import names

DEPARTMENT = "dept-zhujian"
HEADER = ["case:concept:name", "concept:name", "time:timestamp", "org:group", "org:resource"]

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.xdist_group("import")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def hub(kafka: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Hub]:
    """A hub of its own on the shared broker, with the sample district."""
    settings = running.settings_on(kafka, tmp_path_factory.mktemp("hub"))
    async with Hub(settings) as own:
        yield own


async def lianban(hub: Hub, *arguments: object) -> Ran:
    """Run a `lianban` command against the hub to its end."""
    return await running.lianban(hub.settings.environment(), *arguments)


@asynccontextmanager
async def reader(hub: Hub, topic: str, partitions: int) -> AsyncIterator[AIOKafkaConsumer]:
    """A reader of all partitions of a topic from the beginning, committed records only."""
    consumer = AIOKafkaConsumer(
        bootstrap_servers=hub.bootstrap,
        isolation_level="read_committed",
        enable_auto_commit=False,
        auto_offset_reset="earliest",
    )
    await consumer.start()
    consumer.assign([TopicPartition(topic, number) for number in range(partitions)])
    try:
        yield consumer
    finally:
        await consumer.stop()


async def wait_for_records(hub: Hub, topic: str, count: int) -> None:
    """Wait until a topic of one partition has so many records."""
    deadline = time.monotonic() + WITHIN_S
    place = TopicPartition(topic, 0)
    async with reader(hub, topic, 1) as consumer:
        while (await consumer.end_offsets([place]))[place] < count:
            assert time.monotonic() < deadline, topic
            await asyncio.sleep(0.01)


async def facts_of(hub: Hub) -> dict[str, list[Fact]]:
    """All facts of the journal by subject, in the journal's order."""
    topic = names.journal(hub.settings.namespace)
    found: dict[str, list[Fact]] = defaultdict(list)
    async with reader(hub, topic, PARTITIONS) as consumer:
        ends = await consumer.end_offsets(consumer.assignment())
        for place, end in ends.items():
            while await consumer.position(place) < end:
                for record in (await consumer.getmany(place, timeout_ms=500)).get(place, []):
                    entry = decode_entry(record.value)
                    found[entry.subject] += map(decode_fact, entry.facts)
    return found


def steps_of(facts: dict[str, list[Fact]], case: str) -> list[tuple[str, str]]:
    """Step and department of each step of a case; its first fact must be its mirroring."""
    opening, *steps = facts[case_id("admin", case)]
    assert isinstance(opening, CaseMirrored)
    assert all(isinstance(step, StepRecorded) for step in steps)
    return [(step.step, step.department) for step in steps if isinstance(step, StepRecorded)]


Rows = list[list[str]]


def log_of(prefix: str, cases: int, events: int) -> Rows:
    """Rows of a log whose cases are mixed, in an order that is not that of time."""
    return [
        [
            f"{prefix}-{case}",
            f"step {place}",
            f"2024-03-{28 - place % 20:02} 08:00:00",
            "一科",
            "王",
        ]
        for place in range(events)
        for case in range(cases)
    ]


def write_log(path: Path, rows: Rows) -> Path:
    """Write a log as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *rows])
    return path


def expected(rows: Rows) -> dict[str, list[tuple[str, str]]]:
    """Steps of each case of a log in its order."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for case, step, _, department, _ in rows:
        found[case].append((step, department))
    return found


async def test_every_row_is_a_step_or_reported(hub: Hub, tmp_path: Path) -> None:
    """Good rows are in the journal in the log's order, bad ones in the rejects with their rows."""
    good = log_of("mixed", 3, 4)
    bad: Rows = [
        ["mixed-0", "late", "someday", "", ""],
        ["", "nobody's", "2024-03-01", "", ""],
        ["x" * 200, "too long a name", "2024-03-01", "", ""],
        ["mixed-0", "too old", "1066-10-14", "", ""],
    ]
    last = ["mixed-0", "end", "2024-03-30", "", ""]
    path = write_log(tmp_path / "log.csv", [*good, *bad, last])
    ran = await lianban(hub, "import-log", path, "--json", "--rejects", tmp_path / "rejects.csv")
    said = ran.said
    assert (ran.code, said["rows"], said["steps"], said["reported"]) == (0, 17, 13, 4), ran
    assert (said["cases"], said["in_order"], said["unaccounted"]) == (3, True, 0)
    assert said["departments"] == {"一科": 12, "unknown": 1}
    rejects = (tmp_path / "rejects.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in rejects] == ["row", "14", "15", "16", "17"]
    facts = await facts_of(hub)
    wanted = expected(good)
    wanted["mixed-0"].append(("end", "unknown"))
    assert {case: steps_of(facts, case) for case in wanted} == wanted


async def test_the_journal_can_be_read_as_people_read_it(hub: Hub, tmp_path: Path) -> None:
    """A case's timeline has its opening and its steps in order; nobody owes anything for it."""
    rows = log_of("V", cases=2, events=3)
    log = write_log(tmp_path / "log.csv", rows)
    assert (await lianban(hub, "import-log", log, "--system", "views", "--json")).code == 0
    case = case_id(hub.settings.administration, "V-0")
    told = json.loads((await lianban(hub, "timeline", case, "--json")).out)
    assert [line["what"] for line in told] == ["镜像登记", "办理环节", "办理环节", "办理环节"]
    shown = await lianban(hub, "timeline", "V-0", "--of", hub.settings.administration)
    assert (shown.code, shown.out.count("办理环节")) == (0, 3)
    unknown = await lianban(hub, "timeline", "no-such-case")
    assert (unknown.code, "has nothing of no-such-case" in unknown.err) == (1, True)
    assert json.loads((await lianban(hub, "obligations", "--json")).out) == []
    assert json.loads((await lianban(hub, "figures", "--json")).out) == []
    assert json.loads((await lianban(hub, "public", "--json")).out) == []
    accounts = json.loads((await lianban(hub, "reconcile", "--json")).out)["对账总表"]
    told = {account["单位"]: (account["来文"], account["期末未结"]) for account in accounts}
    assert told[hub.settings.administration][0] >= len(rows)
    assert not any(owed for _, owed in told.values())


async def test_a_killed_import_goes_on_without_a_duplicate(hub: Hub, tmp_path: Path) -> None:
    """Killed twice in the middle, run again, and run once more without its state: same facts."""
    rows = log_of("killed", 40, 60)
    path = write_log(tmp_path / "log.csv", rows)
    state = tmp_path / "state.sqlite"
    outbox = names.outbox("admin", hub.settings.namespace)
    for more in (300, 1500):
        await kill_after(hub, outbox, more, ("import-log", path, "--state", state))
    ran = await lianban(hub, "import-log", path, "--state", state, "--json")
    assert (ran.code, ran.said["rows"], ran.said["steps"]) == (0, len(rows), len(rows)), ran
    assert ran.said["repeated"] > 0
    facts = await facts_of(hub)
    wanted = expected(rows)
    assert {case: steps_of(facts, case) for case in wanted} == wanted
    state.unlink()
    again = await lianban(hub, "import-log", path, "--state", state, "--json")
    assert (again.code, again.said["steps"]) == (0, len(rows)), again
    assert again.said["repeated"] == len(rows) + len(wanted)
    facts = await facts_of(hub)
    assert {case: steps_of(facts, case) for case in wanted} == wanted


async def kill_after(hub: Hub, outbox: str, more: int, arguments: tuple[object, ...]) -> None:
    """Start a command and kill it once the outbox has so many more records."""
    place = TopicPartition(outbox, 0)
    async with reader(hub, outbox, 1) as consumer:
        before = (await consumer.end_offsets([place]))[place]
    process = await running.start(hub.settings.environment(), *arguments)
    await wait_for_records(hub, outbox, before + more)
    assert process.returncode is None
    process.kill()
    await process.communicate()


async def test_an_import_that_is_done_stays_done(hub: Hub, tmp_path: Path) -> None:
    """The same command again sends nothing and says the same."""
    path = write_log(tmp_path / "log.csv", log_of("done", 2, 3))
    first = await lianban(hub, "import-log", path, "--json")
    second = await lianban(hub, "import-log", path, "--json")
    assert (first.code, second.code) == (0, 0)
    assert second.said == {**first.said, "resumed": True}


async def test_another_log_under_known_case_names_is_refused(hub: Hub, tmp_path: Path) -> None:
    """The same event with other content changes no fact, and the exit status says so."""
    rows = log_of("twice", 1, 3)
    await lianban(hub, "import-log", write_log(tmp_path / "log.csv", rows), "--json")
    changed = [*rows[:2], ["twice-0", "other", *rows[2][2:]]]
    ran = await lianban(hub, "import-log", write_log(tmp_path / "log.csv", changed), "--json")
    assert (ran.code, ran.said["refused"], ran.said["unaccounted"]) == (1, 1, 0)
    assert ran.said["faults"][0]["row"] == 4
    assert steps_of(await facts_of(hub), "twice-0") == expected(rows)["twice-0"]


async def test_a_zipped_xes_log_goes_the_same_way(hub: Hub, tmp_path: Path) -> None:
    """XES.gz is read, sent and recorded like CSV."""
    event = (
        '<event><string key="concept:name" value="{}"/><string key="org:group" value="二科"/>'
        '<date key="time:timestamp" value="2024-05-06T07:08:09.010+02:00"/></event>'
    )
    events = "".join(event.format(name) for name in ("收件", "审核", "办结"))
    text = f'<log><trace><string key="concept:name" value="甲 1"/>{events}</trace></log>'
    path = tmp_path / "log.xes.gz"
    path.write_bytes(gzip.compress(text.encode()))
    ran = await lianban(hub, "import-log", path, "--json")
    assert (ran.code, ran.said["cases"], ran.said["steps"]) == (0, 1, 3), ran
    wanted = [("收件", "二科"), ("审核", "二科"), ("办结", "二科")]
    assert steps_of(await facts_of(hub), "甲 1") == wanted


async def test_a_log_that_cannot_be_read_is_said_in_one_sentence(hub: Hub, tmp_path: Path) -> None:
    """A missing column and a file that breaks off end with exit status 1 and a remedy."""
    path = tmp_path / "log.csv"
    path.write_text("a,b\n1,2\n")
    ran = await lianban(hub, "import-log", path, "--json")
    assert (ran.code, ran.out) == (1, "")
    assert "--case" in ran.err
    assert "Traceback" not in ran.err


def copy_of_the_sample(folder: Path, change: Callable[[Path], None]) -> Path:
    """The sample's spreadsheets, changed."""
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    change(folder)
    return folder


def new_edition(folder: Path) -> None:
    """Change the edition."""
    said = json.loads((folder / "catalogue.json").read_text())
    (folder / "catalogue.json").write_text(json.dumps({**said, "edition": "next"}))


def empower_what_no_directory_has(folder: Path) -> None:
    """Put an item on the empowered list that the guide directory does not have."""
    with (folder / "items.csv").open(encoding="utf-8-sig", newline="") as file:
        items = list(csv.DictReader(file))
    with (folder / "assisted.csv").open(encoding="utf-8-sig", newline="") as file:
        item = next(iter(csv.DictReader(file)))["item"]
    with (folder / "empowered.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert any(row["code"] == item for row in items)
    with (folder / "empowered.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows([*rows, {**rows[0], "item": item}])


async def in_force(hub: Hub, digest: str) -> None:
    """Wait until the worker says that it decides under this catalogue."""
    deadline = time.monotonic() + WITHIN_S
    while worker_catalogue(hub) != digest:
        assert time.monotonic() < deadline, worker_catalogue(hub)
        await asyncio.sleep(0.05)


def worker_catalogue(hub: Hub) -> str | None:
    """The digest of the catalogue in force at the worker."""
    found = status.read(status.worker_file(hub.settings, "worker-1")).get("catalogue")
    return str(found) if found else None


WHO = ("--publisher", "staff-a", "--approver", "staff-b", "--json")


async def test_a_year_that_is_arranged_moves_last_days_once(hub: Hub, tmp_path: Path) -> None:
    """A dry run counts, the first run moves as facts, the second changes nothing (domain, 4)."""
    case = await an_accepted_case(hub)
    folder = tmp_path / "arranged"
    shutil.copytree(FOLDER, folder)
    days = arranged(local_day(datetime.now(UTC)))
    with (folder / "calendar.csv").open("a", encoding="utf-8") as file:
        file.write(f"{days['holidays'][-1]},HOLIDAY\n")
    order = ("catalogue", "recompute", folder, "--year", days["year"], "--actor", "li-2", "--json")
    assert (await lianban(hub, *order, "--dry-run")).said["moving"] == 1
    assert (await facts_of(hub))[case][-1].__class__ is CaseAccepted
    assert (await lianban(hub, *order)).said["answers"] == {"DONE": 1}
    *_, moved = (await facts_of(hub))[case]
    assert isinstance(moved, TermsMoved)
    assert (await lianban(hub, *order)).said["moving"] == 0


async def test_a_delivery_of_exchange_tables_is_taken_once_and_wrong_rows_fed_back(
    hub: Hub, tmp_path: Path
) -> None:
    """A department's case is mirrored with its steps; the table of feedback has the other row."""
    mark = secrets.token_hex(4)
    tables = exchange_tables.whole(mark)
    bad = exchange_tables.row(PROCESS, mark, row_guid="late", event_end_time="2026-03-01")
    delivery = exchange_tables.write(tmp_path / "d", {**tables, PROCESS: [*tables[PROCESS], bad]})
    feedback = tmp_path / "feedback.csv"
    order = ("exchange", delivery, "--organisation", DEPARTMENT, "--feedback", feedback, "--json")
    checked = await lianban(hub, *order, "--check")
    assert (checked.said["rows"], checked.said["taken"], checked.said["fed_back"]) == (7, 0, 1)
    ran = await lianban(hub, *order)
    assert (ran.code, ran.said["taken"], ran.said["fed_back"]) == (1, 6, 1), ran
    assert ran.said["rules"] == {"EXCHANGE-PERIOD": 1}
    with feedback.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["table_name"], row["row_guid"], row["rule"]) == (
        PROCESS.name,
        "late",
        "EXCHANGE-PERIOD",
    )
    again = await lianban(hub, *order)
    assert (again.said["taken"], again.said["repeated"], again.said["fed_back"]) == (0, 6, 1)
    opening, *steps = (await facts_of(hub))[case_id(DEPARTMENT, mark)]
    assert isinstance(opening, CaseMirrored)
    assert [type(step) for step in steps] == [StepRecorded] * 6


async def test_a_row_that_came_too_early_is_taken_when_it_is_pushed_again(
    hub: Hub, tmp_path: Path
) -> None:
    """A step before its case is fed back by the hub's own rule; with the case there it counts."""
    mark = secrets.token_hex(4)
    steps = {PROCESS: [exchange_tables.row(PROCESS, mark)]}
    order = ("exchange", tmp_path, "--organisation", DEPARTMENT, "--json")
    exchange_tables.write(tmp_path, steps)
    early = await lianban(hub, *order)
    assert (early.code, early.said["rules"]) == (1, {"SUBJECT-001": 1}), early
    exchange_tables.write(tmp_path, {ACCEPT: [exchange_tables.row(ACCEPT, mark)]})
    later = await lianban(hub, *order)
    assert (later.code, later.said["taken"]) == (0, 2), later
    opening, step = (await facts_of(hub))[case_id(DEPARTMENT, mark)]
    assert (type(opening), type(step)) == (CaseMirrored, StepRecorded)


async def an_accepted_case(hub: Hub) -> str:
    """A case whose limits run: filed and accepted by an empowered street."""
    command = replace(submission(EMPOWERED), business_number=secrets.token_hex(4))
    case = case_id(STREET, command.business_number)
    accept = AcceptCase(case_id=case, actor="clerk-1")
    letters = [Letter(f"{case}/1", case, command), Letter(f"{case}/2", case, accept)]
    async with Post(hub.bootstrap, STREET, hub.settings.namespace) as post:
        answers = await post.exchange(letters, datetime.now(UTC))
    assert {answer.kind for answer in answers.values()} == {AnswerKind.DONE}
    return case


async def test_a_catalogue_is_published_and_comes_into_force(hub: Hub, tmp_path: Path) -> None:
    """The hub answers with a journal entry, and its worker goes over to the snapshot."""
    folder = copy_of_the_sample(tmp_path / "catalogue", new_edition)
    ran = await lianban(hub, "catalogue", "publish", folder, *WHO)
    assert (ran.code, ran.said["answer"], ran.said["without_topics"]) == (0, "DONE", []), ran
    await in_force(hub, ran.said["digest"])


async def test_a_lawless_catalogue_is_refused_whole(hub: Hub, tmp_path: Path) -> None:
    """Empowerment outside the guide directory is named, and the one in force stays."""
    before = worker_catalogue(hub)
    folder = copy_of_the_sample(tmp_path / "catalogue", empower_what_no_directory_has)
    outbox = names.outbox("admin", hub.settings.namespace)
    async with reader(hub, outbox, 1) as consumer:
        ends = await consumer.end_offsets(consumer.assignment())
        ran = await lianban(hub, "catalogue", "publish", folder, *WHO)
        assert await consumer.end_offsets(consumer.assignment()) == ends
    assert (ran.code, ran.said["published"]) == (1, False)
    assert any(fault["file"] == "empowered.csv" for fault in ran.said["faults"])
    assert "stays" in ran.err
    assert worker_catalogue(hub) == before


async def test_a_catalogue_made_of_a_list_is_published(hub: Hub, tmp_path: Path) -> None:
    """A department's list becomes a folder, and the folder the catalogue in force."""
    path = tmp_path / "list.csv"
    path.write_text("部门,事项名称,编码,类型\n城管局,占道审批,A-1,1\n城管局,处罚,A-2,2\n")
    folder = tmp_path / "catalogue"
    imported = await lianban(hub, "catalogue", "import", path, "--into", folder, "--json")
    assert (imported.code, imported.said["added"]) == (1, 1), imported
    ran = await lianban(hub, "catalogue", "publish", folder, *WHO)
    assert (ran.code, len(ran.said["without_topics"])) == (0, 1), ran
    await in_force(hub, ran.said["digest"])
