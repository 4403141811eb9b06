"""`python -m hub.sample.stories`: tells the whole repertoire once and ends."""

import asyncio
import contextlib
import sys

from hub.documents.store import DocumentStore
from hub.sample.drawer import Drawer
from hub.sample.mailbox import Inboxes, Outbox
from hub.sample.records import Records
from hub.sample.stage import Options, options_of
from hub.sample.stories.repertoire import STORIES
from hub.sample.stories.story import Story, Until
from hub.sample.stories.teller import Post, Teller, Told, tell_all
from hub.sample.troupe import write_done
from hub.signing import Pens

NAME = "stories"
PATIENCE_S = 60.0
"""So long a line may stay unanswered."""


def main() -> int:
    """Tell; returns the exit status: 0 if everything was answered as told."""
    options = options_of(NAME)
    options.records.mkdir(parents=True, exist_ok=True)
    told, answers = asyncio.run(_tell(options))
    surprises = [each.surprise for each in told if each.surprise]
    done = {
        "kind": NAME,
        "complete": not surprises,
        "answers": answers,
        "cases": [],
        "stories": [_belief(each) for each in told],
    }
    write_done(options.records / f"{NAME}.done.json", done)
    return 1 if surprises else 0


async def _tell(options: Options) -> tuple[list[Told], dict[str, int]]:
    codes = sorted({who for story in STORIES for who in _who(story)})
    outboxes = {code: Outbox(options.bootstrap, code, options.namespace) for code in codes}
    inboxes = Inboxes(options.bootstrap, codes, options.namespace)
    with contextlib.ExitStack() as stack:
        store = stack.enter_context(
            contextlib.closing(DocumentStore(options.documents, options.keys))
        )
        drawer = stack.enter_context(contextlib.closing(Drawer(store, options.records, NAME)))
        records = {
            code: stack.enter_context(
                contextlib.closing(Records(options.records, f"{NAME}-{code}"))
            )
            for code in codes
        }
        post = Post(outboxes, inboxes, records, Pens(options.signing))
        async with inboxes:
            await asyncio.gather(*(outbox.start() for outbox in outboxes.values()))
            try:
                teller = Teller(post, drawer, options.seed, min(options.patience, PATIENCE_S))
                told = await tell_all(teller, STORIES)
            finally:
                await asyncio.gather(*(outbox.stop() for outbox in outboxes.values()))
    return told, dict(sorted(post.answers.items()))


def _who(story: Story) -> set[str]:
    return {part.organisation if isinstance(part, Until) else part.by for part in story.parts}


def _belief(told: Told) -> dict[str, object]:
    return {
        "name": told.story.name,
        "title": told.story.title,
        "lines": len(told.story.parts),
        "case_id": told.case_id,
        "attempts": told.attempts,
        "surprise": told.surprise,
    }


if __name__ == "__main__":
    sys.exit(main())
