"""The README shows the state machine that the code has."""

import re
from pathlib import Path

from hub.sample import district
from hub.views.exploring import explore
from hub.views.lifecycle import mermaid, scenes_of

README = Path(__file__).parents[2] / "README.md"


def test_the_readme_shows_the_state_machine_of_the_code() -> None:
    """What `lianban lifecycle` prints is the diagram in the README, to the letter."""
    book = district.load()
    shown = re.search(r"```mermaid\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    assert shown is not None
    assert shown[1] == mermaid(explore(book, scenes_of(book)))
