"""Papers from acceptance on: acceptance, special procedure, extension, payment, delivery."""

from collections.abc import Callable, Mapping
from decimal import Decimal as Number

from hub.catalogue.words import word
from hub.domain import facts
from hub.domain.guides import DayKind
from hub.domain.refusals.sources import law
from hub.domain.speech import OBSTACLES, ROLES
from hub.domain.vocabulary import Leg, ProcedureKind
from hub.papers.drafting import Body, Desk
from hub.papers.paper import Table
from hub.papers.wording import APPEAL_OF_CONDUCT, DECISIONS, appeal_of, day, minute, procedure

PROCEDURES: Mapping[ProcedureKind, str] = {
    ProcedureKind.HEARING: "听证",
    ProcedureKind.TENDER: "招标",
    ProcedureKind.AUCTION: "拍卖",
    ProcedureKind.INSPECTION: "检验",
    ProcedureKind.TESTING: "检测",
    ProcedureKind.QUARANTINE: "检疫",
    ProcedureKind.APPRAISAL: "鉴定",
    ProcedureKind.EXPERT_REVIEW: "专家评审",
    ProcedureKind.OTHER_BY_LAW: "法律、法规规定的其他程序",
}


def acceptance(desk: Desk) -> Body:
    """Acceptance notice (受理通知书): dated, with the last days for the decision (Art. 32, 42)."""
    fact = desk.fact
    deemed = isinstance(fact, facts.CaseDeemedAccepted)
    tolerated: tuple[str, ...] = () if deemed else fact.tolerated
    for_another = "" if deemed else fact.on_behalf_of or ""
    street = desk.book.name_of(desk.heading.street)
    return Body(
        title="受理通知书（容缺受理）" if tolerated else "",
        issuer=desk.heading.decider,
        basis=(
            *procedure(desk.item, "三十二"),
            *(procedure(desk.item, "四十二")[-1:] if desk.term(Leg.DECISION) else ()),
        ),
        lines=(
            ("受理日", day(fact.effective_on)),
            *_limits(desk),
            *((("受委托受理", street),) if for_another else ()),
        ),
        paragraphs=_accepted(desk, deemed=deemed, tolerated=bool(tolerated)),
        tables=(
            *((desk.named("容缺后补的材料", tolerated),) if tolerated else ()),
            *(() if deemed else desk.documents(fact.promise)),
        ),
        appeal=APPEAL_OF_CONDUCT,
    )


def _accepted(desk: Desk, *, deemed: bool, tolerated: bool) -> tuple[str, ...]:
    name = desk.item_name
    if deemed:
        return (
            (
                f"你（单位）提出的“{name}”申请，本机关在法定期限内未作告知，"
                "依法自收到申请材料之日起即为受理。"
            ),
        )
    limit = desk.term(Leg.TOLERANCE)
    promised = f"所承诺的材料，请于{day(limit.due_on)}前补交。" if limit else ""
    return (
        f"你（单位）提出的“{name}”申请，属于本机关职权范围，"
        + ("主要材料齐全，经你（单位）书面承诺，" if tolerated else "材料齐全、符合法定形式，")
        + "本机关决定受理。",
        *((promised,) if tolerated and promised else ()),
    )


def _limits(desk: Desk) -> tuple[tuple[str, str], ...]:
    legs = ((Leg.DECISION, "法定办结期限"), (Leg.PROMISE, "承诺办结期限"))
    found = [(label, desk.term(leg)) for leg, label in legs]
    return tuple(
        [
            (label, day(limit.due_on) + ("（暂定，以公布的节假日安排为准）" * limit.provisional))
            for label, limit in found
            if limit
        ]
    )


def special_procedure(desk: Desk) -> Body:
    """Notice of a special procedure's time (特殊程序期限告知书), told in writing (Art. 45)."""
    fact = desk.fact
    what = PROCEDURES[fact.kind]
    by_law = (fact.legal_basis,) if fact.legal_basis else ()
    return Body(
        issuer=desk.heading.decider,
        basis=(*by_law, *procedure(desk.item, "四十五")[-1:]),
        lines=(
            ("程序", what),
            ("所需时间", f"{fact.days}日"),
            ("停止计时", f"{day(fact.since)}之后"),
        ),
        paragraphs=(
            (
                f"办理你（单位）提出的“{desk.item_name}”申请，依法需要{what}，所需时间{fact.days}日，"
                "不计算在作出决定的期限内。程序结束后继续计算期限。"
            ),
        ),
        tables=desk.documents(fact.notice),
        appeal=APPEAL_OF_CONDUCT,
    )


def extension(desk: Desk) -> Body:
    """Notice of extension (延长办理期限通知书): reasons are told to the applicant (Art. 42)."""
    fact = desk.fact
    limit = desk.term(Leg.DECISION)
    until = day(limit.due_on) if limit else ""
    days = desk.item.extension_days if desk.item else None
    unit = "个工作日" if desk.item and desk.item.clock.unit is DayKind.WORKING else "日"
    own = (desk.item.clock.source,) if desk.item and desk.item.clock.source else ()
    return Body(
        issuer=desk.heading.decider,
        basis=own or procedure(desk.item, "四十二"),
        lines=(
            ("批准人", ROLES[fact.role]),
            *((("延长", f"{days}{unit}"),) if days else ()),
            ("延长后的期限", until),
        ),
        paragraphs=(
            (
                f"你（单位）提出的“{desk.item_name}”申请，在法定期限内不能作出决定，"
                f"经{ROLES[fact.role]}批准，办理期限延长至{until}。延长的理由见所附文书。"
            ),
        ),
        tables=desk.documents(fact.reasons),
        appeal=APPEAL_OF_CONDUCT,
    )


def payment(desk: Desk) -> Body:
    """Payment notice (缴费通知书): no fee without its basis in law (Art. 58)."""
    fact = desk.fact
    fees = desk.item.fees if desk.item else ()
    name = next((fee.name for fee in fees if fee.code == fact.code), fact.code)
    amount = f"{Number(fact.amount_fen) / 100:.2f}"
    return Body(
        issuer=desk.heading.decider,
        basis=(fact.legal_basis or law("五十八"),),
        lines=(("收费项目", name), ("金额", f"{amount}元")),
        paragraphs=(
            f"办理“{desk.item_name}”，依法应当缴纳{name}{amount}元。",
            "除法定收费外不收取任何费用；缴费不影响办理期限的计算。",
        ),
        tables=desk.documents(fact.notice),
        appeal=appeal_of("通知"),
    )


def delivery(desk: Desk) -> Body:
    """Delivery receipt (送达回执): what was handed over, how and when (Art. 44)."""
    fact = desk.fact
    decided = desk.occasion.latest(facts.CaseDecided)
    issued = desk.occasion.latest(facts.DocumentIssued)
    rows = [
        (each.document.kind, each.number, day(each.issued_on), each.document.digest.hex())
        for each in (issued,)
        if each is not None
    ]
    header = ("文书", "文号", "日期", "摘要（SHA-256）")
    served = (Table(title="送达的文书", header=header, rows=tuple(rows)),) if rows else ()
    reasons = desk.documents(decided.reasons) if decided is not None else ()
    outcome = f"（{DECISIONS[decided.decision]}）" if decided is not None else ""
    return Body(
        issuer=desk.heading.street,
        basis=procedure(desk.item, "四十四"),
        lines=(
            ("送达方式", word(fact.method)),
            ("送达时间", minute(fact.at)),
            ("决定机关", desk.body),
        ),
        paragraphs=(
            f"“{desk.item_name}”申请的办理结果{outcome}已按上述方式送达。",
            "受送达人（签名）：________________    日期：____年__月__日",
        ),
        tables=(*served, *reasons, *_attempts(desk)),
        appeal=appeal_of("送达的决定"),
    )


def _attempts(desk: Desk) -> tuple[Table, ...]:
    """Return the attempts since an earlier delivery, if there was one, that reached nobody."""
    rows: list[tuple[str, ...]] = []
    for fact in [each.fact for each in desk.occasion.story[:-1]]:
        if isinstance(fact, facts.DocumentDelivered):
            rows.clear()
        elif isinstance(fact, facts.DeliveryAttempted):
            rows.append((minute(fact.at), word(fact.method), OBSTACLES[fact.obstacle]))
    header = ("时间", "方式", "未送达原因")
    return (Table(title="此前未能送达的情况", header=header, rows=tuple(rows)),) if rows else ()


MAKERS: Mapping[type, Callable[[Desk], Body]] = {
    facts.CaseAccepted: acceptance,
    facts.CaseDeemedAccepted: acceptance,
    facts.SpecialProcedureStarted: special_procedure,
    facts.DeadlineExtended: extension,
    facts.FeeDemanded: payment,
    facts.DocumentDelivered: delivery,
}
"""The words of each paper, by the fact it tells."""
