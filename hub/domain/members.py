"""Members of organisations (在岗人员): who acts for it, in which duty, and on which days."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from hub.domain.calendar import end_of_day, start_of_day


class Duty(StrEnum):
    """What a member is there for; mentors and who is stationed have tables of their own."""

    CLERK = "CLERK"
    HELPER = "HELPER"
    HANDLER = "HANDLER"
    APPROVER = "APPROVER"
    HEAD = "HEAD"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A person of an organisation; `code` is the staff reference that commands name as `actor`.

    A member acts from `valid_from` to the end of `valid_until`, without end if that is open.
    """

    organisation: str
    code: str
    duties: tuple[Duty, ...]
    valid_from: date
    valid_until: date | None = None

    @property
    def key(self) -> str:
        """What tells the member from others: one person may serve several organisations."""
        return member_key(self.organisation, self.code)

    def serves_at(self, instant: datetime) -> bool:
        """Return whether the person acts for the organisation on the day of an instant."""
        until = self.valid_until
        begun = start_of_day(self.valid_from) <= instant
        return begun and (until is None or instant < end_of_day(until))


def member_key(organisation: str, person: str) -> str:
    """Return the key of a person of an organisation."""
    return f"{organisation}/{person}"
