"""How a case is opened at a counter or an outlet: the papers taken in, and the first message."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from hub.domain.commands import HandleInstantCase, SubmitCase
from hub.domain.documents import DocumentReference, Material
from hub.domain.vocabulary import Decision, DeliveryMethod, MaterialForm
from hub.sample import district, papers
from hub.sample.chance import Chance
from hub.sample.papers import Filing, Person
from hub.sample.plan import Bad, CasePlan, Repeat, Road, Twist
from hub.sample.script import SUBMIT, CaseFile, Reaction, Say, message_id, say

INSTANT = (Road.OUTLET_INSTANT, Road.COUNTER_INSTANT)
RESUBMIT = "submit-again"
"""Step of the complete submission after one that lacked a material."""


def open_case(seed: int, plan: CasePlan, file: Filing, not_its_kind: object) -> Reaction:
    """Take the papers in and say the first message, with what is planned to go wrong.

    `not_its_kind` is a message that this kind of organisation may not say.
    """
    complete = plan.twist is not Twist.MATERIAL_MISSING
    message = opening(seed, plan, file, complete=complete)
    first = replace(say(plan.case_id, SUBMIT, message), follow=_again(plan, message), after_s=0.0)
    case = CaseFile(
        case_id=plan.case_id,
        item_code=plan.offer.item_code,
        subject=papers.person(seed, plan.business_number).reference,
        plan=plan,
        awaiting=SUBMIT,
    )
    return Reaction(case, (first, *_bad(plan, message, not_its_kind)))


def opening(
    seed: int, plan: CasePlan, file: Filing, *, complete: bool
) -> SubmitCase | HandleInstantCase:
    """The command that opens the case; without its first material unless `complete`."""
    offer, number = plan.offer, plan.business_number
    who = papers.person(seed, number)
    materials = tuple(
        Material(
            code=code,
            form=MaterialForm.ELECTRONIC,
            document=file(papers.material(who, number, code, name)),
        )
        for code, name in offer.materials
    )
    submitted = SubmitCase(
        business_number=number,
        item_code=offer.item_code,
        street=offer.street,
        place=offer.place,
        applicant=who.reference,
        form=file(papers.form(who, number, offer.item_name)),
        materials=materials if complete else materials[1:],
        actor=actor(seed, offer.organisation),
    )
    return _handled(seed, plan, submitted, file) if offer.road in INSTANT else submitted


def actor(seed: int, organisation: str, *about: str) -> str:
    """The pseudonymous reference of whoever does it: a member, where the sample names them."""
    chance, members = Chance(seed, "actor", organisation, *about), _members(organisation)
    return chance.pick(members) if members else f"staff-{chance.number(4)}"


@cache
def _members(organisation: str) -> tuple[str, ...]:
    rows = district.load().members.values()
    return tuple(
        [row.code for row in rows if row.organisation == organisation and row.valid_until is None]
    )


def _handled(seed: int, plan: CasePlan, taken: SubmitCase, file: Filing) -> HandleInstantCase:
    at_outlet = plan.offer.road is Road.OUTLET_INSTANT
    number = Chance(seed, "receipt", plan.case_id).number(10)
    return HandleInstantCase(
        business_number=taken.business_number,
        item_code=taken.item_code,
        street=taken.street,
        place=taken.place,
        applicant=taken.applicant,
        form=taken.form,
        materials=taken.materials,
        decision=Decision.APPROVED,
        document=_document(plan, taken.applicant, number, file),
        document_number=number if plan.offer.document else None,
        receipt_number=f"R{number}" if at_outlet else None,
        method=DeliveryMethod.OUTLET if at_outlet else DeliveryMethod.COUNTER,
        actor=taken.actor,
    )


def _document(plan: CasePlan, subject: str, number: str, file: Filing) -> DocumentReference | None:
    kind = plan.offer.document
    if kind is None:
        return None
    return file(papers.licence(subject, plan.business_number, kind, number, date(2026, 1, 5)))


def _again(plan: CasePlan, message: SubmitCase | HandleInstantCase) -> tuple[Say, ...]:
    """The first message said a second time under the same id, if that is planned."""
    if plan.repeat is None:
        return ()
    other = plan.repeat is Repeat.OTHER_BYTES
    again = replace(message, actor="staff-other") if other else message
    said = say(plan.case_id, SUBMIT, again, after_s=0.2)
    return (replace(said, key=f"{said.key}#{plan.repeat}", repeat=plan.repeat),)


def _bad(plan: CasePlan, message: object, not_its_kind: object) -> Sequence[Say]:
    if plan.bad is None:
        return ()
    return (bad_say(plan.case_id, plan.bad, message, not_its_kind),)


def bad_say(case_id: str, kind: Bad, message: object, not_its_kind: object) -> Say:
    """A message of that bad kind, made from a good one, under an id of its own."""
    step = f"bad-{kind.lower()}"
    name = message_id(case_id, step)
    return Say(
        key=name,
        message_id=name,
        case_id=case_id,
        step=step,
        message=not_its_kind if kind is Bad.NOT_ITS_KIND else message,
        bad=kind,
    )


__all__ = ["INSTANT", "RESUBMIT", "Person", "actor", "bad_say", "open_case", "opening"]
