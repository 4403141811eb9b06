"""The file is kept for its time, and destroyed only as the archive agrees (保管期限, 销毁)."""

from datetime import date

from hub.domain.bundle import Bundle
from hub.domain.calendar import local_day
from hub.domain.case import Case
from hub.domain.catalogue import Catalogue
from hub.domain.commands import Command
from hub.domain.commands.keeping import ApproveDestruction, DestroyFile, RecordUnmasking
from hub.domain.context import Context
from hub.domain.facts import Fact
from hub.domain.facts.keeping import ApplicantUnmasked, DestructionApproved, FileDestroyed
from hub.domain.guards import must_be_sound
from hub.domain.refusals import KeepingRule, Refused
from hub.domain.rules.tables import CaseRules
from hub.domain.speech import ACTS
from hub.domain.subjects import State


def approve(
    command: ApproveDestruction, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Agree that a file is destroyed, by a named head after an appraisal (销毁鉴定).

    Raises Refused: agreed already, not archived, kept for good, retention not over, a term still
    runs, no head, unsound appraisal.
    """
    del book
    if case.file is not None and case.file.agreed:
        raise Refused(KeepingRule.AGREED_ALREADY)
    until = _ended(case, local_day(context.at), ACTS[ApproveDestruction])
    if command.approver.strip() in ("", command.actor):
        raise Refused(KeepingRule.HEAD_MISSING, act=ACTS[ApproveDestruction])
    must_be_sound(command.appraisal)
    fact = DestructionApproved(
        heading=case.heading,
        kept_until=until,
        appraisal=command.appraisal,
        approver=command.approver,
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def destroy(
    command: DestroyFile, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Give a file up for good, as the archive agreed; whoever keeps the keys destroys them after.

    Raises Refused: the archive does not agree, or its word is void; nobody else sees it done.
    """
    del book
    refused = why_kept(case, local_day(context.at))
    if refused is not None:
        raise refused
    if command.witness.strip() in ("", command.actor):
        raise Refused(KeepingRule.WITNESS_MISSING)
    fact = FileDestroyed(
        heading=case.heading, witness=command.witness, at=context.at, actor=command.actor
    )
    return (fact,)


def unmask(
    command: RecordUnmasking, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Record that somebody is about to see the applicant unmasked (默认遮蔽).

    Raises Refused: no reason.
    """
    del book
    if not command.reason.strip():
        raise Refused(KeepingRule.REASON_MISSING)
    fact = ApplicantUnmasked(
        heading=case.heading, reason=command.reason, at=context.at, actor=command.actor
    )
    return (fact,)


def why_kept(state: State | None, today: date) -> Refused | None:
    """Return why what is sealed for a person may not be erased now, as far as a subject needs it.

    None for a case whose file may be destroyed or is, and for a bundle of which all came to an end.
    """
    if isinstance(state, Bundle):
        return None if state.completed else Refused(KeepingRule.BUNDLE_OPEN)
    if not isinstance(state, Case):
        return Refused(KeepingRule.NAMED_ELSEWHERE)
    if state.file is not None and (state.file.agreed or state.file.destroyed):
        return None
    try:
        _ended(state, today, ACTS[DestroyFile])
    except Refused as refused:
        return refused
    return Refused(KeepingRule.NOT_AGREED)


def must_exist(command: Command, case: Case) -> None:
    """Refuse whatever is asked of a case whose file is destroyed."""
    if case.file is not None and case.file.destroyed:
        raise Refused(KeepingRule.FILE_DESTROYED, act=ACTS.get(type(command), "办理"))


def _ended(case: Case, today: date, act: str) -> date:
    """Return the last day of a retention that has ended, with nothing of the case still open."""
    if case.file is None:
        raise Refused(KeepingRule.NOT_ARCHIVED, act=act)
    until = case.file.until
    if until is None:
        raise Refused(KeepingRule.KEPT_FOR_GOOD)
    if today <= until:
        raise Refused(KeepingRule.RETENTION_RUNS, until=until)
    if case.terms:
        due = max(each.term.due_on for each in case.terms)
        raise Refused(KeepingRule.STILL_NEEDED, count=len(case.terms), due=due)
    return until


RULES: CaseRules = {
    ApproveDestruction: approve,
    DestroyFile: destroy,
    RecordUnmasking: unmask,
}
