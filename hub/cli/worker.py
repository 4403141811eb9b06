"""`lianban worker`: one worker beside others, against a broker that runs."""

import os
import sys

import click

from hub.settings import load
from hub.unfit import Unfit


@click.command
def command() -> None:
    """Run one worker (LIANBAN_WORKER) against the broker at LIANBAN_KAFKA__BOOTSTRAP."""
    if load().kafka.bootstrap is None:
        raise Unfit(
            "A worker needs a broker that runs, and LIANBAN_KAFKA__BOOTSTRAP is not set.",
            "Set it to host:port of the broker, or use `lianban up`, which starts one.",
        )
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", "hub.worker"])  # noqa: S606 - no shell is wanted
