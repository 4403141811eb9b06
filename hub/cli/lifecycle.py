"""`lianban lifecycle`: the state machine of a case, drawn from the code."""

import click


@click.command
def command() -> None:
    """Print the state machine of a case as a Mermaid diagram, as the code has it."""
    from hub.sample import district
    from hub.views.exploring import explore
    from hub.views.lifecycle import mermaid, scenes_of

    book = district.load()
    click.echo(mermaid(explore(book, scenes_of(book))), nl=False)
