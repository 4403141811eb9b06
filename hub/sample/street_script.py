"""What a street says: it receives, forwards or decides, hands over and closes.

Cases of its own counters and cases that outlets received for it end here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from hub.domain import commands, inbox
from hub.domain.vocabulary import (
    AnswerKind,
    Decision,
    DeliveryMethod,
    Opinion,
    ReturnReason,
    Status,
)
from hub.sample import office, papers
from hub.sample.office import Handling
from hub.sample.opening import INSTANT, RESUBMIT, actor, open_case, opening
from hub.sample.papers import Filing
from hub.sample.plan import CasePlan, Road, Twist
from hub.sample.script import SUBMIT, Answered, CaseFile, End, Reaction, Say, say

PRELIMINARY = "preliminary-review"
FORWARD = "forward-"
WITHDRAW = "withdraw"
PROVOKED = "decide-anyway"
CONFIRM = "confirm"
DELIVER = "deliver"
ARCHIVE = "archive"
_DECIDES_ITSELF = (Road.OWN, Road.EMPOWERED)
_FIXED = {
    PRELIMINARY: f"{FORWARD}1",
    CONFIRM: DELIVER,
    DELIVER: ARCHIVE,
    WITHDRAW: ARCHIVE,
    office.REJECT: ARCHIVE,
}
_FATES = {WITHDRAW: End.WITHDRAWN, office.REJECT: End.REJECTED}
_PLAIN: Mapping[str, Callable[..., object]] = {
    WITHDRAW: commands.WithdrawApplication,
    DELIVER: partial(commands.DeliverDocument, method=DeliveryMethod.COUNTER),
    ARCHIVE: commands.ArchiveCase,
}
"""Steps whose command says only which case and who."""
_OVER = {Status.REJECTED: End.REJECTED, Status.WITHDRAWN: End.WITHDRAWN}


@dataclass(frozen=True, slots=True)
class StreetScript:
    """The script of one street; `file` puts papers away."""

    code: str
    seed: int
    file: Filing

    def opening(self, plan: CasePlan) -> Reaction:
        """Open a case at a counter of this street."""
        not_its_kind = commands.ReturnWork(
            case_id=plan.case_id, reason=ReturnReason.OTHER, actor=self._actor(plan.case_id)
        )
        return open_case(self.seed, plan, self.file, not_its_kind)

    def react(self, case: CaseFile | None, message: object, now: datetime) -> Reaction | None:
        """React to an inbox message; None if it means nothing to this street."""
        if case is None:
            return self._taken_elsewhere(message, now)
        match message:
            case Answered():
                return self._answered(case, message, now)
            case inbox.CardReported():
                return Reaction(case.counted(cards=1))
            case inbox.WorkSentBack():
                return self._sent_back(case.counted(sent_back=1), now)
        return self._outcome(case, message, now)

    def _outcome(self, case: CaseFile, message: object, now: datetime) -> Reaction | None:
        """React to how the deciding body ends the case."""
        match message:
            case inbox.ProgressReported() if message.status in _OVER and case.end is None:
                return self._saying(replace(case, fate=_OVER[message.status]), ARCHIVE, now)
            case inbox.DecisionReturned():
                return self._decided(case, message, now)
            case inbox.DocumentReturned():
                returned = replace(case, document=message.document.digest).counted(returned=1)
                return self._returned(returned, now)
        return None

    def _taken_elsewhere(self, message: object, now: datetime) -> Reaction | None:
        """Take over what an outlet received for this street, or did there on the spot."""
        match message:
            case inbox.CaseRegistered():
                step = f"{FORWARD}1"
            case inbox.ProgressReported(status=Status.DELIVERED):
                step = ARCHIVE
            case _:
                return None
        case = CaseFile(
            case_id=message.case_id,
            item_code=message.heading.item_code,
            subject=getattr(message, "applicant", ""),
        )
        return self._saying(case, step, now)

    def _sent_back(self, case: CaseFile, now: datetime) -> Reaction:
        """Correct what was wrong and forward it again, unless it is being withdrawn."""
        if case.end or case.awaiting == WITHDRAW:
            return Reaction(case)
        case = replace(case, round=case.round + 1)
        return self._saying(case, f"{FORWARD}{case.round}", now)

    def _decided(self, case: CaseFile, message: inbox.DecisionReturned, now: datetime) -> Reaction:
        case = replace(case, decision=message.decision, document_follows=message.document_follows)
        if not message.document_follows:
            case = case.counted(returned=1)
        if message.reasons is not None:
            # Of a denial it is the written reasons that the street confirms.
            case = replace(case, document=message.reasons.digest)
        return self._returned(case, now)

    def _returned(self, case: CaseFile, now: datetime) -> Reaction:
        """Go on once everything is here that the department sends back."""
        waits = case.awaiting or case.end or case.decision is None
        if waits or (case.document_follows and case.document is None):
            return Reaction(case)
        return self._saying(case, CONFIRM if case.document else DELIVER, now)

    def _answered(self, case: CaseFile, answered: Answered, now: datetime) -> Reaction:
        case = case.after(answered)
        if answered.repeat or answered.step != case.awaiting:
            return Reaction(case)
        if answered.went_through:
            return self._onward(case, answered.step, now)
        if answered.answer.kind is AnswerKind.PARKED:
            return Reaction(case.ended(End.PARKED))
        return self._refused(case, answered, now)

    def _refused(self, case: CaseFile, answered: Answered, now: datetime) -> Reaction:
        twist = case.plan.twist if case.plan else Twist.NONE
        if answered.step == SUBMIT and twist is Twist.MATERIAL_MISSING:
            return self._saying(case, RESUBMIT, now)
        if answered.step == SUBMIT and twist is Twist.NOT_LISTED:
            return Reaction(case.ended(End.REFUSED))
        if answered.step == WITHDRAW:
            # The department was quicker: what it decided is on its way, or already here.
            return self._returned(replace(case, awaiting=None), now)
        return Reaction(case.stuck(answered.step, answered.answer))

    def _onward(self, case: CaseFile, step: str, now: datetime) -> Reaction:
        if step == ARCHIVE:
            return Reaction(case.ended(case.fate))
        case = replace(case, fate=_FATES.get(step, case.fate))
        following = self._following(case, step)
        if following is None:
            return self._returned(replace(case, awaiting=None), now)
        if step == office.DECIDE:
            case = replace(case, decision=self._handling(case).decision)
        elif following == ARCHIVE and step in (SUBMIT, RESUBMIT):
            case = replace(case, decision=Decision.APPROVED)
        return self._saying(case, following, now)

    def _following(self, case: CaseFile, step: str) -> str | None:
        """The step after `step`; None while others are at work."""
        if step in _FIXED:
            return _FIXED[step]
        if case.plan is None:
            return None
        if step in (SUBMIT, RESUBMIT):
            return self._first(case.plan)
        if step.startswith(FORWARD):
            return WITHDRAW if case.plan.twist is Twist.WITHDRAWN and case.round == 1 else None
        return self._handling(case).following(step) or DELIVER

    def _first(self, plan: CasePlan) -> str:
        road = plan.offer.road
        if road in INSTANT:
            return ARCHIVE
        if road in _DECIDES_ITSELF:
            rejects = office.will_reject(self.seed, self.code, plan.case_id)
            return office.REJECT if rejects else office.ACCEPT
        return PRELIMINARY if road is Road.PRELIMINARY else f"{FORWARD}1"

    def _saying(self, case: CaseFile, step: str, now: datetime) -> Reaction:
        said = say(case.case_id, step, self._command(case, step, now))
        provoked = case.plan and case.plan.twist is Twist.DECIDES_ANYWAY and step == f"{FORWARD}1"
        before = (self._provocation(case),) if provoked else ()
        return Reaction(replace(case, awaiting=step), (*before, said))

    def _provocation(self, case: CaseFile) -> Say:
        command = commands.DecideCase(
            case_id=case.case_id, decision=Decision.APPROVED, actor=self._actor(case.case_id)
        )
        return say(case.case_id, PROVOKED, command)

    def _command(self, case: CaseFile, step: str, now: datetime) -> object:
        name, who = case.case_id, self._actor(case.case_id)
        if step in _PLAIN:
            return _PLAIN[step](case_id=name, actor=who)
        if step.startswith(FORWARD):
            return commands.ForwardCase(case_id=name, actor=who)
        if step == PRELIMINARY:
            return self._preliminary_review(case)
        if step == CONFIRM and case.document:
            return commands.ConfirmReceipt(case_id=name, digest=case.document, actor=who)
        if step == RESUBMIT and case.plan:
            return opening(self.seed, case.plan, self.file, complete=True)
        return self._handling(case).command(step, now, self.file)

    def _preliminary_review(self, case: CaseFile) -> commands.GivePreliminaryReview:
        name = case.case_id
        sentence = "经初审,材料齐全,情况属实,建议转报。"
        report = papers.words(case.subject, name, "preliminary-review", sentence)
        return commands.GivePreliminaryReview(
            case_id=name,
            verdict=Opinion.FAVOURABLE,
            report=self.file(report),
            actor=self._actor(name),
        )

    def _handling(self, case: CaseFile) -> Handling:
        """How this street handles a case that it decides itself."""
        offer = case.plan.offer if case.plan else None
        return Handling(
            case_id=case.case_id,
            body=self.code,
            subject=case.subject,
            actor=self._actor(case.case_id),
            steps=offer.steps if offer else (),
            decision=office.will_decide(self.seed, self.code, case.case_id),
            document=offer.document if offer else None,
            is_public=bool(offer and offer.is_public),
        )

    def _actor(self, case_id: str) -> str:
        return actor(self.seed, self.code, case_id)
