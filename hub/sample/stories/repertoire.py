"""All stories."""

from hub.sample.stories import (
    after_decision,
    asked,
    at_outlets,
    before_acceptance,
    bundled,
    by_mandate,
    while_handled,
    with_originals,
)
from hub.sample.stories.story import Story

STORIES: tuple[Story, ...] = (
    *before_acceptance.STORIES,
    *while_handled.STORIES,
    *by_mandate.STORIES,
    *with_originals.STORIES,
    *after_decision.STORIES,
    *at_outlets.STORIES,
    *asked.STORIES,
    *bundled.STORIES,
)
