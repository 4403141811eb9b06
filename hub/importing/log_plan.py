"""What an event of a log becomes: a case the hub mirrors, and a step recorded on it.

Message ids come from the case's name and the event's place in its case, so the same event has the
same id whenever it is sent, and bytes that do not depend on when or by whom.
"""

from dataclasses import dataclass
from hashlib import sha256

from connectors.event_records import LogEvent, LogFault
from hub.border import BorderViolation, check
from hub.domain.commands import MirrorCase, RecordStep
from hub.domain.identity import case_id
from hub.importing.cleaning import clean
from hub.importing.pseudonyms import Pseudonyms

UNKNOWN = "unknown"
"""The department of an event that names none."""

LABEL_LIMIT = 128
KEPT_OF_LONG = 115


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message to send: for the event of `row` in `case`; `place` 0 mirrors the case itself."""

    id: str
    case: str
    place: int
    row: int
    subject: str
    command: MirrorCase | RecordStep


@dataclass(frozen=True, slots=True)
class LogOrigin:
    """Whose log it is: organisation that sends it, system it comes from, kind of its cases."""

    organisation: str
    system: str
    item: str


class LogPlan:
    """Makes messages of events."""

    def __init__(self, origin: LogOrigin, pseudonyms: Pseudonyms) -> None:
        self._origin = origin
        self._pseudonyms = pseudonyms

    def opening(self, event: LogEvent) -> Outgoing:
        """Return the message that mirrors the case of its first event.

        Raises BorderViolation when the event says something no message may.
        """
        command = MirrorCase(
            business_number=event.case,
            system=self._origin.system,
            item=self._origin.item,
            department=department_of(event),
            opened_at=event.time,
            actor=self._pseudonyms.of(event.resource),
        )
        check(command)
        return self._outgoing(event, 0, command)

    def step(self, event: LogEvent, place: int) -> Outgoing:
        """Return the message that records the event, the `place`-th of its case from 1.

        Raises BorderViolation when the event says something no message may.
        """
        command = RecordStep(
            case_id=case_id(self._origin.organisation, event.case),
            step=bounded(event.activity),
            department=department_of(event),
            occurred_at=event.time,
            actor=self._pseudonyms.of(event.resource),
        )
        check(command)
        return self._outgoing(event, place, command)

    def _outgoing(self, event: LogEvent, place: int, command: MirrorCase | RecordStep) -> Outgoing:
        subject = case_id(self._origin.organisation, event.case)
        id_ = f"log/{subject}/{place}"
        return Outgoing(id_, event.case, place, event.row, subject, command)


def department_of(event: LogEvent) -> str:
    """Return the department's name as it may travel, UNKNOWN where the log has none."""
    return bounded(event.department or "") or UNKNOWN


def bounded(text: str) -> str:
    """Return the text clean and at most 128 characters; a cut one ends in eight of its digest."""
    label = clean(text)
    if len(label) <= LABEL_LIMIT:
        return label
    return f"{label[:KEPT_OF_LONG]} …{sha256(label.encode()).hexdigest()[:8]}"


def fault_of(event: LogEvent, violation: BorderViolation) -> LogFault:
    """Return the event as a fault: the border's rule and field, and why in the border's words."""
    reason = f"{violation.rule}: {violation.sentence}"
    return LogFault(event.position, event.row, violation.field, reason, event.case)
