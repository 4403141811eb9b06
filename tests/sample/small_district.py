"""A district small enough to see: one street, one outlet, one department, an item for each road."""

from datetime import date

from hub.domain.catalogue import Catalogue
from hub.domain.guides import Guide, Item, ItemType, MaterialRequirement, Requirement, Step
from hub.domain.lists import (
    AssistedRow,
    EmpoweredRow,
    EmpowermentForm,
    Execution,
    OutletRow,
    OwnRow,
)
from hub.domain.places import Counter, Organisation, Outlet, OutletKind, Street
from hub.domain.vocabulary import OrganisationKind

STREET, DEPARTMENT, OPERATOR = "street-one", "dept-one", "op-one"


def catalogue() -> Catalogue:
    """The catalogue of the small district."""
    kinds = OrganisationKind
    organisations = {
        STREET: kinds.STREET,
        DEPARTMENT: kinds.DEPARTMENT,
        OPERATOR: kinds.OPERATOR,
        "admin": kinds.ADMINISTRATION,
    }
    items = (
        _item("own", STREET, document="备案表"),
        _item("empowered", STREET, document="许可证"),
        _item("instant", STREET, instant=True),
        _item("assisted", DEPARTMENT, document="许可证"),
        _item("preliminary", DEPARTMENT, document="资格证", preliminary_review=True),
        _item("relayed", DEPARTMENT, document="居住证"),
        _item("at-outlet", DEPARTMENT),
    )
    return Catalogue(
        edition="small",
        organisations={
            code: Organisation(code=code, name=code, kind=kind)
            for code, kind in organisations.items()
        },
        streets={STREET: Street(code=STREET, name="一街道", area_code="360203001")},
        outlets={
            "bank-1": Outlet(
                code="bank-1", name="一银行", street=STREET, operator=OPERATOR, kind=OutletKind.BANK
            )
        },
        counters={"counter-1": Counter(code="counter-1", name="一号窗口", street=STREET)},
        items={item.code: item for item in items},
        own=(OwnRow(item="own"), OwnRow(item="instant")),
        empowered=(_empowered("empowered"),),
        assisted=tuple(AssistedRow(item=code) for code in ("assisted", "preliminary")),
        outlet=(
            _outlet("relayed", Execution.RELAYED),
            _outlet("at-outlet", Execution.INSTANT),
        ),
    )


def _item(
    code: str,
    body: str,
    *,
    document: str | None = None,
    instant: bool = False,
    preliminary_review: bool = False,
) -> Item:
    materials = (
        MaterialRequirement(code="id", name="身份证", requirement=Requirement.REQUIRED),
        MaterialRequirement(code="photo", name="照片", requirement=Requirement.TOLERABLE),
    )
    steps = (Step(name="审核", organisation=body), Step(name="批准", organisation=body))
    return Item(
        code=code,
        name=code,
        type=ItemType.PUBLIC_SERVICE,
        department=DEPARTMENT,
        instant=instant,
        preliminary_review=preliminary_review,
        result_document=document,
        guide=Guide(materials=materials, steps=steps),
    )


def _empowered(item: str) -> EmpoweredRow:
    return EmpoweredRow(
        item=item,
        directory="directory",
        edition="1",
        form=EmpowermentForm.TRANSFERRED,
        instrument="赋权决定",
        in_name_of=STREET,
        claimed_on=date(2025, 1, 1),
        filed_on=date(2025, 2, 1),
    )


def _outlet(item: str, execution: Execution) -> OutletRow:
    return OutletRow(item=item, outlet_kind=OutletKind.BANK, execution=execution)
