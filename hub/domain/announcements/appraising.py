"""Who hears of ratings of answers: who owes something, and who passed the rating on.

The owner hears of a rating that it passed on itself too: the last day is news to it.
"""

from datetime import date

from hub.domain.announcements.telling import Announcement, Tellings, once, to_each
from hub.domain.facts.appraising import (
    ConsultationRated,
    ConsultationRatingAnswered,
    ConsultationRatingAppealDecided,
    ConsultationRatingAppealed,
)
from hub.domain.inbox.appraising import (
    ConsultationRatingAppealAnswered,
    ConsultationRatingAppealReported,
    ConsultationRatingReplied,
    ConsultationRatingReported,
)
from hub.domain.terms import Term


def _rated(subject: str, fact: ConsultationRated) -> tuple[Announcement, ...]:
    report = ConsultationRatingReported(
        question_id=subject,
        scale=fact.scale,
        value=fact.value,
        bad=fact.bad,
        due_on=_due(fact.terms),
    )
    return (Announcement(fact.owner, report),)


def _answered(subject: str, fact: ConsultationRatingAnswered) -> tuple[Announcement, ...]:
    if fact.rater == fact.owner:
        return ()
    reply = ConsultationRatingReplied(
        question_id=subject, owner=fact.owner, answer=fact.answer, at=fact.at
    )
    return (Announcement(fact.rater, reply),)


def _appealed(subject: str, fact: ConsultationRatingAppealed) -> tuple[Announcement, ...]:
    report = ConsultationRatingAppealReported(
        question_id=subject, owner=fact.owner, request=fact.request, due_on=_due(fact.terms)
    )
    return to_each(once(fact.administration), report)


def _appeal_decided(
    subject: str, fact: ConsultationRatingAppealDecided
) -> tuple[Announcement, ...]:
    decided = ConsultationRatingAppealAnswered(question_id=subject, upheld=fact.upheld)
    return to_each(once(fact.owner, fact.rater), decided)


def _due(terms: tuple[Term, ...]) -> date | None:
    return terms[0].due_on if terms else None


TELL: Tellings = {
    ConsultationRated: _rated,
    ConsultationRatingAnswered: _answered,
    ConsultationRatingAppealed: _appealed,
    ConsultationRatingAppealDecided: _appeal_decided,
}
