"""What a deciding body does with a case, be it a department or an empowered street."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from hub.domain import commands
from hub.domain.vocabulary import Decision
from hub.sample import papers
from hub.sample.chance import Chance
from hub.sample.papers import Filing

ACCEPT = "accept"
STEP = "step-"
DECIDE = "decide"
ISSUE = "issue"
PUBLISH = "publish"
REJECT = "reject"

DENIED = 0.12
"""Share of decisions that deny."""
REJECTED = 0.06
"""Share of applications that are not taken (不予受理)."""

CHINA = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling:
    """How a body will handle a case; `document` is the kind of the result document, or None.

    `is_public`: an approval must be made public (Licensing Law, Art. 40).
    """

    case_id: str
    body: str
    subject: str
    actor: str
    steps: tuple[str, ...]
    decision: Decision
    document: str | None
    is_public: bool = False

    @property
    def route(self) -> tuple[str, ...]:
        """The steps from acceptance to the last word."""
        steps = tuple(f"{STEP}{number}" for number, _ in enumerate(self.steps, start=1))
        approved = self.decision is Decision.APPROVED
        after = ((ISSUE, self.document is not None), (PUBLISH, self.is_public))
        return (ACCEPT, *steps, DECIDE, *[step for step, due in after if due and approved])

    def following(self, step: str) -> str | None:
        """The step after `step`; None after the last. Raises ValueError off the route."""
        route = self.route
        place = route.index(step) + 1
        return route[place] if place < len(route) else None

    def command(self, step: str, now: datetime, file: Filing) -> object:
        """The command of a step of the route, or of the rejection instead of it."""
        match step:
            case "accept":
                return commands.AcceptCase(case_id=self.case_id, actor=self.actor)
            case "reject":
                return self._rejection(file)
            case "decide":
                return self._decision(file)
            case "issue":
                return self._document(now, file)
            case "publish":
                return self._publication()
        return commands.RecordStep(
            case_id=self.case_id,
            step=self.steps[int(step.removeprefix(STEP)) - 1],
            department=self.body,
            occurred_at=now.astimezone(UTC),
            actor=self.actor,
        )

    def _rejection(self, file: Filing) -> commands.RejectApplication:
        sentence = "所申请事项依法不属于本机关职权范围，请向有权机关申请。"
        return commands.RejectApplication(
            case_id=self.case_id,
            reasons=file(papers.words(self.subject, self.case_id, "rejection-reasons", sentence)),
            competent_body=self.body,
            actor=self.actor,
        )

    def _decision(self, file: Filing) -> commands.DecideCase:
        denied = self.decision is Decision.DENIED
        sentence = "申请材料不能证明符合法定条件，不予许可；可在六十日内申请行政复议。"
        paper = papers.words(self.subject, self.case_id, "denial-reasons", sentence)
        return commands.DecideCase(
            case_id=self.case_id,
            decision=self.decision,
            reasons=file(paper) if denied else None,
            actor=self.actor,
        )

    def _publication(self) -> commands.PublishDecision:
        place = f"{self.body}/gk/{self.case_id[-10:]}"
        return commands.PublishDecision(case_id=self.case_id, publication=place, actor=self.actor)

    def _document(self, now: datetime, file: Filing) -> commands.IssueDocument:
        issued_on = now.astimezone(CHINA).date()
        number = f"{issued_on.year}-{self.case_id[-10:]}"
        paper = papers.licence(self.subject, self.case_id, self.document or "", number, issued_on)
        return commands.IssueDocument(
            case_id=self.case_id,
            document=file(paper),
            number=number,
            issued_on=issued_on,
            actor=self.actor,
        )


def will_reject(seed: int, body: str, case_id: str) -> bool:
    """Whether this body does not take the application."""
    return Chance(seed, "reject", body, case_id).happens(REJECTED)


def will_decide(seed: int, body: str, case_id: str) -> Decision:
    """How this body decides the case."""
    denied = Chance(seed, "decide", body, case_id).happens(DENIED)
    return Decision.DENIED if denied else Decision.APPROVED
