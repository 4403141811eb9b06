"""Renewal of a permit (延续): Licensing Law, Art. 50."""

from datetime import timedelta

from hub.domain.calendar import Due, local_day
from hub.domain.case import Case
from hub.domain.catalogue import Catalogue
from hub.domain.commands.permits import DecideRenewal, RequestRenewal
from hub.domain.context import Context
from hub.domain.facts import Fact
from hub.domain.facts.permits import RenewalDecided, RenewalRequested
from hub.domain.guards import must_be_sound, must_decide, must_hand_over
from hub.domain.irregularities import irregular
from hub.domain.permit import Permit
from hub.domain.publicity import publication_terms
from hub.domain.refusals import IrregularityRule, PaperRule, PermitsRule, Refused
from hub.domain.rules.permits import permit_of, to_the_holder
from hub.domain.rules.tables import CaseRules
from hub.domain.terms import Term, term_until
from hub.domain.validity import expiry_terms
from hub.domain.vocabulary import Leg, PermitStanding


def request(
    command: RequestRenewal, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Ask for renewal; asked thirty days before the end, silence until the end grants it (Art. 50).

    Asked later it is decided all the same, but silence grants nothing.

    Raises Refused: neither street nor deciding body, nothing in force, no end, expired, asked
    already.
    """
    if context.sender != case.heading.decider:
        must_hand_over(command, case, context, book)
    permit, today = permit_of(command, case), local_day(context.at)
    until = permit.valid_until
    if until is None:
        raise Refused(PermitsRule.NO_END)
    if today > until:
        raise Refused(PermitsRule.EXPIRED, day=until.isoformat())
    if case.term(Leg.RENEWAL) is not None:
        raise Refused(PermitsRule.RENEWAL_RUNS)
    must_be_sound(command.request)
    due = Due(until, not book.calendar.is_published(until))
    ahead = timedelta(days=book.item(case.heading.item_code).renewal_days)
    fact = RenewalRequested(
        heading=case.heading,
        request=command.request,
        late=until - today < ahead,
        terms=(term_until(book, Leg.RENEWAL, case.heading.decider, today, due),),
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def decide(
    command: DecideRenewal, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Grant a renewal with a new last day, or deny it with reasons (Art. 50).

    What silence has granted can only be granted: the decision brings its document. Whatever comes
    after the last day is recorded as late.

    Raises Refused: not the deciding body, nobody asked, no later day or no reasons, granted by
    silence, a document without number.
    """
    must_decide(command, case, context, book)
    permit = _renewing(command, case, context)
    _must_be_whole(command, permit)
    fact = RenewalDecided(
        heading=case.heading,
        granted=command.granted,
        valid_until=command.valid_until if command.granted else None,
        document=command.document if command.granted else None,
        number=_number(command, permit),
        replaces=permit.digest if command.granted and command.document else None,
        reasons=command.reasons,
        terms=_terms(command, permit, case, context, book),
        at=context.at,
        actor=command.actor,
    )
    due = case.term(Leg.RENEWAL)
    if due is None or local_day(context.at) <= due.due_on:
        return (fact,)
    return fact, irregular(case, IrregularityRule.DECIDED_LATE, case.heading.decider, book)


def _renewing(command: DecideRenewal, case: Case, context: Context) -> Permit:
    """Return the permit that somebody asked to renew, or that silence renewed."""
    permit, due = case.permit, case.term(Leg.RENEWAL)
    if permit is None or permit.is_taken_back:
        raise Refused(PermitsRule.NO_RENEWAL_RUNS)
    if due is None and not (permit.deemed and command.granted):
        raise Refused(PermitsRule.NO_RENEWAL_RUNS)
    over = due is not None and local_day(context.at) > due.due_on
    if over and permit.in_time and not command.granted:
        raise Refused(PermitsRule.GRANTED_BY_SILENCE)
    return permit


def _must_be_whole(command: DecideRenewal, permit: Permit) -> None:
    before, until = permit.valid_until, command.valid_until
    if permit.deemed:
        before = None
    later = until is not None and (before is None or until > before)
    if not (later if command.granted else command.reasons is not None):
        raise Refused(PermitsRule.RENEWAL_INCOMPLETE)
    must_be_sound(command.reasons)
    must_be_sound(command.document)
    if command.granted and command.document and not _number(command, permit):
        raise Refused(PaperRule.DOCUMENT_NUMBER_MISSING)


def _number(command: DecideRenewal, permit: Permit) -> str | None:
    """Return the number of the renewed document: a new one, or that of the former."""
    if not command.granted or command.document is None:
        return None
    return (command.number or "").strip() or permit.number or None


def _terms(
    command: DecideRenewal, permit: Permit, case: Case, context: Context, book: Catalogue
) -> tuple[Term, ...]:
    """Return the limits for paper and publication that follow, and the term of the permit."""
    if command.granted:
        paper = to_the_holder(case, context, book) if command.document else ()
        public = publication_terms(case.heading, local_day(context.at), book)
        return *paper, *public, *expiry_terms(command.valid_until)
    valid = permit.standing is PermitStanding.VALID
    return *to_the_holder(case, context, book), *(expiry_terms(permit.valid_until) if valid else ())


RULES: CaseRules = {RequestRenewal: request, DecideRenewal: decide}
