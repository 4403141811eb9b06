"""What an operator of outlets says: it takes cases for the street, or does them on the spot."""

from dataclasses import dataclass, replace
from datetime import datetime

from hub.domain import commands, inbox
from hub.domain.vocabulary import AnswerKind, Decision, Status
from hub.sample.opening import INSTANT, RESUBMIT, actor, open_case, opening
from hub.sample.papers import Filing
from hub.sample.plan import CasePlan, Twist
from hub.sample.script import SUBMIT, Answered, CaseFile, End, Reaction, say

_OVER = {Status.REJECTED: End.REJECTED, Status.WITHDRAWN: End.WITHDRAWN}


@dataclass(frozen=True, slots=True)
class OperatorScript:
    """The script of one operator; `file` puts papers away."""

    code: str
    seed: int
    file: Filing

    def opening(self, plan: CasePlan) -> Reaction:
        """Open a case at one of this operator's outlets."""
        not_its_kind = commands.ForwardCase(case_id=plan.case_id, actor=actor(self.seed, self.code))
        return open_case(self.seed, plan, self.file, not_its_kind)

    def react(
        self,
        case: CaseFile | None,
        message: object,
        now: datetime,  # noqa: ARG002 - the interface of all scripts
    ) -> Reaction | None:
        """React to an inbox message; None if it means nothing to this operator."""
        if case is None or case.plan is None:
            return None
        match message:
            case Answered():
                return self._answered(case, case.plan, message)
            case inbox.DecisionReturned() if case.end is None:
                decided = replace(case, decision=message.decision).counted(returned=1)
                return Reaction(decided.ended(End.CLOSED))
            case inbox.ProgressReported() if message.status in _OVER and case.end is None:
                return Reaction(case.ended(_OVER[message.status]))
        return None

    def _answered(self, case: CaseFile, plan: CasePlan, answered: Answered) -> Reaction:
        case = case.after(answered)
        if answered.repeat or case.end or answered.step != case.awaiting:
            return Reaction(case)
        if answered.went_through:
            if plan.offer.road in INSTANT:
                return Reaction(replace(case, decision=Decision.APPROVED).ended(End.CLOSED))
            return Reaction(replace(case, awaiting=None))
        if answered.answer.kind is AnswerKind.PARKED:
            return Reaction(case.ended(End.PARKED))
        return self._refused(case, plan, answered)

    def _refused(self, case: CaseFile, plan: CasePlan, answered: Answered) -> Reaction:
        if answered.step == SUBMIT and plan.twist is Twist.MATERIAL_MISSING:
            command = opening(self.seed, plan, self.file, complete=True)
            return Reaction(
                replace(case, awaiting=RESUBMIT), (say(case.case_id, RESUBMIT, command),)
            )
        if answered.step == SUBMIT and plan.twist is Twist.NOT_LISTED:
            return Reaction(case.ended(End.REFUSED))
        return Reaction(case.stuck(answered.step, answered.answer))
