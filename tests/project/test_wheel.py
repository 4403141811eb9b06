"""What is shipped: a wheel that runs without the checkout."""

import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent

LOOK = """
import avro.registry, hub, topics.names, connectors
from hub.broker.jars import template_folder
from pathlib import Path
assert Path(hub.__file__).is_relative_to(Path.cwd()), hub.__file__
assert template_folder().is_relative_to(Path.cwd())
for name in ("pom.xml", "server.properties.template", "log4j2.yaml"):
    assert (template_folder() / name).is_file(), name
from hub.papers.rendering import SHIPPED
assert SHIPPED.is_relative_to(Path.cwd())
assert (SHIPPED / "paper.typ").is_file()
assert avro.registry.schema("lianban.command.SubmitCase")
for package in ("hub", "topics", "connectors", "avro"):
    assert next(Path.cwd().glob(f"env/lib/*/site-packages/{package}/py.typed")), package
print("ok")
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a fresh environment `env` where the wheel is installed.

    The locked packages are lent by the environment that runs the tests; the checkout is not.
    """
    folder = tmp_path_factory.mktemp("installed")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder]
    subprocess.run([*build, ROOT], check=True, capture_output=True)
    venv.create(folder / "env", with_pip=False)
    (wheel,) = folder.glob("lianban-*.whl")
    python = folder / "env" / "bin" / "python"
    install = [sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "-q"]
    subprocess.run([*install, wheel], check=True, capture_output=True)
    (site,) = (folder / "env" / "lib").glob("python*/site-packages")
    # A path line, unlike site.addsitedir, does not read the .pth file of our editable install.
    (site / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a program of the environment in its folder."""
    return subprocess.run(
        [folder / "env" / "bin" / command[0], *command[1:]],
        cwd=folder,
        env={"HOME": str(folder), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_installed_wheel_runs(installed: Path) -> None:
    """`lianban --version` runs from the wheel alone."""
    done = run(installed, "lianban", "--version")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("lianban ")


def test_wheel_has_what_is_not_python(installed: Path) -> None:
    """Contracts, the broker's files and type markers are in the wheel."""
    done = run(installed, "python", "-c", LOOK)
    assert done.stdout == "ok\n", done.stderr
