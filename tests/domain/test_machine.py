"""Random commands in random states: the domain is total, repeatable and keeps its own rules."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import get_args

import msgspec
from hypothesis import HealthCheck, assume, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from hub.domain import commands, subjects
from hub.domain.announcements import announce
from hub.domain.bundle import Bundle, BundledItem
from hub.domain.case import Case
from hub.domain.catalogue import Catalogue
from hub.domain.commands.appraising import AppraisingCommand
from hub.domain.commands.bundles import BundlesCommand
from hub.domain.commands.charging import ChargingCommand
from hub.domain.commands.custody import CustodyCommand
from hub.domain.context import Context
from hub.domain.decide import decide, due_at, elapse, evolve
from hub.domain.documents import DocumentReference, Mandate, Material
from hub.domain.facts import (
    CardIssued,
    CaseAccepted,
    CaseArchived,
    CaseDecided,
    CaseDeemedAccepted,
    CaseReceived,
    CommitmentVerified,
    ConsultationRated,
    ConsultationRatingAppealed,
    DocumentDelivered,
    Fact,
    QuestionCardIssued,
    ReceiptConfirmed,
    ReviewRecorded,
    UrgeAnswered,
)
from hub.domain.facts.answering import AnsweringFact
from hub.domain.facts.appraising import AppraisingFact
from hub.domain.facts.charging import ChargingFact
from hub.domain.facts.custody import CustodyFact
from hub.domain.facts.keeping import KeepingFact
from hub.domain.facts.numbering import NumberingFact
from hub.domain.facts.overseeing import OverseeingFact
from hub.domain.facts.permits import PermitsFact
from hub.domain.facts.settling import SettlingFact
from hub.domain.facts.supervising import SupervisingFact
from hub.domain.identity import case_id
from hub.domain.inbox import DecisionReturned
from hub.domain.question import Question
from hub.domain.refusals import Refused
from hub.domain.vocabulary import Leg, MandatePower, Mode, Status
from tests.domain.outlet_scenes import asking
from tests.domain.scenes import (
    ASSISTED,
    BANK,
    BOOK,
    COUNTER,
    DECIDER,
    EMPOWERED,
    INSTANT,
    LICENCE,
    MONDAY,
    OWN,
    POST,
    PRELIMINARY,
    REASONS,
    RELAYED,
    STREET,
    accepted,
    materials,
)

SUBJECT = "case-x"
OF_QUESTION = ("asker", "department", "owner", "rater", "administration")
OF_BUNDLE = ("submitter", "street", "lead")
CLOSED = {Status.ARCHIVED, Status.REJECTED, Status.WITHDRAWN, Status.TERMINATED}
ITEMS = (OWN, EMPOWERED, ASSISTED, PRELIMINARY, RELAYED, INSTANT, "RS-01", "NO-1")
QUESTION = "a question"
BUNDLE = "a bundle"
BUNDLED = ("SJ-06", "SJ-01", "CG-02")
SENDERS = (STREET, "street-licun", *DECIDER.values(), "op-icbc", "op-post", "admin", "nobody")
ONE_OFF = (date(2026, 9, 21),)
OVERSEERS = ("dept-chengguan", "dept-renshe", "dept-weijian")

_FIRST, _LAST = datetime.min, datetime.max  # noqa: DTZ901 - the time zone comes with the strategy
AGES = st.sampled_from([0, 1, 71, 73])
"""Hours that a message may have been under way."""
EARLY = _FIRST.replace(tzinfo=UTC) + timedelta(days=30)
INSTANTS = st.datetimes(_FIRST, _LAST, timezones=st.just(UTC))
_references = st.one_of(
    st.sampled_from([LICENCE, REASONS]),
    st.builds(
        DocumentReference,
        digest=st.binary(max_size=33),
        size_bytes=st.integers(-1, 1 << 40),
        media_type=st.text(max_size=5),
        kind=st.text(max_size=5),
    ),
)
st.register_type_strategy(DocumentReference, _references)
_mandates = st.builds(
    Mandate,
    principal=st.sampled_from(["p", "p", "p2"]),
    principal_checked=st.sampled_from([True, True, False]),
    agent=st.sampled_from(["p9", "p8", "p"]),
    agent_checked=st.just(value=True),
    scope=st.sampled_from(["*", "*", "CG-01"]),
    powers=st.lists(st.sampled_from(MandatePower), max_size=4).map(tuple),
    valid_from=st.sampled_from([date.min, date(2026, 9, 20)]),
    valid_until=st.sampled_from([date.max, date(2026, 9, 20)]),
    free_of_charge=st.sampled_from([True, True, False]),
)
st.register_type_strategy(Mandate, _mandates)
st.register_type_strategy(datetime, INSTANTS)


def anything(kind: type) -> st.SearchStrategy[object]:
    """Any well-typed command of a kind, with a liking for what exists."""
    known = {
        "item_code": st.one_of(st.sampled_from(ITEMS), st.text(max_size=4)),
        "street": st.one_of(st.sampled_from([STREET, "street-licun"]), st.text(max_size=4)),
        "place": st.one_of(st.sampled_from([COUNTER, BANK, POST]), st.text(max_size=4)),
        "department": st.one_of(st.sampled_from(SENDERS), st.text(max_size=4)),
        "materials": st.one_of(
            st.sampled_from([materials(item) for item in ITEMS[:-1]]),
            st.lists(st.from_type(Material), max_size=3).map(tuple),
        ),
        "version": st.integers(0, 4),
        "applicant": st.sampled_from(["p", "p2"]),
        "departments": st.lists(st.sampled_from(SENDERS), max_size=3).map(tuple),
        "tolerated": st.sampled_from([(), ("M3",), ("X",)]),
        "missing": st.lists(st.sampled_from(["M1", "M2", "X"]), max_size=3).map(tuple),
        "organisation": st.sampled_from(SENDERS),
        "originals": st.lists(st.sampled_from(["M1", "M2", "X"]), max_size=3).map(tuple),
        "successor": st.sampled_from(["p", "p2", " "]),
        "digest": st.one_of(st.sampled_from([LICENCE.digest, REASONS.digest]), st.binary()),
        "bundle": st.sampled_from([None, "1", "2"]),
        "bundle_id": st.sampled_from([SUBJECT, "bundle-x"]),
    }
    if issubclass(kind, get_args(BundlesCommand)):
        known["code"] = st.sampled_from(["YJS-01", "YJS-99"])
        known["case_id"] = st.sampled_from([case_id(STREET, item) for item in BUNDLED])
        known["item_code"] = st.sampled_from(BUNDLED)
        chosen = st.builds(BundledItem, item_code=st.sampled_from(BUNDLED))
        known["items"] = st.lists(chosen, max_size=4).map(tuple)
    if issubclass(kind, get_args(ChargingCommand)):
        known["number"] = st.sampled_from(["缴1号", "缴2号"])
        known["code"] = st.sampled_from(["ZD", "GB", "F9"])
        known["amount_fen"] = st.one_of(st.just(2_000), st.integers())
    if issubclass(kind, get_args(CustodyCommand)):
        known["number"] = st.sampled_from(["物1号", "物2号", " "])
    fields = kind.__dataclass_fields__
    if "agent" in fields:
        nobody = () if kind is commands.RevokeMandate else (None, None)
        known["agent"] = st.sampled_from([*nobody, "p8", "p9"])
    if "make_up_days" in fields:
        known["year"] = st.one_of(st.sampled_from([2026, 2027]), st.integers())
        known["holidays"] = st.one_of(st.just(ONE_OFF), st.lists(st.dates(), max_size=2).map(tuple))
        known["make_up_days"] = st.one_of(st.just(()), st.lists(st.dates(), max_size=2).map(tuple))
    if "number" in fields and fields["number"].type is int:
        known["number"] = st.integers(-1, 4)
    return st.builds(kind, **{name: known[name] for name in fields if name in known})


def opening() -> commands.OpenBundle:
    """A bundle of three items."""
    items = tuple(BundledItem(item_code=each, business_number=each) for each in BUNDLED)
    return commands.OpenBundle(
        number="1",
        code="YJS-01",
        street=STREET,
        place=COUNTER,
        applicant="p",
        form=LICENCE,
        items=items,
        actor="a",
    )


COMMANDS = st.one_of([anything(kind) for kind in commands.COMMANDS])
CASE_COMMANDS = st.one_of(
    [anything(kind) for kind in commands.COMMANDS if hasattr(kind, "case_id")]
)
LIKELY_WAY = (
    commands.GivePreliminaryReview,
    commands.HandOver,
    commands.RegisterMandate,
    commands.RevokeMandate,
    commands.TakeOriginals,
    commands.PassOnOriginals,
    commands.SignForOriginals,
    commands.GiveBackOriginals,
    commands.ReportOriginalsLost,
    commands.ForwardCase,
    commands.IssueCorrectionNotice,
    commands.SupplyMaterials,
    commands.CorrectOnTheSpot,
    commands.TerminateCase,
    commands.SubmitCase,
    commands.InsistOnApplication,
    commands.AcceptCase,
    commands.StartSpecialProcedure,
    commands.EndSpecialProcedure,
    commands.AskOpinion,
    commands.GiveOpinion,
    commands.ExtendDeadline,
    commands.DecideCase,
    commands.IssueDocument,
    commands.ConfirmReceipt,
    commands.DeliverDocument,
    commands.ArchiveCase,
    commands.ApproveDestruction,
    commands.DestroyFile,
    commands.AmendPermit,
    commands.CorrectDocument,
    commands.RequestRenewal,
    commands.DecideRenewal,
    commands.WithholdPublication,
    commands.RevokeDecision,
    commands.RecordReview,
    commands.RateService,
    commands.AppealCard,
    commands.DecideCardAppeal,
    commands.ConfirmOversight,
    commands.RecordFinding,
    commands.SampleCase,
    commands.ProposeRecall,
    commands.RecomputeTerms,
    commands.DemandFee,
    commands.RecordPayment,
    commands.RefundFee,
    commands.ReportExecution,
    commands.ResolveVerification,
    commands.ReverseService,
    commands.RefundService,
    commands.ConfirmRefund,
    commands.ReportStatement,
)
OF_QUESTIONS = (
    commands.RecomputeAnswers,
    commands.AnswerQuestion,
    commands.ForwardQuestion,
    *get_args(AppraisingCommand),
)


AFTERWARDS = (
    *get_args(PermitsFact),
    *get_args(AnsweringFact),
    *get_args(ChargingFact),
    *get_args(CustodyFact),
    *get_args(NumberingFact),
    *get_args(OverseeingFact),
    *get_args(SupervisingFact),
    *get_args(SettlingFact),
    *get_args(KeepingFact),
    CaseArchived,
    CommitmentVerified,
    DocumentDelivered,
    ReceiptConfirmed,
    UrgeAnswered,
)
"""What may still happen to a case that is closed."""
ALSO_CONCERNED = ("owner", "organisation", "urging", "former", "supervising", "administration")
"""Fields of a fact that name an organisation beside those of the heading."""


class Lives(RuleBasedStateMachine):
    """One subject, whatever is said about it by whomever, whenever."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.state: subjects.State | None = None
        self.facts: list[Fact] = []
        self.now = MONDAY

    @initialize(
        item=st.sampled_from([*ITEMS[:-1], QUESTION, BUNDLE]),
        fresh=st.booleans(),
        listed=st.booleans(),
    )
    def begin(self, item: str, *, fresh: bool, listed: bool) -> None:
        """Begin with a case at its counter or outlet, or with nothing."""
        place = POST if item in (RELAYED, INSTANT) else COUNTER
        submit = commands.SubmitCase(
            business_number="1",
            bundle="1" if listed else None,
            item_code=item,
            street=STREET,
            place=place,
            applicant="p",
            form=LICENCE,
            materials=materials(item) if item in BOOK.items else (),
            actor="a",
        )
        away = commands.RefuseAtDoor(
            business_number="1",
            item_code=RELAYED,
            street=STREET,
            place=COUNTER,
            applicant="p",
            competent_body="市医保局",
            actor="a",
        )
        if item == BUNDLE and not fresh:
            self.said(opening(), STREET, self.now)
        elif item != QUESTION and not fresh and not listed:
            self.said(away, STREET, self.now)
        elif item == QUESTION and not fresh:
            asked = commands.AskMentor(
                number="1", department=DECIDER[ASSISTED], question=LICENCE, actor="a"
            )
            self.said(asked, STREET, self.now)
        elif item == INSTANT and not fresh:
            self.said(asking(place=POST), "op-post", self.now)
        elif not fresh:
            self.said(submit, "op-post" if place == POST else STREET, self.now)

    @rule(
        command=COMMANDS,
        sender=st.sampled_from(SENDERS),
        at=INSTANTS,
        hours=AGES,
        now=st.booleans(),
    )
    def say_anything(
        self, command: commands.Command, sender: str, at: datetime, hours: int, *, now: bool
    ) -> None:
        """Say anything, now or at any time."""
        self.said(command, sender, self.now if now else at, hours)

    @rule(data=st.data())
    def say_something_likely(self, data: st.DataObject) -> None:
        """Say what usually comes next, by who may say it."""
        assume(isinstance(self.state, Case))
        heading = self.state.heading
        kind = data.draw(st.sampled_from(LIKELY_WAY))
        parties = [heading.street, heading.decider, heading.submitter, "admin", *OVERSEERS]
        sender = data.draw(st.sampled_from(parties))
        command = data.draw(anything(kind))
        self.said(command, sender, self.now)

    @rule(data=st.data(), years=st.sampled_from([1, 31, 101]))
    def say_of_a_file(self, data: st.DataObject, years: int) -> None:
        """Have an archived file destroyed, after its time or before it."""
        assume(isinstance(self.state, Case) and self.state.file is not None)
        kind = data.draw(st.sampled_from([commands.ApproveDestruction, commands.DestroyFile]))
        later = self.now.replace(year=self.now.year + years, day=1)
        self.said(data.draw(anything(kind)), "admin", later)

    @rule(data=st.data())
    def say_of_a_question(self, data: st.DataObject) -> None:
        """Answer a question, pass it on or say what it was worth, by who may or may not."""
        assume(isinstance(self.state, Question))
        kind = data.draw(st.sampled_from(OF_QUESTIONS))
        sender = data.draw(st.sampled_from([self.state.department, self.state.asker, "admin"]))
        self.said(data.draw(anything(kind)), sender, self.now)

    @rule(data=st.data())
    def say_of_a_bundle(self, data: st.DataObject) -> None:
        """Tell a bundle of its cases, or leave some out, by who may or may not."""
        assume(isinstance(self.state, Bundle))
        kind = data.draw(st.sampled_from([commands.NoteBundledCase, commands.LeaveBundle]))
        sender = data.draw(st.sampled_from([STREET, "hub", "op-post"]))
        self.said(data.draw(anything(kind)), sender, self.now)

    @rule(hours=st.integers(1, 24 * 30))
    def time_passes(self, hours: int) -> None:
        """Let time pass and say what it says."""
        self.now += timedelta(hours=hours)
        for _ in range(3):
            due = due_at(self.state)
            facts = elapse(self.state, self.now, BOOK)
            assert bool(facts) == (due is not None and due <= self.now)
            self.keep(facts)
            assert due_at(self.state) is None or due_at(self.state) != due or not facts
        assert elapse(self.state, self.now, BOOK) == ()

    def said(self, command: commands.Command, sender: str, at: datetime, hours: int = 0) -> None:
        """Decide twice: the same facts, or the same refusal; and nothing changes on refusal."""
        made = at - timedelta(hours=hours) if at > EARLY else at
        context = Context(subject=SUBJECT, sender=sender, made_at=made, received_at=at, clock=at)
        outcomes = [self.outcome(command, context, BOOK) for _ in range(2)]
        assert outcomes[0] == outcomes[1]
        self.outcome(command, context, Catalogue.empty())
        if isinstance(outcomes[0], tuple):
            assert outcomes[0]
            self.judge(sender, outcomes[0])
            self.keep(outcomes[0])

    def outcome(
        self, command: commands.Command, context: Context, book: Catalogue
    ) -> tuple[Fact, ...] | str:
        """Facts, or the refusal's sentence; nothing else may happen."""
        try:
            return decide(command, self.state, context, book)
        except Refused as refused:
            return f"{refused.rule.code} {refused.sentence} {refused.remedy}"

    def judge(self, sender: str, facts: tuple[Fact, ...]) -> None:
        """Look at who did what to which case."""
        for fact in facts:
            heading = getattr(fact, "heading", None)
            if isinstance(fact, CaseAccepted | CaseDecided):
                assert sender == heading.decider
                assert not (heading.mode is Mode.ASSISTED and sender == heading.street)
            if isinstance(self.state, Case) and self.state.status in CLOSED:
                assert isinstance(fact, AFTERWARDS)
                assert not (self.state.file and self.state.file.destroyed)
                archived_twice = isinstance(fact, CaseArchived)
                assert not (archived_twice and self.state.status is Status.ARCHIVED)

    def keep(self, facts: tuple[Fact, ...]) -> None:
        """Fold, twice the same way, and look at whom it is announced to."""
        for fact in facts:
            after = evolve(self.state, fact, SUBJECT)
            assert after == evolve(self.state, fact, SUBJECT)
            self.state = after
            self.facts.append(fact)
            self.heard(fact)

    def heard(self, fact: Fact) -> None:
        """Nobody outside the heading hears of a case; an assisted decision reaches its street."""
        said = announce(SUBJECT, fact)
        heading = getattr(fact, "heading", None)
        if hasattr(fact, "lead"):
            assert {each.to for each in said} <= {getattr(fact, role) for role in OF_BUNDLE}
            return
        if heading is None:
            of_question = hasattr(fact, "asker") or isinstance(fact, get_args(AppraisingFact))
            named = {getattr(fact, role, "") for role in OF_QUESTION} if of_question else set()
            assert {each.to for each in said} <= named
            return
        named = {getattr(fact, role, "") for role in ALSO_CONCERNED}
        named |= {term.owner for term in getattr(fact, "terms", ())}
        known = {heading.street, heading.decider, heading.submitter, *named}
        assert {each.to for each in said} <= known | set(getattr(fact, "departments", ()))
        assert "" not in {each.to for each in said}
        if isinstance(fact, CaseDecided) and heading.mode is Mode.ASSISTED:
            returned = [e.to for e in said if isinstance(e.message, DecisionReturned)]
            assert returned == [heading.street]

    @invariant()
    def what_happens_once_happened_once(self) -> None:
        """A case is received, accepted, decided and delivered, an answer rated, at most once."""
        kinds = Counter(type(fact) for fact in self.facts)
        assert kinds[CaseAccepted] + kinds[CaseDeemedAccepted] <= 1
        anew = sum(isinstance(f, ReviewRecorded) and bool(f.terms) for f in self.facts)
        assert kinds[CaseReceived] <= 1
        assert kinds[ConsultationRated] <= 1
        assert kinds[ConsultationRatingAppealed] <= 1
        assert kinds[CaseDecided] <= 1 + anew
        later = sum(
            isinstance(fact, get_args(PermitsFact))
            and Leg.DELIVERY in {each.leg for each in fact.terms}
            for fact in self.facts
            if hasattr(fact, "terms")
        )
        assert kinds[DocumentDelivered] <= 1 + anew + later
        cards = [fact for fact in self.facts if isinstance(fact, CardIssued | QuestionCardIssued)]
        assert [card.number for card in cards] == list(range(1, len(cards) + 1))

    @invariant()
    def an_original_is_in_one_pair_of_hands_until_it_is_back(self) -> None:
        """Nobody holds the same original twice, and no file is closed while one is out."""
        if isinstance(self.state, Case):
            held = [each.code for each in self.state.custody]
            assert len(set(held)) == len(held)
            assert not (held and isinstance(self.facts[-1], CaseArchived))

    @invariant()
    def a_file_is_kept_while_the_case_is_archived(self) -> None:
        """Only an archived case has a file, and only one with nothing open is agreed about."""
        if isinstance(self.state, Case):
            kept = self.state.file
            assert (kept is not None) == (self.state.status is Status.ARCHIVED)
            assert not (kept and kept.destroyed and not kept.agreed)
            assert not (kept and kept.agreed and self.state.terms)

    @invariant()
    def what_is_kept_is_small_and_survives_the_store(self) -> None:
        """What is kept of a subject goes through the store unchanged."""
        if self.state is not None:
            data = msgspec.msgpack.encode(self.state)
            assert msgspec.msgpack.decode(data, type=type(self.state)) == self.state


Lives.TestCase.settings = settings(
    max_examples=120,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TestLives = Lives.TestCase


def test_a_usual_case_is_kept_in_two_kibibytes() -> None:
    """A case with the most materials of the sample is kept in less than 2 KiB."""
    for item in (ASSISTED, PRELIMINARY):
        assert len(msgspec.msgpack.encode(accepted(item).state)) < 2048
