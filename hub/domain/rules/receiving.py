"""Receiving an application (收件) and what an outside system already handles (镜像)."""

from datetime import date
from typing import TypeAlias

from hub.domain.calendar import local_day
from hub.domain.case import Case
from hub.domain.catalogue import Catalogue
from hub.domain.commands import HandleInstantCase, MirrorCase, RequestService, SubmitCase
from hub.domain.context import Context
from hub.domain.deadlines import acceptance_term, preliminary_term
from hub.domain.documents import CaseHeading
from hub.domain.facts import CaseMirrored, CaseReceived, Fact
from hub.domain.guards import must_be_complete, must_be_sound
from hub.domain.guides import Item
from hub.domain.identity import bundle_subject
from hub.domain.lists import Execution
from hub.domain.refusals import BundlesRule, DoorRule, MessageRule, PlaceRule, Refused
from hub.domain.rules.mandates import must_file_for, registered
from hub.domain.rules.resubmitting import must_be_newer, replaced
from hub.domain.rules.tables import OpeningRules
from hub.domain.subjects import State
from hub.domain.terms import Term, term
from hub.domain.vocabulary import Leg, Mode

Application: TypeAlias = SubmitCase | HandleInstantCase | RequestService
"""Commands that bring an application in."""


def submit(
    command: SubmitCase, state: State | None, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Receive an application where the lists allow it; the five days of Art. 32 start.

    A higher version of a business number that nobody has accepted yet replaces what was filed.

    Raises Refused: number used, item, street or place unknown or not listed, not the sender's
    place, done on the spot only, materials missing or unsound; a version that is no newer, or of
    another application, or comes after acceptance.
    """
    if command.version < 1:
        raise Refused(DoorRule.VERSION_FROM_ONE, version=command.version)
    if isinstance(state, Case):
        must_be_newer(command, state, context)
        _must_stay_in_its_bundle(command, state, context)
        mode = _mode_to_receive(command, context, book)
        return replaced(command, state, mode, context, book)
    must_be_new(command.business_number, state)
    mode = _mode_to_receive(command, context, book)
    decider = book.decider(book.item(command.item_code), command.street, mode)
    heading = heading_of(command, context, mode, decider)
    mandate = registered(command.mandate, None, heading, context, command.actor)
    return received(command, context, heading, book), *mandate


def mirror(
    command: MirrorCase, state: State | None, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Mirror a case of an outside system of record; the hub cannot refuse what it did.

    The organisation that sends the log speaks for the case; no list and no clock applies.
    """
    del book
    must_be_new(command.business_number, state)
    heading = CaseHeading(
        business_number=command.business_number,
        item_code=command.item,
        mode=Mode.OWN,
        street="",
        decider=context.sender,
        submitter=context.sender,
    )
    fact = CaseMirrored(
        heading=heading,
        system=command.system,
        item=command.item,
        department=command.department,
        opened_at=command.opened_at,
        actor=command.actor,
    )
    return (fact,)


def _mode_to_receive(command: SubmitCase, context: Context, book: Catalogue) -> Mode:
    """Return the mode in which an application may be received here, complete as it is."""
    mode = mode_here(command, context, book)
    item = book.item(command.item_code)
    if mode is Mode.OUTLET:
        execution = book.execution_at(command.item_code, command.street, command.place)
        if execution is Execution.INSTANT:
            raise Refused(PlaceRule.HANDLED_AT_ONCE, item=item.name)
    must_be_receivable(command, item, context)
    return mode


def _must_stay_in_its_bundle(command: SubmitCase, case: Case, context: Context) -> None:
    """Refuse a new version that names another bundle: a case belongs to one (一件事)."""
    if command.bundle is not None and bundle_of(command, context) != case.bundle_id:
        raise Refused(BundlesRule.ANOTHER_BUNDLE, number=command.business_number)


def must_be_new(business_number: str, state: State | None) -> None:
    """Refuse a business number that already names something else."""
    if isinstance(state, Case):
        raise Refused(PlaceRule.BUSINESS_NUMBER_USED, number=business_number)
    if state is not None:
        raise Refused(MessageRule.WRONG_SUBJECT, subject=business_number)


def mode_here(command: Application, context: Context, book: Catalogue) -> Mode:
    """Return the mode at the sender's own place; raises Refused as `Catalogue.mode_at`."""
    mode = book.mode_at(command.item_code, command.street, command.place)
    must_be_yours(command.place, context, book)
    return mode


def must_be_yours(place: str, context: Context, book: Catalogue) -> None:
    """Refuse a counter or outlet for which the sender does not speak."""
    if book.keeper_of(place) != context.sender:
        sender = book.name_of(context.sender)
        raise Refused(PlaceRule.PLACE_NOT_YOURS, place=place, sender=sender)


def must_be_receivable(command: Application, item: Item, context: Context) -> None:
    """Refuse an application by an agent who may not, with unsound form, or incomplete."""
    must_file_for(command.mandate, command.applicant, item, context)
    must_be_sound(command.form)
    must_be_complete(item.guide, command.materials)


def bundle_of(command: Application, context: Context) -> str | None:
    """Return the sender's bundle (一件事) under which an application is handed in, if under any."""
    return None if command.bundle is None else bundle_subject(context.sender, command.bundle)


def heading_of(
    command: SubmitCase | HandleInstantCase, context: Context, mode: Mode, decider: str
) -> CaseHeading:
    """Return who must know of the case from here on."""
    return CaseHeading(
        business_number=command.business_number,
        item_code=command.item_code,
        mode=mode,
        street=command.street,
        decider=decider,
        submitter=context.sender,
    )


def received(
    command: SubmitCase | HandleInstantCase,
    context: Context,
    heading: CaseHeading,
    book: Catalogue,
) -> CaseReceived:
    """Return the fact of the receipt, with the last day for a word about it."""
    return CaseReceived(
        heading=heading,
        place=command.place,
        applicant=command.applicant,
        form=command.form,
        materials=command.materials,
        version=getattr(command, "version", 1),
        bundle_id=bundle_of(command, context),
        visit=getattr(command, "visit", None),
        received_at=context.at,
        recorded_at=context.recorded_at,
        terms=_terms(heading, local_day(context.at), book),
        actor=command.actor,
    )


def _terms(heading: CaseHeading, received_on: date, book: Catalogue) -> tuple[Term, ...]:
    """Return the five days for a word about it and, where another decides, the limit to forward."""
    accept = acceptance_term(heading.decider, received_on, book)
    if heading.decider in (heading.street, heading.submitter):
        return (accept,)
    if book.item(heading.item_code).preliminary_review:
        return accept, preliminary_term(heading.street, received_on, book)
    days = book.thresholds.forwarding_days
    return accept, term(book, Leg.FORWARDING, heading.street, received_on, days)


OPENING: OpeningRules = {SubmitCase: submit, MirrorCase: mirror}
