"""The daily reconciliation as sheets: accounts, what is open, what no statement confirms."""

from hub.domain.calendar import end_of_day
from hub.domain.catalogue import Catalogue
from hub.domain.vocabulary import ServiceOutcome
from hub.views.obligations import Obligation
from hub.views.reconciling import Reconciliation, urged
from hub.views.sayings import Sayings
from hub.views.sheet import Cell, Sheet
from hub.views.statements import Unconfirmed
from hub.views.table import OBLIGATION_HEADER, obligation_cells
from hub.views.values import COLOURS, word_of

COLUMNS = {
    "said": "来文",
    "done": "其中办理",
    "refused": "其中拒绝",
    "repeated": "其中重复",
    "parked": "其中搁置",
    "rejected": "其中拒收",
    "incidents": "发件箱异常",
    "told": "告知",
    "receipted": "回执相符",
    "mismatched": "回执不符",
    "expired": "逾期无回执",
    "begun": "期初未结",
    "opened": "新增",
    "taken_over": "转入",
    "ended": "了结",
    "ended_late": "其中逾期了结",
    "passed_on": "转出",
    "open": "期末未结",
    "overdue": "其中逾期",
    "prompt_cards": "提示",
    "yellow_cards": "黄牌",
    "red_cards": "红牌",
    "matched": "对账相符",
    "differs": "对账不符",
    "unconfirmed": "未对账",
}
URGED = "督办"


def sheets(found: Reconciliation, book: Catalogue | None = None) -> dict[str, Sheet]:
    """Return the accounts of all organisations, their open duties, and what is unconfirmed.

    Each line is said in words as well, with the names of `book` if there is one.
    """
    say = Sayings(book)
    return {
        "对账总表": _accounts(found, say),
        "未结事项": _open(found, say),
        "未对账": _unconfirmed(found, say),
    }


def _accounts(found: Reconciliation, say: Sayings) -> Sheet:
    rows: list[list[Cell]] = [
        [code, say.organisation(code), *[account[name] for name in COLUMNS]]
        for code, account in found.accounts().items()
    ]
    return Sheet(["单位", "单位名称", *COLUMNS.values()], rows)


def _open(found: Reconciliation, say: Sayings) -> Sheet:
    """Return what is open with how far it went up: prompt, yellow, red, urged."""
    owing = found.open()
    up, now = urged(owing), end_of_day(found.day)
    rows: list[list[Cell]] = []
    for each in owing:
        is_urged, is_late = (each.subject, each.owner) in up, each.is_overdue(now)
        words = say.duty(each, is_urged=is_urged, is_late=is_late)
        rows.append([*obligation_cells(each, now), words, _escalated(each, is_urged=is_urged)])
    return Sheet([*OBLIGATION_HEADER, "说明", "升级"], rows)


def _escalated(each: Obligation, *, is_urged: bool) -> str:
    if is_urged:
        return URGED
    return COLOURS[each.card] if each.card else ""


def _unconfirmed(found: Reconciliation, say: Sayings) -> Sheet:
    header = ["单位", "街道", "业务号", "事项", "自", "本系统", "回单号", "对账单", "对账单回单号"]
    rows = [[*_waiting(each), say.unconfirmed(each)] for each in found.unconfirmed()]
    return Sheet([*header, "说明"], rows)


def _waiting(each: Unconfirmed) -> list[Cell]:
    heading, done, said = each.heading, each.executed, each.differs
    known = said.known if said else ServiceOutcome.EXECUTED
    return [
        heading.decider,
        heading.street,
        heading.business_number,
        heading.item_code,
        str(each.since),
        word_of(known),
        done.receipt_number if done else None,
        word_of(said.outcome) if said else None,
        said.receipt_number if said else None,
    ]
