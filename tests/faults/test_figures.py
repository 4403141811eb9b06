"""A schedule follows from its seed, and a report says what its rounds say."""

import asyncio

import pytest

from tests.faults.answers import Answered, Silence, silences
from tests.faults.chronicle import Chronicle, Struck
from tests.faults.figures import figures, in_flight, recovery_s, spread, unaffected
from tests.faults.kinds import KINDS
from tests.faults.report import report, table
from tests.faults.rounds import FAULTS_A_ROUND, rounds
from tests.faults.run import Plan
from tests.faults.schedule import schedule
from tests.faults.victims import Victims


@pytest.mark.parametrize("brokers", [1, 3])
def test_the_same_seed_gives_the_same_faults(brokers: int) -> None:
    """Every kind that can be comes early; another seed gives others."""
    one = [str(fault) for fault in schedule(200, 5, brokers)]
    assert one == [str(fault) for fault in schedule(200, 5, brokers)]
    assert one != [str(fault) for fault in schedule(200, 6, brokers)]
    can_be = {kind.name for kind in KINDS.values() if kind.weight and kind.brokers <= brokers}
    early = list(schedule(200, 5, brokers))[: len(can_be)]
    assert {fault.kind.name for fault in early} == can_be


def test_rounds_share_the_faults_among_seeds() -> None:
    """Together as many as were asked for."""
    made = list(rounds(Plan(faults=2 * FAULTS_A_ROUND + 50, seed=4)))
    whole = FAULTS_A_ROUND
    assert [(each.faults, each.seed) for each in made] == [(whole, 4), (whole, 5), (50, 6)]


def test_a_pause_is_between_two_answers_of_one_partition() -> None:
    """A second is none; what another partition says does not fill it."""
    answers = [
        Answered(partition, "c", 0.0, at) for partition, at in [(0, 1), (0, 1.9), (1, 3), (0, 5)]
    ]
    assert list(silences(answers)) == [Silence(0, 1.9, 5)]


def struck(name: str, victim: str, began_s: float, ended_s: float) -> Struck:
    """Return a fault that happened."""
    return Struck(KINDS[name], (victim,), began_s, ended_s)


def test_recovery_ends_with_the_last_pause_that_the_fault_can_have_caused() -> None:
    """Not before it began, and not what begins long after it was over."""
    fault = struck("worker killed", "worker-1", 10.0, 14.0)
    quiet = [Silence(0, 3.0, 9.0), Silence(0, 9.5, 16.0), Silence(1, 14.5, 17.5)]
    assert recovery_s(fault, quiet) == 7.5
    assert recovery_s(fault, [*quiet, Silence(1, 30.0, 40.0)]) == 7.5
    assert recovery_s(fault, []) == 0.0


def test_unaffected_is_who_was_heard_by_a_worker_that_nothing_struck() -> None:
    """A broker's fault strikes all, and a pause without any fault is nobody's."""
    chronicle = Chronicle(owners=[(0.0, {0: "worker-1", 1: "worker-2"})])
    chronicle.struck.append(struck("worker killed", "worker-1", 10.0, 14.0))
    own, other, later = Silence(0, 10.0, 13.0), Silence(1, 11.0, 13.0), Silence(1, 20.0, 30.0)
    assert unaffected(chronicle, [own, other, later]) == [other]
    chronicle.struck.append(struck("broker killed", "1", 12.0, 15.0))
    assert unaffected(chronicle, [own, other, later]) == []


def test_in_flight_is_what_was_sent_and_not_yet_answered() -> None:
    """Messages, and the cases they are of."""
    answers = [Answered(0, "a", 1, 5), Answered(0, "a", 2, 6), Answered(1, "b", 3, 4)]
    assert in_flight(answers, 3.5) == {"messages": 3, "cases": 2}
    assert in_flight(answers, 5.0) == {"messages": 1, "cases": 1}


def test_ranks_are_the_nearest() -> None:
    """Of a hundred numbers the 99th, of one the one, of none nothing."""
    assert spread([float(n) for n in range(100, 0, -1)]) == {"p50": 50, "p99": 99, "max": 100}
    assert spread([3.0]) == {"p50": 3, "p99": 3, "max": 3}
    assert spread([])["max"] == 0


def test_a_report_adds_up_and_names_the_seed_that_failed() -> None:
    """One violation anywhere, or a hub that did not finish, and the whole has not passed."""
    chronicle = Chronicle(struck=[struck("worker killed", "worker-1", 10.0, 14.0)])
    one = figures(chronicle, [Answered(0, "a", 9, 12)]) | {
        "seed": 1,
        "drained": True,
        "unplanned_exits": [],
        "took_s": 60.0,
        "verdict": {"passed": True, "violations": {}, "counts": {"messages_sent": 7}},
    }
    bad = {"passed": False, "violations": {"effect_twice": 2}, "counts": {"messages_sent": 8}}
    two = one | {"seed": 2, "verdict": bad}
    assert report([one])["passed"]
    assert not report([one | {"drained": False}])["passed"]
    found = report([one, two])
    assert (found["faults"], found["messages"], found["violations"]) == (2, 15, {"effect_twice": 2})
    assert (found["passed"], found["seeds_not_passed"]) == (False, [2])
    assert found["by_kind"]["worker killed"]["survived"] == 2
    assert "worker killed" in table(found)


async def test_never_more_are_struck_than_may_be() -> None:
    """The next fault waits for one to be over, and takes another one than was asked for."""
    victims = Victims(["a", "b", "c"], most=2)
    assert [await victims.take(0), await victims.take(0)] == ["a", "b"]
    third = asyncio.create_task(victims.take(1))
    everybody = asyncio.create_task(victims.take_all())
    await asyncio.sleep(0)
    assert not third.done()
    await victims.release(["a"])
    assert await third == "c"
    assert not everybody.done()
    await victims.release(["b", "c"])
    assert await everybody == ["a", "b", "c"]
