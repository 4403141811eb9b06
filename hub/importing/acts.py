"""Saying what the administration has to say to the hub, and waiting for its answers."""

from collections.abc import Sequence
from datetime import UTC, datetime

from hub.domain.commands import Command
from hub.domain.decide import subject_of
from hub.domain.inbox import Answer
from hub.importing.post import Letter, post_of
from hub.settings import Settings


async def say(settings: Settings, commands: Sequence[Command], about: str) -> list[Answer]:
    """Send each command from the administration's outbox; return the answers in their order.

    `settings` name the broker; `about` begins the ids of the messages. Raises Unfit when the
    broker fails or the hub does not answer.
    """
    now = datetime.now(UTC)
    mark = now.strftime("%Y%m%dT%H%M%S.%f")
    letters = [
        Letter(f"{about}/{mark}/{index}", subject_of(command, settings.administration), command)
        for index, command in enumerate(commands)
    ]
    bootstrap = str(settings.kafka.bootstrap)
    async with post_of(settings, bootstrap, settings.administration) as post:
        answers = await post.exchange(letters, now)
    return [answers[letter.id] for letter in letters]
