"""`python -m hub.sample.streets`: plays every street until all its cases have ended."""

import sys
from collections import defaultdict

from hub.domain.vocabulary import OrganisationKind
from hub.sample.papers import Filing
from hub.sample.stage import Options, ScriptFor, Setting, programme, reaches_street, run
from hub.sample.street_script import StreetScript
from hub.sample.troupe import Programme

NAME = "streets"


def main() -> int:
    """Play; returns the exit status."""
    return run(OrganisationKind.STREET, NAME, _scripts, _programme)


def _scripts(_setting: Setting, options: Options) -> ScriptFor:
    def script(code: str, file: Filing) -> StreetScript:
        return StreetScript(code, options.seed, file)

    return script


def _programme(setting: Setting, options: Options) -> Programme:
    """Open what is planned at counters; those and what outlets take for a street end there."""
    own = tuple(plan for plan in setting.plans if plan.offer.organisation == plan.offer.street)
    expected: dict[str, set[str]] = defaultdict(set)
    for plan in setting.plans:
        if plan in own or reaches_street(plan):
            expected[plan.offer.street].add(plan.case_id)
    return programme(own, {code: frozenset(ids) for code, ids in expected.items()}, options)


if __name__ == "__main__":
    sys.exit(main())
