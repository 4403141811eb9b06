"""Who hears of questions and answers."""

from hub.domain.announcements.telling import Announcement, Tellings, once, to_each
from hub.domain.facts.questions import (
    AnswersMoved,
    QuestionAnswered,
    QuestionAsked,
    QuestionCardIssued,
    QuestionForwarded,
)
from hub.domain.inbox.questions import (
    AnswerDaysReported,
    AnswerGiven,
    QuestionCardReported,
    QuestionMoved,
    QuestionReceived,
)
from hub.domain.terms import Term


def _asked(subject: str, fact: QuestionAsked) -> tuple[Announcement, ...]:
    return () if fact.asker == fact.department else (_question(subject, fact),)


def _forwarded(subject: str, fact: QuestionForwarded) -> tuple[Announcement, ...]:
    told = (_question(subject, fact),)
    if fact.asker in (fact.former, fact.department):
        return told
    moved = QuestionMoved(question_id=subject, department=fact.department, at=fact.at)
    return (*told, Announcement(fact.asker, moved))


def _answered(subject: str, fact: QuestionAnswered) -> tuple[Announcement, ...]:
    if fact.asker == fact.department:
        return ()
    given = AnswerGiven(
        question_id=subject,
        department=fact.department,
        mentor=fact.mentor,
        answer=fact.answer,
        at=fact.at,
    )
    return (Announcement(fact.asker, given),)


def _card(subject: str, fact: QuestionCardIssued) -> tuple[Announcement, ...]:
    card = QuestionCardReported(
        question_id=subject,
        owner=fact.owner,
        number=fact.number,
        colour=fact.colour,
        due_on=fact.due_on,
        leg=fact.leg,
    )
    return to_each(once(fact.owner, fact.asker, fact.administration or ""), card)


def _question(subject: str, fact: QuestionAsked | QuestionForwarded) -> Announcement:
    received = QuestionReceived(
        question_id=subject,
        kind=fact.kind,
        asker=fact.asker,
        item_code=fact.item_code,
        question=fact.question,
        answer_by=fact.terms[0].due_on,
    )
    return Announcement(fact.department, received)


def _moved(subject: str, fact: AnswersMoved) -> tuple[Announcement, ...]:
    """Tell each owner of its own last days, and who asked of all."""
    told = once(*[each.owner for each in fact.terms], fact.asker)
    return tuple([_days(subject, fact, to) for to in told])


def _days(subject: str, fact: AnswersMoved, to: str) -> Announcement:
    def seen(terms: tuple[Term, ...]) -> tuple[Term, ...]:
        return terms if to == fact.asker else tuple([each for each in terms if each.owner == to])

    report = AnswerDaysReported(
        question_id=subject,
        year=fact.year,
        terms=seen(fact.terms),
        formerly=seen(fact.formerly),
    )
    return Announcement(to, report)


TELL: Tellings = {
    QuestionAsked: _asked,
    QuestionForwarded: _forwarded,
    QuestionAnswered: _answered,
    QuestionCardIssued: _card,
    AnswersMoved: _moved,
}
