"""After the decision: Licensing Law, Art. 8, 40, 49, 69 and 70."""

from hub.domain.calendar import local_day
from hub.domain.case import Case
from hub.domain.catalogue import Catalogue
from hub.domain.commands.permits import (
    AmendPermit,
    CancelPermit,
    CorrectDocument,
    RecallPermit,
    RevokeDecision,
)
from hub.domain.context import Context
from hub.domain.facts import Fact
from hub.domain.facts.permits import (
    DecisionRevoked,
    DocumentCorrected,
    PermitAmended,
    PermitCancelled,
    PermitRecalled,
)
from hub.domain.guards import must_be_sound, must_decide
from hub.domain.permit import Permit
from hub.domain.publicity import publication_terms
from hub.domain.refusals import PaperRule, PermitsRule, Refused
from hub.domain.rules.deciding import for_the_receipt
from hub.domain.rules.tables import CaseRules
from hub.domain.speech import ACTS
from hub.domain.terms import Term, term
from hub.domain.validity import expiry_terms
from hub.domain.vocabulary import (
    CancellationGround,
    Leg,
    OrganisationKind,
    PermitStanding,
    RevocationGround,
)

_IN_FORCE = frozenset({PermitStanding.VALID})
EVER_IN_FORCE = _IN_FORCE | {PermitStanding.EXPIRED}
_NOT_CANCELLED = frozenset(PermitStanding) - {PermitStanding.CANCELLED}


def revoke(
    command: RevokeDecision, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Take back an approval that should not have been given, by a named head (Art. 69).

    Its superior may do so too; then the administration records it. What was gained by fraud is
    not protected; other losses are made good.

    Raises Refused: neither deciding body nor its superior, nothing in force, no head, unsound
    reasons, compensation for fraud.
    """
    superior = _superior(command, case, context, book)
    _must_be_taken_back(command, case, EVER_IN_FORCE)
    if command.compensation and command.ground is RevocationGround.FRAUD:
        raise Refused(PermitsRule.NOTHING_TO_COMPENSATE)
    fact = DecisionRevoked(
        heading=case.heading,
        ground=command.ground,
        compensation=command.compensation,
        competent_body=superior,
        reasons=command.reasons,
        approver=command.approver,
        supervising=_supervising(case),
        terms=to_the_holder(case, context, book),
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def recall(
    command: RecallPermit, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Take back a lawful approval for the public interest; losses are made good (Art. 8).

    Raises Refused: not the deciding body, nothing in force, no head, unsound reasons.
    """
    must_decide(command, case, context, book)
    _must_be_taken_back(command, case, _IN_FORCE)
    fact = PermitRecalled(
        heading=case.heading,
        ground=command.ground,
        compensation=command.compensation,
        reasons=command.reasons,
        approver=command.approver,
        supervising=_supervising(case),
        terms=to_the_holder(case, context, book),
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def cancel(
    command: CancelPermit, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Strike a permit off on a ground that the law lists; also one that was taken back (Art. 70).

    Raises Refused: not the deciding body, no permit, struck off already, not expired.
    """
    must_decide(command, case, context, book)
    permit = permit_of(command, case, _NOT_CANCELLED)
    if command.ground is CancellationGround.EXPIRED:
        until = permit.valid_until
        if until is None or local_day(context.at) <= until:
            raise Refused(PermitsRule.NOT_YET_EXPIRED)
    fact = PermitCancelled(
        heading=case.heading,
        ground=command.ground,
        supervising=_supervising(case),
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def amend(command: AmendPermit, case: Case, context: Context, book: Catalogue) -> tuple[Fact, ...]:
    """Issue a changed document at the holder's wish; it goes back like the first (Art. 49).

    Raises Refused: not the deciding body, nothing in force, unsound document, no new number, an
    end in the past.
    """
    must_decide(command, case, context, book)
    permit, today = _documented(command, case), local_day(context.at)
    must_be_sound(command.document)
    if not command.number.strip():
        raise Refused(PaperRule.DOCUMENT_NUMBER_MISSING)
    if command.number == permit.number:
        raise Refused(PermitsRule.NUMBER_UNCHANGED, number=command.number)
    until = command.valid_until or permit.valid_until
    if command.valid_until is not None and command.valid_until < today:
        raise Refused(PermitsRule.ENDS_BEFORE_IT_BEGINS, until=until, start=today)
    renewing = case.term(Leg.RENEWAL) is not None
    fact = PermitAmended(
        heading=case.heading,
        document=command.document,
        number=command.number,
        replaces=permit.digest,
        valid_until=until,
        terms=(
            *to_the_holder(case, context, book),
            *publication_terms(case.heading, today, book),
            *(() if renewing else expiry_terms(until)),
        ),
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
    permit = _documented(command, case)
    must_be_sound(command.document)
    must_be_sound(command.reasons)
    fact = DocumentCorrected(
        heading=case.heading,
        document=command.document,
        number=permit.number,
        replaces=permit.digest,
        reasons=command.reasons,
        terms=to_the_holder(case, context, book),
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def permit_of(
    command: object, case: Case, standings: frozenset[PermitStanding] = _IN_FORCE
) -> Permit:
    """Return the permit of a case; raises Refused when it does not stand as it must."""
    if case.permit is None or case.permit.standing not in standings:
        raise Refused(PermitsRule.NOTHING_IN_FORCE, act=ACTS[type(command)])
    return case.permit


def _documented(command: AmendPermit | CorrectDocument, case: Case) -> Permit:
    permit = permit_of(command, case)
    if permit.digest is None:
        raise Refused(PermitsRule.NOTHING_IN_FORCE, act=ACTS[type(command)])
    return permit


def to_the_holder(case: Case, context: Context, book: Catalogue) -> tuple[Term, ...]:
    """Return the limits to confirm a later paper and to hand it over, as the first (Art. 44)."""
    today, street = local_day(context.at), case.heading.street
    delivery = term(book, Leg.DELIVERY, street, today, book.thresholds.delivery_days)
    return delivery, *for_the_receipt(case, today, book)


def _superior(command: RevokeDecision, case: Case, context: Context, book: Catalogue) -> str | None:
    """Return the superior in whose word the approval is revoked, None if the body does itself."""
    if context.sender == case.heading.decider:
        return None
    sender = book.organisations.get(context.sender)
    if sender is None or sender.kind is not OrganisationKind.ADMINISTRATION:
        must_decide(command, case, context, book)
    body = (command.competent_body or "").strip()
    if not body:
        name = book.name_of(context.sender)
        raise Refused(PermitsRule.SUPERIOR_MISSING, act=ACTS[RevokeDecision], sender=name)
    return command.competent_body


def _must_be_taken_back(
    command: RevokeDecision | RecallPermit, case: Case, standings: frozenset[PermitStanding]
) -> None:
    permit_of(command, case, standings)
    if command.approver.strip() in ("", command.actor):
        raise Refused(PermitsRule.HEAD_MISSING, act=ACTS[type(command)])
    must_be_sound(command.reasons)


def _supervising(case: Case) -> str | None:
    """Return the body that supervises what was approved, so that it hears of the end."""
    return case.oversight.supervising or None if case.oversight else None


RULES: CaseRules = {
    RevokeDecision: revoke,
    RecallPermit: recall,
    CancelPermit: cancel,
    AmendPermit: amend,
    CorrectDocument: correct,
}
