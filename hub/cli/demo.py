"""`lianban demo`: a whole district at work for a minute, and an independent check of it."""

import json
import sys
from pathlib import Path

import click

from hub.cli.interrupt import Interrupted, run

INTERRUPTED = 130
MOST_CASES = 100_000


@click.command
@click.option(
    "--cases", type=click.IntRange(20, MOST_CASES), default=120, show_default=True,
    help="How many cases; twenty have every mode.",
)  # fmt: skip
@click.option("--seed", type=int, default=1, show_default=True, help="Of all chance.")
@click.option("--rate", type=click.FloatRange(0.1, 1000), default=10.0, show_default=True,
              help="Cases started a second, at counters and at outlets.")  # fmt: skip
@click.option("--keep", is_flag=True, help="Leave it running until Ctrl-C, and keep its data.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, alone on stdout.")
@click.option("--records", type=click.Path(file_okay=False, path_type=Path),
              help="Folder for what the outside systems write down.")  # fmt: skip
def command(
    *, cases: int, seed: int, rate: float, keep: bool, as_json: bool, records: Path | None
) -> None:
    """Let streets, outlets and departments work on cases of all modes, then check every message.

    Exit status 0 if the independent check held: nothing lost, nothing doubled, every case ended.
    """
    from hub.cli.demo_run import Demo

    demo = Demo(cases=cases, seed=seed, rate=rate, keep=keep, records=records)
    try:
        passed = run(demo.run(lambda found: _show(found, as_json=as_json)))
    except Interrupted:
        sys.exit(demo.status_when_interrupted or INTERRUPTED)
    sys.exit(0 if passed else 1)


def _show(figures: dict[str, object], *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(figures, ensure_ascii=False))
        return
    from hub.cli.demo_view import show

    show(figures)
