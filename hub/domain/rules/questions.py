"""A street asks a mentor; somebody asks without applying; both are answered in time."""

from hub.domain.calendar import local_day
from hub.domain.catalogue import Catalogue
from hub.domain.commands import (
    AnswerQuestion,
    AskMentor,
    Command,
    ForwardQuestion,
    OpenConsultation,
)
from hub.domain.context import Context
from hub.domain.facts import Fact, QuestionAnswered, QuestionAsked, QuestionForwarded
from hub.domain.guards import must_be_sound
from hub.domain.question import Question
from hub.domain.refusals import MessageRule, QuestionsRule, Refused
from hub.domain.rules.tables import OpeningRules
from hub.domain.speech import ACTS
from hub.domain.subjects import State
from hub.domain.terms import Term, find, term
from hub.domain.vocabulary import Leg, OrganisationKind, QuestionKind


def ask(
    command: AskMentor, state: State | None, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Ask a department's mentor; the answer is owed within the catalogue's days.

    Raises Refused: number used, no department, item unknown, unsound question.
    """
    _must_be_a_department(command.department, book)
    return _asked(command, QuestionKind.MENTOR, command.department, state, context, book)


def consult(
    command: OpenConsultation, state: State | None, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Register a consultation without a case (政策咨询); the sender answers, or who it names.

    Raises Refused: number used, organisation or item unknown, unsound question.
    """
    department = command.department or context.sender
    book.organisation(department)
    return _asked(command, QuestionKind.CONSULTATION, department, state, context, book)


def pass_on(
    command: ForwardQuestion, state: State | None, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Let another department answer; it has its own days for that.

    Raises Refused: no such question, not who owes the answer, answered, no department, the same.
    """
    question = _must_answer(command, state, context, book)
    _must_be_a_department(command.department, book)
    if command.department == question.department:
        name = book.name_of(command.department)
        raise Refused(QuestionsRule.ASKED_ALREADY, department=name)
    fact = QuestionForwarded(
        kind=question.kind,
        asker=question.asker,
        former=question.department,
        department=command.department,
        item_code=question.item_code,
        question=question.question,
        terms=_owed(command.department, question.item_code, context, book),
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def answer(
    command: AnswerQuestion, state: State | None, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Answer, by the name of a mentor; an answer after the last day is late, never refused.

    Raises Refused: no such question, not who owes the answer, answered, nobody named, unsound.
    """
    question = _must_answer(command, state, context, book)
    if not command.mentor.strip():
        raise Refused(QuestionsRule.MENTOR_MISSING)
    must_be_sound(command.answer)
    due = find(question.terms, Leg.QUESTION)
    fact = QuestionAnswered(
        kind=question.kind,
        asker=question.asker,
        department=question.department,
        mentor=command.mentor,
        answer=command.answer,
        late=due is not None and local_day(context.at) > due.due_on,
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def question_of(state: State | None, context: Context) -> Question:
    """Return the question that a command is about; raises Refused when there is none."""
    if state is None:
        raise Refused(MessageRule.CASE_UNKNOWN, subject=context.subject)
    if not isinstance(state, Question):
        raise Refused(MessageRule.WRONG_SUBJECT, subject=context.subject)
    return state


def _asked(
    command: AskMentor | OpenConsultation,
    kind: QuestionKind,
    department: str,
    state: State | None,
    context: Context,
    book: Catalogue,
) -> tuple[Fact, ...]:
    if isinstance(state, Question):
        raise Refused(QuestionsRule.NUMBER_USED, number=command.number)
    if state is not None:
        raise Refused(MessageRule.WRONG_SUBJECT, subject=context.subject)
    if command.item_code is not None:
        book.item(command.item_code)
    must_be_sound(command.question)
    fact = QuestionAsked(
        kind=kind,
        number=command.number,
        asker=context.sender,
        department=department,
        item_code=command.item_code,
        question=command.question,
        terms=_owed(department, command.item_code, context, book),
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def _must_answer(
    command: Command, state: State | None, context: Context, book: Catalogue
) -> Question:
    question, act = question_of(state, context), ACTS[type(command)]
    if context.sender != question.department:
        raise Refused(
            QuestionsRule.NOT_ASKED,
            department=book.name_of(question.department),
            sender=book.name_of(context.sender),
            act=act,
        )
    if question.answered:
        raise Refused(QuestionsRule.ANSWERED, act=act)
    return question


def _must_be_a_department(code: str, book: Catalogue) -> None:
    organisation = book.organisation(code)
    if organisation.kind is not OrganisationKind.DEPARTMENT:
        raise Refused(QuestionsRule.NO_DEPARTMENT, department=organisation.name)


def _owed(
    department: str, item_code: str | None, context: Context, book: Catalogue
) -> tuple[Term, ...]:
    days = book.question_days(department, item_code)
    return (term(book, Leg.QUESTION, department, local_day(context.at), days),)


OPENING: OpeningRules = {
    AskMentor: ask,
    OpenConsultation: consult,
    ForwardQuestion: pass_on,
    AnswerQuestion: answer,
}
