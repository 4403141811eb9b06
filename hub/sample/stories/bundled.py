"""Stories of bundles (一件事): opened as listed, and left."""

from hub.domain import commands
from hub.sample.stories.scenes import COUNTER, FORM, STREET, say
from hub.sample.stories.story import CaseOf, ItemsOf, Story, Until, together

_SIGN, _CATERING = "CG-02", "SJ-01"

STORIES = (
    Story(
        "bundle-left",
        "一件事,各事项均退出",
        together(
            say(
                STREET,
                commands.OpenBundle,
                code="YJS-01",
                street=STREET,
                place=COUNTER,
                form=FORM,
                items=ItemsOf((_SIGN, _CATERING)),
            ),
            say(STREET, commands.LeaveBundle, case_id=CaseOf(STREET, _SIGN)),
            say(STREET, commands.LeaveBundle, "BUNDLE-008", case_id=CaseOf(STREET, _SIGN)),
            say(STREET, commands.LeaveBundle, case_id=CaseOf(STREET, _CATERING)),
            Until(organisation=STREET, message="BundleEnded"),
        ),
    ),
)
