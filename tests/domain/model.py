"""An independent, simpler model of a case: plain dicts, written from the domain reference alone.

It shares no rule code with the hub and keeps working days by another calendar. It knows the
life of an own, empowered or assisted case from the counter to the file, and the cards for the
limits of acceptance and decision.
"""

from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import chinese_calendar

ITEMS: dict[str, dict[str, Any]] = {
    "WJ-01": {"mode": "own", "decides": "street", "law": None, "promised": 0},
    "CG-01": {"mode": "empowered", "decides": "street", "law": 20, "promised": 3},
    "ZJ-01": {"mode": "assisted", "decides": "dept-zhujian", "law": 20, "promised": 7},
}
"""Section 10 of the reference; each of the three has a result document."""
SUPERVISES = {"WJ-01": "dept-weijian", "CG-01": "dept-chengguan"}
"""Whom the items name to supervise what a street approves."""
DAYS_TO_SPEAK = 5
LAST_PUBLISHED, FRIDAY = 2026, 5
BEFORE_ACCEPTANCE = ("received", "forwarded", "acknowledged")
BEFORE_DECISION = (*BEFORE_ACCEPTANCE, "accepted")
OVER = ("archived", "rejected", "withdrawn")
COLOURS = ("prompt", "yellow", "red")

Case = dict[str, Any]
Cards = list[tuple[str, str, str]]
"""Limit, colour, who gets it."""


@lru_cache(maxsize=4096)
def after(day: date, working_days: int) -> date:
    """The last of so many working days; the first day is not counted."""
    step = timedelta(days=1 if working_days > 0 else -1)
    for _ in range(abs(working_days)):
        day += step
        while not _works(day):
            day += step
    return day


def _works(day: date) -> bool:
    """Offices work; in a year that is not published Monday to Friday, provisionally."""
    if day.year > LAST_PUBLISHED:
        return day.isoweekday() <= FRIDAY
    return bool(chinese_calendar.is_workday(day))


def nothing(item: str, street: str) -> Case:
    """What there is before anybody applies."""
    decides = ITEMS[item]["decides"]
    return {
        "item": item,
        "street": street,
        "decider": street if decides == "street" else decides,
        "status": None,
        "limits": {},
    }


def submit(case: Case, sender: str, day: date, *, whole: bool) -> bool:
    """收件: at the street's own counter, with all materials, once."""
    if case["status"] is not None or sender != case["street"] or not whole:
        return False
    case.update(
        status="received",
        at_decider=case["decider"] == case["street"],
        signed=False,
        received=day,
        decision=None,
        returned=None,
        limits={"acceptance": [after(day, DAYS_TO_SPEAK), None]},
    )
    return True


def forward(case: Case, sender: str) -> bool:
    """转报: by the street, what another body decides, if it does not lie there already."""
    may = sender == case["street"] != case["decider"]
    if not may or case["status"] not in BEFORE_DECISION or case["at_decider"]:
        return False
    case.update(at_decider=True, signed=False)
    if case["status"] != "accepted":
        case["status"] = "forwarded"
    return True


def acknowledge(case: Case, sender: str) -> bool:
    """签收: by the department that has the work, once."""
    if not _holds(case, sender) or case["signed"]:
        return False
    case["signed"] = True
    if case["status"] != "accepted":
        case["status"] = "acknowledged"
    return True


def give_back(case: Case, sender: str) -> bool:
    """退回: by the department that has the work; no limit stops."""
    if not _holds(case, sender):
        return False
    case.update(at_decider=False, signed=False)
    if case["status"] != "accepted":
        case["status"] = "received"
    return True


def _holds(case: Case, sender: str) -> bool:
    sent_out = case["decider"] != case["street"]
    return _decides(case, sender) and sent_out and case["status"] in BEFORE_DECISION


def _decides(case: Case, sender: str) -> bool:
    """Whether the sender is who decides and has the work."""
    known = case["status"] is not None
    return known and sender == case["decider"] and case["at_decider"]


def accept(case: Case, sender: str, day: date, cards: Cards) -> bool:
    """受理: after the fifth day it counts as accepted from the day of receipt, with a card."""
    if not _decides(case, sender) or case["status"] not in BEFORE_ACCEPTANCE:
        return False
    if day > case["limits"]["acceptance"][0]:
        cards.append(("acceptance", "red", _worker(case)))
        _accepted(case, case["received"])
    else:
        _accepted(case, day)
    return True


def _accepted(case: Case, day: date) -> None:
    item = ITEMS[case["item"]]
    case.update(status="accepted", accepted=day, limits={})
    if item["law"] is not None:
        case["limits"]["decision"] = [after(day, item["law"]), None]


def reject(case: Case, sender: str, day: date) -> bool:
    """不予受理: within the five days."""
    may = _decides(case, sender) and case["status"] in BEFORE_ACCEPTANCE
    if not may or day > case["limits"]["acceptance"][0]:
        return False
    case.update(status="rejected", limits={})
    return True


def decide(
    case: Case, sender: str, day: date, *, approved: bool, reasons: bytes | None
) -> dict[str, Any] | None:
    """办结: who was told, and whether it was late; None when refused."""
    if not _decides(case, sender) or case["status"] != "accepted":
        return None
    if not approved and reasons is None:
        return None
    item = ITEMS[case["item"]]
    days = item["promised"] if item["law"] is None else item["law"]
    case.update(
        status="decided",
        decision="approved" if approved else "denied",
        returned=None if approved else reasons,
        limits={},
    )
    told = {case["street"]} if case["decider"] != case["street"] else set()
    if approved and case["item"] in SUPERVISES:
        told.add(SUPERVISES[case["item"]])
    return {"told": told, "late": day > after(case["accepted"], days)}


def issue(case: Case, sender: str, document: bytes) -> bool:
    """批件: of an approval, once."""
    if case["status"] != "decided" or case["decision"] != "approved":
        return False
    if sender != case["decider"]:
        return False
    case.update(status="issued", returned=document)
    return True


def confirm(case: Case, sender: str, digest: bytes) -> bool:
    """签收回执: by the street, of the very document (or reasons) that came back."""
    came_back = case["status"] == "issued" or (
        case["status"] == "decided" and case["decision"] == "denied"
    )
    sent_out = case["decider"] != case["street"]
    if sender != case["street"] or not came_back or not sent_out or digest != case["returned"]:
        return False
    case["status"] = "returned"
    return True


def deliver(case: Case, sender: str) -> bool:
    """送达: denials too; no document, no delivery; what came back is confirmed first."""
    if sender != case["street"] or case["status"] not in ("decided", "issued", "returned"):
        return False
    if case["decision"] == "approved":
        needed = "issued" if case["decider"] == case["street"] else "returned"
        if case["status"] != needed:
            return False
    case["status"] = "delivered"
    return True


def archive(case: Case, sender: str) -> bool:
    """归档: what was delivered, not taken or taken back."""
    may = sender == case["street"] and case["status"] in ("delivered", "rejected", "withdrawn")
    if may:
        case["status"] = "archived"
    return may


def withdraw(case: Case, sender: str) -> bool:
    """撤回申请: until it is decided."""
    may = sender == case["street"] and case["status"] in BEFORE_DECISION
    if may:
        case.update(status="withdrawn", limits={})
    return may


def time_passes(case: Case, day: date) -> Cards:
    """What is so on the morning of a day: cards, and acceptance of what nobody spoke about."""
    cards: Cards = []
    while True:
        more = [
            (name, colour)
            for name, (due, had) in case["limits"].items()
            if (colour := _earned(due, day)) and _graver(colour, had)
        ]
        if not more:
            return cards
        for name, colour in more:
            cards.append((name, colour, _worker(case)))
            case["limits"][name][1] = colour
            if (name, colour) == ("acceptance", "red"):
                _accepted(case, case["received"])


def _worker(case: Case) -> str:
    return str(case["decider"] if case["at_decider"] else case["street"])


def _earned(due: date, day: date) -> str | None:
    if day > due:
        return "red"
    if day == due:
        return "yellow"
    return "prompt" if day >= after(due, -1) else None


def _graver(colour: str, had: str | None) -> bool:
    return had is None or COLOURS.index(colour) > COLOURS.index(had)
