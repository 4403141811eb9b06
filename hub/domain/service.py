"""What is kept of a service that an operator's system executes at an outlet (服务点即办)."""

from dataclasses import dataclass

from hub.domain.vocabulary import ServiceOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What became of it as far as the hub was told, and under which receipt (回单号).

    `refunded`: a refund (退费) was opened; while its term runs the money is still owed.
    `committed`: a commitment (告知承诺) stood in for a material.
    """

    outcome: ServiceOutcome = ServiceOutcome.UNKNOWN
    receipt_number: str | None = None
    refunded: bool = False
    committed: bool = False
