"""What is kept of originals, and how their time limits are called (物料流转凭证)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """An original that the applicant does not have back: its material, holder and slip.

    `sent_to` is whom it is under way to: who has not signed for it yet.
    """

    code: str
    holder: str
    number: str
    sent_to: str | None = None
    lost: bool = False


def held_by(custody: tuple[Original, ...], holder: str) -> tuple[str, ...]:
    """Return the codes of the originals that an organisation holds."""
    return tuple([each.code for each in custody if each.holder == holder])


def to_sign(number: str, receiver: str) -> str:
    """Return what the limit is about by which a receiver signs for what came with a slip."""
    return f"签收{number}→{receiver}"


def to_give_back(holder: str) -> str:
    """Return what the limit is about by which a holder gives back."""
    return f"退还{holder}"


def still_owed(custody: tuple[Original, ...]) -> frozenset[str]:
    """Return what limits are about that may still run: of originals not signed for or back."""
    signing = {to_sign(each.number, each.sent_to) for each in custody if each.sent_to}
    return frozenset(signing | {to_give_back(each.holder) for each in custody})
