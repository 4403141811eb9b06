"""Questions that several rules ask first; each returns nothing or raises Refused."""

from hub.domain.case import CLOSED, WITH_OPERATOR, Case
from hub.domain.catalogue import Catalogue
from hub.domain.commands import Command
from hub.domain.context import Context
from hub.domain.documents import DocumentReference, Material
from hub.domain.guides import Guide
from hub.domain.refusals import (
    ConcludingRule,
    DoorRule,
    ExecutingRule,
    HandlingRule,
    PaperRule,
    Refused,
    StandingRule,
)
from hub.domain.speech import ACTS, STATUSES
from hub.domain.vocabulary import Decision, MaterialForm, Status

DIGEST_BYTES = 32
_NO_DIGEST = bytes(DIGEST_BYTES)
_NEEDS_DOCUMENT = frozenset({MaterialForm.ELECTRONIC, MaterialForm.COMMITMENT})


def must_be_open(command: Command, case: Case) -> None:
    """Refuse what comes after the end of a case, and what belongs to another's system."""
    if case.status in CLOSED:
        raise Refused(
            StandingRule.CASE_CLOSED, status=STATUSES[case.status], act=ACTS[type(command)]
        )
    if case.status is Status.TURNED_AWAY:
        raise Refused(DoorRule.ONLY_TURNED_AWAY, act=ACTS[type(command)])
    if case.status is Status.MIRRORED:
        raise Refused(StandingRule.MIRRORED_ONLY, act=ACTS[type(command)])
    if case.status in WITH_OPERATOR:
        raise Refused(
            ExecutingRule.WITH_OPERATOR, status=STATUSES[case.status], act=ACTS[type(command)]
        )


def must_decide(command: Command, case: Case, context: Context, book: Catalogue) -> None:
    """Refuse anybody but the body that the lists name (plan 4(1)4; Licensing Law, Art. 22)."""
    heading = case.heading
    if context.sender == heading.decider:
        return
    decider, sender = book.name_of(heading.decider), book.name_of(context.sender)
    if context.sender == heading.street:
        raise Refused(StandingRule.STREET_NEVER_DECIDES, decider=decider, sender=sender)
    raise Refused(
        StandingRule.NOT_THE_DECIDER, decider=decider, sender=sender, act=ACTS[type(command)]
    )


def must_have_work(command: Command, case: Case, context: Context, book: Catalogue) -> None:
    """Refuse a deciding body that has not been given the work, or has sent it back."""
    if not case.with_decider:
        sender = book.name_of(context.sender)
        raise Refused(HandlingRule.WORK_NOT_HERE, sender=sender, act=ACTS[type(command)])


def must_hand_over(command: Command, case: Case, context: Context, book: Catalogue) -> None:
    """Refuse anybody but the street that received the case or for which it was received."""
    if context.sender != case.heading.street:
        raise Refused(
            StandingRule.NOT_THE_STREET,
            street=book.name_of(case.heading.street),
            sender=book.name_of(context.sender),
            act=ACTS[type(command)],
        )


def must_be_at_hand(command: Command, case: Case, context: Context, book: Catalogue) -> None:
    """Refuse anybody but where the applicant stands: the street, or who submitted the case."""
    heading = case.heading
    if context.sender not in (heading.street, heading.submitter):
        raise Refused(
            StandingRule.NOT_THE_SUBMITTER,
            submitter=book.name_of(heading.submitter),
            sender=book.name_of(context.sender),
            act=ACTS[type(command)],
        )


def must_be_accepted(command: Command, case: Case) -> None:
    """Refuse what needs an accepted, undecided case."""
    if case.status is Status.ACCEPTED:
        return
    act = ACTS[type(command)]
    if case.decision is not None:
        raise Refused(ConcludingRule.ALREADY_DECIDED, act=act)
    raise Refused(HandlingRule.NOT_YET_ACCEPTED, act=act)


def needs_document(case: Case, book: Catalogue) -> bool:
    """Return whether a decided case needs a result document: approved, and the item has one.

    Of an approval that was taken back there is only the written reasons to hand over.
    """
    if case.permit is not None and case.permit.is_taken_back:
        return False
    item = book.item(case.heading.item_code)
    return case.decision is Decision.APPROVED and item.result_document is not None


def not_in_this_status(command: Command, case: Case) -> Refused:
    """Return the refusal of an act that the case's status does not allow."""
    return Refused(
        StandingRule.NOT_IN_THIS_STATUS, status=STATUSES[case.status], act=ACTS[type(command)]
    )


def must_be_sound(document: DocumentReference | None) -> None:
    """Refuse a document without digest or without content; None is sound."""
    if document is None:
        return
    digest = document.digest
    if len(digest) != DIGEST_BYTES or digest == _NO_DIGEST or document.size_bytes <= 0:
        raise Refused(PaperRule.DOCUMENT_WITHOUT_DIGEST, document=document.kind)


def must_be_complete(guide: Guide, materials: tuple[Material, ...]) -> None:
    """Refuse an application whose required materials are not all there, naming all of them."""
    must_lack_nothing(guide, materials)
    must_be_proper(guide, materials)


def must_lack_nothing(guide: Guide, materials: tuple[Material, ...]) -> None:
    """Refuse materials among which a required one is not, naming all that are not."""
    missing = guide.missing(materials)
    if missing:
        names = "、".join([material.name for material in missing])
        raise Refused(PaperRule.MATERIALS_MISSING, materials=names)


def must_be_proper(guide: Guide, materials: tuple[Material, ...]) -> None:
    """Refuse materials in a form that the guide does not let be or without a sound document."""
    wrong = guide.not_by_commitment(materials)
    if wrong:
        raise Refused(PaperRule.COMMITMENT_NOT_ALLOWED, materials="、".join(wrong))
    must_have_documents(materials)


def must_have_documents(materials: tuple[Material, ...]) -> None:
    """Refuse electronic materials and commitments without a sound document."""
    for material in materials:
        if material.document is not None:
            must_be_sound(material.document)
        elif material.form in _NEEDS_DOCUMENT:
            raise Refused(PaperRule.MATERIAL_WITHOUT_DOCUMENT, materials=material.code)
