"""A catalogue: one immutable snapshot of who, where, what, and what may be done where."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from hub.domain.calendar import Calendar
from hub.domain.code_lists import CodeMeaning
from hub.domain.guides import Item
from hub.domain.lists import (
    EVERY_STREET,
    AssistedRow,
    BundleRow,
    EmpoweredRow,
    Execution,
    GuideDirectory,
    OutletRow,
    OwnRow,
)
from hub.domain.members import Member, member_key
from hub.domain.mentors import Mentor
from hub.domain.places import Community, Counter, Organisation, Outlet, OutletKind, Street
from hub.domain.refusals import PlaceRule, Refused
from hub.domain.signing_keys import SigningKey
from hub.domain.stationed import Stationed
from hub.domain.vocabulary import Mode

Row = OwnRow | EmpoweredRow | AssistedRow | OutletRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Limits in working days that are configuration.

    Some are law: acceptance (Licensing Law, Art. 32), issuing and delivery (Art. 44) and holding
    the hearing (Art. 47) may only be shortened, the time to ask for one (Art. 47) only lengthened.
    """

    acceptance_days: int = 5
    delivery_days: int = 10
    hearing_request_days: int = 5
    hearing_days: int = 20
    forwarding_days: int = 0
    acknowledgement_days: int = 1
    issue_days: int = 10
    receipt_days: int = 1
    correction_days: int = 15
    termination_days: int = 5
    opinion_days: int = 5
    urge_days: int = 3
    oversight_days: int = 5
    appeal_days: int = 5
    complaint_days: int = 5
    rating_days: int = 5
    question_days: int = 2
    verification_days: int = 1
    refund_days: int = 5
    custody_days: int = 10
    commitment_days: int = 60
    publication_days: int = 7
    prompt_days: int = 1
    yellow_days: int = 0
    offline_hours: int = 72
    """How old a message of a terminal that was offline may be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Everything a decision goes by, keyed by code; a case pins the snapshot it came under."""

    edition: str = ""
    organisations: Mapping[str, Organisation] = field(default_factory=dict)
    streets: Mapping[str, Street] = field(default_factory=dict)
    communities: Mapping[str, Community] = field(default_factory=dict)
    outlets: Mapping[str, Outlet] = field(default_factory=dict)
    counters: Mapping[str, Counter] = field(default_factory=dict)
    items: Mapping[str, Item] = field(default_factory=dict)
    own: tuple[OwnRow, ...] = ()
    empowered: tuple[EmpoweredRow, ...] = ()
    assisted: tuple[AssistedRow, ...] = ()
    outlet: tuple[OutletRow, ...] = ()
    directories: Mapping[str, GuideDirectory] = field(default_factory=dict)
    bundles: Mapping[str, BundleRow] = field(default_factory=dict)
    mentors: Mapping[str, Mentor] = field(default_factory=dict)
    stationed: Mapping[str, Stationed] = field(default_factory=dict)
    signing_keys: Mapping[str, SigningKey] = field(default_factory=dict)
    members: Mapping[str, Member] = field(default_factory=dict)
    """By organisation and staff reference (`Member.key`)."""
    codes: tuple[CodeMeaning, ...] = ()
    calendar: Calendar = field(default_factory=Calendar)
    thresholds: Thresholds = Thresholds()
    _at_counter: dict[tuple[str, str], Mode] = field(init=False, repr=False, compare=False)
    _at_outlet: dict[tuple[str, str, OutletKind], OutletRow] = field(
        init=False, repr=False, compare=False
    )

    keeping: frozenset[str] = field(init=False, repr=False, compare=False)
    """Organisations that keep a list of members."""
    _keys_of: dict[str, tuple[SigningKey, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Spread the lists over the streets once, for looking up."""
        at_counter: dict[tuple[str, str], Mode] = {}
        lists: tuple[tuple[Mode, Iterable[Row]], ...] = (
            (Mode.OWN, self.own),
            (Mode.EMPOWERED, self.empowered),
            (Mode.ASSISTED, self.assisted),
        )
        for mode, rows in lists:
            for row in rows:
                for street in self.streets_of(row):
                    at_counter[row.item, street] = mode
        at_outlet = {
            (row.item, street, row.outlet_kind): row
            for row in self.outlet
            for street in self.streets_of(row)
        }
        object.__setattr__(self, "_at_counter", at_counter)
        object.__setattr__(self, "_at_outlet", at_outlet)
        keys: dict[str, tuple[SigningKey, ...]] = {}
        for key in self.signing_keys.values():
            keys[key.organisation] = (*keys.get(key.organisation, ()), key)
        object.__setattr__(self, "_keys_of", keys)
        keeping = frozenset([member.organisation for member in self.members.values()])
        object.__setattr__(self, "keeping", keeping)

    @classmethod
    def empty(cls) -> "Catalogue":
        """Return the catalogue of a hub for which none has been published yet."""
        return cls()

    def streets_of(self, row: Row) -> Iterator[str]:
        """Yield the streets that a row of a list speaks of."""
        if row.street == EVERY_STREET:
            yield from self.streets
        else:
            yield row.street

    def organisation(self, code: str) -> Organisation:
        """Return an organisation; raises Refused (ORGANISATION_UNKNOWN)."""
        found = self.organisations.get(code)
        if found is None:
            raise Refused(PlaceRule.ORGANISATION_UNKNOWN, organisation=code)
        return found

    def item(self, code: str) -> Item:
        """Return an item; raises Refused (ITEM_UNKNOWN)."""
        found = self.items.get(code)
        if found is None:
            raise Refused(PlaceRule.ITEM_UNKNOWN, item=code)
        return found

    def keys_of(self, organisation: str) -> tuple[SigningKey, ...]:
        """Return the signing keys of an organisation in the order of the table, also those over."""
        return self._keys_of.get(organisation, ())

    def serves(self, organisation: str, person: str, instant: datetime) -> bool:
        """Return whether a person acts for an organisation on the day of an instant.

        As its member, its mentor, its approver stationed elsewhere, or another's stationed with it.
        """
        member = self.members.get(member_key(organisation, person))
        if member is not None:
            return member.serves_at(instant)
        mentor, stationed = self.mentors.get(person), self.stationed.get(person)
        if mentor is not None and mentor.department == organisation:
            return True
        return stationed is not None and organisation in (stationed.department, *stationed.streets)

    def name_of(self, organisation: str) -> str:
        """Return the name people know an organisation by, or its code if it is not here."""
        found = self.organisations.get(organisation)
        return found.name if found else organisation

    def mode_at(self, item_code: str, street: str, place: str) -> Mode:
        """Return how an item is handled at a counter or outlet of a street, as the lists say.

        Raises Refused: item, street or place unknown, or the item is not on a list there.
        """
        item = self.item(item_code)
        if street not in self.streets:
            raise Refused(PlaceRule.STREET_UNKNOWN, street=street)
        counter = self.counters.get(place)
        if counter is not None and counter.street == street:
            mode = self._at_counter.get((item_code, street))
            if mode is None:
                raise Refused(
                    PlaceRule.ITEM_NOT_LISTED, item=item.name, street=self.name_of(street)
                )
            return mode
        self.execution_at(item_code, street, place)
        return Mode.OUTLET

    def execution_at(self, item_code: str, street: str, place: str) -> Execution:
        """Return what an outlet of a street does with an item, as the outlet list says.

        Raises Refused: not a place of the street, or the street did not list it for this kind.
        """
        return self._listed_at(item_code, street, place).execution

    def executor_at(self, item_code: str, street: str, place: str) -> str:
        """Return whose system executes an instant item at an outlet: as listed, or its operator's.

        Raises Refused: as `execution_at`.
        """
        listed = self._listed_at(item_code, street, place).executor
        return listed or self.outlets[place].operator

    def _listed_at(self, item_code: str, street: str, place: str) -> OutletRow:
        outlet = self.outlets.get(place)
        if outlet is None or outlet.street != street:
            raise Refused(PlaceRule.PLACE_UNKNOWN, place=place, street=self.name_of(street))
        row = self._at_outlet.get((item_code, street, outlet.kind))
        if row is None:
            raise Refused(
                PlaceRule.NOT_ON_OUTLET_LIST,
                item=self.item(item_code).name,
                street=self.name_of(street),
                outlet=outlet.name,
            )
        return row

    def entrusts_acceptance(self, item_code: str, street: str) -> bool:
        """Return whether the lists let a street accept in the deciding body's name (委托受理)."""
        return any(
            row.entrusted_acceptance and row.item == item_code and street in self.streets_of(row)
            for row in self.assisted
        )

    def question_days(self, department: str, item_code: str | None) -> int:
        """Return within how many working days a department's mentor answers about an item.

        The shortest limit of a mentor who answers for it, else the catalogue's own.
        """
        item = self.items.get(item_code or "")
        named = [
            mentor.answer_days
            for mentor in self.mentors.values()
            if mentor.department == department
            and mentor.answer_days is not None
            and mentor.answers(item.code if item else None)
        ]
        return min(named, default=self.thresholds.question_days)

    def meaning_of(self, system: str, code: str) -> str | None:
        """Return what a code of a code system means, None if the code lists do not say."""
        found = (each.meaning for each in self.codes if (each.system, each.code) == (system, code))
        return next(found, None)

    def keeper_of(self, place: str) -> str | None:
        """Return who speaks for a place: a counter's street or an outlet's operator."""
        counter = self.counters.get(place)
        if counter is not None:
            return counter.street
        outlet = self.outlets.get(place)
        return outlet.operator if outlet else None

    def decider(self, item: Item, street: str, mode: Mode) -> str:
        """Return the organisation whose word ends a case, as the lists name it.

        What the street only reviews first (初审) its department decides, on the own list too.

        Raises Refused: the item names no deciding body.
        """
        if mode is Mode.EMPOWERED or (mode is Mode.OWN and not item.preliminary_review):
            return street
        if item.department is None:
            raise Refused(PlaceRule.NO_DECIDING_BODY, item=item.name)
        return item.department
