"""What is kept of mandates (授权委托书): who may act for the applicant, in what, until when."""

from dataclasses import dataclass
from datetime import date

from hub.domain.documents import Digest, Mandate
from hub.domain.vocabulary import MandatePower

ANY_ITEM = "*"
"""Scope of a mandate for whatever the principal applies for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """Who came with a mandate of the applicant; `digest` is that of the signed paper."""

    person: str
    digest: Digest
    powers: tuple[MandatePower, ...]
    valid_from: date
    valid_until: date
    revoked: bool = False

    def is_in_force(self, day: date) -> bool:
        """Return whether the mandate holds on a day, its first and last included."""
        return self.valid_from <= day <= self.valid_until


def agent_of(mandate: Mandate) -> Agent:
    """Return what is kept of a mandate."""
    return Agent(
        person=mandate.agent,
        digest=mandate.document.digest,
        powers=mandate.powers,
        valid_from=mandate.valid_from,
        valid_until=mandate.valid_until,
    )
