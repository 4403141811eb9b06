"""`python -m hub.sample.departments`: plays every department of the district until SIGTERM."""

import sys

from hub.domain.vocabulary import OrganisationKind
from hub.sample import offers
from hub.sample.department_script import DepartmentScript
from hub.sample.papers import Filing
from hub.sample.stage import Options, ScriptFor, Setting, run
from hub.sample.troupe import Programme

NAME = "departments"


def main() -> int:
    """Play; returns the exit status."""
    return run(OrganisationKind.DEPARTMENT, NAME, _scripts, _programme)


def _scripts(setting: Setting, options: Options) -> ScriptFor:
    def script(code: str, file: Filing) -> DepartmentScript:
        return DepartmentScript(code, options.seed, file, offers.tasks(setting.catalogue, code))

    return script


def _programme(_setting: Setting, _options: Options) -> Programme:
    return Programme(expected={}, ends=False)


if __name__ == "__main__":
    sys.exit(main())
