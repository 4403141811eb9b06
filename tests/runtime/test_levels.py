"""Two releases side by side: a new kind of fact is written only once all can read it."""

from types import MappingProxyType

import pytest

from hub.domain.facts import CaseMirrored, LevelRaised
from hub.domain.vocabulary import OutcomeKind
from hub.lanes import levels
from hub.lanes.reading import decode_fact
from hub.runtime.failures import LaneStoppedError
from tests.runtime.workbench import Bench, mirror, numbers_in

NUMBERS = numbers_in(0, 2)


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Let this be a release of level 2, which brought the fact that a case is mirrored."""
    monkeypatch.setattr(levels, "LEVEL", 2)
    monkeypatch.setattr(levels, "SINCE", MappingProxyType({CaseMirrored: 2}))
    return monkeypatch


@pytest.mark.usefixtures("newer")
async def test_a_new_fact_is_refused_until_it_is_switched_on(hub: Bench) -> None:
    """The newer release refuses by rule while an older one may be at work, and then does it."""
    lane = await hub.open()
    (refused,) = await hub.work(lane, mirror(NUMBERS[0]))
    assert refused.outcome is OutcomeKind.REFUSED
    assert refused.refusal is not None
    assert refused.refusal.rule == "LEVEL-001"
    await lane.close()
    settings = hub.settings.model_copy(update={"level": 2})
    for _ in range(2):  # the second opening has nothing to raise
        lane = await hub.open(settings=settings)
        await lane.close()
    lane = await hub.open()
    (done,) = await hub.work(lane, mirror(NUMBERS[1]))
    assert done.outcome is OutcomeKind.FACTS
    _, raised, _ = await hub.journal()
    assert [decode_fact(fact) for fact in raised.facts] == [LevelRaised(level=2)]


async def test_an_older_release_stops_at_the_higher_level_and_says_so(
    hub: Bench, newer: pytest.MonkeyPatch
) -> None:
    """It stops at the act itself, live and restoring, never at a fact that it cannot read."""
    lane = await hub.open(settings=hub.settings.model_copy(update={"level": 2}))
    await hub.work(lane, mirror(NUMBERS[0]))
    await lane.close()
    newer.undo()
    elsewhere = hub.settings.model_copy(update={"worker": "worker-2"})
    with pytest.raises(LaneStoppedError, match="Install the release"):
        await hub.open(settings=elsewhere)
    with pytest.raises(LaneStoppedError, match="level 3"):
        await hub.open(1, settings=hub.settings.model_copy(update={"level": 3}))
