"""How far a case is, for the citizen who has its query code (查询码): what, where, what is owed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from hub.domain.case import Case
from hub.domain.deadlines import owing
from hub.domain.query import query_code
from hub.domain.speech import STATUSES
from hub.domain.terms import APPLICANT
from hub.domain.vocabulary import Decision, Leg, Status
from hub.views.told import Told
from hub.views.words import FACTS, LEGS

SHOWN = frozenset(
    {
        "TurnedAway",
        "ApplicationInsisted",
        "CaseReceived",
        "ServiceRequested",
        "ApplicationReplaced",
        "CaseForwarded",
        "CorrectionNoticeIssued",
        "MaterialsSupplied",
        "CaseAccepted",
        "CaseDeemedAccepted",
        "ApplicationRejected",
        "SpecialProcedureStarted",
        "SpecialProcedureEnded",
        "DeadlineExtended",
        "CaseDecided",
        "DocumentIssued",
        "ReceiptConfirmed",
        "DocumentDelivered",
        "DecisionPublished",
        "ApplicationWithdrawn",
        "CaseTerminated",
        "ServiceExecuted",
        "ServiceToVerify",
        "ServiceFailed",
        "ServiceReversed",
        "RefundConfirmed",
        "RenewalRequested",
        "RenewalDecided",
        "RenewalDeemedGranted",
        "DecisionRevoked",
        "PermitRecalled",
        "PermitCancelled",
        "PermitExpired",
    }
)
"""Facts that concern the applicant; cards and who did it are the offices' own affair."""

_MATTERS = frozenset(
    {
        Leg.ACCEPTANCE,
        Leg.WRITTEN_ANSWER,
        Leg.CORRECTION,
        Leg.TOLERANCE,
        Leg.DECISION,
        Leg.PROMISE,
        Leg.DELIVERY,
        Leg.REFUND,
        Leg.RENEWAL,
        Leg.VERIFICATION,
    }
)
"""Time limits that the applicant can hold somebody to, or must keep."""


@dataclass(frozen=True, slots=True)
class Owed:
    """What is still to be done: by whom (an organisation's code or `applicant`), until when."""

    leg: str
    by: str
    until: date
    provisional: bool


@dataclass(slots=True)
class Progress:
    """Of one case: nothing personal, no reasons, no names of staff.

    `steps` are when (UTC) and what; `at` says who has the work now, None when nobody has any.
    """

    query_code: str
    business_number: str
    item_code: str
    street: str
    status: str
    outcome: str | None
    at: str | None
    owed: tuple[Owed, ...] = ()
    steps: list[tuple[datetime, str]] = field(default_factory=list)


def progress(entries: Iterable[Told], code: str) -> Progress | None:
    """Return how far the case of a query code is; None when no case has it.

    `code` is as `read_query_code` returns it.
    """
    steps: dict[str, list[tuple[datetime, str]]] = {}
    found: tuple[str, Case] | None = None
    strangers: set[str] = set()
    for told in entries:
        subject = told.entry.subject
        if subject in strangers or not isinstance(told.after, Case):
            continue
        if subject not in steps and query_code(subject) != code:
            strangers.add(subject)
            continue
        found = subject, told.after
        steps.setdefault(subject, []).extend(_steps(told))
    if found is None:
        return None
    subject, case = found
    return _of(case, code, steps[subject])


def _steps(told: Told) -> Iterable[tuple[datetime, str]]:
    names = [type(fact).__name__ for fact in told.facts]
    return [(told.at, FACTS[name]) for name in names if name in SHOWN]


def _of(case: Case, code: str, steps: list[tuple[datetime, str]]) -> Progress:
    heading = case.heading
    owed = [
        Owed(LEGS[each.term.leg], owing(case, each.term), each.term.due_on, each.term.provisional)
        for each in case.terms
        if each.term.leg in _MATTERS
    ]
    return Progress(
        query_code=code,
        business_number=heading.business_number,
        item_code=heading.item_code,
        street=heading.street,
        status=STATUSES[case.status],
        outcome=_outcome(case),
        at=_who_has_it(case),
        owed=tuple(sorted(owed, key=lambda each: each.until)),
        steps=steps,
    )


def _outcome(case: Case) -> str | None:
    if case.decision is None:
        return None
    return "准予" if case.decision is Decision.APPROVED else "不予许可"


def _who_has_it(case: Case) -> str | None:
    """Return who works on it: the applicant while something is awaited, nobody at the end."""
    if case.status is Status.AWAITING_MATERIALS:
        return APPLICANT
    return case.worker if any(each.term.leg in _MATTERS for each in case.terms) else None
