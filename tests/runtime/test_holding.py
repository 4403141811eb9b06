"""For whom the clock waits, and how long for whoever floods."""

from aiokafka import TopicPartition

from hub.lanes.holding import Holding

FLOODS, SLOW = TopicPartition("org.a.out", 0), TopicPartition("org.b.out", 0)


def test_the_clock_waits_for_a_flood_as_long_as_it_may_hold_it() -> None:
    """And says once that it waits no longer; read to the end, its hour begins anew."""
    now = [0.0]
    holding = Holding(10, lambda tp: tp == FLOODS, lambda: now[0])
    assert holding.waits({FLOODS}) == (True, set())
    now[0] = 10.0
    assert holding.waits({FLOODS}) == (True, set())
    now[0] = 10.1
    assert holding.waits({FLOODS}) == (False, {FLOODS})
    assert holding.waits({FLOODS}) == (False, set())
    assert holding.waits(set()) == (False, set())
    assert holding.waits({FLOODS}) == (True, set())


def test_what_is_unread_for_another_reason_holds_the_clock_for_ever() -> None:
    """Also beside a flood that holds it no longer."""
    now = [0.0]
    holding = Holding(10, lambda tp: tp == FLOODS, lambda: now[0])
    holding.waits({FLOODS, SLOW})
    now[0] = 1_000.0
    assert holding.waits({FLOODS, SLOW}) == (True, {FLOODS})
    assert holding.passed_over == {FLOODS}


def test_who_has_flooded_once_holds_the_clock_no_longer_by_pausing() -> None:
    """Its allowance comes back while it still is behind."""
    now, floods = [0.0], [True]
    holding = Holding(10, lambda _: floods[0], lambda: now[0])
    holding.waits({FLOODS})
    floods[0], now[0] = False, 11.0
    assert holding.waits({FLOODS}) == (False, {FLOODS})
