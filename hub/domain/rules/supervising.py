"""Cards are appealed, and the administration decides (电子监察)."""

from hub.domain.calendar import local_day
from hub.domain.case import Card, Case
from hub.domain.catalogue import Catalogue
from hub.domain.commands.supervising import AppealCard, DecideCardAppeal
from hub.domain.context import Context
from hub.domain.evolution.supervising import appeal_about
from hub.domain.facts import Fact
from hub.domain.facts.supervising import CardAppealDecided, CardAppealed
from hub.domain.guards import must_be_sound
from hub.domain.leading import administration_of
from hub.domain.refusals import Refused, SupervisingRule
from hub.domain.rules.tables import CaseRules
from hub.domain.terms import term
from hub.domain.vocabulary import CardStanding, Leg


def appeal(command: AppealCard, case: Case, context: Context, book: Catalogue) -> tuple[Fact, ...]:
    """Say that a card is wrong, once, at any time; the administration decides (plan 4(1)4).

    Where a catalogue has several administrations the first by code decides. Nobody decides about
    a card of its own.

    Raises Refused: no such card, somebody else's, appealed or withdrawn before, nobody to decide.
    """
    card = _card(case, command.number)
    number, owner = card.number, book.name_of(card.owner)
    if card.owner != context.sender:
        sender = book.name_of(context.sender)
        raise Refused(SupervisingRule.NOT_YOUR_CARD, number=number, owner=owner, sender=sender)
    if card.standing is not CardStanding.GIVEN:
        raise Refused(SupervisingRule.CARD_SETTLED, number=number)
    administration = administration_of(book)
    if administration in ("", card.owner):
        raise Refused(SupervisingRule.NOBODY_DECIDES, number=number, owner=owner)
    must_be_sound(command.request)
    days, today, about = book.thresholds.appeal_days, local_day(context.at), appeal_about(number)
    fact = CardAppealed(
        heading=case.heading,
        number=number,
        owner=card.owner,
        administration=administration,
        request=command.request,
        terms=(term(book, Leg.APPEAL, administration, today, days, about=about),),
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def decide_appeal(
    command: DecideCardAppeal, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Let a card stand or withdraw it, however late.

    Raises Refused: no such card, not appealed, another administration's to decide, unsound reasons.
    """
    card = _card(case, command.number)
    if card.standing is not CardStanding.APPEALED:
        raise Refused(SupervisingRule.NOT_APPEALED, number=card.number)
    administration = administration_of(book)
    if context.sender != administration:
        owner, sender = book.name_of(administration), book.name_of(context.sender)
        rule = SupervisingRule.NOT_THE_ADMINISTRATION
        raise Refused(rule, number=card.number, owner=owner, sender=sender)
    must_be_sound(command.reasons)
    fact = CardAppealDecided(
        heading=case.heading,
        number=card.number,
        owner=card.owner,
        upheld=command.upheld,
        reasons=command.reasons,
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def _card(case: Case, number: int) -> Card:
    if not 0 < number <= len(case.cards):
        raise Refused(SupervisingRule.CARD_UNKNOWN, number=number)
    return case.cards[number - 1]


RULES: CaseRules = {AppealCard: appeal, DecideCardAppeal: decide_appeal}
