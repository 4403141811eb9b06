"""Supervision after the approval: handed over, confirmed, sampled, found wanting (审管联动)."""

from datetime import datetime

from hub.domain.calendar import local_day
from hub.domain.case import Case
from hub.domain.catalogue import Catalogue
from hub.domain.commands.overseeing import (
    ConfirmOversight,
    OverseeingCommand,
    ProposeRecall,
    RecordFinding,
    SampleCase,
)
from hub.domain.context import Context
from hub.domain.documents import CaseHeading
from hub.domain.facts import Fact
from hub.domain.facts.overseeing import (
    CaseSampled,
    FindingRecorded,
    OversightConfirmed,
    OversightHandedOver,
    RecallProposed,
)
from hub.domain.guards import must_be_open, must_be_sound
from hub.domain.oversight import Oversight, samplers, supervising_body
from hub.domain.refusals import ConcludingRule, OverseeingRule, Refused
from hub.domain.rules.tables import CaseRules
from hub.domain.speech import ACTS
from hub.domain.terms import term
from hub.domain.vocabulary import Decision, Leg

_NONE = Oversight()


def handed_over(
    heading: CaseHeading, applicant: str | None, at: datetime, book: Catalogue
) -> tuple[OversightHandedOver, ...]:
    """Return the hand-over of an approval to the body that supervises it, if that is another."""
    supervising = supervising_body(heading, book.item(heading.item_code))
    if supervising is None:
        return ()
    days = book.thresholds.oversight_days
    fact = OversightHandedOver(
        heading=heading,
        supervising=supervising,
        applicant=applicant,
        terms=(term(book, Leg.OVERSIGHT, supervising, local_day(at), days),),
        at=at,
    )
    return (fact,)


def confirm(
    command: ConfirmOversight, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Confirm that an approval is supervised from here on; at any time after it, archived or not.

    Raises Refused: nothing was handed over, to somebody else, confirmed already.
    """
    oversight = case.oversight
    if oversight is None or not oversight.supervising:
        raise _nothing(command)
    if context.sender != oversight.supervising:
        raise _stranger(command, oversight.supervising, context, book)
    if oversight.confirmed:
        raise Refused(OverseeingRule.CONFIRMED_BEFORE)
    fact = OversightConfirmed(
        heading=case.heading,
        supervising=context.sender,
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def record_finding(
    command: RecordFinding, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Record on the case what supervision found, confirmed or not (Licensing Law, Art. 61).

    Raises Refused: undecided, neither supervising nor sampling, unsound report.
    """
    _must_oversee(command, case, context, book)
    must_be_sound(command.report)
    fact = FindingRecorded(
        heading=case.heading,
        number=(case.oversight or _NONE).findings + 1,
        supervising=context.sender,
        code=command.code,
        report=command.report,
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def sample(command: SampleCase, case: Case, context: Context, book: Catalogue) -> tuple[Fact, ...]:
    """Sample what a street decided under empowerment, denials too (plan 3(1)1, Art. 60).

    Raises Refused: undecided, not decided under empowerment, not the item's department.
    """
    _must_be_decided(command, case)
    allowed = samplers(case.heading, book.item(case.heading.item_code))
    if not allowed:
        raise Refused(OverseeingRule.NOT_EMPOWERED)
    if context.sender not in allowed:
        raise _stranger(command, min(allowed), context, book)
    fact = CaseSampled(
        heading=case.heading,
        number=(case.oversight or _NONE).samples + 1,
        supervising=context.sender,
        reason=command.reason,
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def propose_recall(
    command: ProposeRecall, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Propose to the deciding body that it takes an approval back; it decides (Art. 8 and 69).

    Raises Refused: undecided, neither supervising nor sampling, not approved, unsound reasons.
    """
    _must_oversee(command, case, context, book)
    if case.decision is not Decision.APPROVED:
        raise Refused(OverseeingRule.NOTHING_TO_TAKE_BACK, act=ACTS[ProposeRecall])
    must_be_sound(command.reasons)
    fact = RecallProposed(
        heading=case.heading,
        supervising=context.sender,
        reasons=command.reasons,
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def _must_be_decided(command: OverseeingCommand, case: Case) -> None:
    if case.decision is None:
        must_be_open(command, case)
        raise Refused(ConcludingRule.NOT_YET_DECIDED, act=ACTS[type(command)])


def _must_oversee(
    command: OverseeingCommand, case: Case, context: Context, book: Catalogue
) -> None:
    """Refuse anybody but the body it was handed over to and the departments that may sample."""
    _must_be_decided(command, case)
    supervising = (case.oversight or _NONE).supervising
    allowed = samplers(case.heading, book.item(case.heading.item_code)) | {supervising} - {""}
    if not allowed:
        raise _nothing(command)
    if context.sender not in allowed:
        raise _stranger(command, supervising or min(allowed), context, book)


def _nothing(command: OverseeingCommand) -> Refused:
    return Refused(OverseeingRule.NOTHING_TO_SUPERVISE, act=ACTS[type(command)])


def _stranger(
    command: OverseeingCommand, supervising: str, context: Context, book: Catalogue
) -> Refused:
    return Refused(
        OverseeingRule.NOT_THE_SUPERVISOR,
        supervising=book.name_of(supervising),
        sender=book.name_of(context.sender),
        act=ACTS[type(command)],
    )


RULES: CaseRules = {
    ConfirmOversight: confirm,
    RecordFinding: record_finding,
    SampleCase: sample,
    ProposeRecall: propose_recall,
}
