"""Who owes what to whom since when: the open terms of everything, as facts opened them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from hub.domain.calendar import local_day
from hub.domain.case import Case
from hub.domain.deadlines import owing
from hub.domain.publicity import is_publication
from hub.domain.question import Question
from hub.domain.terms import STOPPABLE, Running, Term
from hub.domain.vocabulary import CardColour, Leg
from hub.views.told import Told

TO_APPLICANT, TO_PUBLIC = "applicant", "public"
TO_STREET = frozenset(
    {
        Leg.ACKNOWLEDGEMENT,
        Leg.ACCEPTANCE,
        Leg.DECISION,
        Leg.PROMISE,
        Leg.STEP,
        Leg.ISSUE,
        Leg.VERIFICATION,
    }
)
"""What a body owes to the street that waits for it; the applicant waits for the rest."""
TO_DECIDER = frozenset(
    {
        Leg.FORWARDING,
        Leg.RECEIPT,
        Leg.CORRECTION,
        Leg.TOLERANCE,
        Leg.OPINION,
        Leg.PRELIMINARY_REVIEW,
        Leg.HEARING_REQUEST,
    }
)
TO_ADMINISTRATION = frozenset({Leg.URGE, Leg.OVERSIGHT})
ADMINISTRATION = "administration"


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """An open term: `owner` owes `to` since `since` (UTC) what the leg says, until `due_on`.

    `card` is the gravest card it has had; `entry` the journal entry that opened it.
    """

    owner: str
    to: str
    leg: Leg
    about: str
    subject: str
    business_number: str
    item_code: str
    since: datetime
    due_on: date
    card: CardColour | None
    entry: str
    stopped: bool = False
    """A special procedure stops its clock: it is not overdue."""

    def is_overdue(self, now: datetime) -> bool:
        """Return whether the last day has passed."""
        return not self.stopped and local_day(now) > self.due_on


class Obligations:
    """Follows the journal and keeps what is open."""

    def __init__(self) -> None:
        self._since: dict[tuple[str, Leg, str], tuple[datetime, str]] = {}
        self._open: dict[str, Case | Question] = {}

    def take(self, told: Told) -> None:
        """Take in one more entry."""
        after = told.after
        if after is told.before or not isinstance(after, Case | Question):
            return
        subject = told.entry.subject
        before = told.before.terms if isinstance(told.before, Case | Question) else ()
        names = {(each.term.leg, each.term.about): each.term.due_on for each in before}
        for each in after.terms:
            name = (each.term.leg, each.term.about)
            if name not in names:
                self._since[subject, *name] = (told.at, f"{told.partition}-{told.entry.number}")
        for name in names.keys() - {(each.term.leg, each.term.about) for each in after.terms}:
            self._since.pop((subject, *name), None)
        if after.terms:
            self._open[subject] = after
        else:
            self._open.pop(subject, None)

    def take_all(self, entries: Iterable[Told]) -> "Obligations":
        """Take in all entries."""
        for told in entries:
            self.take(told)
        return self

    def open(self) -> Iterator[Obligation]:
        """Yield all that is open, the most urgent first."""
        found = [
            self._obligation(subject, state, each)
            for subject, state in self._open.items()
            for each in state.terms
            if each.term.leg is not Leg.EXPIRY
        ]
        yield from sorted(found, key=lambda each: (each.due_on, each.owner, each.subject))

    def _obligation(self, subject: str, state: Case | Question, running: Running) -> Obligation:
        term = running.term
        since, entry = self._since[subject, term.leg, term.about]
        owner, to, number, item = _parties(state, term)
        return Obligation(
            owner=owner,
            to=to,
            leg=term.leg,
            about=term.about,
            subject=subject,
            business_number=number,
            item_code=item,
            since=since,
            due_on=term.due_on,
            card=running.card,
            entry=entry,
            stopped=isinstance(state, Case) and state.stop is not None and term.leg in STOPPABLE,
        )


def owed(state: object) -> dict[tuple[Leg, str], tuple[str, date]]:
    """Return who owes each open term of a case or question, and until which day."""
    if not isinstance(state, Case | Question):
        return {}
    return {
        (each.term.leg, each.term.about): (_parties(state, each.term)[0], each.term.due_on)
        for each in state.terms
        if each.term.leg is not Leg.EXPIRY
    }


def _parties(state: Case | Question, term: Term) -> tuple[str, str, str, str]:
    """Return who owes, to whom, under which number, and of which item."""
    if isinstance(state, Question):
        waiting = _waiting(state, term)
        to = TO_APPLICANT if waiting == term.owner else waiting
        return term.owner, to, state.number, state.item_code or ""
    heading = state.heading
    to = _urging(state, term) or creditor(state, term)
    return owing(state, term), to, heading.business_number, heading.item_code


def _waiting(question: Question, term: Term) -> str:
    """Return who waits for an answer, for a reply to its rating, or for the end of an appeal."""
    rated = question.rating
    if rated is None:
        return question.asker
    return rated.owner if term.leg is Leg.APPEAL else rated.rater


def _urging(case: Case, term: Term) -> str:
    """Return who urged, empty for what was not urged or by nobody known."""
    urged = term.leg is Leg.URGE and term.about.isdecimal() and int(term.about) <= len(case.urges)
    return case.urges[int(term.about) - 1] if urged else ""


def creditor(case: Case, term: Term) -> str:
    """Return to whom a term is owed: an organisation, the applicant, or the public."""
    heading, leg = case.heading, term.leg
    if is_publication(term):
        return TO_PUBLIC
    if leg in TO_DECIDER:
        return heading.decider
    if leg in TO_ADMINISTRATION:
        return ADMINISTRATION
    if leg in TO_STREET and case.is_decided_elsewhere:
        return heading.street
    return TO_APPLICANT
