"""What is kept of an approval after the decision."""

from dataclasses import dataclass
from datetime import date

from hub.domain.documents import Digest
from hub.domain.vocabulary import PermitStanding


@dataclass(frozen=True, slots=True, kw_only=True)
class Permit:
    """An approval: in force or not, the document that shows it, its last day if it has one.

    `valid_from` is the day from which the time until then was counted. `in_time`: the renewal that
    is being decided was asked for in time. `deemed`: silence renewed it, no document shows it yet.
    """

    standing: PermitStanding = PermitStanding.VALID
    number: str = ""
    digest: Digest | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    in_time: bool = False
    deemed: bool = False
    published: bool = False

    @property
    def is_taken_back(self) -> bool:
        """Whether somebody ended it: revoked, recalled or struck off."""
        return self.standing not in (PermitStanding.VALID, PermitStanding.EXPIRED)
