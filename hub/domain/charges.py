"""What is kept of the fees of a case."""

from dataclasses import dataclass

from hub.domain.vocabulary import ChargeStanding


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """A fee that was demanded under a notice's number; `lawful` when the item has such a fee."""

    number: str
    code: str
    amount_fen: int
    lawful: bool
    standing: ChargeStanding = ChargeStanding.DEMANDED
