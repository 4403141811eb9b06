"""What a story is made of: lines that an organisation says, and what it waits for."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, TypeAlias

from hub.domain.bundle import BundledItem
from hub.domain.calendar import local_day
from hub.domain.commands import Command
from hub.domain.documents import DocumentReference, Mandate, Material
from hub.domain.identity import case_id
from hub.domain.mandates import ANY_ITEM
from hub.domain.vocabulary import MandatePower, MaterialForm
from hub.sample import district, papers
from hub.sample.papers import Filing, Paper
from hub.sample.stories import PREFIX

DONE = "DONE"


@dataclass(frozen=True, slots=True)
class Written:
    """A paper of the case; the same words about the same thing are the same paper."""

    about: str
    sentence: str = "经核,情况属实。"


@dataclass(frozen=True, slots=True)
class DigestOf:
    """The digest of a paper of the case."""

    paper: Written


@dataclass(frozen=True, slots=True)
class Handed:
    """What the applicant hands in: code, name and form of each material."""

    materials: tuple[tuple[str, str, MaterialForm], ...]


@dataclass(frozen=True, slots=True)
class Empowered:
    """What the applicant signed for an agent who acts without charge; good for a month."""

    agent: str
    powers: tuple[MandatePower, ...] = tuple(MandatePower)


@dataclass(frozen=True, slots=True)
class DayOf:
    """The day in Shanghai so many days from now."""

    days: int = 0


@dataclass(frozen=True, slots=True)
class DayOff:
    """The arrangement of a year in which the next working day is off: one part of it."""

    part: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number of the case's own with something behind it."""

    ending: str


@dataclass(frozen=True, slots=True)
class ItemsOf:
    """The items of a bundle, each with a number of its own."""

    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseOf:
    """The case of one of a bundle's items, as the organisation numbers it."""

    organisation: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing said: by whom, which command, and what the hub is to answer.

    `answer` is DONE or the code of the rule that refuses. `days_ago`: a terminal that was offline
    made it then. `hurried`: the next line does not wait for the answer to this one.
    """

    by: str
    command: type
    fields: Mapping[str, object] = field(default_factory=dict)
    answer: str = DONE
    days_ago: float = 0.0
    hurried: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Until:
    """Wait until an organisation has so many inbox messages of a type about the case."""

    organisation: str
    message: str
    count: int = 1


Part: TypeAlias = Line | Until


@dataclass(frozen=True, slots=True)
class Story:
    """One story; `name` is unique, `title` what people call this way of ending."""

    name: str
    title: str
    parts: tuple[Part, ...]

    def number(self, seed: int, attempt: int = 1) -> str:
        """The business number of its case."""
        return f"{PREFIX}{self.name}-{seed}-{attempt}"


@dataclass(frozen=True, slots=True)
class Telling:
    """A story being told: its number, who applies, where papers go, and what time it is."""

    number: str
    subject: str
    applicant: papers.Person
    file: Filing
    now: datetime

    def command(self, line: Line) -> Command:
        """The command of a line, with papers filed and numbers filled in."""
        given = {name: self._value(value) for name, value in line.fields.items()}
        known = {
            "case_id": self.subject,
            "question_id": self.subject,
            "bundle_id": self.subject,
            "business_number": self.number,
            "idempotency_key": self.number,
            "applicant": self.applicant.reference,
            "actor": "staff-0001",
        }
        wanted = line.command.__dataclass_fields__  # type: ignore[attr-defined]  # all are dataclasses
        filled = {name: value for name, value in known.items() if name in wanted}
        if "number" in wanted and "number" not in given:
            filled["number"] = self.number
        command: Command = line.command(**filled | given)
        return command

    def _value(self, value: object) -> Any:  # noqa: ANN401  # a field's value, whatever it is
        meaning = _MEANINGS.get(type(value))
        return value if meaning is None else meaning(self, value)

    def _handed(self, handed: Handed) -> tuple[Material, ...]:
        return tuple([self._material(*each) for each in handed.materials])

    def _paper(self, written: Written) -> DocumentReference:
        who, sentence = self.applicant.reference, written.sentence
        return self.file(papers.words(who, self.number, written.about, sentence))

    def _mandate(self, empowered: Empowered) -> Mandate:
        today = local_day(self.now)
        return Mandate(
            principal=self.applicant.reference,
            principal_checked=True,
            agent=empowered.agent,
            agent_checked=True,
            scope=ANY_ITEM,
            powers=empowered.powers,
            valid_from=today,
            valid_until=today + timedelta(days=30),
            free_of_charge=True,
            document=self._paper(Written(f"mandate-{empowered.agent}", "兹委托代为办理。")),
        )

    def _items(self, items: ItemsOf) -> tuple[BundledItem, ...]:
        return tuple([BundledItem(item_code=c, business_number=self._item(c)) for c in items.codes])

    def _case(self, case: CaseOf) -> str:
        return case_id(case.organisation, self._item(case.code))

    def _item(self, code: str) -> str:
        return f"{self.number}-{code}"

    def _material(self, code: str, name: str, form: MaterialForm) -> Material:
        paper: Paper = papers.material(self.applicant, self.number, code, name)
        return Material(code=code, form=form, document=self.file(paper))


_MEANINGS: Mapping[type, Callable[[Telling, Any], object]] = {
    Written: Telling._paper,  # noqa: SLF001  # the table of this class
    DigestOf: lambda telling, value: telling._paper(value.paper).digest,  # noqa: SLF001  # as above
    ItemsOf: Telling._items,  # noqa: SLF001  # as above
    CaseOf: Telling._case,  # noqa: SLF001  # as above
    Handed: Telling._handed,  # noqa: SLF001  # as above
    Empowered: Telling._mandate,  # noqa: SLF001  # as above
    DayOff: lambda telling, value: arranged(local_day(telling.now))[value.part],
    Numbered: lambda telling, value: f"{telling.number}{value.ending}",
    DayOf: lambda telling, value: local_day(telling.now + timedelta(days=value.days)),
}
"""What a word of a story stands for when it is told."""


def arranged(today: date) -> dict[str, object]:
    """Return the year, days off and make-up days, were the working day after `today` off."""
    calendar = district.load().calendar
    off = calendar.add_working_days(today, 1).day
    year = off.year
    return {
        "year": year,
        "holidays": (*[day for day in calendar.holidays if day.year == year], off),
        "make_up_days": tuple([day for day in calendar.make_up_days if day.year == year]),
    }


def together(*parts: Part | Iterable[Part]) -> tuple[Part, ...]:
    """Lines one after the other, those of a list in its order."""
    told: list[Part] = []
    for part in parts:
        told += [part] if isinstance(part, Line | Until) else part
    return tuple(told)
