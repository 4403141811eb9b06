"""Numbers of documents, unique per issuer, kind and year, a gap never without a reason (文号)."""

from collections.abc import Callable, Mapping

from hub.domain.calendar import local_day
from hub.domain.case import Case
from hub.domain.catalogue import Catalogue
from hub.domain.commands.numbering import (
    AssignNumber,
    NoteNumber,
    NoteVoid,
    RegisterNumber,
    ReportConflict,
    RequestNumber,
    VoidNumber,
)
from hub.domain.context import Context
from hub.domain.facts import Fact
from hub.domain.facts.numbering import (
    DocumentNumbered,
    DocumentNumberVoided,
    NumberAssigned,
    NumberConflicted,
    NumberRegistered,
    NumberRequested,
    NumberVoided,
)
from hub.domain.identity import issuer_subject, number_subject
from hub.domain.irregularities import irregular
from hub.domain.refusals import IrregularityRule, MessageRule, NumberingRule, Refused
from hub.domain.rules.tables import CaseRules, OpeningRules
from hub.domain.speech import DOCUMENTS, STATUSES
from hub.domain.subjects import IssuerRegister, NumberRecord, State
from hub.domain.vocabulary import DocumentKind, Status

_THERE: Mapping[DocumentKind, Callable[[Case], bool]] = {
    DocumentKind.ACCEPTANCE: lambda case: case.acceptance is not None,
    DocumentKind.REJECTION: lambda case: case.status is Status.REJECTED,
    DocumentKind.TERMINATION: lambda case: case.status is Status.TERMINATED,
    DocumentKind.DELIVERY: lambda case: case.status in (Status.DELIVERED, Status.ARCHIVED),
}
"""When there is something to number; the kinds not named here may be issued at any time."""


def request(
    command: RequestNumber, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Ask the sender's own register for the number of a document of this case.

    Raises Refused: no party of the case, nothing to number yet, numbered already.
    """
    heading, kind = case.heading, command.kind
    if context.sender not in (heading.street, heading.decider):
        raise Refused(NumberingRule.NOT_A_PARTY, sender=book.name_of(context.sender))
    there = _THERE.get(kind)
    if there is not None and not there(case):
        raise Refused(
            NumberingRule.NOTHING_TO_NUMBER, status=STATUSES[case.status], kind=DOCUMENTS[kind]
        )
    if kind in {each.kind for each in case.numbers}:
        raise Refused(NumberingRule.NUMBER_GIVEN, kind=DOCUMENTS[kind])
    organisation = book.organisations.get(context.sender)
    name = organisation.short_name or organisation.name if organisation else context.sender
    fact = NumberRequested(
        heading=heading,
        issuer=context.sender,
        kind=kind,
        year=local_day(context.at).year,
        prefix=f"{name}{DOCUMENTS[kind]}",
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def assign(
    command: AssignNumber, state: State | None, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Give the next serial of an issuer's kind and year; each is given once.

    Raises Refused: not the register of that issuer, kind and year.
    """
    del book
    _must_be_register(state, context, command.issuer, command.kind, command.year)
    serial = (state.last if isinstance(state, IssuerRegister) else 0) + 1
    fact = NumberAssigned(
        issuer=command.issuer,
        kind=command.kind,
        year=command.year,
        serial=serial,
        number=f"{command.prefix}〔{command.year}〕{serial}号",
        case_id=command.case_id,
    )
    return (fact,)


def void(
    command: VoidNumber, state: State | None, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Explain why a number is not used (作废).

    Raises Refused: not the sender's register, a number that was never given, voided already.
    """
    del book
    _must_be_register(state, context, context.sender, command.kind, command.year)
    serial = command.serial
    if not isinstance(state, IssuerRegister) or not 0 < serial <= state.last:
        raise Refused(NumberingRule.NUMBER_UNKNOWN, serial=serial)
    if serial in {each.serial for each in state.voided}:
        raise Refused(NumberingRule.NUMBER_VOID, serial=serial)
    fact = NumberVoided(
        issuer=context.sender,
        kind=command.kind,
        year=command.year,
        serial=serial,
        number=f"{state.prefix}〔{command.year}〕{serial}号",
        case_id=command.case_id,
        reason=command.reason,
        actor=command.actor,
    )
    return (fact,)


def note(command: NoteNumber, case: Case, context: Context, book: Catalogue) -> tuple[Fact, ...]:
    """Let the case bear its number; raises Refused when no number of this kind was asked for."""
    del context, book
    for each in case.numbers:
        if each.kind is command.kind and each.number is None:
            fact = DocumentNumbered(
                heading=case.heading,
                issuer=each.issuer,
                kind=command.kind,
                number=command.number,
            )
            return (fact,)
    raise Refused(NumberingRule.NUMBER_GIVEN, kind=DOCUMENTS[command.kind])


def note_void(command: NoteVoid, case: Case, context: Context, book: Catalogue) -> tuple[Fact, ...]:
    """Let the case know that its number was voided; raises Refused when it bears another."""
    del context, book
    if (command.kind, command.number) not in {(each.kind, each.number) for each in case.numbers}:
        raise Refused(NumberingRule.NUMBER_UNKNOWN, serial=command.number)
    fact = DocumentNumberVoided(heading=case.heading, kind=command.kind, number=command.number)
    return (fact,)


def register(
    command: RegisterNumber, state: State | None, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Take a body's own number for one case; another case that wants it is a conflict.

    Raises Refused: not the subject of that number, taken by the same case already.
    """
    del book
    if context.subject != number_subject(command.issuer, command.number):
        raise Refused(MessageRule.WRONG_SUBJECT, subject=context.subject)
    if not isinstance(state, NumberRecord):
        taken = NumberRegistered(
            issuer=command.issuer, number=command.number, case_id=command.case_id
        )
        return (taken,)
    if state.case_id == command.case_id:
        raise Refused(NumberingRule.NUMBER_KNOWN, number=command.number)
    conflict = NumberConflicted(
        issuer=command.issuer,
        number=command.number,
        case_id=command.case_id,
        first_case=state.case_id,
    )
    return (conflict,)


def report_conflict(
    command: ReportConflict, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Give the deciding body a red card: its document bears a number that was used before."""
    del command, context
    return (irregular(case, IrregularityRule.NUMBER_USED_TWICE, case.heading.decider, book),)


def _must_be_register(
    state: State | None, context: Context, issuer: str, kind: DocumentKind, year: int
) -> None:
    wrong = state is not None and not isinstance(state, IssuerRegister)
    if wrong or context.subject != issuer_subject(issuer, kind.value, year):
        raise Refused(MessageRule.WRONG_SUBJECT, subject=context.subject)


RULES: CaseRules = {
    RequestNumber: request,
    NoteNumber: note,
    NoteVoid: note_void,
    ReportConflict: report_conflict,
}

OPENING: OpeningRules = {AssignNumber: assign, VoidNumber: void, RegisterNumber: register}
