"""What is kept of the supervision after an approval (审管联动), and who supervises what."""

from dataclasses import dataclass

from hub.domain.documents import CaseHeading
from hub.domain.guides import Item
from hub.domain.vocabulary import Mode


@dataclass(frozen=True, slots=True, kw_only=True)
class Oversight:
    """To whom an approval was handed over, and how often it was sampled or found wanting.

    `supervising` is empty where a case was only sampled.
    """

    supervising: str = ""
    confirmed: bool = False
    samples: int = 0
    findings: int = 0


def supervising_body(heading: CaseHeading, item: Item) -> str | None:
    """Return who supervises what `heading.decider` approved, None if it supervises that itself.

    The item says who (谁主管、谁监管); what a street decides under empowerment its department
    goes on supervising even where the item is silent (plan 3(1)1 and 4(1)4).
    """
    others = [item.supervising]
    if heading.mode is Mode.EMPOWERED:
        others.append(item.department)
    return next((body for body in others if body and body != heading.decider), None)


def samplers(heading: CaseHeading, item: Item) -> frozenset[str]:
    """Return the departments that may sample what a street decided under empowerment (抽查)."""
    if heading.mode is not Mode.EMPOWERED:
        return frozenset()
    return frozenset({body for body in (item.department, item.supervising) if body}) - {
        heading.decider
    }
