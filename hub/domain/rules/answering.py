"""Ratings (评价) and complaints (投诉): voluntary, answered, appealed."""

from datetime import date

from hub.domain.calendar import local_day
from hub.domain.case import Case
from hub.domain.catalogue import Catalogue
from hub.domain.commands.answering import (
    AnswerComplaint,
    AnswerRating,
    AppealRating,
    DecideRatingAppeal,
    FileComplaint,
    RateService,
)
from hub.domain.context import Context
from hub.domain.facts import Fact
from hub.domain.facts.answering import (
    ComplaintAnswered,
    ComplaintFiled,
    RatingAnswered,
    RatingAppealDecided,
    RatingAppealed,
    ServiceRated,
)
from hub.domain.guards import must_be_sound
from hub.domain.leading import administration_of
from hub.domain.ratings import HIGHEST, LOWEST, Rated, is_bad
from hub.domain.refusals import AnsweringRule, Refused
from hub.domain.rules.tables import CaseRules
from hub.domain.terms import Term, term
from hub.domain.vocabulary import Leg


def rate(command: RateService, case: Case, context: Context, book: Catalogue) -> tuple[Fact, ...]:
    """Take a rating with its scale, once for a visit; a bad one must be answered.

    Raises Refused: outside the scale, rated before, by somebody who has nothing to do with it.
    """
    heading = case.heading
    if not LOWEST <= command.value <= HIGHEST:
        raise Refused(AnsweringRule.VALUE_OUTSIDE_SCALE, value=command.value)
    if command.visit in {each.visit for each in case.ratings}:
        raise Refused(AnsweringRule.RATED_BEFORE)
    concerned = (heading.street, heading.submitter, administration_of(book))
    if context.sender not in concerned:
        raise Refused(AnsweringRule.RATER_UNKNOWN, sender=book.name_of(context.sender))
    number, bad = len(case.ratings) + 1, is_bad(command.scale, command.value)
    owner = heading.submitter or heading.street
    days, today = book.thresholds.rating_days, local_day(context.at)
    fact = ServiceRated(
        heading=heading,
        number=number,
        visit=command.visit,
        scale=command.scale,
        value=command.value,
        bad=bad,
        owner=owner,
        terms=_terms(book, Leg.RATING, owner, today, days, number) if bad else (),
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def answer_rating(
    command: AnswerRating, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Answer a bad rating; raises Refused when the sender owes no such answer."""
    due = case.term(Leg.RATING, str(command.number))
    if due is None or due.owner != context.sender:
        raise _no_rating(command.number, context, book)
    must_be_sound(command.answer)
    fact = RatingAnswered(
        heading=case.heading,
        number=command.number,
        answer=command.answer,
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def appeal(
    command: AppealRating, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Say that a bad rating is false; the administration decides (申诉复核).

    Raises Refused: no bad rating of the sender's, taken away or appealed already.
    """
    rated = _rated(case, command.number)
    running = case.term(Leg.APPEAL, _about(command.number))
    if rated is None or running or not rated.bad or rated.owner != context.sender:
        raise _no_rating(command.number, context, book)
    must_be_sound(command.request)
    owner, days = administration_of(book), book.thresholds.appeal_days
    today = local_day(context.at)
    due = term(book, Leg.APPEAL, owner, today, days, about=_about(command.number))
    fact = RatingAppealed(
        heading=case.heading,
        number=command.number,
        owner=owner,
        request=command.request,
        terms=(due,),
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def decide_appeal(
    command: DecideRatingAppeal, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Let a rating stand or take it away; raises Refused when nobody appealed."""
    rated = _rated(case, command.number)
    if rated is None or case.term(Leg.APPEAL, _about(command.number)) is None:
        raise _no_rating(command.number, context, book)
    fact = RatingAppealDecided(
        heading=case.heading,
        number=command.number,
        upheld=command.upheld,
        owner=rated.owner,
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def complain(
    command: FileComplaint, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Take a complaint about an organisation of the case, which owes an answer.

    Raises Refused: complained about somebody who has nothing to do with the case, unsound.
    """
    heading = case.heading
    parties = {heading.street, heading.decider, heading.submitter} - {""}
    if command.against not in parties:
        against = book.name_of(command.against)
        raise Refused(AnsweringRule.NOBODY_COMPLAINED_OF, against=against)
    must_be_sound(command.complaint)
    number, today = case.complaints + 1, local_day(context.at)
    days = book.thresholds.complaint_days
    fact = ComplaintFiled(
        heading=heading,
        number=number,
        owner=command.against,
        reason=command.reason,
        complaint=command.complaint,
        terms=_terms(book, Leg.COMPLAINT, command.against, today, days, number),
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def answer_complaint(
    command: AnswerComplaint, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Answer a complaint; raises Refused when the sender owes no such answer."""
    due = case.term(Leg.COMPLAINT, str(command.number))
    if due is None or due.owner != context.sender:
        sender = book.name_of(context.sender)
        raise Refused(AnsweringRule.NO_COMPLAINT, sender=sender, number=command.number)
    must_be_sound(command.answer)
    fact = ComplaintAnswered(
        heading=case.heading,
        number=command.number,
        answer=command.answer,
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def _about(number: int) -> str:
    return f"rating-{number}"


def _rated(case: Case, number: int) -> Rated | None:
    if not 0 < number <= len(case.ratings):
        return None
    rated = case.ratings[number - 1]
    return None if rated.taken_away else rated


def _terms(
    book: Catalogue, leg: Leg, owner: str, today: date, days: int, number: int
) -> tuple[Term, ...]:
    return (term(book, leg, owner, today, days, about=str(number)),)


def _no_rating(number: int, context: Context, book: Catalogue) -> Refused:
    sender = book.name_of(context.sender)
    return Refused(AnsweringRule.NO_BAD_RATING, sender=sender, number=number)


RULES: CaseRules = {
    RateService: rate,
    AnswerRating: answer_rating,
    AppealRating: appeal,
    DecideRatingAppeal: decide_appeal,
    FileComplaint: complain,
    AnswerComplaint: answer_complaint,
}
