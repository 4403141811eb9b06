"""One import of a log from end to end: its book, its way to the hub, its report."""

import hashlib
import sqlite3
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from connectors.errors import ConnectorError
from connectors.event_log import EventLogSource
from connectors.event_records import LogOptions
from hub.importing.log_book import LogBook
from hub.importing.log_import import LogImport
from hub.importing.log_plan import LogOrigin, LogPlan
from hub.importing.log_report import LogReport, report_of, write_rejects
from hub.importing.post import post_of
from hub.importing.pseudonyms import Pseudonyms
from hub.settings import Settings
from hub.unfit import Unfit
from topics import names
from topics.broker import topic_id
from topics.errors import TopicsError

KEY_FILE = "import-log.key"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogJob:
    """What is to be imported, in whose name, and where its state and its rejects go."""

    file: Path
    options: LogOptions
    origin: LogOrigin
    state: Path | None = None
    rejects: Path | None = None


async def import_log(
    settings: Settings,
    bootstrap: str,
    job: LogJob,
    on_batch: Callable[[int], None] | None = None,
) -> LogReport:
    """Import a log, going on where an earlier run of the same import was; return the report.

    Raises Unfit: the file cannot be read, the hub not reached, the state not used.
    """
    identity = await _identity(settings, bootstrap, job)
    pseudonyms = Pseudonyms.kept_in(settings.data / KEY_FILE)
    path = job.state or _state_of(settings, job)
    try:
        with LogBook(path) as book:
            resumed = book.start(identity)
            async with post_of(settings, bootstrap, job.origin.organisation) as post:
                source = EventLogSource(job.file, job.options)
                work = LogImport(source, LogPlan(job.origin, pseudonyms), book, post)
                await work.run(on_batch)
            if job.rejects is not None:
                write_rejects(book, job.rejects)
            return report_of(book, job.file.name, resumed=resumed)
    except sqlite3.Error as error:
        remedy = f"See that no other import uses {path}, or give another with --state."
        raise Unfit(f"The import's state cannot be used ({error}).", remedy) from error
    except ConnectorError as error:
        raise Unfit(error.sentence, error.remedy) from error


async def _identity(settings: Settings, bootstrap: str, job: LogJob) -> dict[str, str]:
    """What makes two imports the same: the bytes, how they are read, who sends them where."""
    outbox = names.outbox(job.origin.organisation, settings.namespace)
    try:
        outbox_id = await topic_id(bootstrap, outbox)
    except TopicsError as error:
        remedy = f"{error.remedy}, and see that {job.origin.organisation} is in the catalogue."
        raise Unfit(f"{error.sentence}.", remedy) from error
    return {
        "content": _digest(job.file),
        "options": repr(job.options),
        "outbox": outbox_id,
        **asdict(job.origin),
    }


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        sentence = f"{path} cannot be read: {error.strerror}."
        raise Unfit(sentence, "Check its path and who may read it.") from error


def _state_of(settings: Settings, job: LogJob) -> Path:
    """The book's usual place: one for each file, organisation and namespace."""
    key = f"{job.file.absolute()}\0{job.origin.organisation}\0{settings.namespace}"
    mark = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return settings.data / "imports" / f"{job.file.name}-{mark}.sqlite"
