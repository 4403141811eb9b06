"""The way of the work: forwarded to the deciding body, acknowledged, sent back (帮办代办)."""

from hub.domain.calendar import local_day
from hub.domain.case import UNACCEPTED, Case
from hub.domain.catalogue import Catalogue
from hub.domain.commands import AcknowledgeWork, ForwardCase, ReturnWork
from hub.domain.context import Context
from hub.domain.documents import Digest, work_digest
from hub.domain.facts import CaseForwarded, Fact, WorkAcknowledged, WorkReturned
from hub.domain.guards import (
    must_be_open,
    must_be_sound,
    must_decide,
    must_hand_over,
    must_have_work,
    not_in_this_status,
)
from hub.domain.refusals import CorrectingRule, DoorRule, HandlingRule, Refused
from hub.domain.rules.correcting import must_not_await
from hub.domain.rules.tables import CaseRules
from hub.domain.terms import term
from hub.domain.vocabulary import Leg, Status

_WITH_WORK = UNACCEPTED | {Status.ACCEPTED}


def forward(
    command: ForwardCase, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Forward what the street received to the body that decides (plan 3(1)2).

    A case deemed accepted while it lay with the street is forwarded all the same.

    Raises Refused: not the street, the street decides itself, forwarded already, decided.
    """
    must_be_open(command, case)
    must_hand_over(command, case, context, book)
    heading, filing = case.heading, case.filing
    decider = book.name_of(heading.decider)
    if not case.is_decided_elsewhere:
        raise Refused(HandlingRule.NOTHING_TO_FORWARD, decider=decider)
    must_not_await(command, case, book)
    if case.status not in _WITH_WORK or filing is None:
        raise not_in_this_status(command, case)
    if case.with_decider:
        raise Refused(HandlingRule.ALREADY_FORWARDED, decider=decider)
    item = book.item(heading.item_code)
    if item.preliminary_review and not case.reviewed:
        street = book.name_of(heading.street)
        raise Refused(CorrectingRule.PRELIMINARY_REVIEW_MISSING, item=item.name, street=street)
    accept, today = case.term(Leg.ACCEPTANCE), local_day(context.at)
    days = book.thresholds.acknowledgement_days
    fact = CaseForwarded(
        heading=heading,
        place=filing.place,
        applicant=filing.applicant,
        form=filing.form,
        materials=filing.materials,
        forwarded_at=context.at,
        accept_by=accept.due_on if accept else None,
        terms=(term(book, Leg.ACKNOWLEDGEMENT, heading.decider, today, days),),
        actor=command.actor,
    )
    return (fact,)


def acknowledge(
    command: AcknowledgeWork, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Record that the deciding body has the work in hand (签收), and what it signed for.

    Raises Refused: not the deciding body, no work there, acknowledged already, decided, or it
    signs for other papers than those it was sent last.
    """
    _must_hold(command, case, context, book)
    if case.acknowledged:
        raise Refused(HandlingRule.ALREADY_ACKNOWLEDGED)
    if command.digest is not None and command.digest != _sent(case):
        raise Refused(HandlingRule.OTHER_WORK_ARRIVED, sender=book.name_of(context.sender))
    fact = WorkAcknowledged(
        heading=case.heading, at=context.at, actor=command.actor, digest=command.digest
    )
    return (fact,)


def _sent(case: Case) -> Digest | None:
    filing = case.filing
    return work_digest(filing.form, filing.materials) if filing else None


def give_back(
    command: ReturnWork, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Send the work back to the street (退回); no clock stops for it.

    Raises Refused: not the deciding body, no work there, decided, to be decided anew, owed a
    written answer, unsound remarks.
    """
    _must_hold(command, case, context, book)
    if case.filing is None:
        raise not_in_this_status(command, case)
    if case.term(Leg.WRITTEN_ANSWER) is not None:
        decider = book.name_of(case.heading.decider)
        raise Refused(DoorRule.ANSWERED_IN_WRITING, decider=decider)
    must_be_sound(command.remarks)
    street, days = case.heading.street, book.thresholds.forwarding_days
    fact = WorkReturned(
        heading=case.heading,
        reason=command.reason,
        remarks=command.remarks,
        terms=(term(book, Leg.FORWARDING, street, local_day(context.at), days),),
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def _must_hold(
    command: AcknowledgeWork | ReturnWork, case: Case, context: Context, book: Catalogue
) -> None:
    must_be_open(command, case)
    must_decide(command, case, context, book)
    if not case.is_decided_elsewhere or case.status not in _WITH_WORK:
        raise not_in_this_status(command, case)
    must_have_work(command, case, context, book)


RULES: CaseRules = {ForwardCase: forward, AcknowledgeWork: acknowledge, ReturnWork: give_back}
