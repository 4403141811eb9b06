"""Lines of the reconciliation as somebody would read them aloud: names and words, no codes."""

from hub.domain.calendar import local_day
from hub.domain.catalogue import Catalogue
from hub.domain.vocabulary import ServiceOutcome
from hub.views.obligations import Obligation
from hub.views.statements import Unconfirmed
from hub.views.table import PARTIES
from hub.views.values import COLOURS, word_of
from hub.views.words import LEGS


class Sayings:
    """Says what a line is about, with the names of a catalogue; codes where there is none."""

    def __init__(self, book: Catalogue | None) -> None:
        self._book = book

    def organisation(self, code: str) -> str:
        """Return what people call an organisation, the applicant or the public."""
        known = PARTIES.get(code)
        return known or (self._book.name_of(code) if self._book else code)

    def item(self, code: str) -> str:
        """Return what people call an item."""
        item = self._book.items.get(code) if self._book else None
        return item.name if item else code

    def duty(self, each: Obligation, *, is_urged: bool, is_late: bool) -> str:
        """Return who has to do what for whom until when, and how far it was escalated."""
        about = f"({each.about})" if each.about else ""
        case = f"{self.item(each.item_code)} " if each.item_code else ""
        said = (
            f"{self.organisation(each.owner)}应于{each.due_on}前"
            f"向{self.organisation(each.to)}完成“{LEGS[each.leg]}{about}”:"
            f"{case}业务号{each.business_number},自{local_day(each.since)}起"
        )
        standing = [
            ("已逾期", is_late),
            ("特殊程序期间停止计时", each.stopped),
            (f"已发{COLOURS[each.card]}" if each.card else "", each.card),
            ("已督办,尚未答复", is_urged),
        ]
        return ",".join([said, *[word for word, holds in standing if holds]]) + "。"

    def unconfirmed(self, each: Unconfirmed) -> str:
        """Return what the hub knows of a service, and what the operator's statement says of it."""
        heading, said = each.heading, each.differs
        known = said.known if said else ServiceOutcome.EXECUTED
        number = each.executed.receipt_number if each.executed else None
        receipt = f"(回单号{number})" if number else ""
        statement = f"对账单记为{word_of(said.outcome)}" if said else "运营单位尚未送来对账单"
        return (
            f"{self.organisation(heading.decider)}办理的{self.item(heading.item_code)}"
            f"(业务号{heading.business_number}),{each.since}起未对上:"
            f"本系统记为{word_of(known)}{receipt},{statement}。"
        )
