"""Papers before acceptance: receipt, slips, correction, rejection, termination."""

from collections.abc import Callable, Mapping

from hub.domain import facts
from hub.domain.query import query_code
from hub.domain.refusals import PlaceRule, Refused
from hub.domain.refusals.sources import ASSISTED, HUB
from hub.domain.vocabulary import Leg, RejectionGround
from hub.papers.drafting import Body, Desk
from hub.papers.paper import Table
from hub.papers.wording import APPEAL_OF_CONDUCT, appeal_of, day, minute, own_basis, procedure

GROUNDS: Mapping[RejectionGround, tuple[str, str]] = {
    RejectionGround.NOT_COMPETENT: ("申请事项依法不属于本行政机关职权范围", "第一款第二项"),
    RejectionGround.NOT_NEEDED: ("申请事项依法不需要取得行政许可", "第一款第一项"),
    RejectionGround.INCOMPLETE: ("申请材料不齐全或者不符合法定形式", "第一款第四项"),
    RejectionGround.OTHER: ("详见所附理由", "第二款"),
}
"""Why an application is not taken, and the paragraph of Art. 32."""


def receipt(desk: Desk) -> Body:
    """Receipt of filing (收件凭证), dated, with what was handed in (Art. 32(2))."""
    if isinstance(desk.fact, facts.TurnedAway):
        return _slip(desk)
    fact = desk.fact
    return Body(
        issuer=desk.heading.street,
        basis=procedure(desk.item, "三十二"),
        lines=(
            ("收件地点", _place(desk)),
            ("收件时间", minute(desk.occasion.happening.at)),
            ("决定机关", desk.body),
            ("查询码", query_code(desk.occasion.subject)),
            ("材料版本", str(getattr(fact, "version", 1))),
        ),
        paragraphs=_after_receipt(desk),
        tables=(desk.materials("收到的材料", fact.materials), *desk.documents(fact.form)),
        appeal=APPEAL_OF_CONDUCT,
    )


def _after_receipt(desk: Desk) -> tuple[str, ...]:
    limit = desk.term(Leg.ACCEPTANCE) or desk.term(Leg.WRITTEN_ANSWER)
    taken = f"你（单位）提出的“{desk.item_name}”申请及下列材料已收到。"
    if limit is None:
        return (taken, "本凭证只证明收到材料，不表示申请已被受理。")
    if limit.leg is Leg.WRITTEN_ANSWER:
        return (
            taken,
            f"{desk.book.name_of(limit.owner)}将在{day(limit.due_on)}（含当日）前书面答复。",
        )
    return (
        taken,
        (
            f"是否受理，将在{day(limit.due_on)}（含当日）前告知；材料不齐全或者不符合法定形式的，"
            "将一次性告知需要补正的全部内容，逾期不告知的，自收到申请材料之日起即为受理。"
        ),
        "本凭证只证明收到材料，不表示申请已被受理。",
    )


def _slip(desk: Desk) -> Body:
    """Slip of a refusal at the door (不予收件): the rule, where to go, the right to insist."""
    fact = desk.fact
    rule = next((each for each in PlaceRule if each.code == fact.rule), None)
    details = {"item": desk.item_name, "street": desk.book.name_of(desk.heading.street)}
    why = Refused(rule, outlet=_place(desk), **details).sentence if rule else f"规则 {fact.rule}。"
    return Body(
        title="收件凭证（不予收件告知）",
        issuer=desk.heading.street,
        basis=(rule.source if rule else ASSISTED,),
        lines=(
            ("申请地点", _place(desk)),
            ("申请时间", minute(desk.occasion.happening.at)),
            ("规则", fact.rule),
            ("查询码", query_code(desk.occasion.subject)),
        ),
        paragraphs=(
            why,
            f"请向{desk.book.name_of(fact.competent_body)}提出申请。",
            f"如坚持在此申请，应当予以登记，由{desk.body}书面答复。",
        ),
        appeal=appeal_of("告知"),
    )


def correction(desk: Desk) -> Body:
    """Correction notice (补正告知书): all that is missing, at once (Art. 32(1)(4))."""
    fact = desk.fact
    limit = desk.term(Leg.CORRECTION)
    until = f"请于{day(limit.due_on)}（含当日）前补正。" if limit else "请尽快补正。"
    return Body(
        issuer=fact.issuer,
        basis=procedure(desk.item, "三十二", "第一款第四项"),
        lines=(("告知次数", "再次告知" if fact.repeated else "一次性告知"),),
        paragraphs=(
            (
                f"你（单位）提出的“{desk.item_name}”申请，材料不齐全或者不符合法定形式，"
                "现将需要补正的全部内容一次性告知如下。"
            ),
            f"{until}材料齐全、符合法定形式，或者按照要求提交全部补正材料的，应当受理。",
        ),
        tables=(
            desk.named("需要补正的材料", fact.missing),
            *desk.documents(fact.notice, fact.reasons),
        ),
        appeal=APPEAL_OF_CONDUCT,
    )


def rejection(desk: Desk) -> Body:
    """Rejection notice (不予受理通知书): written, dated, says where to apply (Art. 32)."""
    fact = desk.fact
    ground, clause = GROUNDS[fact.ground]
    return Body(
        issuer=desk.heading.decider,
        basis=procedure(desk.item, "三十二", clause),
        lines=(("不予受理的理由", ground),),
        paragraphs=(
            f"你（单位）提出的“{desk.item_name}”申请，{ground}，本机关决定不予受理。",
            f"请向{desk.book.name_of(fact.competent_body)}提出申请。",
        ),
        tables=desk.documents(fact.reasons),
        appeal=appeal_of("决定"),
    )


def termination(desk: Desk) -> Body:
    """Termination notice (终止通知书): what was awaited did not come."""
    lapsed = desk.occasion.latest(facts.TermLapsed)
    since = f"应当在{day(lapsed.due_on)}前办理的事项逾期未办，" if lapsed else ""
    notice = desk.occasion.latest(facts.CorrectionNoticeIssued)
    missing: tuple[Table, ...] = (
        (desk.named("告知补正的材料", notice.missing),) if notice is not None else ()
    )
    return Body(
        issuer=desk.heading.decider,
        basis=(*own_basis(desk.item), f"{HUB}（补正、容缺逾期终止）"),
        paragraphs=(
            f"你（单位）提出的“{desk.item_name}”申请，{since}本机关决定终止办理。",
            "材料齐备后可以重新提出申请。",
        ),
        tables=(*missing, *desk.documents(desk.fact.reasons)),
        appeal=appeal_of("决定"),
    )


def custody(desk: Desk) -> Body:
    """Slip for originals in custody (物料流转凭证): which, who holds them, that they come back."""
    fact = desk.fact
    holder = desk.book.name_of(fact.organisation)
    return Body(
        issuer=fact.organisation,
        basis=procedure(desk.item, "三十一"),
        lines=(("保管单位", holder), ("交接时间", minute(fact.at))),
        paragraphs=(
            f"办理“{desk.item_name}”，下列原件由{holder}保管，随案流转，每次交接由接收人签收。",
            "办理结束后凭本凭证领回；原件遗失的，由保管单位负责。",
            "交件人（签名）：________________    领回人（签名）：________________",
        ),
        tables=(desk.named("保管的原件", fact.originals),),
        appeal=APPEAL_OF_CONDUCT,
    )


def _place(desk: Desk) -> str:
    code = desk.fact.place
    place = desk.book.counters.get(code) or desk.book.outlets.get(code)
    return place.name if place else str(code)


MAKERS: Mapping[type, Callable[[Desk], Body]] = {
    facts.CaseReceived: receipt,
    facts.ApplicationReplaced: receipt,
    facts.ApplicationInsisted: receipt,
    facts.ServiceRequested: receipt,
    facts.TurnedAway: receipt,
    facts.CorrectionNoticeIssued: correction,
    facts.ApplicationRejected: rejection,
    facts.CaseTerminated: termination,
    facts.OriginalsTaken: custody,
}
"""The words of each paper, by the fact it tells."""
