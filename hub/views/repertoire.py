"""What a journal has of the law: how cases ended, what happened on the way, which rules spoke."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from hub.domain.bundle import Bundle
from hub.domain.case import Case
from hub.domain.facts import CardIssued
from hub.domain.facts.supervising import OverrideRecorded
from hub.domain.question import Question
from hub.domain.vocabulary import Decision, Status
from hub.views.told import Told
from hub.views.words import FACTS

_LAST_WORDS = (
    "DecisionRevoked",
    "PermitRecalled",
    "PermitCancelled",
    "PermitExpired",
    "RenewalDeemedGranted",
    "RenewalDecided",
    "PermitAmended",
    "DocumentCorrected",
    "RefundConfirmed",
    "ServiceReversed",
    "ServiceFailed",
    "CaseTerminated",
    "ApplicationWithdrawn",
    "ApplicationRejected",
    "CaseMirrored",
    "QuestionAnswered",
    "BundleCompleted",
)
"""What a case is told by, the first that happened to it; else by its decision or its state."""

_APPROVED, _DENIED, _OPEN = "准予", "不予许可", "未办结"


class Repertoire:
    """Follows a journal and counts; a subject is a case, a question or a bundle."""

    def __init__(self) -> None:
        self.refusals: Counter[str] = Counter()
        self.irregularities: Counter[str] = Counter()
        self.overrides: Counter[str] = Counter()
        self.cards: Counter[str] = Counter()
        self._facts: dict[str, set[str]] = defaultdict(set)
        self._states: dict[str, Case | Question | Bundle] = {}

    def take(self, told: Told) -> None:
        """Count one entry."""
        subject = told.entry.subject
        if told.entry.refusal is not None:
            self.refusals[told.entry.refusal.rule] += 1
        if isinstance(told.after, Case | Question | Bundle):
            self._states[subject] = told.after
            self._facts[subject].update(type(fact).__name__ for fact in told.facts)
        for fact in told.facts:
            if isinstance(fact, CardIssued):
                self.cards[fact.colour.value] += 1
                if fact.rule is not None:
                    self.irregularities[fact.rule] += 1
            elif isinstance(fact, OverrideRecorded):
                self.overrides[fact.rule] += 1

    def endings(self) -> Counter[str]:
        """Return how many subjects ended in which way; each is counted once."""
        return Counter(self._ending(subject) for subject in self._states)

    def on_the_way(self) -> Counter[str]:
        """Return of how many subjects each kind of fact is told."""
        return Counter(FACTS[name] for facts in self._facts.values() for name in facts)

    def figures(self) -> Mapping[str, Mapping[str, int]]:
        """Return all counts, ready for JSON, each by the number of times."""
        counted = {
            "endings": self.endings(),
            "on_the_way": self.on_the_way(),
            "refused_by_rule": self.refusals,
            "irregularities": self.irregularities,
            "overrides": self.overrides,
            "cards": self.cards,
        }
        return {name: dict(counts.most_common()) for name, counts in counted.items()}

    def _ending(self, subject: str) -> str:
        facts, state = self._facts[subject], self._states[subject]
        for name in _LAST_WORDS:
            if name in facts:
                return FACTS[name]
        if isinstance(state, Question | Bundle):
            return _OPEN
        if state.decision is not None:
            return _APPROVED if state.decision is Decision.APPROVED else _DENIED
        return FACTS["TurnedAway"] if state.status is Status.TURNED_AWAY else _OPEN
