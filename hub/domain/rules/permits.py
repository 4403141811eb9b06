"""After the decision: Licensing Law, Art. 8, 40, 49, 50, 69 and 70."""

from datetime import date, timedelta

from hub.domain.calendar import Due, local_day
from hub.domain.case import Case
from hub.domain.catalogue import Catalogue
from hub.domain.commands.permits import (
    AmendPermit,
    CancelPermit,
    CorrectDocument,
    DecideRenewal,
    PublishDecision,
    RecallPermit,
    RecordReview,
    RequestRenewal,
    RevokeDecision,
)
from hub.domain.context import Context
from hub.domain.facts import Fact
from hub.domain.facts.permits import (
    DecisionPublished,
    DecisionRevoked,
    DocumentCorrected,
    PermitAmended,
    PermitCancelled,
    PermitRecalled,
    RenewalDecided,
    RenewalRequested,
    ReviewRecorded,
)
from hub.domain.guards import must_be_sound, must_decide, must_hand_over
from hub.domain.permit import RENEWAL_DAYS, Permit
from hub.domain.refusals import PaperRule, PermitsRule, Refused
from hub.domain.rules.tables import CaseRules
from hub.domain.speech import ACTS
from hub.domain.terms import Term, term, term_until
from hub.domain.vocabulary import Leg, PermitStanding, ReviewOutcome

_IN_FORCE = frozenset({PermitStanding.VALID})
_NOT_CANCELLED = frozenset(PermitStanding) - {PermitStanding.CANCELLED}


def revoke(
    command: RevokeDecision, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Take back an approval that should not have been given, by a named head (Art. 69).

    Raises Refused: not the deciding body, nothing in force, no head, unsound reasons.
    """
    _must_be_taken_back(command, case, context, book)
    fact = DecisionRevoked(
        heading=case.heading,
        reasons=command.reasons,
        approver=command.approver,
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def recall(
    command: RecallPermit, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Take back an approval for a changed law or the public interest (Art. 8).

    Raises Refused: as for a revocation.
    """
    _must_be_taken_back(command, case, context, book)
    fact = PermitRecalled(
        heading=case.heading,
        reasons=command.reasons,
        approver=command.approver,
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def cancel(
    command: CancelPermit, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Strike a permit off on a ground that the law lists; also one that was taken back (Art. 70).

    Raises Refused: not the deciding body, no permit, struck off already.
    """
    must_decide(command, case, context, book)
    _permit(command, case, _NOT_CANCELLED)
    fact = PermitCancelled(
        heading=case.heading, ground=command.ground, at=context.at, actor=command.actor
    )
    return (fact,)


def amend(command: AmendPermit, case: Case, context: Context, book: Catalogue) -> tuple[Fact, ...]:
    """Issue a changed document at the holder's wish; it goes back like the first (Art. 49).

    Raises Refused: not the deciding body, nothing in force, unsound document, no number.
    """
    must_decide(command, case, context, book)
    permit = _permit(command, case)
    must_be_sound(command.document)
    if not command.number.strip():
        raise Refused(PaperRule.DOCUMENT_NUMBER_MISSING)
    fact = PermitAmended(
        heading=case.heading,
        document=command.document,
        number=command.number,
        replaces=permit.digest,
        valid_until=command.valid_until or permit.valid_until,
        terms=_receipt(case, local_day(context.at), book),
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def correct(
    command: CorrectDocument, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Replace a document that has a clerical error; the number stays.

    Raises Refused: not the deciding body, nothing in force or no document, unsound document.
    """
    must_decide(command, case, context, book)
    permit = _permit(command, case)
    if permit.digest is None:
        raise Refused(PermitsRule.NOTHING_IN_FORCE, act=ACTS[CorrectDocument])
    must_be_sound(command.document)
    must_be_sound(command.reasons)
    fact = DocumentCorrected(
        heading=case.heading,
        document=command.document,
        number=permit.number,
        replaces=permit.digest,
        reasons=command.reasons,
        terms=_receipt(case, local_day(context.at), book),
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def request_renewal(
    command: RequestRenewal, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Ask for renewal; asked thirty days before the end, silence until the end grants it (Art. 50).

    Asked later it is decided all the same, but silence grants nothing.

    Raises Refused: not the street, nothing in force, no end, expired, asked already.
    """
    must_hand_over(command, case, context, book)
    permit, today = _permit(command, case), local_day(context.at)
    until = permit.valid_until
    if until is None:
        raise Refused(PermitsRule.NO_END)
    if today > until:
        raise Refused(PermitsRule.EXPIRED, day=until.isoformat())
    if case.term(Leg.RENEWAL) is not None:
        raise Refused(PermitsRule.RENEWAL_RUNS)
    must_be_sound(command.request)
    due = Due(until, not book.calendar.is_published(until))
    fact = RenewalRequested(
        heading=case.heading,
        request=command.request,
        late=until - today < timedelta(days=RENEWAL_DAYS),
        terms=(term_until(book, Leg.RENEWAL, case.heading.decider, today, due),),
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def decide_renewal(
    command: DecideRenewal, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Grant a renewal with a new last day, or deny it with reasons (Art. 50).

    Raises Refused: not the deciding body, nobody asked, no later day or no reasons.
    """
    must_decide(command, case, context, book)
    if case.term(Leg.RENEWAL) is None or case.permit is None:
        raise Refused(PermitsRule.NO_RENEWAL_RUNS)
    before, until = case.permit.valid_until, command.valid_until
    later = until is not None and (before is None or until > before)
    if not (later if command.granted else command.reasons is not None):
        raise Refused(PermitsRule.RENEWAL_INCOMPLETE)
    must_be_sound(command.reasons)
    must_be_sound(command.document)
    fact = RenewalDecided(
        heading=case.heading,
        granted=command.granted,
        valid_until=until if command.granted else None,
        document=command.document,
        number=command.number,
        reasons=command.reasons,
        terms=_receipt(case, local_day(context.at), book) if command.document else (),
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def record_review(
    command: RecordReview, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Record what a reconsideration or a court said; to redo opens the case with a new limit.

    Raises Refused: neither deciding body nor street, nothing decided, redo without days.
    """
    if context.sender != case.heading.street:
        must_decide(command, case, context, book)
    if case.decision is None:
        raise Refused(PermitsRule.NOTHING_TO_REVIEW)
    redo = command.outcome is ReviewOutcome.REDO
    if redo and command.days < 1:
        raise Refused(PermitsRule.REDO_WITHOUT_DAYS)
    must_be_sound(command.ruling)
    days, today = min(command.days, 366), local_day(context.at)
    due = term(book, Leg.REDO, case.heading.decider, today, days) if redo else None
    fact = ReviewRecorded(
        heading=case.heading,
        outcome=command.outcome,
        ruling=command.ruling,
        terms=(due,) if due else (),
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def publish(
    command: PublishDecision, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Make an approval public, where anybody may look it up (Art. 40).

    Raises Refused: not the deciding body, nothing in force, public already.
    """
    must_decide(command, case, context, book)
    if _permit(command, case).published:
        raise Refused(PermitsRule.PUBLISHED_BEFORE)
    fact = DecisionPublished(
        heading=case.heading,
        publication=command.publication,
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def _permit(
    command: object, case: Case, standings: frozenset[PermitStanding] = _IN_FORCE
) -> Permit:
    if case.permit is None or case.permit.standing not in standings:
        raise Refused(PermitsRule.NOTHING_IN_FORCE, act=ACTS[type(command)])
    return case.permit


def _must_be_taken_back(
    command: RevokeDecision | RecallPermit, case: Case, context: Context, book: Catalogue
) -> None:
    must_decide(command, case, context, book)
    _permit(command, case)
    if command.approver.strip() in ("", command.actor):
        raise Refused(PermitsRule.HEAD_MISSING, act=ACTS[type(command)])
    must_be_sound(command.reasons)


def _receipt(case: Case, today: date, book: Catalogue) -> tuple[Term, ...]:
    if not case.is_decided_elsewhere:
        return ()
    return (term(book, Leg.RECEIPT, case.heading.street, today, book.thresholds.receipt_days),)


RULES: CaseRules = {
    RevokeDecision: revoke,
    RecallPermit: recall,
    CancelPermit: cancel,
    AmendPermit: amend,
    CorrectDocument: correct,
    RequestRenewal: request_renewal,
    DecideRenewal: decide_renewal,
    RecordReview: record_review,
    PublishDecision: publish,
}
