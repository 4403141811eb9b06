"""Which cases are planned: the mix, the twists, the same for everybody."""

from collections import Counter

import pytest

from hub.domain.identity import case_id
from hub.domain.refusals import Refused
from hub.sample import district
from hub.sample.offers import offers
from hub.sample.plan import MIX, Bad, Offer, Road, Twist, behind_poison, plan


@pytest.fixture(scope="module")
def offered() -> tuple[Offer, ...]:
    """What the sample district offers."""
    return offers(district.load())


@pytest.mark.parametrize("seed", range(5))
def test_twenty_cases_have_every_road(offered: tuple[Offer, ...], seed: int) -> None:
    """Even the smallest demo shows all modes, also when one case goes to the poison."""
    assert Counter(case.offer.road for case in plan(seed, 20, offered)) == Counter(MIX)
    assert set(MIX) == {case.offer.road for case in plan(seed, 19, offered)}


def test_every_process_plans_the_same_cases(offered: tuple[Offer, ...]) -> None:
    """The plan follows from seed and number alone; another seed plans others."""
    assert plan(3, 60, offered) == plan(3, 60, offered)
    assert plan(3, 60, offered) != plan(4, 60, offered)
    assert plan(3, 40, offered) == plan(3, 60, offered)[:40]


def test_thirty_six_cases_bring_every_bad_message(offered: tuple[Offer, ...]) -> None:
    """One case in six brings a bad message, each kind in turn."""
    assert {case.bad for case in plan(1, 36, offered)} == {None, *Bad}


def test_unlisted_items_are_not_on_the_lists_of_their_place(offered: tuple[Offer, ...]) -> None:
    """What is planned to be refused would be refused by the catalogue."""
    book = district.load()
    unlisted = [case for case in plan(1, 400, offered) if case.twist is Twist.NOT_LISTED]
    assert len({case.offer.road for case in unlisted}) > 3
    for case in unlisted:
        with pytest.raises(Refused):
            book.mode_at(case.offer.item_code, case.offer.street, case.offer.place)


def test_the_case_id_is_the_public_one(offered: tuple[Offer, ...]) -> None:
    """Whoever knows organisation and business number knows the case."""
    case = behind_poison(1, offered)
    assert case.offer.road is Road.ASSISTED
    assert case.case_id == case_id(case.offer.organisation, case.business_number)


def test_a_district_without_outlets_has_no_plan(offered: tuple[Offer, ...]) -> None:
    """A road that nobody offers is named."""
    counters = [offer for offer in offered if offer.road is not Road.RELAYED]
    with pytest.raises(ValueError, match="outlet-relayed"):
        plan(1, 20, counters)
