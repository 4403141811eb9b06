"""The closed sets of words that messages and rules use; every value is its own Avro symbol."""

from enum import StrEnum


class OrganisationKind(StrEnum):
    """What an organisation (单位) is to the hub."""

    DEPARTMENT = "DEPARTMENT"
    STREET = "STREET"
    OPERATOR = "OPERATOR"
    ADMINISTRATION = "ADMINISTRATION"
    AUDITOR = "AUDITOR"


class Mode(StrEnum):
    """How a case is handled where it was received; follows from the lists (plan, part 3)."""

    OWN = "OWN"
    """街道本级事项: the street's own powers."""
    EMPOWERED = "EMPOWERED"
    """依法赋权实施: the street itself accepts, reviews and decides."""
    ASSISTED = "ASSISTED"
    """帮办代办: the street receives and hands over, the department accepts and decides."""
    OUTLET = "OUTLET"
    """社区随身办: received, or done on the spot, at an outlet."""


class Status(StrEnum):
    """Where a case stands."""

    RECEIVED = "RECEIVED"
    FORWARDED = "FORWARDED"
    ACKNOWLEDGED = "ACKNOWLEDGED"
    ACCEPTED = "ACCEPTED"
    DECIDED = "DECIDED"
    ISSUED = "ISSUED"
    RETURNED = "RETURNED"
    DELIVERED = "DELIVERED"
    ARCHIVED = "ARCHIVED"
    REJECTED = "REJECTED"
    WITHDRAWN = "WITHDRAWN"
    MIRRORED = "MIRRORED"


class Decision(StrEnum):
    """What the deciding body said: 准予 or 不予."""

    APPROVED = "APPROVED"
    DENIED = "DENIED"


class MaterialForm(StrEnum):
    """In which form a material was handed in."""

    ORIGINAL = "ORIGINAL"
    COPY = "COPY"
    ELECTRONIC = "ELECTRONIC"
    COMMITMENT = "COMMITMENT"
    """A written commitment (告知承诺) stands in for the material."""


class DeliveryMethod(StrEnum):
    """How the outcome reached the applicant (送达)."""

    COUNTER = "COUNTER"
    POST = "POST"
    ELECTRONIC = "ELECTRONIC"
    PUBLIC_NOTICE = "PUBLIC_NOTICE"
    OUTLET = "OUTLET"


class ReturnReason(StrEnum):
    """Why a department sent work back to the street (退回)."""

    INCOMPLETE = "INCOMPLETE"
    WRONG_DEPARTMENT = "WRONG_DEPARTMENT"
    ILLEGIBLE = "ILLEGIBLE"
    OTHER = "OTHER"


class Leg(StrEnum):
    """The stretch of a case that has a limit of its own."""

    ACCEPTANCE = "ACCEPTANCE"
    DECISION = "DECISION"


class CardColour(StrEnum):
    """Colour of a supervision card (电子监察)."""

    PROMPT = "PROMPT"
    YELLOW = "YELLOW"
    RED = "RED"


class OutcomeKind(StrEnum):
    """What a journal entry says about its command."""

    FACTS = "FACTS"
    REFUSED = "REFUSED"
    REPEATED = "REPEATED"
    PARKED = "PARKED"


class AnswerKind(StrEnum):
    """What the hub answers to one record of an outbox."""

    DONE = "DONE"
    REFUSED = "REFUSED"
    REPEATED = "REPEATED"
    PARKED = "PARKED"
    REJECTED = "REJECTED"
