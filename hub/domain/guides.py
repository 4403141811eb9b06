"""Items (事项) that somebody applies for, with their service guide (办事指南) and clock."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hub.domain.documents import Material
from hub.domain.retention import Retention
from hub.domain.vocabulary import ApproverRole, DeliveryMethod, MaterialForm

EXTENSION_DAYS = 10
"""Working days that may be added once to a licence's time (Licensing Law, Art. 42)."""

RENEWAL_DAYS = 30
"""How many days before its end a renewal must be asked for (Licensing Law, Art. 50)."""

LICENCE_DAYS = 20
"""Working days for a licence when nothing shorter is set (Licensing Law, Art. 42)."""

JOINT_DAYS = 45
"""Days for a licence that several bodies handle together (Licensing Law, Art. 42)."""

JOINT_EXTENSION_DAYS = 15
"""Days that the head of the government may add to those once (Licensing Law, Art. 42)."""


class ItemType(StrEnum):
    """Type of an item (GB/T 39046 annex A); the value is the standard's two digits."""

    LICENCE = "01"
    PENALTY = "02"
    COERCION = "03"
    LEVY = "04"
    BENEFIT = "05"
    INSPECTION = "06"
    CONFIRMATION = "07"
    REWARD = "08"
    RULING = "09"
    OTHER = "10"
    PUBLIC_SERVICE = "20"


NEVER_APPLIED_FOR = frozenset(
    {ItemType.PENALTY, ItemType.COERCION, ItemType.LEVY, ItemType.INSPECTION}
)
"""Nobody applies to be punished, coerced, levied or inspected: never on a list."""


class BodyNature(StrEnum):
    """Nature of the implementing body (GB/T 39046 annex A)."""

    STATUTORY = "1"
    AUTHORISED = "2"
    ENTRUSTED = "3"
    OTHER = "9"


class Level(StrEnum):
    """Level of exercise (行使层级, GB/T 39046 annex A)."""

    STATE = "1"
    PROVINCE = "2"
    CITY = "3"
    COUNTY = "4"
    TOWN = "5"
    VILLAGE = "6"


class Channel(StrEnum):
    """Form of handling (办理形式, GB/T 39046 annex A)."""

    COUNTER = "1"
    COMPUTER = "2"
    MOBILE = "3"
    COURIER = "4"
    OTHER = "9"


class ApplicantKind(StrEnum):
    """Who may apply (服务对象), by the Civil Code's three kinds of person."""

    NATURAL_PERSON = "NATURAL_PERSON"
    LEGAL_PERSON = "LEGAL_PERSON"
    OTHER_ORGANISATION = "OTHER_ORGANISATION"


class ClockStart(StrEnum):
    """What starts the time for a decision: acceptance (Licensing Law, Art. 42), or receipt."""

    ACCEPTANCE = "ACCEPTANCE"
    RECEIPT = "RECEIPT"


class DayKind(StrEnum):
    """Which days a period counts."""

    WORKING = "WORKING"
    CALENDAR = "CALENDAR"


class Handling(StrEnum):
    """Whether one body handles an item or several together (Licensing Law, Art. 26 and 42)."""

    SINGLE = "SINGLE"
    UNIFIED = "UNIFIED"
    """统一办理: one takes it and hands it on."""
    JOINT = "JOINT"
    """联合办理."""
    CENTRALISED = "CENTRALISED"
    """集中办理."""


class Requirement(StrEnum):
    """How firmly the guide asks for a material."""

    REQUIRED = "REQUIRED"
    TOLERABLE = "TOLERABLE"
    """容缺: may follow later."""
    COMMITMENT = "COMMITMENT"
    """告知承诺: a written commitment may stand in."""
    OPTIONAL = "OPTIONAL"


_DEMANDED = frozenset({Requirement.REQUIRED, Requirement.COMMITMENT})
_TOLERABLE = frozenset({Requirement.TOLERABLE})


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockProfile:
    """The limits of an item's decision in days; `source` is where the statutory one is written.

    `statutory_days` and `promised_days` (承诺) may be missing; a licence then has 20 working days,
    or 45 days where several bodies handle it together.
    """

    statutory_days: int | None = None
    promised_days: int | None = None
    unit: DayKind = DayKind.WORKING
    source: str = ""
    extension_days: int | None = None
    """What may be added once by the head, where the law that sets the time says so."""
    handling: Handling = Handling.SINGLE
    starts: ClockStart = ClockStart.ACCEPTANCE
    extension_approver: ApproverRole | None = None
    """Who gives the extension where a law names somebody else than Art. 42 does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialRequirement:
    """One material of a guide; `form` is the form asked for, `issuer` who makes it.

    `sample` says where a filled-in sample (样表) is to be had.
    """

    code: str
    name: str
    requirement: Requirement
    form: MaterialForm = MaterialForm.ORIGINAL
    issuer: str = ""
    sample: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the handling: who does it and within how many days."""

    name: str
    organisation: str
    limit_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """A fee of an item; `legal_basis` is a law or administrative regulation (Art. 58).

    `amount_fen` is None where the amount follows from a published standard.
    """

    code: str
    name: str
    legal_basis: str
    amount_fen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """The service guide of an item; whoever changes it gives it a new `version` and its date.

    `times` and `place` say more than the opening hours of the places where it is listed.
    """

    version: str = ""
    dated_on: date | None = None
    conditions: str = ""
    materials: tuple[MaterialRequirement, ...] = ()
    steps: tuple[Step, ...] = ()
    process: str = ""
    times: str = ""
    place: str = ""
    phone: str = ""
    appeal: str = ""

    def missing(self, materials: tuple[Material, ...]) -> tuple[MaterialRequirement, ...]:
        """Return every material that must be there and is not: all at once."""
        return self._absent(materials, _DEMANDED)

    def tolerable(self, materials: tuple[Material, ...]) -> tuple[MaterialRequirement, ...]:
        """Return every material that is not there and may follow later (容缺)."""
        return self._absent(materials, _TOLERABLE)

    def _absent(
        self, materials: tuple[Material, ...], kinds: frozenset[Requirement]
    ) -> tuple[MaterialRequirement, ...]:
        brought = {material.code for material in materials}
        return tuple(
            [
                wanted
                for wanted in self.materials
                if wanted.code not in brought and wanted.requirement in kinds
            ]
        )

    def not_by_commitment(self, materials: tuple[Material, ...]) -> tuple[str, ...]:
        """Return codes of materials replaced by a commitment where the guide has none."""
        promised = {m.code for m in materials if m.form is MaterialForm.COMMITMENT}
        if not promised:
            return ()
        allowed = {m.code for m in self.materials if m.requirement is Requirement.COMMITMENT}
        return tuple(sorted(promised - allowed))


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item; `code` is the local code, `implementation_code` the 31-character 实施编码 if any.

    `department` decides it, `supervising` supervises when others decide, `responsible` answers for
    what an outlet's operator executes; all three are organisation codes. `validity_days` says how
    long its document is in force, `renewal_days` how long before its end a renewal must be asked
    for: thirty, unless a law, regulation or rule says otherwise (Art. 50). `benefit_continues`:
    what an outlet does is a check (待遇资格认证), and failing it stops no benefit. `body` is the
    implementing body (实施主体): an organisation code, or `*` for the receiving street. `system`
    is the outside system of record whose cases the hub mirrors and cannot refuse; empty is the hub.
    """

    code: str
    name: str
    type: ItemType
    basic_code: str = ""
    implementation_code: str | None = None
    level: Level | None = None
    body: str | None = None
    nature: BodyNature = BodyNature.STATUTORY
    department: str | None = None
    supervising: str | None = None
    responsible: str | None = None
    system: str = ""
    applicants: tuple[ApplicantKind, ...] = ()
    channels: tuple[Channel, ...] = ()
    delivery: tuple[DeliveryMethod, ...] = ()
    legal_basis: str = ""
    instant: bool = False
    preliminary_review: bool = False
    benefit_continues: bool = False
    in_person: bool = False
    """须本人到场: the law lets nobody act for the applicant (Licensing Law, Art. 29)."""
    result_document: str | None = None
    clock: ClockProfile = ClockProfile()
    guide: Guide = Guide()
    fees: tuple[Fee, ...] = ()
    validity_days: int | None = None
    renewal_days: int = RENEWAL_DAYS
    retention: Retention | None = None
    """保管期限 of the files; kept for good where it is not said."""

    @property
    def answerable(self) -> str | None:
        """Who answers for what an operator executes (责任单位): the responsible body if named."""
        return self.responsible or self.department

    @property
    def statutory_days(self) -> int | None:
        """Days by law: as the profile says, those of Art. 42 for a licence, else None."""
        if self.clock.statutory_days is None and self.type is ItemType.LICENCE:
            return self.general_days
        return self.clock.statutory_days

    @property
    def extension_days(self) -> int | None:
        """Days that may be added once: as the profile says, else by Art. 42, else None.

        Art. 42 lengthens its own periods only: where another law sets the time, that law must.
        """
        if self.clock.extension_days is not None:
            return self.clock.extension_days
        if self.type is not ItemType.LICENCE or self.statutory_days != self.general_days:
            return None
        return JOINT_EXTENSION_DAYS if self.is_handled_together else EXTENSION_DAYS

    @property
    def extended_by(self) -> ApproverRole:
        """Whose word extends the time: as the profile says, else as Art. 42 does."""
        if self.clock.extension_approver is not None:
            return self.clock.extension_approver
        together = self.is_handled_together
        return ApproverRole.GOVERNMENT_HEAD if together else ApproverRole.BODY_HEAD

    @property
    def is_made_public(self) -> bool:
        """Whether an approval must be made public: that of a licence (Licensing Law, Art. 40)."""
        return self.type is ItemType.LICENCE

    @property
    def general_days(self) -> int:
        """Days that Art. 42 gives a licence of this handling."""
        return JOINT_DAYS if self.is_handled_together else LICENCE_DAYS

    @property
    def is_handled_together(self) -> bool:
        """Whether several bodies handle it together."""
        return self.clock.handling is not Handling.SINGLE
