"""`python -m hub.sample.operators`: plays every operator of outlets until its cases have ended."""

import sys
from collections import defaultdict

from hub.domain.vocabulary import OrganisationKind
from hub.sample.operator_script import OperatorScript
from hub.sample.papers import Filing
from hub.sample.stage import Options, ScriptFor, Setting, programme, run
from hub.sample.troupe import Programme

NAME = "operators"


def main() -> int:
    """Play; returns the exit status."""
    return run(OrganisationKind.OPERATOR, NAME, _scripts, _programme)


def _scripts(_setting: Setting, options: Options) -> ScriptFor:
    def script(code: str, file: Filing) -> OperatorScript:
        return OperatorScript(code, options.seed, file)

    return script


def _programme(setting: Setting, options: Options) -> Programme:
    """Open what is planned at outlets; each case ends at its operator."""
    plans = tuple(plan for plan in setting.plans if plan.offer.organisation != plan.offer.street)
    expected: dict[str, set[str]] = defaultdict(set)
    for plan in plans:
        expected[plan.offer.organisation].add(plan.case_id)
    return programme(plans, {code: frozenset(ids) for code, ids in expected.items()}, options)


if __name__ == "__main__":
    sys.exit(main())
