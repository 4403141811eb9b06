"""What each paper says, given the facts: the elements the law asks of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from hub.domain.commands import (
    AcceptCase,
    DemandFee,
    ExtendDeadline,
    InsistOnApplication,
    IssueCorrectionNotice,
    RefuseAtDoor,
    RejectApplication,
    StartSpecialProcedure,
    SupplyMaterials,
    TakeOriginals,
    TerminateCase,
)
from hub.domain.documents import Material
from hub.domain.facts import DocumentNumbered, Fact, NumberRequested
from hub.domain.query import query_code
from hub.domain.vocabulary import (
    ApproverRole,
    Decision,
    DeliveryMethod,
    DeliveryObstacle,
    DocumentKind,
    MaterialForm,
    ProcedureKind,
    RejectionGround,
)
from hub.papers.making import MAKERS, ForeignNumber, paper_of
from hub.papers.occasions import OCCASIONS, Happening, occasions
from hub.papers.paper import (
    NotAPaper,
    Paper,
    PaperKind,
    Table,
    digest,
    from_bytes,
    statement,
    to_bytes,
)
from tests.domain import scenes
from tests.domain.scenes import ASSISTED, BOOK, DECIDER, EMPOWERED, REASONS, STREET, Story
from tests.papers.desk import numbered, occasion, paper, told

BODY = DECIDER[ASSISTED]
SIXTY_DAYS, SIX_MONTHS = "六十日内", "六个月内"


def words(made: Paper) -> str:
    """All that a paper says."""
    return to_bytes(made).decode()


def corrected() -> Story:
    """A case of which a material is missing."""
    return scenes.acknowledged().say(
        BODY, IssueCorrectionNotice, missing=("M2",), notice=scenes.paper("补正告知书", 3)
    )


def rejected() -> Story:
    """A case that was not taken: another body would take it."""
    return scenes.acknowledged().say(
        BODY,
        RejectApplication,
        reasons=REASONS,
        competent_body="dept-chengguan",
        ground=RejectionGround.NOT_COMPETENT,
    )


def stopped() -> Story:
    """A case whose clock an appraisal stops."""
    return scenes.accepted().say(
        BODY,
        StartSpecialProcedure,
        kind=ProcedureKind.APPRAISAL,
        notice=scenes.paper("告知书", 4),
        days=12,
        legal_basis=None,
    )


def extended() -> Story:
    """A case that got ten working days more."""
    return scenes.accepted().say(
        BODY,
        ExtendDeadline,
        approver="head-1",
        role=ApproverRole.BODY_HEAD,
        reasons=scenes.paper("延期理由", 5),
    )


def test_every_occasion_has_its_words() -> None:
    """No fact gives occasion for a paper that nobody can write."""
    assert MAKERS.keys() == OCCASIONS.keys()


def test_a_receipt_names_what_was_handed_in() -> None:
    """收件凭证: dated, lists the materials, says by when there is a word (Art. 32)."""
    made = paper(scenes.received(), PaperKind.RECEIPT)
    assert (made.title, made.issuer, made.issuer_name) == ("收件凭证", STREET, "新村街道办事处")
    assert made.basis == ("《行政许可法》第三十二条",)
    materials, _ = made.tables
    assert [row[1] for row in materials.rows] == ["申请表", "管网图", "水质报告"]
    assert "2026年9月20日（含当日）前告知" in words(made)
    assert "自收到申请材料之日起即为受理" in words(made)
    assert ("收件时间", "2026年9月14日10时00分") in made.lines
    assert made.issued_on == scenes.MONDAY.date()


def test_an_acceptance_names_its_last_days() -> None:
    """受理通知书: by the deciding body, with the statutory and the promised last day (Art. 42)."""
    made = paper(scenes.accepted(), PaperKind.ACCEPTANCE)
    assert made.issuer == BODY
    assert dict(made.lines)["法定办结期限"] == "2026年10月16日"
    assert dict(made.lines)["承诺办结期限"] == "2026年9月22日"
    assert made.basis == ("《行政许可法》第三十二条", "《行政许可法》第四十二条")
    assert "决定受理" in made.paragraphs[0]


def test_a_deemed_acceptance_says_so() -> None:
    """Nobody said anything in five days: accepted from the day of receipt (Art. 32)."""
    story = scenes.forwarded()
    story.time_passes_to(scenes.MONDAY + timedelta(days=20))
    made = paper(story, PaperKind.ACCEPTANCE)
    assert "在法定期限内未作告知，依法自收到申请材料之日起即为受理" in made.paragraphs[0]
    assert dict(made.lines)["受理日"] == "2026年9月14日"


def test_a_tolerant_acceptance_lists_what_follows() -> None:
    """容缺受理: what was promised for later is listed, with its last day."""
    item = BOOK.items[ASSISTED]
    whole = scenes.materials(ASSISTED)
    tolerable = [m.code for m in item.guide.materials if m.requirement.value == "TOLERABLE"]
    brought = tuple(m for m in whole if m.code not in tolerable)
    story = Story().when(STREET, scenes.submission(materials=brought))
    story.say(STREET, scenes.commands.ForwardCase)
    story.say(
        BODY,
        AcceptCase,
        tolerated=tuple(tolerable),
        promise=scenes.paper("承诺书", 6),
        promised_on=date(2026, 9, 25),
    )
    made = paper(story, PaperKind.ACCEPTANCE)
    assert made.title == "受理通知书（容缺受理）"
    assert [row[1] for row in made.tables[0].rows] == ["水质报告"]
    assert "请于2026年9月25日前补交" in made.paragraphs[1]


def test_a_correction_notice_tells_everything_at_once() -> None:
    """补正告知书: all that is missing, by when, and that complete materials are taken (Art. 32)."""
    made = paper(corrected(), PaperKind.CORRECTION)
    missing, notice = made.tables
    assert [row[1] for row in missing.rows] == ["管网图"]
    assert notice.rows[0][3] == "03" * 32
    assert made.basis == ("《行政许可法》第三十二条第一款第四项",)
    assert ("告知次数", "一次性告知") in made.lines
    assert "应当受理" in words(made)


def test_a_rejection_says_where_to_apply() -> None:
    """不予受理通知书: ground, competent body, reasons by digest, right of appeal (Art. 32)."""
    made = paper(rejected(), PaperKind.REJECTION)
    assert "不属于本行政机关职权范围" in words(made)
    assert f"请向{BOOK.name_of('dept-chengguan')}提出申请" in words(made)
    assert made.basis == ("《行政许可法》第三十二条第一款第二项",)
    assert made.tables[0].rows[0][3] == REASONS.digest.hex()
    assert made.appeal.startswith("如不服本决定，可以自收到之日起六十日内")


def test_a_termination_names_what_was_awaited() -> None:
    """终止通知书: what was told to be missing and did not come in time."""
    story = corrected()
    story.time_passes_to(scenes.MONDAY + timedelta(days=60))
    story.say(BODY, TerminateCase, reasons=REASONS)
    made = paper(story, PaperKind.TERMINATION)
    assert "逾期未办" in made.paragraphs[0]
    assert made.tables[0].rows[0][1] == "管网图"
    assert "如不服本决定" in made.appeal


def test_a_special_procedure_tells_its_time() -> None:
    """特殊程序期限告知书: which procedure, how long, not counted (Art. 45)."""
    made = paper(stopped(), PaperKind.SPECIAL_PROCEDURE)
    assert ("程序", "鉴定") in made.lines
    assert "所需时间12日，不计算在作出决定的期限内" in made.paragraphs[0]
    assert made.basis == ("《行政许可法》第四十五条",)


def test_an_extension_names_approver_and_new_last_day() -> None:
    """延长办理期限通知书: by whom, until when, reasons told (Art. 42)."""
    made = paper(extended(), PaperKind.EXTENSION)
    assert ("批准人", "本行政机关负责人") in made.lines
    assert ("延长", "10个工作日") in made.lines
    assert dict(made.lines)["延长后的期限"] == "2026年10月30日"
    assert made.tables[0].rows[0][0] == "延期理由"


def test_a_delivery_receipt_names_the_document() -> None:
    """送达回执: what was handed over by number and digest, how and when (Art. 44)."""
    made = paper(scenes.delivered(), PaperKind.DELIVERY)
    assert made.tables[0].rows == (
        ("排水许可证", "许字1号", "2026年9月14日", scenes.LICENCE.digest.hex()),
    )
    assert ("送达方式", "窗口领取") in made.lines
    assert "受送达人（签名）" in words(made)
    assert made.basis == ("《行政许可法》第四十四条",)


def test_a_delivery_receipt_tells_the_attempts_before() -> None:
    """送达回执: when, how and why it was tried in vain since the last delivery."""
    story = scenes.issued()
    story.say(STREET, scenes.commands.ConfirmReceipt, digest=scenes.LICENCE.digest)
    tried = {"method": DeliveryMethod.POST, "obstacle": DeliveryObstacle.NOBODY_THERE}
    story.say(STREET, scenes.commands.RecordDeliveryAttempt, **tried)
    story.say(STREET, scenes.commands.DeliverDocument, method=DeliveryMethod.COUNTER)
    made = paper(story, PaperKind.DELIVERY)
    assert made.tables[-1].rows == (("2026年9月14日10时00分", "邮寄送达", "无人签收"),)
    story.say(BODY, scenes.commands.CorrectDocument, document=scenes.paper(mark=9), reasons=REASONS)
    story.say(STREET, scenes.commands.ConfirmReceipt, digest=scenes.paper(mark=9).digest)
    story.say(STREET, scenes.commands.DeliverDocument, method=DeliveryMethod.COUNTER)
    assert paper(story, PaperKind.DELIVERY).tables[-1].title == "送达的文书"


def test_a_payment_notice_names_the_law() -> None:
    """缴费通知书: amount and the basis in law or regulation, numbered by the demand (Art. 58)."""
    (fee,) = BOOK.items[EMPOWERED].fees
    story = scenes.accepted(EMPOWERED)
    story.say(
        STREET,
        DemandFee,
        code=fee.code,
        amount_fen=fee.amount_fen or 1_050,
        number="缴1号",
        notice=scenes.paper("缴费通知", 6),
    )
    (found,) = [o for o in occasions("c", told(story)) if o.kind is PaperKind.PAYMENT]
    made = paper_of(found, BOOK)
    assert (made.number, made.basis) == ("缴1号", (fee.legal_basis,))
    assert dict(made.lines)["收费项目"] == fee.name


def test_a_slip_for_originals_lists_them() -> None:
    """物料流转凭证: which originals, who holds them, under the slip's own number."""
    story = scenes.received().say(STREET, TakeOriginals, originals=("M1",), number="物1号")
    (found,) = [o for o in occasions("c", told(story)) if o.kind is PaperKind.CUSTODY]
    made = paper_of(found, BOOK)
    assert (made.number, made.issuer) == ("物1号", STREET)
    assert [row[1] for row in made.tables[0].rows] == ["申请表"]


def test_a_receipt_gives_the_query_code() -> None:
    """收件凭证: with its code the applicant asks how far it is."""
    made = paper(scenes.received(), PaperKind.RECEIPT)
    assert dict(made.lines)["查询码"] == query_code("case-x")


def test_a_denial_is_served_with_its_reasons() -> None:
    """送达回执 of a denial: the written reasons are what was served (Art. 44)."""
    story = scenes.decided(EMPOWERED, Decision.DENIED)
    story.say(STREET, scenes.commands.DeliverDocument, method=scenes.DeliveryMethod.POST)
    made = paper(story, PaperKind.DELIVERY)
    assert "（不予）" in made.paragraphs[0]
    assert made.tables[0].rows[0][3] == REASONS.digest.hex()


def test_a_slip_says_why_and_where_to_go() -> None:
    """不予收件: the rule in words, who is competent, and that insisting is allowed."""
    refuse = RefuseAtDoor(
        business_number="2026-0009",
        item_code=ASSISTED,
        street=STREET,
        place=scenes.BANK,
        applicant="p-9",
        competent_body=BODY,
        actor="clerk-1",
    )
    story = Story().when("op-icbc", refuse)
    made = paper(story, PaperKind.RECEIPT)
    assert made.title == "收件凭证（不予收件告知）"
    assert f"请向{BOOK.name_of(BODY)}提出申请" in words(made)
    assert "如坚持在此申请" in words(made)
    story.say("op-icbc", InsistOnApplication, form=scenes.paper(), materials=())
    assert "前书面答复" in words(paper(story, PaperKind.RECEIPT))


@pytest.mark.parametrize(
    ("story", "kind"),
    [
        (scenes.received, PaperKind.RECEIPT),
        (scenes.accepted, PaperKind.ACCEPTANCE),
        (corrected, PaperKind.CORRECTION),
        (rejected, PaperKind.REJECTION),
        (stopped, PaperKind.SPECIAL_PROCEDURE),
        (extended, PaperKind.EXTENSION),
        (scenes.delivered, PaperKind.DELIVERY),
    ],
)
def test_every_paper_has_what_every_paper_needs(story: object, kind: PaperKind) -> None:
    """Number, date, issuer, pseudonymous addressee, basis, body, and both ways of appeal."""
    assert callable(story)
    made = paper(story(), kind)
    assert all((made.number, made.issuer_name, made.basis, made.paragraphs, made.business_number))
    assert made.addressee == "p-0001"
    assert SIXTY_DAYS in made.appeal
    assert SIX_MONTHS in made.appeal
    assert "行政复议法" in made.appeal
    assert "行政诉讼法" in made.appeal
    assert from_bytes(to_bytes(made)) == made


def test_what_is_no_licence_has_its_own_basis() -> None:
    """The licensing law binds licences; of other items it is named as followed by analogy."""
    made = paper(scenes.received(scenes.PRELIMINARY), PaperKind.RECEIPT)
    assert made.basis[-1] == "参照《行政许可法》第三十二条"
    assert made.basis[0] == BOOK.items[scenes.PRELIMINARY].legal_basis


def test_what_happens_later_alters_no_paper() -> None:
    """Each paper of a story is the same at its time and at the end of the story."""
    story = scenes.delivered()
    whole = told(story)
    for end in range(1, len(whole) + 1):
        for each in occasions("case-x", whole[:end]):
            (same,) = [
                other
                for other in occasions("case-x", whole)
                if (other.kind, other.nth) == (each.kind, each.nth)
            ]
            assert paper_of(same, BOOK) == paper_of(each, BOOK)


def test_a_number_comes_from_the_register_or_not_at_all() -> None:
    """A paper without its number's fact has none; with it, it bears that very number."""
    story = scenes.accepted()
    (bare,) = [o for o in occasions("c", told(story)) if o.kind is PaperKind.ACCEPTANCE]
    assert bare.number is None
    assert paper_of(bare, BOOK).is_draft
    numbered(story, BODY, DocumentKind.ACCEPTANCE, "住建受理通知书〔2026〕7号")
    (borne,) = [o for o in occasions("c", told(story)) if o.kind is PaperKind.ACCEPTANCE]
    assert paper_of(borne, BOOK).number == "住建受理通知书〔2026〕7号"


def test_a_second_notice_does_not_take_the_first_ones_number() -> None:
    """A number belongs to the notice for which it was asked; a later one has none yet."""
    story = corrected()
    numbered(story, BODY, DocumentKind.CORRECTION, "一号")
    story.say(
        STREET,
        SupplyMaterials,
        materials=(
            Material(code="M2", form=MaterialForm.COPY, document=scenes.paper("管网图", 9)),
        ),
    )
    story.say(
        BODY,
        IssueCorrectionNotice,
        missing=("M3",),
        notice=scenes.paper("补正告知书", 3),
        reasons=REASONS,
    )
    numbers = [o.number for o in occasions("c", told(story)) if o.kind is PaperKind.CORRECTION]
    assert numbers == ["一号", None]


def test_a_number_asked_for_before_belongs_to_the_next_paper() -> None:
    """An office may take the number first and issue the notice after it."""
    story = scenes.acknowledged()
    numbered(story, BODY, DocumentKind.CORRECTION, "一号")
    assert not [o for o in occasions("c", told(story)) if o.kind is PaperKind.CORRECTION]
    story.say(BODY, IssueCorrectionNotice, missing=("M2",), notice=scenes.paper("补正告知书", 3))
    (found,) = [o for o in occasions("c", told(story)) if o.kind is PaperKind.CORRECTION]
    assert found.number == "一号"


def test_numbers_go_to_the_latest_paper_that_lacks_one() -> None:
    """Of two notices without a number the later one gets the first number, then the earlier one."""
    story = corrected()
    (notice,) = story.last
    heading = story.case.heading
    facts: list[Fact] = [notice, notice]
    for number in ("甲", "乙"):
        asked = NumberRequested(
            heading=heading,
            issuer=BODY,
            kind=DocumentKind.CORRECTION,
            year=2026,
            prefix="文",
            at=scenes.MONDAY,
            actor="a",
        )
        given = DocumentNumbered(
            heading=heading, issuer=BODY, kind=DocumentKind.CORRECTION, number=number
        )
        facts += [asked, given]
    borne = [o.number for o in occasions("c", [Happening(each, scenes.MONDAY) for each in facts])]
    assert borne == ["乙", "甲"]


def test_a_voided_number_is_borne_by_nothing() -> None:
    """作废: the paper has no number until another one is given."""
    story = scenes.accepted()
    numbered(story, BODY, DocumentKind.ACCEPTANCE, "一号")
    void = scenes.commands.NoteVoid(
        case_id=story.subject, kind=DocumentKind.ACCEPTANCE, number="一号"
    )
    story.when("hub", void)
    (found,) = [o for o in occasions("c", told(story)) if o.kind is PaperKind.ACCEPTANCE]
    assert found.number is None
    numbered(story, BODY, DocumentKind.ACCEPTANCE, "二号")
    (found,) = [o for o in occasions("c", told(story)) if o.kind is PaperKind.ACCEPTANCE]
    assert found.number == "二号"


def test_another_issuers_number_is_not_borne() -> None:
    """A street's number is not put on the department's paper."""
    foreign = replace(occasion(scenes.accepted(), PaperKind.ACCEPTANCE), numbered_by=STREET)
    with pytest.raises(ForeignNumber):
        paper_of(foreign, BOOK)


def test_the_digest_is_of_all_that_is_said() -> None:
    """Any other word gives another digest, and the statement names it."""
    made = paper(scenes.received(), PaperKind.RECEIPT)
    assert digest(replace(made, appeal="")) != digest(made)
    assert statement(made).splitlines()[-1] == f"摘要 {digest(made).hex()}"


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff", b'{"kind":"RECEIPT"}'])
def test_what_is_no_paper_is_not_read(data: bytes) -> None:
    """Bytes that are not the canonical form are refused with a reason."""
    with pytest.raises(NotAPaper):
        from_bytes(data)


def test_a_table_has_a_cell_for_each_column() -> None:
    """A row that would slip into other columns is refused at once, also when it is read."""
    with pytest.raises(ValueError, match="more or fewer cells"):
        Table(title="附件", header=("文书", "摘要"), rows=(("一",),))
    made = to_bytes(paper(scenes.received(), PaperKind.RECEIPT))
    with pytest.raises(NotAPaper):
        from_bytes(made.replace('"header":["序号",'.encode(), b'"header":['))
