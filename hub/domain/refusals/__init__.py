"""Refusals: every rule has a code, a sentence a clerk can read out, a remedy and a source."""

from collections.abc import Mapping

from hub.domain.refusals.answering import AnsweringRule
from hub.domain.refusals.bundles import BundlesRule
from hub.domain.refusals.charging import ChargingRule
from hub.domain.refusals.concluding import ConcludingRule
from hub.domain.refusals.consulting import ConsultingRule
from hub.domain.refusals.correcting import CorrectingRule
from hub.domain.refusals.custody import CustodyRule
from hub.domain.refusals.door import DoorRule
from hub.domain.refusals.executing import ExecutingRule
from hub.domain.refusals.handling import HandlingRule
from hub.domain.refusals.irregularities import IrregularityRule
from hub.domain.refusals.keeping import KeepingRule
from hub.domain.refusals.mandates import MandatesRule
from hub.domain.refusals.messages import MessageRule
from hub.domain.refusals.numbering import NumberingRule
from hub.domain.refusals.overseeing import OverseeingRule
from hub.domain.refusals.papers import PaperRule
from hub.domain.refusals.parking import ParkingRule
from hub.domain.refusals.permits import PermitsRule
from hub.domain.refusals.persons import PersonsRule
from hub.domain.refusals.places import PlaceRule
from hub.domain.refusals.publishing import PublishingRule
from hub.domain.refusals.questions import QuestionsRule
from hub.domain.refusals.rule import Refused, Rule
from hub.domain.refusals.standing import StandingRule
from hub.domain.refusals.supervising import SupervisingRule
from hub.domain.refusals.suspending import SuspendingRule

THEMES: tuple[type[Rule], ...] = (
    MessageRule,
    PlaceRule,
    StandingRule,
    PaperRule,
    DoorRule,
    HandlingRule,
    ConcludingRule,
    PublishingRule,
    IrregularityRule,
    MandatesRule,
    CustodyRule,
    PersonsRule,
    ChargingRule,
    AnsweringRule,
    PermitsRule,
    ConsultingRule,
    SuspendingRule,
    CorrectingRule,
    NumberingRule,
    SupervisingRule,
    OverseeingRule,
    ExecutingRule,
    QuestionsRule,
    BundlesRule,
    ParkingRule,
    KeepingRule,
)

RULES: Mapping[str, Rule] = {rule.code: rule for theme in THEMES for rule in theme}
"""Every rule by its code."""

__all__ = [
    "RULES",
    "THEMES",
    "AnsweringRule",
    "BundlesRule",
    "ChargingRule",
    "ConcludingRule",
    "ConsultingRule",
    "CorrectingRule",
    "CustodyRule",
    "DoorRule",
    "ExecutingRule",
    "HandlingRule",
    "IrregularityRule",
    "KeepingRule",
    "MandatesRule",
    "MessageRule",
    "NumberingRule",
    "OverseeingRule",
    "PaperRule",
    "ParkingRule",
    "PermitsRule",
    "PersonsRule",
    "PlaceRule",
    "PublishingRule",
    "QuestionsRule",
    "Refused",
    "Rule",
    "StandingRule",
    "SupervisingRule",
    "SuspendingRule",
]
