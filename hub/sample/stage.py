"""What the three programs of players have in common: arguments, catalogue, signals, final word."""

import argparse
import asyncio
import logging
import signal
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from hub.documents.store import DocumentStore
from hub.domain.catalogue import Catalogue
from hub.domain.vocabulary import OrganisationKind
from hub.sample import district, offers, plan
from hub.sample.drawer import Drawer
from hub.sample.mailbox import Inboxes, Outbox
from hub.sample.papers import Filing
from hub.sample.plan import CasePlan, Offer, Twist
from hub.sample.player import Player
from hub.sample.records import Records
from hub.sample.script import Script
from hub.sample.troupe import Programme, Troupe, answers, believed, write_done
from hub.signing import Pens


@dataclass(frozen=True, slots=True)
class Options:
    """The arguments of a program of players."""

    bootstrap: str
    namespace: str
    records: Path
    documents: str
    keys: Path
    signing: Path | None
    seed: int
    cases: int
    poisoned: bool
    rate: float
    pace: float
    patience: float


@dataclass(frozen=True, slots=True)
class Setting:
    """Catalogue and cases of a run: the same in every program that is given the same arguments."""

    catalogue: Catalogue
    offers: tuple[Offer, ...]
    plans: tuple[CasePlan, ...]


ScriptFor = Callable[[str, Filing], Script]


def run(
    kind: OrganisationKind,
    name: str,
    script_of: Callable[[Setting, Options], ScriptFor],
    programme_of: Callable[[Setting, Options], Programme],
) -> int:
    """Play all organisations of a kind; returns the exit status: 0 if all ended as expected."""
    options = options_of(name)
    logging.basicConfig(level=logging.WARNING, format=f"{name}: %(message)s", stream=sys.stderr)
    setting = set_up(options.seed, options.cases, poisoned=options.poisoned)
    codes = offers.organisations(setting.catalogue, kind)
    script = script_of(setting, options)
    complete = asyncio.run(_play(name, codes, script, programme_of(setting, options), options))
    return 0 if complete else 1


def set_up(seed: int, cases: int, *, poisoned: bool) -> Setting:
    """The sample district and the cases that are planned in it."""
    catalogue = district.load()
    offered = offers.offers(catalogue)
    extra = (plan.behind_poison(seed, offered),) if poisoned else ()
    return Setting(catalogue, offered, (*extra, *plan.plan(seed, cases - len(extra), offered)))


def programme(
    openings: tuple[CasePlan, ...], expected: Mapping[str, frozenset[str]], options: Options
) -> Programme:
    """The programme of those who start cases and go home when all have ended."""
    return Programme(
        openings=openings,
        expected=expected,
        ends=True,
        rate=options.rate,
        patience_s=options.patience,
    )


def reaches_street(planned: CasePlan) -> bool:
    """Whether a case that an outlet takes becomes a case of its street."""
    return planned.twist is not Twist.NOT_LISTED


async def _play(
    name: str,
    codes: tuple[str, ...],
    script_for: ScriptFor,
    what: Programme,
    options: Options,
) -> bool:
    options.records.mkdir(parents=True, exist_ok=True)
    store = DocumentStore(options.documents, options.keys)
    drawers = {code: Drawer(store, options.records, code) for code in codes}
    records = {code: Records(options.records, code) for code in codes}
    outboxes = {code: Outbox(options.bootstrap, code, options.namespace) for code in codes}
    pens = Pens(options.signing)
    players = [
        Player(
            code,
            script_for(code, drawers[code]),
            outboxes[code],
            records[code],
            options.pace,
            pens,
        )
        for code in codes
    ]
    inboxes = Inboxes(options.bootstrap, codes, options.namespace)
    troupe = Troupe(players, inboxes, tuple(outboxes.values()), tuple(records.values()))
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, troupe.stop)
    complete = await troupe.play(what)
    for drawer in drawers.values():
        drawer.close()
    store.close()
    done = {
        "kind": name,
        "complete": complete,
        "answers": answers(players),
        "cases": believed(players),
    }
    write_done(options.records / f"{name}.done.json", done)
    return complete


def options_of(name: str) -> Options:
    """Return the arguments of the program of that name."""
    parser = argparse.ArgumentParser(prog=f"python -m hub.sample.{name}")
    parser.add_argument("--bootstrap", required=True, help="a Kafka broker as host:port")
    parser.add_argument("--namespace", default="", help="prefix of all topic names")
    parser.add_argument("--records", required=True, type=Path, help="folder for *.jsonl records")
    parser.add_argument("--documents", required=True, help="document store: path or fsspec URL")
    parser.add_argument("--keys", required=True, type=Path, help="keys of the document store")
    parser.add_argument("--signing", type=Path, help="folder with private keys to sign with")
    parser.add_argument("--seed", type=int, default=1, help="of all chance")
    parser.add_argument("--cases", type=int, default=120, help="over all initiators")
    parser.add_argument("--poisoned", action="store_true", help="one case lies behind a poison")
    parser.add_argument("--rate", type=float, default=20.0, help="cases started a second")
    parser.add_argument("--pace", type=float, default=1.0, help="stretches all delays")
    parser.add_argument("--patience", type=float, default=180.0, help="seconds of silence borne")
    return Options(**vars(parser.parse_args()))
