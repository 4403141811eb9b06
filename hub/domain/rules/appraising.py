"""Ratings of answers (咨询评价): voluntary, answered, appealed; without a case as with one."""

from hub.domain.calendar import local_day
from hub.domain.catalogue import Catalogue
from hub.domain.commands.appraising import (
    AnswerConsultationRating,
    AppealConsultationRating,
    DecideConsultationRatingAppeal,
    RateConsultation,
)
from hub.domain.context import Context
from hub.domain.facts import Fact
from hub.domain.facts.appraising import (
    ConsultationRated,
    ConsultationRatingAnswered,
    ConsultationRatingAppealDecided,
    ConsultationRatingAppealed,
)
from hub.domain.guards import must_be_sound
from hub.domain.leading import administration_of
from hub.domain.question import Question
from hub.domain.ratings import HIGHEST, LOWEST, RatedAnswer, is_bad
from hub.domain.refusals import AnsweringRule, Refused
from hub.domain.rules.questions import question_of
from hub.domain.rules.tables import OpeningRules
from hub.domain.subjects import State
from hub.domain.terms import Term, find, term
from hub.domain.vocabulary import Leg


def rate(
    command: RateConsultation, state: State | None, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Take a rating with its scale, once for an answer; a bad one must be answered.

    Raises Refused: no such question, not answered, outside the scale, rated before, by somebody
    who has nothing to do with it.
    """
    question = question_of(state, context)
    _must_be_to_rate(command, question, context, book)
    owner, bad = question.department, is_bad(command.scale, command.value)
    days = book.thresholds.rating_days
    fact = ConsultationRated(
        owner=owner,
        rater=context.sender,
        scale=command.scale,
        value=command.value,
        bad=bad,
        terms=_owed(Leg.RATING, owner, days, context, book) if bad else (),
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def answer_rating(
    command: AnswerConsultationRating, state: State | None, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Answer a bad rating; raises Refused when the sender owes no such answer."""
    question = question_of(state, context)
    rated, due = question.rating, find(question.terms, Leg.RATING)
    if rated is None or due is None or due.owner != context.sender:
        raise _no_bad_rating(context, book)
    must_be_sound(command.answer)
    fact = ConsultationRatingAnswered(
        owner=rated.owner,
        rater=rated.rater,
        answer=command.answer,
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def appeal(
    command: AppealConsultationRating, state: State | None, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Say that a bad rating is false; the administration decides, once (申诉复核).

    Raises Refused: no bad rating of the sender's answer, appealed before, unsound.
    """
    rated = _bad_rating(question_of(state, context), context, book)
    if rated.appealed:
        raise Refused(AnsweringRule.CONSULTATION_RATING_APPEALED)
    must_be_sound(command.request)
    administration, days = administration_of(book), book.thresholds.appeal_days
    fact = ConsultationRatingAppealed(
        owner=rated.owner,
        administration=administration,
        request=command.request,
        terms=_owed(Leg.APPEAL, administration, days, context, book),
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def decide_appeal(
    command: DecideConsultationRatingAppeal,
    state: State | None,
    context: Context,
    book: Catalogue,
) -> tuple[Fact, ...]:
    """Let a rating stand or take it away; raises Refused when no appeal waits for it."""
    del book
    question = question_of(state, context)
    rated = question.rating
    if rated is None or find(question.terms, Leg.APPEAL) is None:
        raise Refused(AnsweringRule.NO_CONSULTATION_APPEAL)
    fact = ConsultationRatingAppealDecided(
        owner=rated.owner,
        rater=rated.rater,
        upheld=command.upheld,
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def _must_be_to_rate(
    command: RateConsultation, question: Question, context: Context, book: Catalogue
) -> None:
    if not LOWEST <= command.value <= HIGHEST:
        raise Refused(AnsweringRule.VALUE_OUTSIDE_SCALE, value=command.value)
    if context.sender not in (question.asker, administration_of(book)):
        sender = book.name_of(context.sender)
        raise Refused(AnsweringRule.CONSULTATION_RATER_UNKNOWN, sender=sender)
    if not question.answered:
        department = book.name_of(question.department)
        raise Refused(AnsweringRule.CONSULTATION_UNANSWERED, department=department)
    if question.rating is not None:
        raise Refused(AnsweringRule.CONSULTATION_RATED)


def _bad_rating(question: Question, context: Context, book: Catalogue) -> RatedAnswer:
    rated = question.rating
    if rated is None or not rated.bad or rated.owner != context.sender:
        raise _no_bad_rating(context, book)
    return rated


def _no_bad_rating(context: Context, book: Catalogue) -> Refused:
    sender = book.name_of(context.sender)
    return Refused(AnsweringRule.NO_BAD_CONSULTATION_RATING, sender=sender)


def _owed(leg: Leg, owner: str, days: int, context: Context, book: Catalogue) -> tuple[Term, ...]:
    return (term(book, leg, owner, local_day(context.at), days),)


OPENING: OpeningRules = {
    RateConsultation: rate,
    AnswerConsultationRating: answer_rating,
    AppealConsultationRating: appeal,
    DecideConsultationRatingAppeal: decide_appeal,
}
