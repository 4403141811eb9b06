"""Stories of cases whose originals go along, come back, or are lost (物料流转凭证)."""

from hub.domain import commands
from hub.sample.stories.scenes import (
    ARCHIVED,
    REPORT,
    STREET,
    approved,
    decider,
    filed,
    handed_over,
    say,
)
from hub.sample.stories.story import Line, Part, Story, Until, Written, together

_ITEM, _ORIGINALS = "WJ-03", ("M1",)
_HEALTH = decider(_ITEM)


def _of_originals(by: str, command: type, answer: str = "DONE", /, **fields: object) -> Line:
    return say(by, command, answer, originals=_ORIGINALS, **fields)


def _sent(giver: str, receiver: str) -> tuple[Part, ...]:
    """Originals passed on, and signed for by who gets them."""
    return together(
        _of_originals(giver, commands.PassOnOriginals, organisation=receiver),
        _of_originals(receiver, commands.SignForOriginals),
    )


_KEPT = together(
    filed(_ITEM),
    _of_originals(STREET, commands.TakeOriginals),
    say(STREET, commands.ForwardCase),
    _sent(STREET, _HEALTH),
    say(_HEALTH, commands.AcceptCase),
)

STORIES = (
    Story(
        "originals-returned",
        "原件随件流转并退还",
        together(
            _KEPT,
            approved(_HEALTH),
            handed_over(),
            Until(organisation=_HEALTH, message="OriginalsAwaited"),
            _of_originals(STREET, commands.GiveBackOriginals, "CUSTODY-004"),
            say(STREET, commands.ArchiveCase, "CUSTODY-006"),
            _sent(_HEALTH, STREET),
            _of_originals(STREET, commands.GiveBackOriginals),
            ARCHIVED,
        ),
    ),
    Story(
        "original-lost",
        "原件遗失,亮红牌并补办",
        together(
            _KEPT,
            _of_originals(_HEALTH, commands.ReportOriginalsLost, report=REPORT),
            Until(organisation=_HEALTH, message="CardReported"),
            approved(_HEALTH),
            handed_over(),
            _of_originals(_HEALTH, commands.GiveBackOriginals, "CUSTODY-011"),
            _of_originals(_HEALTH, commands.GiveBackOriginals, settlement=Written("loss-settled")),
            ARCHIVED,
        ),
    ),
)
