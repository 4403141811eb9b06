"""Turned away at the door, and who insists on applying (不予收件, 坚持申请)."""

from hub.domain.calendar import local_day
from hub.domain.case import Case
from hub.domain.catalogue import Catalogue
from hub.domain.commands.door import InsistOnApplication, RefuseAtDoor
from hub.domain.context import Context
from hub.domain.documents import CaseHeading
from hub.domain.facts import Fact
from hub.domain.facts.door import ApplicationInsisted, TurnedAway
from hub.domain.guards import must_be_at_hand, must_be_sound, must_have_documents
from hub.domain.refusals import DoorRule, PlaceRule, Refused, Rule
from hub.domain.rules.receiving import must_be_new, must_be_yours
from hub.domain.rules.tables import CaseRules, OpeningRules
from hub.domain.speech import STATUSES
from hub.domain.subjects import State
from hub.domain.terms import term
from hub.domain.vocabulary import Leg, Mode, OrganisationKind, Status

_FORBIDDING = frozenset(
    {PlaceRule.ITEM_UNKNOWN, PlaceRule.ITEM_NOT_LISTED, PlaceRule.NOT_ON_OUTLET_LIST}
)
"""Rules of the lists by which a counter must turn somebody away."""


def turn_away(
    command: RefuseAtDoor, state: State | None, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Turn an applicant away with a dated slip that names rule and competent body (Art. 32(1)).

    Only what the lists do not let be taken there may be turned away.

    Raises Refused: number used, not the sender's place, the lists allow it there, nowhere to go
    named, nobody to answer.
    """
    must_be_new(command.business_number, state)
    _must_be_a_place(command, context, book)
    rule = _forbids(command, book)
    if not command.competent_body.strip():
        raise Refused(DoorRule.WHERE_TO_GO_MISSING)
    heading = CaseHeading(
        business_number=command.business_number,
        item_code=command.item_code,
        mode=Mode.OUTLET if command.place in book.outlets else Mode.ASSISTED,
        street=command.street,
        decider=_competent(command.item_code, book),
        submitter=context.sender,
    )
    fact = TurnedAway(
        heading=heading,
        place=command.place,
        applicant=command.applicant,
        rule=rule.code,
        competent_body=command.competent_body,
        recorded_at=context.recorded_at,
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def insist(
    command: InsistOnApplication, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Register the application of who insists; the competent body answers in writing.

    It has the five working days of the Licensing Law, Art. 32; nothing is deemed accepted by a
    body that may not be competent: its silence gives a red card.

    Raises Refused: not turned away, neither street nor submitter, unsound form or materials.
    """
    door = case.door
    if case.status is not Status.TURNED_AWAY or door is None:
        raise Refused(DoorRule.NOT_TURNED_AWAY, status=STATUSES[case.status])
    must_be_at_hand(command, case, context, book)
    must_be_sound(command.form)
    must_have_documents(command.materials)
    days, today = book.thresholds.acceptance_days, local_day(context.at)
    fact = ApplicationInsisted(
        heading=case.heading,
        place=door.place,
        applicant=door.applicant,
        form=command.form,
        materials=command.materials,
        terms=(term(book, Leg.WRITTEN_ANSWER, case.heading.decider, today, days),),
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def _must_be_a_place(command: RefuseAtDoor, context: Context, book: Catalogue) -> None:
    if command.street not in book.streets:
        raise Refused(PlaceRule.STREET_UNKNOWN, street=command.street)
    place = book.counters.get(command.place) or book.outlets.get(command.place)
    if place is None or place.street != command.street:
        street = book.name_of(command.street)
        raise Refused(PlaceRule.PLACE_UNKNOWN, place=command.place, street=street)
    must_be_yours(command.place, context, book)


def _forbids(command: RefuseAtDoor, book: Catalogue) -> Rule:
    """Return the rule of the lists that forbids it here; raises Refused when none does."""
    try:
        book.mode_at(command.item_code, command.street, command.place)
    except Refused as refused:
        if refused.rule in _FORBIDDING:
            return refused.rule
        raise
    item = book.item(command.item_code).name
    raise Refused(DoorRule.MAY_BE_TAKEN_HERE, item=item, place=command.place)


def _competent(item_code: str, book: Catalogue) -> str:
    """Return who answers: the item's department, else the administration."""
    item = book.items.get(item_code)
    if item is not None and item.department is not None:
        return item.department
    leading = [
        code
        for code, each in book.organisations.items()
        if each.kind is OrganisationKind.ADMINISTRATION
    ]
    if not leading:
        raise Refused(DoorRule.NOBODY_ANSWERS, item=item.name if item else item_code)
    return min(leading)


RULES: CaseRules = {InsistOnApplication: insist}

OPENING: OpeningRules = {RefuseAtDoor: turn_away}
