"""Kafka's jars: from an installed Kafka, or resolved once by Maven from the pinned pom."""

import asyncio
import contextlib
import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from hub.broker.java import Java
from hub.settings import Settings
from hub.unfit import Unfit

_PACKAGE = Path(__file__).parent
_CHECKOUT = _PACKAGE.parent.parent

MAVEN_REMEDY = (
    "Install Maven (Debian: apt-get install maven), or set KAFKA_HOME to an unpacked Kafka, "
    "or LIANBAN_KAFKA__BOOTSTRAP to a broker that runs."
)


@dataclass(frozen=True, slots=True)
class Distribution:
    """A Kafka that can be started: its class path, and a folder that speeds up later starts."""

    class_path: str
    cache: Path

    def archive(self, java: Java) -> Path:
        """The file of loaded classes (AppCDS) that fits this class path and this Java."""
        digest = hashlib.sha256(f"{java.version}\0{self.class_path}".encode()).hexdigest()
        return self.cache / f"classes-{digest[:16]}.jsa"


def template_folder() -> Path:
    """Where pom and templates are: in the wheel beside this module, in a checkout in deploy/."""
    shipped = _PACKAGE / "kafka"
    return shipped if shipped.is_dir() else _CHECKOUT / "deploy" / "kafka"


def cache_folder(settings: Settings) -> Path:
    """Where what was resolved survives: set, or in the checkout, or in the user's cache."""
    if settings.cache is not None:
        return settings.cache.absolute()
    if not (_PACKAGE / "kafka").is_dir():
        return _CHECKOUT / ".cache" / "lianban"
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "lianban"


def installed_home(settings: Settings) -> Path | None:
    """The installed Kafka to use, by setting or by KAFKA_HOME; None where Maven resolves it."""
    home = settings.kafka.home or os.environ.get("KAFKA_HOME")
    return Path(home) if home else None


async def find_kafka(settings: Settings, java: Java) -> Distribution:
    """Kafka's class path; resolved by Maven the first time. Raises Unfit."""
    cache = cache_folder(settings)
    home = installed_home(settings)
    if home is not None:
        return _distribution(home / "libs", _made(cache / "kafka-installed"))
    pom = template_folder() / "pom.xml"
    place = cache / f"kafka-{hashlib.sha256(pom.read_bytes()).hexdigest()[:12]}"
    libs = place / "libs"
    if not libs.is_dir():
        _made(place)
        async with _locked(place / "lock"):
            if not libs.is_dir():
                await _resolve(pom, libs, java)
    return _distribution(libs, place)


def _distribution(libs: Path, cache: Path) -> Distribution:
    jars = sorted(str(jar.absolute()) for jar in libs.glob("*.jar"))
    if not any("kafka" in Path(jar).name for jar in jars):
        raise Unfit(
            f"There is no Kafka in {libs}.",
            "Set KAFKA_HOME to an unpacked Kafka, or unset it so that Maven resolves one.",
        )
    return Distribution(os.pathsep.join(jars), cache)


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unfit(
            f"The cache folder {folder} cannot be made: {error.strerror}.",
            "Set LIANBAN_CACHE to a folder that can be written.",
        ) from error
    return folder


@contextlib.asynccontextmanager
async def _locked(path: Path) -> AsyncIterator[None]:
    with path.open("a") as file:
        await asyncio.to_thread(fcntl.flock, file, fcntl.LOCK_EX)
        yield


async def _resolve(pom: Path, libs: Path, java: Java) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise Unfit("Maven is missing, and without it Kafka cannot be fetched.", MAVEN_REMEDY)
    fresh = Path(tempfile.mkdtemp(prefix="libs.", dir=libs.parent))
    process = await asyncio.create_subprocess_exec(
        maven, "-q", "-B", "-f", str(pom), "dependency:copy-dependencies",
        "-DincludeScope=runtime", f"-DoutputDirectory={fresh}",
        env={**os.environ, "JAVA_HOME": str(java.home)},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        start_new_session=True,
    )  # fmt: skip
    try:
        output, _ = await process.communicate()
    except asyncio.CancelledError:
        process.kill()
        await process.wait()
        shutil.rmtree(fresh)
        raise
    if process.returncode != 0:
        shutil.rmtree(fresh)
        raise Unfit(
            f"Maven could not fetch Kafka: {_first_error(output)}",
            "Check the network and Maven's settings, then try again; " + MAVEN_REMEDY,
        )
    fresh.chmod(0o755)
    fresh.rename(libs)


def _first_error(output: bytes) -> str:
    lines = output.decode(errors="replace").splitlines()
    errors = [line.removeprefix("[ERROR]").strip() for line in lines if line.startswith("[ERROR]")]
    return (errors or lines or ["it said nothing."])[0]
