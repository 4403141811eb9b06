"""What a fact lets organisations know: the hub's inbox messages, from the fact alone.

Nobody outside the heading of a case hears of it, and nobody is told what it did itself.
"""

from hub.domain.announcements import (
    administration,
    answering,
    appraising,
    bundles,
    charging,
    consulting,
    conveying,
    correcting,
    custody,
    deciding,
    delivering,
    door,
    executing,
    forwarding,
    keeping,
    mandates,
    numbering,
    overseeing,
    permits,
    persons,
    questions,
    receiving,
    reviewing,
    settling,
    supervising,
    suspending,
)
from hub.domain.announcements.telling import Announcement, Tellings
from hub.domain.facts import Fact

__all__ = ["TELL", "Announcement", "announce"]

TELL: Tellings = {
    **administration.TELL,
    **receiving.TELL,
    **door.TELL,
    **forwarding.TELL,
    **reviewing.TELL,
    **deciding.TELL,
    **delivering.TELL,
    **keeping.TELL,
    **supervising.TELL,
    **mandates.TELL,
    **custody.TELL,
    **persons.TELL,
    **overseeing.TELL,
    **charging.TELL,
    **answering.TELL,
    **permits.TELL,
    **consulting.TELL,
    **conveying.TELL,
    **suspending.TELL,
    **correcting.TELL,
    **numbering.TELL,
    **executing.TELL,
    **settling.TELL,
    **questions.TELL,
    **appraising.TELL,
    **bundles.TELL,
}
"""What is told of each kind of fact; of any other nobody hears."""


def announce(subject: str, fact: Fact) -> tuple[Announcement, ...]:
    """Return what `fact` lets which organisations know; `subject` is the case id.

    Those of a mirrored case are announced to nobody.
    """
    tell = TELL.get(type(fact))
    return tell(subject, fact) if tell else ()
