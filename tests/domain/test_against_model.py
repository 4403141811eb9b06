"""Thousands of random lives: the hub and an independent, simpler model never differ."""

import os
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest

from hub.domain import commands
from hub.domain.announcements import announce
from hub.domain.calendar import local_day
from hub.domain.case import Case
from hub.domain.context import Context
from hub.domain.decide import decide, elapse, evolve
from hub.domain.documents import DocumentReference
from hub.domain.facts import CardIssued, CaseDecided, Fact, OversightHandedOver
from hub.domain.refusals import Refused
from hub.domain.subjects import State
from hub.domain.vocabulary import Decision, DeliveryMethod, Leg, ReturnReason
from tests.domain import model
from tests.domain.scenes import BOOK, LICENCE, MONDAY, OTHER_STREET, REASONS, STREET, submission

SEQUENCES = int(os.environ.get("LIANBAN_TEST_SEQUENCES", "10000"))
CHUNKS = 10
LONGEST = 18
SUBJECT = "case-x"
NEW_YEAR = datetime(2025, 12, 29, 2, 0, tzinfo=UTC)
"""A Monday with days off and a make-up day behind it."""
WAY = ("submit", "forward", "acknowledge", "accept", "decide", "issue", "confirm", "deliver")
REST = ("archive", "withdraw", "reject", "give_back", "forward", "accept")
LIMITS = {Leg.ACCEPTANCE: "acceptance", Leg.DECISION: "decision"}
WHO_ELSE = (OTHER_STREET, "dept-chengguan", "dept-zhujian")
DIGESTS: tuple[DocumentReference, ...] = (LICENCE, REASONS)


class Pair:
    """The same case in the hub and in the model."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.item = random.choice(list(model.ITEMS))
        self.state: State | None = None
        self.twin = model.nothing(self.item, STREET)
        self.now: datetime = random.choice((MONDAY, NEW_YEAR))
        self.said: list[str] = []

    def live(self) -> None:
        """Say some things that usually follow and some that do not, and let time pass."""
        way = iter(WAY)
        for _ in range(self.random.randint(3, LONGEST)):
            chance = self.random.random()
            if chance < 0.15:
                self.now += timedelta(days=self.random.choice((1, 1, 3, 8, 40)))
            elif chance < 0.35:
                self.tick()
            elif chance < 0.8:
                self.say(next(way, "archive"))
            else:
                self.say(self.random.choice(WAY + REST))

    def tick(self) -> None:
        """Let both say what is so by now: the same cards, the same status."""
        facts = elapse(self.state, self.now, BOOK)
        self.keep(facts)
        expected = model.time_passes(self.twin, local_day(self.now))
        self.same("tick", sorted(_cards(facts)), sorted(expected))

    def say(self, act: str) -> None:
        """Say one thing to both: both take it or both refuse it."""
        sender = self.sender(act)
        details = self.details(act)
        facts = self.hub(act, sender, details)
        cards: model.Cards = []
        outcome = self.modelled(act, sender, details, cards)
        label = f"{act} by {sender} {sorted(details)}"
        self.same(label, bool(facts), bool(outcome))
        self.same(label, _cards(facts), cards)
        if act == "decide" and facts:
            self.same(label, _told(facts), outcome["told"])
            self.same(label, _late(facts), outcome["late"])

    def sender(self, act: str) -> str:
        """Usually who may say it."""
        if self.random.random() < 0.1:
            return self.random.choice(WHO_ELSE)
        bodies = ("accept", "reject", "decide", "issue", "acknowledge", "give_back")
        return str(self.twin["decider"]) if act in bodies else STREET

    def details(self, act: str) -> dict[str, Any]:
        """What an act needs beside its sender."""
        random = self.random
        if act == "submit":
            return {"whole": random.random() < 0.95}
        if act == "decide":
            approved = random.random() < 0.7
            return {"approved": approved, "reasons": None if random.random() < 0.6 else REASONS}
        if act == "confirm":
            return {"digest": random.choice(DIGESTS).digest}
        return {}

    def hub(self, act: str, sender: str, details: dict[str, Any]) -> tuple[Fact, ...]:
        """Return the hub's facts, none when it refuses."""
        context = Context(
            subject=SUBJECT,
            sender=sender,
            made_at=self.now,
            received_at=self.now,
            clock=self.now,
        )
        try:
            facts = decide(_command(act, self.item, details), self.state, context, BOOK)
        except Refused:
            return ()
        self.keep(facts)
        return facts

    def modelled(self, act: str, sender: str, details: dict[str, Any], cards: model.Cards) -> Any:  # noqa: ANN401 - as the act has it
        """Return what the model says: true or what a decision led to, else false or None."""
        day, reasons = local_day(self.now), details.get("reasons")
        extra: dict[str, Any] = {
            "submit": {"day": day, **details},
            "accept": {"day": day, "cards": cards},
            "reject": {"day": day},
            "decide": {**details, "day": day, "reasons": reasons and reasons.digest},
            "issue": {"document": LICENCE.digest},
            "confirm": details,
        }
        return getattr(model, act)(self.twin, sender, **extra.get(act, {}))

    def keep(self, facts: tuple[Fact, ...]) -> None:
        """Fold what the hub said."""
        for fact in facts:
            self.state = evolve(self.state, fact, SUBJECT)

    def same(self, what: str, hub: object, modelled: object) -> None:
        """Compare an outcome, and where the case stands now."""
        self.said.append(f"{self.now:%m-%d} {what}")
        assert hub == modelled, self.said
        status = self.state.status.value.lower() if isinstance(self.state, Case) else None
        assert status == self.twin["status"], self.said


PLAIN = {
    "forward": commands.ForwardCase(case_id=SUBJECT, actor="x"),
    "acknowledge": commands.AcknowledgeWork(case_id=SUBJECT, actor="x"),
    "accept": commands.AcceptCase(case_id=SUBJECT, actor="x"),
    "give_back": commands.ReturnWork(case_id=SUBJECT, reason=ReturnReason.OTHER, actor="x"),
    "deliver": commands.DeliverDocument(case_id=SUBJECT, method=DeliveryMethod.POST, actor="x"),
    "archive": commands.ArchiveCase(case_id=SUBJECT, actor="x"),
    "withdraw": commands.WithdrawApplication(case_id=SUBJECT, actor="x"),
    "reject": commands.RejectApplication(
        case_id=SUBJECT, reasons=REASONS, competent_body="市局", actor="x"
    ),
    "issue": commands.IssueDocument(
        case_id=SUBJECT, document=LICENCE, number="1", issued_on=date(2026, 9, 14), actor="x"
    ),
}
WHOLE = {item: submission(item) for item in model.ITEMS}
PARTIAL = {item: submission(item, materials=()) for item in model.ITEMS}


def _command(act: str, item: str, details: dict[str, Any]) -> commands.Command:
    if act == "submit":
        return WHOLE[item] if details["whole"] else PARTIAL[item]
    if act == "decide":
        decision = Decision.APPROVED if details["approved"] else Decision.DENIED
        return commands.DecideCase(
            case_id=SUBJECT, decision=decision, reasons=details["reasons"], actor="x"
        )
    if act == "confirm":
        return commands.ConfirmReceipt(case_id=SUBJECT, digest=details["digest"], actor="x")
    return PLAIN[act]


def _cards(facts: tuple[Fact, ...]) -> model.Cards:
    return [
        (LIMITS[fact.leg], fact.colour.value.lower(), fact.owner)
        for fact in facts
        if isinstance(fact, CardIssued) and fact.leg in LIMITS
    ]


def _told(facts: tuple[Fact, ...]) -> set[str]:
    said = [f for f in facts if isinstance(f, CaseDecided | OversightHandedOver)]
    return {each.to for fact in said for each in announce(SUBJECT, fact)}


def _late(facts: tuple[Fact, ...]) -> bool:
    return any(isinstance(fact, CaseDecided) and fact.late for fact in facts)


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_the_hub_and_the_model_never_differ(chunk: int) -> None:
    """Taken or refused, where the case stands, cards, who hears of a decision: all the same."""
    for number in range(chunk, SEQUENCES, CHUNKS):
        pair = Pair(Random(number))
        try:
            pair.live()
        except AssertionError as error:
            raise AssertionError(f"sequence {number} of {pair.item}: {pair.said}") from error


def test_the_random_lives_reach_every_end() -> None:
    """The sequences are no idle walk: every status of the model is an end of some of them."""
    ends = set()
    for number in range(600):
        pair = Pair(Random(number))
        pair.live()
        ends.add((pair.twin["decider"] == STREET, pair.twin["status"]))
    statuses = {*model.BEFORE_DECISION, *model.OVER, "decided", "issued", "delivered"}
    own = statuses - {"forwarded", "acknowledged"}
    assert ends >= {(True, each) for each in own} | {(False, each) for each in statuses}
