"""Numbers of documents: unique per issuer, kind and year, and no gap without a reason."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.domain.commands import AssignNumber, NoteNumber, RequestNumber, VoidNumber
from hub.domain.context import Context
from hub.domain.decide import State, decide, evolve, subject_of
from hub.domain.facts import (
    CardIssued,
    DocumentNumbered,
    DocumentNumberVoided,
    Fact,
    NumberAssigned,
    NumberConflicted,
    NumberRegistered,
    NumberRequested,
    NumberVoided,
)
from hub.domain.following import follow
from hub.domain.identity import issuer_subject, number_subject
from hub.domain.refusals import MessageRule, NumberingRule, Refused, StandingRule
from hub.domain.vocabulary import DocumentKind
from tests.domain.scenes import (
    ASSISTED,
    BOOK,
    DECIDER,
    MONDAY,
    OTHER_STREET,
    STREET,
    Story,
    accepted,
    issued,
    received,
    submission,
)

BODY = DECIDER[ASSISTED]
RECEIPT, ACCEPTANCE = DocumentKind.RECEIPT, DocumentKind.ACCEPTANCE


class District:
    """Several subjects, and the follow-up lane that carries commands between them."""

    def __init__(self, *stories: Story) -> None:
        self.states: dict[str, State | None] = {story.subject: story.state for story in stories}
        self.facts: list[Fact] = []
        self.refused: list[str] = []

    def say(self, sender: str, command: object, subject: str, now: datetime = MONDAY) -> None:
        """Say a command, and whatever follows from it until nothing does."""
        context = Context(subject=subject, sender=sender, made_at=now, received_at=now, clock=now)
        try:
            facts = decide(command, self.states.get(subject), context, BOOK)
        except Refused as refused:
            self.refused.append(refused.rule.code)
            return
        for fact in facts:
            self.states[subject] = evolve(self.states.get(subject), fact, subject)
            self.facts.append(fact)
        for fact in facts:
            for each in follow(subject, fact):
                self.say("hub", each.command, each.subject, now)

    def ask(self, story: Story, sender: str, kind: DocumentKind, now: datetime = MONDAY) -> None:
        """Ask for a number for a story's case."""
        command = RequestNumber(case_id=story.subject, kind=kind, actor="clerk-1")
        self.say(sender, command, story.subject, now)

    def numbers(self) -> list[str]:
        """The numbers that cases bear."""
        return [fact.number for fact in self.facts if isinstance(fact, DocumentNumbered)]


def numbered(number: str) -> Story:
    """A received case of its own."""
    return Story().when(STREET, replace(submission(), business_number=number))


def test_a_number_comes_back_to_the_case_that_asked() -> None:
    """The street asks, its register counts, the case bears the number."""
    story = received()
    district = District(story)
    district.ask(story, STREET, RECEIPT)
    assert [type(fact) for fact in district.facts] == [
        NumberRequested,
        NumberAssigned,
        DocumentNumbered,
    ]
    assert district.numbers() == ["新村收件凭证〔2026〕1号"]


def test_numbers_are_per_issuer_kind_and_year() -> None:
    """Another kind, another issuer and another year each begin at 1."""
    first, second, taken = numbered("1"), numbered("2"), accepted()
    district = District(first, second, taken)
    district.ask(first, STREET, RECEIPT)
    district.ask(second, STREET, RECEIPT)
    district.ask(taken, STREET, ACCEPTANCE)
    district.ask(taken, BODY, DocumentKind.EXTENSION)
    district.ask(taken, STREET, RECEIPT, datetime(2027, 1, 4, tzinfo=UTC))
    serials = [(f.kind, f.issuer, f.year, f.serial) for f in district.facts if is_assigned(f)]
    assert serials == [
        (RECEIPT, STREET, 2026, 1),
        (RECEIPT, STREET, 2026, 2),
        (ACCEPTANCE, STREET, 2026, 1),
        (DocumentKind.EXTENSION, BODY, 2026, 1),
        (RECEIPT, STREET, 2027, 1),
    ]


def is_assigned(fact: Fact) -> bool:
    """Whether a number was given."""
    return isinstance(fact, NumberAssigned)


def test_a_document_is_numbered_once() -> None:
    """A second request for the same kind of document is refused."""
    story = received()
    district = District(story)
    district.ask(story, STREET, RECEIPT)
    district.ask(story, STREET, RECEIPT)
    assert district.refused == [NumberingRule.NUMBER_GIVEN.code]
    assert len(district.numbers()) == 1


def test_only_a_party_asks_and_only_for_what_there_is() -> None:
    """Nobody numbers documents of a case of others, nor an acceptance before it is."""
    story = received()
    request = RequestNumber(case_id=story.subject, kind=ACCEPTANCE, actor="x")
    story.refuses(OTHER_STREET, request, NumberingRule.NOT_A_PARTY)
    story.refuses(STREET, request, NumberingRule.NOTHING_TO_NUMBER)


def test_a_void_number_is_explained_and_never_given_again() -> None:
    """Voiding keeps the gap with its reason; the case gets the next number."""
    story = received()
    district = District(story)
    district.ask(story, STREET, RECEIPT)
    void = VoidNumber(
        kind=RECEIPT, year=2026, serial=1, case_id=story.subject, reason="misprint", actor="c"
    )
    register = subject_of(void, STREET)
    assert register == issuer_subject(STREET, "RECEIPT", 2026)
    district.say(STREET, void, register)
    assert [type(fact) for fact in district.facts[-2:]] == [NumberVoided, DocumentNumberVoided]
    district.say(STREET, void, register)
    assert district.refused == [NumberingRule.NUMBER_VOID.code]
    district.ask(story, STREET, RECEIPT)
    assert district.numbers() == ["新村收件凭证〔2026〕1号", "新村收件凭证〔2026〕2号"]


@pytest.mark.parametrize("serial", [0, 2, -1])
def test_what_was_never_given_cannot_be_voided(serial: int) -> None:
    """Only a number that was given can be voided."""
    story = received()
    district = District(story)
    district.ask(story, STREET, RECEIPT)
    void = VoidNumber(
        kind=RECEIPT, year=2026, serial=serial, case_id=story.subject, reason="x", actor="c"
    )
    district.say(STREET, void, subject_of(void, STREET))
    assert district.refused == [NumberingRule.NUMBER_UNKNOWN.code]


def test_a_departments_number_belongs_to_one_case() -> None:
    """A number used for a second case is a conflict: the deciding body gets a red card."""
    first = issued()
    second = Story().when(STREET, replace(submission(), business_number="2"))
    district = District(first, second)
    fact = next(fact for fact in first.facts if type(fact).__name__ == "DocumentIssued")
    for story in (first, second):
        for each in follow(story.subject, fact):
            assert each.subject == number_subject(BODY, fact.number)
            district.say("hub", each.command, each.subject)
    kinds = [type(each) for each in district.facts]
    assert kinds == [NumberRegistered, NumberConflicted, CardIssued]
    assert district.facts[-1].rule == "IRREGULAR-002"


def test_the_same_number_for_the_same_case_changes_nothing() -> None:
    """A corrected document may keep its number."""
    story = issued()
    district = District(story)
    fact = next(fact for fact in story.facts if type(fact).__name__ == "DocumentIssued")
    for _ in range(2):
        for each in follow(story.subject, fact):
            district.say("hub", each.command, each.subject)
    assert district.refused == [NumberingRule.NUMBER_KNOWN.code]


def test_a_register_counts_only_its_own() -> None:
    """What is sent to another subject than the register is refused; so is a stray number."""
    story = received()
    district = District(story)
    command = AssignNumber(
        issuer=STREET, kind=RECEIPT, year=2026, case_id=story.subject, prefix="x"
    )
    district.say("hub", command, issuer_subject(STREET, "RECEIPT", 2025))
    district.say("hub", command, story.subject)
    note = NoteNumber(case_id=story.subject, kind=RECEIPT, number="9")
    district.say("hub", note, story.subject)
    assert district.refused == [
        MessageRule.WRONG_SUBJECT.code,
        MessageRule.WRONG_SUBJECT.code,
        NumberingRule.NUMBER_GIVEN.code,
    ]
    assert StandingRule.CASE_CLOSED.code not in district.refused


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.booleans()), max_size=40))
def test_no_number_is_used_twice_whatever_is_asked_and_voided(acts: list[tuple[int, bool]]) -> None:
    """Serials are gapless as given, no two cases bear the same number at any time."""
    stories = [numbered(str(n)) for n in range(5)]
    district = District(*stories)
    for which, voids in acts:
        story = stories[which]
        district.ask(story, STREET, RECEIPT)
        if voids:
            last = sum(map(is_assigned, district.facts))
            void = VoidNumber(
                kind=RECEIPT,
                year=2026,
                serial=last,
                case_id=story.subject,
                reason="x",
                actor="c",
            )
            district.say(STREET, void, subject_of(void, STREET))
    serials = [fact.serial for fact in district.facts if isinstance(fact, NumberAssigned)]
    assert serials == list(range(1, len(serials) + 1))
    assert max(Counter(district.numbers()).values(), default=0) <= 1
