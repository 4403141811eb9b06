"""One delivery of exchange tables from end to end: read, said to the hub, and fed back."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from hub.domain.inbox import Answer
from hub.domain.vocabulary import AnswerKind
from hub.importing.exchange import delivery
from hub.importing.exchange.delivery import Delivery
from hub.importing.exchange.feedback import Feedback
from hub.importing.exchange.meaning import Reading, in_order
from hub.importing.exchange.rows import ExchangeRow
from hub.importing.exchange.tables import CASE
from hub.importing.exchange.ties import Ties
from hub.importing.post import Letter, Post

LETTERS: Final = 1000
"""Messages that are under way at once."""
ATTEMPTS: Final = 100
"""How often what was refused may be pushed again: every time under an id of its own."""


@dataclass(slots=True)
class Report:
    """What became of a delivery: rows = taken + repeated + fed_back; nothing else."""

    rows: int
    taken: int = 0
    repeated: int = 0
    fed_back: int = 0
    tables: dict[str, int] = field(default_factory=dict)
    feedback: list[Feedback] = field(default_factory=list)

    @property
    def good(self) -> bool:
        """Whether every row was taken, now or before."""
        return not self.feedback

    def as_object(self) -> dict[str, Any]:
        """The report as one JSON object."""
        names = ("rows", "taken", "repeated", "fed_back", "tables")
        rules = Counter(each.rule for each in self.feedback)
        return {name: getattr(self, name) for name in names} | {
            "rules": dict(sorted(rules.items())),
            "good": self.good,
        }


@dataclass(frozen=True, slots=True)
class Spoken:
    """A row and what it says."""

    row: ExchangeRow
    letters: tuple[Letter, ...]


def prepare(path: Path, reading: Reading) -> tuple[list[Spoken], Report]:
    """Return what a delivery says, case by case in order, and the report so far.

    Raises Unfit as `delivery.read`.
    """
    found = delivery.read(path, reading.codes)
    report = Report(found.count, repeated=found.repeated, tables=found.counts)
    report.feedback.extend(found.feedback)
    spoken = list(_spoken(found, reading, report))
    report.fed_back = report.rows - report.repeated - len(spoken)
    return spoken, report


async def push(post: Post, spoken: Sequence[Spoken], report: Report) -> None:
    """Say all of it to the hub and note the answers; a row that is not done is fed back.

    Raises Unfit: the hub is not reached, or leaves something without an answer. The same delivery
    pushed again goes on: what was said before is a repeat.
    """
    answers = await _answers(post, [letter for each in spoken for letter in each.letters])
    for each in spoken:
        _settle(each, [answers[letter.id] for letter in each.letters], report)


async def _answers(post: Post, letters: Sequence[Letter]) -> dict[str, Answer]:
    """Return the answer to each letter by its id.

    What was refused when it was pushed before is said once more, in its order: what it lacked may
    be there by now. Everything else that was said before stays as it is.
    """
    made_at = datetime.now(UTC)
    answers: dict[str, Answer] = {}
    for attempt in range(ATTEMPTS):
        for start in range(0, len(letters), LETTERS):
            part = letters[start : start + LETTERS]
            found = await post.exchange([_attempt(letter, attempt) for letter in part], made_at)
            answers |= {letter.id: found[_attempt(letter, attempt).id] for letter in part}
        letters = [each for each in letters if answers[each.id].first_kind is AnswerKind.REFUSED]
        if not letters:
            break
    return answers


def _attempt(letter: Letter, attempt: int) -> Letter:
    return replace(letter, id=f"{letter.id}/{attempt}") if attempt else letter


def _spoken(found: Delivery, reading: Reading, report: Report) -> Iterator[Spoken]:
    ties = Ties(found.rows)
    tied = [ties.tie(row) for row in found.rows]
    report.feedback.extend(each for each in tied if isinstance(each, Feedback))
    whole = [each for each in tied if not isinstance(each, Feedback)]
    for row, number in sorted(whole, key=lambda each: in_order(each[0])):
        said = reading.letters(row, number)
        if isinstance(said, Feedback):
            report.feedback.append(said)
        else:
            yield Spoken(row, said)


def _settle(spoken: Spoken, answers: Sequence[Answer], report: Report) -> None:
    """Count a row: it was taken now, or before, or is fed back."""
    refused = [answer for answer in answers if not _taken(answer)]
    if refused:
        report.fed_back += 1
        report.feedback.extend(_refused(spoken.row, answer) for answer in refused)
    elif all(answer.kind is AnswerKind.DONE for answer in answers):
        report.taken += 1
    else:
        report.repeated += 1


def _taken(answer: Answer) -> bool:
    return answer.became in {AnswerKind.DONE, AnswerKind.REPEATED}


def _refused(row: ExchangeRow, answer: Answer) -> Feedback:
    reason = answer.sentence or f"此前推送时未予登记,见第{answer.first_entry}号记录。"
    return row.told(answer.rule or answer.became.value, reason, answer.remedy or "", CASE)
