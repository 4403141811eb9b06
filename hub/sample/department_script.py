"""What a department says: it takes work, sends some back, decides and issues documents."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from hub.domain import commands, inbox
from hub.domain.documents import work_digest
from hub.domain.vocabulary import ReturnReason
from hub.sample import office, papers
from hub.sample.chance import Chance
from hub.sample.office import Handling
from hub.sample.opening import actor, bad_say
from hub.sample.papers import Filing
from hub.sample.plan import Bad, CasePlan, Repeat
from hub.sample.script import Answered, CaseFile, End, Reaction, Say, message_id, say

ACKNOWLEDGE = "acknowledge-"
RETURN = "return"
SENT_BACK = 0.15
"""Share of cases that a department sends back the first time."""
REPEATED = 0.08
"""Share of acknowledgements that are said twice."""
BAD = 0.05
"""Share of cases in which the department also says something bad."""


@dataclass(frozen=True, slots=True)
class Task:
    """What an item asks of its department: steps, the result document or None, publication."""

    steps: tuple[str, ...]
    document: str | None
    is_public: bool = False


@dataclass(frozen=True, slots=True)
class DepartmentScript:
    """The script of one department; `tasks` by item code, `file` puts papers away."""

    code: str
    seed: int
    file: Filing
    tasks: Mapping[str, Task]

    def opening(self, plan: CasePlan) -> Reaction:
        """Departments open no cases. Raises ValueError."""
        raise ValueError(f"{self.code} is a department and opens no case: {plan.business_number}")

    def react(self, case: CaseFile | None, message: object, now: datetime) -> Reaction | None:
        """React to an inbox message; None if it means nothing to this department."""
        if isinstance(message, inbox.WorkAssigned):
            return self._assigned(case, message)
        if case is None:
            return None
        match message:
            case Answered():
                return self._answered(case, message, now)
            case inbox.WorkWithdrawn():
                return Reaction(case.ended(End.WITHDRAWN))
            case inbox.CardReported():
                return Reaction(case.counted(cards=1))
        return None

    def _assigned(self, case: CaseFile | None, message: inbox.WorkAssigned) -> Reaction:
        if case is None:
            case = CaseFile(
                case_id=message.case_id,
                item_code=message.heading.item_code,
                subject=message.applicant,
            )
        else:
            case = replace(case, round=case.round + 1, end=None)
        step = f"{ACKNOWLEDGE}{case.round}"
        command = commands.AcknowledgeWork(
            case_id=case.case_id,
            actor=self._actor(case.case_id),
            digest=work_digest(message.form, message.materials),
        )
        said = replace(self._said(case, step, command), follow=self._again(case, step, command))
        bad = self._bad(case, command) if case.round == 1 else ()
        return Reaction(replace(case, awaiting=step), (said, *bad))

    def _answered(self, case: CaseFile, answered: Answered, now: datetime) -> Reaction:
        case = case.after(answered)
        if answered.repeat or case.end or answered.step != case.awaiting:
            return Reaction(case)
        if not answered.went_through:
            return Reaction(case.stuck(answered.step, answered.answer))
        following = self._following(case, answered.step)
        if following is None:
            return Reaction(self._done(case, answered.step))
        command = self._command(case, following, now)
        said = self._said(case, following, command)
        return Reaction(replace(case, awaiting=following), (said,))

    def _done(self, case: CaseFile, step: str) -> CaseFile:
        if step == RETURN:
            return replace(case.counted(sent_back=1), awaiting=None)
        if step == office.REJECT:
            return case.ended(End.REJECTED)
        return replace(case.ended(End.CLOSED), decision=self._handling(case).decision)

    def _following(self, case: CaseFile, step: str) -> str | None:
        if step.startswith(ACKNOWLEDGE):
            return self._first(case)
        if step in (RETURN, office.REJECT):
            return None
        return self._handling(case).following(step)

    def _first(self, case: CaseFile) -> str:
        chance = Chance(self.seed, "return", self.code, case.case_id)
        if case.round == 1 and chance.happens(SENT_BACK):
            return RETURN
        rejects = office.will_reject(self.seed, self.code, case.case_id)
        return office.REJECT if rejects else office.ACCEPT

    def _command(self, case: CaseFile, step: str, now: datetime) -> object:
        if step != RETURN:
            return self._handling(case).command(step, now, self.file)
        sentence = "材料扫描件不清晰，请重新扫描后转报。"
        remarks = papers.words(case.subject, case.case_id, "return-remarks", sentence)
        return commands.ReturnWork(
            case_id=case.case_id,
            reason=ReturnReason.ILLEGIBLE,
            remarks=self.file(remarks),
            actor=self._actor(case.case_id),
        )

    def _said(self, case: CaseFile, step: str, command: object) -> Say:
        delay = Chance(self.seed, "delay", self.code, case.case_id, step).between(0.05, 0.4)
        return say(case.case_id, step, command, after_s=delay)

    def _again(
        self, case: CaseFile, step: str, command: commands.AcknowledgeWork
    ) -> tuple[Say, ...]:
        """The acknowledgement said a second time under the same id, now and then."""
        chance = Chance(self.seed, "again", self.code, case.case_id, step)
        if not chance.happens(REPEATED):
            return ()
        repeat = chance.pick(tuple(Repeat))
        other = replace(command, actor="staff-other") if repeat is Repeat.OTHER_BYTES else command
        name = message_id(case.case_id, step)
        again = say(case.case_id, step, other, after_s=0.1)
        return (replace(again, key=f"{name}#{repeat}", repeat=repeat),)

    def _bad(self, case: CaseFile, command: object) -> tuple[Say, ...]:
        chance = Chance(self.seed, "bad", self.code, case.case_id)
        if not chance.happens(BAD):
            return ()
        street_says = commands.ForwardCase(case_id=case.case_id, actor=self._actor(case.case_id))
        return (bad_say(case.case_id, chance.pick(tuple(Bad)), command, street_says),)

    def _handling(self, case: CaseFile) -> Handling:
        task = self.tasks.get(case.item_code, Task((), None))
        return Handling(
            case_id=case.case_id,
            body=self.code,
            subject=case.subject,
            actor=self._actor(case.case_id),
            steps=task.steps,
            decision=office.will_decide(self.seed, self.code, case.case_id),
            document=task.document,
            is_public=task.is_public,
        )

    def _actor(self, case_id: str) -> str:
        return actor(self.seed, self.code, case_id)
