"""What each counter and outlet offers, read off the published catalogue as a clerk would."""

from collections.abc import Iterator

from hub.domain.catalogue import Catalogue
from hub.domain.guides import Item, Requirement
from hub.domain.lists import Execution
from hub.domain.places import Counter, Outlet
from hub.domain.refusals import Refused
from hub.domain.vocabulary import Mode, OrganisationKind
from hub.sample.department_script import Task
from hub.sample.plan import Offer, Road

_DEMANDED = (Requirement.REQUIRED, Requirement.COMMITMENT)


def offers(catalogue: Catalogue) -> tuple[Offer, ...]:
    """Every item at every place that takes it, in the order of the catalogue."""
    counters = (offer for at in catalogue.counters.values() for offer in _counter(catalogue, at))
    outlets = (offer for at in catalogue.outlets.values() for offer in _outlet(catalogue, at))
    return (*counters, *outlets)


def tasks(catalogue: Catalogue, department: str) -> dict[str, Task]:
    """By item code what the guides tell a department to do."""
    return {
        item.code: Task(_steps(item, department), item.result_document, item.is_made_public)
        for item in catalogue.items.values()
        if item.department == department
    }


def organisations(catalogue: Catalogue, kind: OrganisationKind) -> tuple[str, ...]:
    """The codes of all organisations of a kind."""
    return tuple(each.code for each in catalogue.organisations.values() if each.kind is kind)


def _counter(catalogue: Catalogue, place: Counter) -> Iterator[Offer]:
    for item in catalogue.items.values():
        try:
            mode = catalogue.mode_at(item.code, place.street, place.code)
            decider = catalogue.decider(item, place.street, mode)
        except Refused:
            continue
        for road in _roads(item, mode, itself=decider == place.street):
            yield _offer(item, road, mode, place.street, place.street, place.code, decider)


def _roads(item: Item, mode: Mode, *, itself: bool) -> tuple[Road, ...]:
    if not itself:
        return (Road.PRELIMINARY if item.preliminary_review else Road.ASSISTED,)
    road = Road.OWN if mode is Mode.OWN else Road.EMPOWERED
    return (road, Road.COUNTER_INSTANT) if item.instant else (road,)


def _outlet(catalogue: Catalogue, place: Outlet) -> Iterator[Offer]:
    for item in catalogue.items.values():
        try:
            execution = catalogue.execution_at(item.code, place.street, place.code)
            decider = catalogue.decider(item, place.street, Mode.OUTLET)
        except Refused:
            continue
        instant = execution is Execution.INSTANT
        yield _offer(
            item,
            Road.OUTLET_INSTANT if instant else Road.RELAYED,
            Mode.OUTLET,
            place.operator,
            place.street,
            place.code,
            place.operator if instant else decider,
        )


def _offer(
    item: Item, road: Road, mode: Mode, organisation: str, street: str, place: str, decider: str
) -> Offer:
    # What the guide demands comes first: the first is what an incomplete submission lacks.
    wanted = sorted(item.guide.materials, key=lambda each: each.requirement not in _DEMANDED)
    return Offer(
        road=road,
        mode=mode.lower(),
        item_code=item.code,
        item_name=item.name,
        organisation=organisation,
        street=street,
        place=place,
        decider=decider,
        materials=tuple((each.code, each.name) for each in wanted),
        steps=_steps(item, decider),
        document=item.result_document,
        is_public=item.is_made_public,
    )


def _steps(item: Item, body: str) -> tuple[str, ...]:
    """The names of the steps that the deciding body itself takes."""
    own = tuple(step.name for step in item.guide.steps if step.organisation == body)
    return own or tuple(step.name for step in item.guide.steps)
