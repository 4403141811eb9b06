"""What hangs on a person's key, and whether it may be destroyed (domain reference, section 8).

A key is per person and opens what is sealed in all of that person's cases: it may go only when
each of them may. What hangs on it is found twice over: by whom the facts name, and by which key
the documents that they refer to are sealed with, whatever they are called.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from hub.domain.case import Case
from hub.domain.documents import Digest, DocumentReference
from hub.domain.refusals import Refused
from hub.domain.rules.keeping import why_kept
from hub.domain.subjects import State
from hub.views.mentioned import documents_in, people_in
from hub.views.told import Told


@dataclass(frozen=True, slots=True)
class Holder:
    """A subject for which a key must be kept, and why."""

    subject: str
    why: Refused


@dataclass(frozen=True, slots=True)
class Erasure:
    """What the destruction of a person's key would mean.

    `agreed`: cases whose file may be destroyed; `destroyed`: those whose file counts as destroyed
    already; `holders`: what forbids it; `documents`: what nobody could read any more.
    """

    person: str
    agreed: tuple[str, ...]
    destroyed: tuple[str, ...]
    holders: tuple[Holder, ...]
    documents: tuple[DocumentReference, ...]

    @property
    def size_bytes(self) -> int:
        """Bytes, sealed, of the documents."""
        return sum(each.size_bytes for each in self.documents)


def person_of(case: Case) -> str | None:
    """Return the reference of who applied, at the counter or in vain at the door."""
    return case.applicant or (case.door.applicant if case.door else None)


class Concerned:
    """Gathers from the journal, entry by entry, what hangs on the key of one person."""

    def __init__(self, person: str, sealed_for: Callable[[DocumentReference], str | None]) -> None:
        """Take the person, and what tells for whom a document is sealed (None: nobody here)."""
        self._person = person
        self._sealed_for = sealed_for
        self._states: dict[str, State | None] = {}
        self._documents: dict[Digest, DocumentReference] = {}

    def take(self, told: Told) -> None:
        """Note whether an entry names the person or refers to what is sealed with the key."""
        subject = told.entry.subject
        for fact in told.facts:
            sealed = [each for each in documents_in(fact) if self._sealed_for(each) == self._person]
            self._documents.update({each.digest: each for each in sealed})
            if sealed or self._person in people_in(fact):
                self._states[subject] = told.after
        if subject in self._states:
            self._states[subject] = told.after

    def found(self, today: date) -> Erasure:
        """Return what the key's destruction would mean on a day."""
        states = sorted(self._states.items())
        cases = [(subject, state) for subject, state in states if isinstance(state, Case)]
        files = [(subject, case.file) for subject, case in cases if case.file is not None]
        reasons = [(subject, why_kept(state, today)) for subject, state in states]
        return Erasure(
            person=self._person,
            agreed=tuple([name for name, file in files if file.agreed and not file.destroyed]),
            destroyed=tuple([name for name, file in files if file.destroyed]),
            holders=tuple([Holder(subject, why) for subject, why in reasons if why is not None]),
            documents=tuple(self._documents.values()),
        )
