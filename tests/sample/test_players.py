"""Players as they are, around a hub that decides by the real law."""

from collections import Counter
from pathlib import Path

import pytest

from hub.sample.plan import Bad, Road, Twist
from hub.sample.records import lines
from hub.sample.script import End
from tests.sample.small_district import DEPARTMENT, OPERATOR, STREET
from tests.sample.world import World

EVERYBODY = (STREET, OPERATOR, DEPARTMENT)


async def test_every_case_comes_to_an_end_that_its_plan_foresees(tmp_path: Path) -> None:
    """Two hundred cases of all roads end without an outcome that no script expects."""
    world = World(tmp_path, seed=1, cases=200)
    for code in EVERYBODY:
        world.enter(code)
    await world.run_until(lambda: world.is_over)
    cases = [case for player in world.hub.players.values() for case in player.cases.values()]
    assert [case.tally.surprises for case in cases if case.tally.surprises] == []
    assert not any(case.end is End.STUCK for case in cases)
    street = world.hub.players[STREET].cases
    for planned in world.plans:
        listed = planned.twist is not Twist.NOT_LISTED
        assert (planned.case_id in street) is (listed or planned.offer.organisation == STREET)
    ends = Counter(case.end for case in street.values())
    assert {End.CLOSED, End.REJECTED, End.WITHDRAWN, End.REFUSED} <= ends.keys()


async def test_everything_that_is_sent_is_recorded_and_answered_once(tmp_path: Path) -> None:
    """The records name each acknowledged message and each inbox message exactly once."""
    world = World(tmp_path, seed=2, cases=60)
    for code in EVERYBODY:
        world.enter(code)
    await world.run_until(lambda: world.is_over)
    for code in EVERYBODY:
        recorded = list(lines(tmp_path / f"{code}.jsonl"))
        sent = [line["offset"] for line in recorded if line["event"] == "sent"]
        received = [line["offset"] for line in recorded if line["event"] == "received"]
        assert sorted(sent) == list(range(len(world.hub.outboxes[code])))
        assert received == list(range(len(world.hub.inboxes[code])))
        answers = [line for line in recorded if line.get("type") == "lianban.inbox.Answer"]
        assert len(answers) == len(sent)


async def test_every_bad_message_is_rejected_and_counted_by_kind(tmp_path: Path) -> None:
    """As many messages are turned away at the border as were bad, of all kinds."""
    world = World(tmp_path, seed=3, cases=60)
    for code in EVERYBODY:
        world.enter(code)
    await world.run_until(lambda: world.is_over)
    recorded = [line for code in EVERYBODY for line in lines(tmp_path / f"{code}.jsonl")]
    bad = Counter(line["bad"] for line in recorded if line.get("bad"))
    assert set(bad) == set(Bad)
    assert world.hub.outcomes["REJECTED"] == bad.total()


async def test_repeats_get_the_answer_that_repeats_get(tmp_path: Path) -> None:
    """The same bytes are repeated, other bytes under the same id are refused, nothing happens."""
    world = World(tmp_path, seed=4, cases=100)
    for code in EVERYBODY:
        world.enter(code)
    await world.run_until(lambda: world.is_over)
    recorded = [line for code in EVERYBODY for line in lines(tmp_path / f"{code}.jsonl")]
    repeats = Counter(line["repeat"] for line in recorded if line.get("repeat_of"))
    assert set(repeats) == {"SAME_BYTES", "OTHER_BYTES"}
    assert world.hub.outcomes["REPEATED"] == repeats["SAME_BYTES"]


async def test_a_case_behind_a_poison_is_parked(tmp_path: Path) -> None:
    """The sender is told, and takes the case for parked."""
    world = World(tmp_path, seed=5, cases=20)
    assisted = next(plan for plan in world.plans if plan.offer.road is Road.ASSISTED)
    world.hub.parked.add(assisted.case_id)
    for code in EVERYBODY:
        world.enter(code)
    await world.run_until(lambda: world.is_over)
    case = world.hub.players[STREET].cases[assisted.case_id]
    assert case.end is End.PARKED
    assert case.tally.parked >= 1


@pytest.mark.parametrize("victim", EVERYBODY)
async def test_a_killed_player_goes_on_without_doing_anything_twice(
    tmp_path: Path, victim: str
) -> None:
    """Killed with messages taken by the broker but not acknowledged, it sends the same bytes."""
    world = World(tmp_path, seed=6, cases=80)
    for code in EVERYBODY:
        world.enter(code)
    for _ in range(3):
        heard = len(world.hub.inboxes[victim])
        world.outboxes[victim].deaf = True
        await world.run_until(
            lambda heard=heard: len(world.hub.inboxes[victim]) > heard + 10 or world.is_over
        )
        await world.kill(victim)
        world.enter(victim)
    await world.run_until(lambda: world.is_over)
    cases = [case for player in world.hub.players.values() for case in player.cases.values()]
    assert [case.tally.surprises for case in cases if case.tally.surprises] == []
    assert all(
        case.end for code in (STREET, OPERATOR) for case in world.hub.players[code].cases.values()
    )
