"""A new version of what was filed, under the same business number (重新提交)."""

from datetime import date

from hub.domain.calendar import local_day
from hub.domain.case import CLOSED, UNACCEPTED, Case
from hub.domain.catalogue import Catalogue
from hub.domain.commands import SubmitCase
from hub.domain.context import Context
from hub.domain.correction import still_missing
from hub.domain.deadlines import preliminary_term
from hub.domain.facts import ApplicationReplaced, Fact
from hub.domain.refusals import DoorRule, PlaceRule, Refused
from hub.domain.rules.correcting import begun_anew
from hub.domain.rules.mandates import must_not_be_revoked, registered
from hub.domain.terms import Term
from hub.domain.vocabulary import Leg, Mode, Status

_REPLACEABLE = UNACCEPTED | {Status.AWAITING_MATERIALS}


def must_be_newer(command: SubmitCase, case: Case, context: Context) -> None:
    """Refuse what may not take the place of what was filed.

    Raises Refused: the number names another kind of case or one that ended, accepted or counting
    as accepted (then it is corrected, not replaced), no higher version, another application.
    """
    number, filing = command.business_number, case.filing
    begun = case.acceptance is not None or _counts_as_accepted(case, context)
    if begun and case.status not in CLOSED and command.version > (filing.version if filing else 1):
        raise Refused(DoorRule.FILED_TOO_LATE, number=number)
    if case.status not in _REPLACEABLE or filing is None or case.door is not None:
        raise Refused(PlaceRule.BUSINESS_NUMBER_USED, number=number)
    if command.version <= filing.version:
        known, version = filing.version, command.version
        raise Refused(DoorRule.VERSION_NOT_HIGHER, number=number, known=known, version=version)
    heading = case.heading
    same = heading.item_code, heading.street, filing.applicant
    if (command.item_code, command.street, command.applicant) != same:
        raise Refused(DoorRule.NOT_THE_SAME_APPLICATION, number=number)


def replaced(
    command: SubmitCase, case: Case, mode: Mode, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Replace what was filed; whoever has the work gets the new version.

    The five days of Art. 32 start anew only where a correction was awaited and now nothing is
    missing, as with materials supplied. Otherwise they run on: they count from the receipt of the
    application, which stays the same one, and what an applicant betters unasked must not cost the
    applicant time; who has the work may still tell what is missing. A preliminary review of what
    lies no longer there is given anew.

    Raises Refused: another mode than that of the application, a mandate that was taken back.
    """
    if mode is not case.heading.mode:
        raise Refused(DoorRule.NOT_THE_SAME_APPLICATION, number=command.business_number)
    must_not_be_revoked(command.mandate, case)
    awaiting = case.status is Status.AWAITING_MATERIALS
    awaited = case.correction.awaited if awaiting and case.correction else ()
    missing = still_missing(awaited, command.materials)
    terms = _terms(case, local_day(context.at), book, supplied=awaiting and not missing)
    accept = {term.leg: term for term in terms}.get(Leg.ACCEPTANCE) or case.term(Leg.ACCEPTANCE)
    fact = ApplicationReplaced(
        heading=case.heading,
        version=command.version,
        place=command.place,
        applicant=command.applicant,
        form=command.form,
        materials=command.materials,
        missing=missing,
        was_with_decider=case.with_decider and case.is_decided_elsewhere,
        accept_by=accept.due_on if accept else None,
        terms=terms,
        recorded_at=context.recorded_at,
        at=context.at,
        actor=command.actor,
    )
    return fact, *registered(command.mandate, case, case.heading, context, command.actor)


def _counts_as_accepted(case: Case, context: Context) -> bool:
    due = case.term(Leg.ACCEPTANCE)
    return due is not None and local_day(context.at) > due.due_on


def _terms(case: Case, today: date, book: Catalogue, *, supplied: bool) -> tuple[Term, ...]:
    terms = begun_anew(case, today, book) if supplied else ()
    if case.reviewed and not case.with_decider:
        return *terms, preliminary_term(case.heading.street, today, book)
    return terms
