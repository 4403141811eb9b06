"""Scenes that many stories share: filed, forwarded, accepted, decided, handed over."""

from dataclasses import replace

from hub.domain import commands
from hub.domain.guides import Requirement
from hub.domain.vocabulary import Decision, DeliveryMethod, MaterialForm, Opinion
from hub.sample import district
from hub.sample.stories.story import DONE, DayOf, DigestOf, Handed, Line, Part, Written, together

STREET, COUNTER, CITY_LAW = "street-xincun", "xincun-w1", "dept-chengguan"
BANK, POST = "xincun-bank-1", "xincun-post-1"
ICBC, POSTAL = "op-icbc", "op-post"
ADMINISTRATION = "admin"
OWN, EMPOWERED, ASSISTED, PRELIMINARY = "WJ-01", "CG-01", "ZJ-01", "MZ-03"
PROMISED, RELAYED, INSTANT = "SJ-04", "YB-01", "SW-01"

FORM = Written("application-form", "申请表")
LICENCE = Written("document", "批件")
NOTICE = Written("correction-notice", "请一次性补正所列材料。")
REASONS = Written("reasons", "理由如下;可在六十日内申请行政复议。")
REPORT = Written("report", "经核,情况属实。")
REQUEST = Written("request", "特此申请。")


def decider(item: str) -> str:
    """The department that decides an item."""
    return district.load().items[item].department or STREET


def handed(item: str, without: tuple[str, ...] = (), promised: tuple[str, ...] = ()) -> Handed:
    """What the guide of an item asks for, but for some; some only promised in writing."""
    guide = district.load().items[item].guide
    chosen = [each for each in guide.materials if each.requirement is not Requirement.OPTIONAL]
    forms = dict.fromkeys(promised, MaterialForm.COMMITMENT)
    return Handed(
        tuple(
            [
                (each.code, each.name, forms.get(each.code, MaterialForm.ELECTRONIC))
                for each in chosen
                if each.code not in without
            ]
        )
    )


def filed(
    item: str,
    *,
    without: tuple[str, ...] = (),
    by: str = STREET,
    place: str = COUNTER,
    days_ago: float = 0,
    hurried: bool = False,
    answer: str = DONE,
    **fields: object,
) -> Line:
    """The application at a counter or outlet."""
    given = {"item_code": item, "street": STREET, "place": place, "form": FORM}
    return Line(
        by=by,
        command=commands.SubmitCase,
        fields=given | {"materials": handed(item, without)} | fields,
        answer=answer,
        days_ago=days_ago,
        hurried=hurried,
    )


def say(by: str, command: type, answer: str = "DONE", /, **fields: object) -> Line:
    """One command about the case."""
    return Line(by=by, command=command, fields=fields, answer=answer)


def forwarded(item: str, **given: object) -> tuple[Part, ...]:
    """Filed, reviewed by the street where it must be, forwarded and acknowledged."""
    review: list[Part] = []
    if district.load().items[item].preliminary_review:
        favourable = Opinion.FAVOURABLE
        review.append(
            say(STREET, commands.GivePreliminaryReview, verdict=favourable, report=REPORT)
        )
    return together(
        filed(item, **given),  # type: ignore[arg-type]  # the fields of `filed`
        review,
        say(STREET, commands.ForwardCase),
        say(decider(item), commands.AcknowledgeWork),
    )


def accepted(item: str = ASSISTED, **given: object) -> tuple[Part, ...]:
    """An assisted case that its department accepted."""
    return together(forwarded(item, **given), say(decider(item), commands.AcceptCase))


def approved(body: str, **document: object) -> tuple[Part, ...]:
    """Approved, with its document."""
    issued = {"document": LICENCE, "issued_on": DayOf()} | document
    return together(
        say(body, commands.DecideCase, decision=Decision.APPROVED),
        Line(by=body, command=commands.IssueDocument, fields=issued),
    )


def denied(body: str) -> Line:
    """Denied with reasons."""
    return say(body, commands.DecideCase, decision=Decision.DENIED, reasons=REASONS)


def handed_over(paper: Written = LICENCE) -> tuple[Part, ...]:
    """What the department sent back, received by the street and handed to the applicant."""
    return together(
        say(STREET, commands.ConfirmReceipt, digest=DigestOf(paper)),
        say(STREET, commands.DeliverDocument, method=DeliveryMethod.COUNTER),
    )


ARCHIVED = say(STREET, commands.ArchiveCase)
DELIVERED = say(STREET, commands.DeliverDocument, method=DeliveryMethod.COUNTER)


def in_force(item: str = ASSISTED, **document: object) -> tuple[Part, ...]:
    """A permit in the holder's hands."""
    return together(accepted(item), approved(decider(item), **document), handed_over())


def empowered_in_force(days_ago: float, valid_days: int) -> tuple[Part, ...]:
    """A permit of an empowered street, all told at once by a terminal that was offline."""
    told = (
        filed(EMPOWERED),
        say(STREET, commands.AcceptCase),
        *approved(STREET, issued_on=DayOf(-int(days_ago)), valid_until=DayOf(valid_days)),
        DELIVERED,
    )
    lines = [each for each in told if isinstance(each, Line)]
    return tuple([long_ago(each, days_ago, hurried=True) for each in lines])


def long_ago(line: Line, days_ago: float, *, hurried: bool = False) -> Line:
    """The same line, made by a terminal that was offline for so many days."""
    return replace(line, days_ago=days_ago, hurried=hurried)
