"""Who hears of questions and answers."""

from hub.domain.announcements.telling import Announcement, Tellings, once, to_each
from hub.domain.facts.questions import (
    QuestionAnswered,
    QuestionAsked,
    QuestionCardIssued,
    QuestionForwarded,
)
from hub.domain.inbox.questions import (
    AnswerGiven,
    QuestionCardReported,
    QuestionMoved,
    QuestionReceived,
)


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


TELL: Tellings = {
    QuestionAsked: _asked,
    QuestionForwarded: _forwarded,
    QuestionAnswered: _answered,
    QuestionCardIssued: _card,
}
