"""`lianban`: finds the commands, and says what went wrong in one sentence."""

import importlib
import importlib.metadata
import importlib.util
import logging
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from hub.unfit import Unfit

COMMANDS = {
    "up": "hub.cli.up:command",
    "worker": "hub.cli.worker:command",
    "status": "hub.cli.status:command",
    "demo": "hub.cli.demo:command",
    "topics": "hub.cli.topics:group",
    "catalogue": "hub.cli.catalogue:group",
    "import-log": "hub.cli.import_log:command",
    "exchange": "hub.cli.exchange:command",
    "timeline": "hub.cli.views:timeline",
    "progress": "hub.cli.progress:command",
    "obligations": "hub.cli.views:obligations",
    "public": "hub.cli.public:command",
    "reconcile": "hub.cli.reconcile:command",
    "deliveries": "hub.cli.deliveries:group",
    "figures": "hub.cli.figures:command",
    "parked": "hub.cli.parked:group",
    "paper": "hub.cli.papers:group",
    "keys": "hub.cli.keys:group",
    "lifecycle": "hub.cli.lifecycle:command",
    "state": "hub.cli.state:group",
}
"""Name of a command, and where it is: module and attribute, loaded when it is called."""

INTERRUPTED = 130
"""Exit status after Ctrl-C, as shells have it."""


class LazyGroup(click.Group):
    """A group that imports a command's module only when that command is wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's interface
        """The names of all commands, in the order of the table."""
        return [name for name, place in COMMANDS.items() if _exists(place)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's interface
        """The command of that name, or None."""
        place = COMMANDS.get(cmd_name)
        if place is None or not _exists(place):
            return None
        module, _, attribute = place.partition(":")
        command = getattr(importlib.import_module(module), attribute)
        if not isinstance(command, click.Command):
            raise TypeError(f"{place} is not a command")
        return command


def _exists(place: str) -> bool:
    return importlib.util.find_spec(place.partition(":")[0]) is not None


def version() -> str:
    """The installed version of Lianban."""
    return importlib.metadata.version("lianban")


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version(), prog_name="lianban", message="%(prog)s %(version)s")
def cli() -> None:
    """Lianban carries licensing cases between streets, outlets and departments over Kafka."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run one command and leave with its exit status; never shows a traceback.

    With LIANBAN_DEBUG set the traceback of whatever went wrong is shown.
    """
    _hush()
    sys.exit(_status(arguments))


def _hush() -> None:
    """What libraries log is for those who look for it; commands say themselves what matters."""
    if os.environ.get("LIANBAN_DEBUG"):
        logging.basicConfig(level=logging.INFO)
    else:
        logging.getLogger().addHandler(logging.NullHandler())


def _status(arguments: Sequence[str] | None) -> int:
    try:
        outcome = cli.main(args=arguments, prog_name="lianban", standalone_mode=False)
    except click.exceptions.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except Unfit as unfit:
        return _say(unfit, f"{unfit} {unfit.remedy}")
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last door: a person gets a sentence
        kind = type(error).__name__
        return _say(error, f"{kind}: {error} (LIANBAN_DEBUG=1 shows where.)")
    return outcome if isinstance(outcome, int) else 0


def _say(error: Exception, sentence: str) -> int:
    if os.environ.get("LIANBAN_DEBUG"):
        raise error
    click.echo(f"lianban: {sentence}", err=True)
    return 1


if __name__ == "__main__":
    main()
