"""No unlawful catalogue is ever in force."""

from dataclasses import replace

import pytest

from hub.catalogue import snapshot
from hub.domain.catalogue import Catalogue
from hub.domain.faults import Severity
from hub.domain.guides import ClockProfile, Fee, Handling, ItemType
from hub.domain.lists import (
    AssistedRow,
    EmpowermentForm,
    Execution,
    OutletRow,
    OwnRow,
)
from hub.domain.places import OutletKind
from hub.domain.publishing import errors, validate
from tests.domain.scenes import BOOK


def faulty(**changes: object) -> Catalogue:
    """The sample with some parts changed."""
    return replace(BOOK, **changes)


def with_item(code: str, **changes: object) -> Catalogue:
    """The sample with one item changed."""
    return faulty(items={**BOOK.items, code: replace(BOOK.items[code], **changes)})


def with_empowerment(**changes: object) -> Catalogue:
    """The sample with its first empowerment changed."""
    first, *others = BOOK.empowered
    return faulty(empowered=(replace(first, **changes), *others))


def reasons(catalogue: Catalogue) -> str:
    """All errors, and that no snapshot can be made of them."""
    found = errors(validate(catalogue))
    assert found
    with pytest.raises(snapshot.Unlawful) as refused:
        snapshot.to_bytes(catalogue)
    assert refused.value.faults == found
    return "\n".join(f"{fault.file}:{fault.row}:{fault.column} {fault.reason}" for fault in found)


def test_the_sample_is_lawful() -> None:
    """The sample district has no fault, 40 items and 9 streets."""
    assert validate(BOOK) == ()
    assert (len(BOOK.items), len(BOOK.streets)) == (40, 9)


def test_a_fee_without_a_legal_basis_is_impossible() -> None:
    """No fee without a law or administrative regulation; other papers are told (Art. 58)."""
    fee = Fee(code="F", name="服务费", legal_basis=" ")
    assert "没有法律、行政法规依据" in reasons(with_item("CG-01", fees=(fee,)))
    lawful = replace(fee, legal_basis="《城市道路管理条例》第三十七条")
    assert "代码重复" in reasons(with_item("CG-01", fees=(lawful, lawful)))
    assert "金额为零" in reasons(with_item("CG-01", fees=(replace(lawful, amount_fen=0),)))
    doubtful = replace(fee, legal_basis="某局会议纪要")
    (warning,) = validate(with_item("CG-01", fees=(doubtful,)))
    assert (warning.severity, warning.column) == (Severity.WARNING, "legal_basis")


def test_empowerment_outside_the_guide_directory_is_impossible() -> None:
    """An empowerment that the provincial directory does not have is refused (plan 3(1)1)."""
    said = reasons(with_item("CG-01", basic_code="999999999999"))
    assert "empowered.csv:2:item “临时堆物占道审批”不在《江西省赋予乡镇(街道)" in said


def test_a_directory_for_designated_towns_does_not_serve_a_street() -> None:
    """The directory for designated towns (经济发达镇) empowers no street (plan 3(1)1)."""
    code = BOOK.directories["JX-JFZ"].entries[0].basic_code
    row = {"directory": "JX-JFZ", "edition": "2021", "directory_code": code}
    said = reasons(with_empowerment(**row, mapping_approved_by="zhengwu-02"))
    assert "只适用于经济发达镇" in said


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"directory": "NONE"}, "directory"),
        ({"edition": "1999"}, "edition"),
        ({"directory_code": "360110099000"}, "mapping_approved_by"),
        ({"instrument": " "}, "instrument"),
        ({"in_name_of": ""}, "in_name_of"),
        ({"form": EmpowermentForm.ENTRUSTED}, "in_name_of"),
        ({"item": "NO-1"}, "item"),
        ({"street": "street-no"}, "street"),
    ],
)
def test_an_empowerment_names_what_it_rests_on(changes: dict[str, object], column: str) -> None:
    """Directory, edition, mapping, instrument and name of an empowerment must hold (Art. 24)."""
    assert f"empowered.csv:2:{column}" in reasons(with_empowerment(**changes))


@pytest.mark.parametrize(
    "kind", [ItemType.PENALTY, ItemType.COERCION, ItemType.LEVY, ItemType.INSPECTION]
)
@pytest.mark.parametrize("code", ["WJ-01", "CG-01", "ZJ-01", "SW-01"])
def test_penalties_and_the_like_are_on_no_list(kind: ItemType, code: str) -> None:
    """Penalty, coercion, levy and inspection are refused on every list."""
    assert "不依申请" in reasons(with_item(code, type=kind))


def test_an_assisted_item_names_who_decides() -> None:
    """An assisted item must name a department that decides it (plan 3(1)2)."""
    assert "没有载明决定机关" in reasons(with_item("ZJ-01", department=None))
    assert "街道不得决定" in reasons(with_item("ZJ-01", department="street-xincun"))


def test_an_assisted_item_names_what_comes_back() -> None:
    """An assisted or relayed item names the document that is returned (plan 3(1)2)."""
    assert "assisted.csv" in reasons(with_item("ZJ-01", result_document=None))
    assert "outlet_list.csv" in reasons(with_item("YB-01", result_document=None))


def test_an_item_has_one_mode_at_a_counter() -> None:
    """The same item is not on two lists of one street, nor twice on one."""
    twice = (*BOOK.assisted, AssistedRow(item="CG-01", street="street-licun"))
    assert "方式不能并存" in reasons(faulty(assisted=twice))
    same = (*BOOK.outlet, replace(BOOK.outlet[0], street="street-licun"))
    assert "已见于第2行" in reasons(faulty(outlet=same))


def test_an_own_item_is_the_streets_or_reviewed_by_it() -> None:
    """What a department decides is no item of the street, unless the street reviews it first."""
    assert "不是本级事项" in reasons(faulty(own=(OwnRow(item="ZJ-01"),), assisted=()))
    reviewed = faulty(own=(OwnRow(item="MZ-03"),), assisted=())
    assert not errors(validate(reviewed))


def test_an_extension_names_its_law() -> None:
    """More time than Art. 42 gives of itself rests on a law that the profile names."""
    lawless = ClockProfile(statutory_days=7, extension_days=3)
    assert "可延长3天而未载依据" in reasons(with_item("CG-02", clock=lawless))
    lawful = replace(lawless, source="《建筑法》第八条")
    assert not errors(validate(with_item("CG-02", clock=lawful)))


def test_licences_handled_together_may_take_forty_five_days() -> None:
    """45 days need no law of their own where several bodies act together (Art. 42)."""
    together = ClockProfile(statutory_days=45, promised_days=7, handling=Handling.JOINT)
    assert not errors(validate(with_item("ZJ-01", clock=together)))
    alone = replace(together, handling=Handling.SINGLE)
    assert "超过20天而未载依据" in reasons(with_item("ZJ-01", clock=alone))


def test_steps_have_limits_and_names_of_their_own() -> None:
    """A step of the guide ends within a year and is named once."""
    guide = BOOK.items["ZJ-01"].guide
    step = replace(guide.steps[0], limit_days=400)
    said = reasons(with_item("ZJ-01", guide=replace(guide, steps=(step, step))))
    assert "时限400天不合理" in said
    assert "的环节审核重复" in said


def test_outlets_do_at_once_only_what_is_instant() -> None:
    """An outlet executes only instant items for which a body is responsible (plan 3(2))."""
    row = OutletRow(item="ZJ-01", outlet_kind=OutletKind.BANK, execution=Execution.INSTANT)
    assert "不是即办件" in reasons(faulty(outlet=(row,)))
    nobody = with_item("SW-01", department=None, responsible=None)
    assert "没有载明责任机关" in reasons(nobody)


def test_a_listing_for_a_kind_of_outlet_that_nobody_runs_is_a_warning() -> None:
    """A list may run ahead of the outlets; that is said, not refused."""
    row = OutletRow(
        item="SW-01", outlet_kind=OutletKind.CIVILISATION_STATION, execution=Execution.INSTANT
    )
    found = validate(faulty(outlet=(*BOOK.outlet, row)))
    assert [fault.severity for fault in found] == [Severity.WARNING]


def test_promises_are_not_longer_than_the_law() -> None:
    """A promise longer than the statutory limit, or a limit beyond Art. 42, is refused."""
    long = ClockProfile(statutory_days=10, promised_days=11, source="x")
    assert "承诺11天长于法定10天" in reasons(with_item("SJ-04", clock=long))
    unsourced = ClockProfile(statutory_days=30, promised_days=11)
    assert "未载依据" in reasons(with_item("SJ-04", clock=unsourced))


def test_places_belong_to_streets_and_operators() -> None:
    """Outlets, counters and communities belong to known streets and bodies that may run them."""
    outlet = replace(BOOK.outlets["xincun-bank-1"], operator="dept-shijian", street="street-no")
    said = reasons(faulty(outlets={**BOOK.outlets, outlet.code: outlet}))
    assert "不能运营服务点" in said
    assert "目录中没有街道street-no" in said


def test_acceptance_takes_five_days_at_most() -> None:
    """No catalogue gives more than the five working days of the law (Art. 32)."""
    thresholds = replace(BOOK.thresholds, acceptance_days=6)
    assert "受理期限" in reasons(faulty(thresholds=thresholds))


def test_every_fault_is_reported_at_once() -> None:
    """An empty catalogue of lists without items reports every row."""
    said = reasons(faulty(items={}))
    for file, rows in (("own", 1), ("empowered", 7), ("assisted", 24), ("outlet_list", 19)):
        assert said.count(f"{file}.csv:") >= rows


def test_a_snapshot_is_canonical() -> None:
    """The same catalogue is the same bytes, and the bytes are the catalogue."""
    data = snapshot.to_bytes(BOOK)
    again = snapshot.from_bytes(data)
    assert again == BOOK
    assert snapshot.to_bytes(again) == data
    assert len(snapshot.digest(data)) == 32
    reordered = faulty(items=dict(reversed(BOOK.items.items())))
    assert snapshot.to_bytes(reordered) == data


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b"\xff", b'{"format":2}', b'{"format":1,"calendar":{}}x']
)
def test_other_bytes_are_no_snapshot(data: bytes) -> None:
    """Bytes that are no snapshot of a known format are refused as such."""
    with pytest.raises(snapshot.NotASnapshot):
        snapshot.from_bytes(data)


def test_a_snapshot_with_an_unknown_part_is_not_read() -> None:
    """A part that this release does not know is not skipped."""
    data = snapshot.to_bytes(BOOK).replace(b'"format":1', b'"format":1,"future":[]')
    with pytest.raises(snapshot.NotASnapshot):
        snapshot.from_bytes(data)
