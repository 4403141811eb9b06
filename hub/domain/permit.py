"""What is kept of an approval after the decision."""

from dataclasses import dataclass
from datetime import date

from hub.domain.documents import Digest
from hub.domain.vocabulary import PermitStanding

RENEWAL_DAYS = 30
"""How many days before its end a renewal must be asked for (Licensing Law, Art. 50)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Permit:
    """An approval: in force or not, the document that shows it, its last day if it has one.

    `in_time`: the renewal that is being decided was asked for in time.
    """

    standing: PermitStanding = PermitStanding.VALID
    number: str = ""
    digest: Digest | None = None
    valid_until: date | None = None
    in_time: bool = False
    published: bool = False
