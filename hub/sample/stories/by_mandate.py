"""Stories of cases in which somebody acts for the applicant (代办, 授权委托书)."""

from hub.domain import commands
from hub.domain.vocabulary import DeliveryMethod, MandatePower
from hub.sample.stories.scenes import (
    ARCHIVED,
    EMPOWERED,
    STREET,
    approved,
    filed,
    say,
)
from hub.sample.stories.story import Empowered, Story, Written, together

_AGENT, _OTHER = "p-agent-1", "p-agent-2"
_COLLECTED = {"method": DeliveryMethod.COUNTER}
_REVOCATION = Written("revocation", "撤销委托。")

STORIES = (
    Story(
        "acted-for",
        "代办:凭授权委托书收件、领取",
        together(
            filed("CL-01", answer="MANDATE-001", mandate=Empowered(_AGENT)),
            filed(EMPOWERED, mandate=Empowered(_AGENT)),
            say(STREET, commands.AcceptCase),
            approved(STREET),
            say(STREET, commands.DeliverDocument, "MANDATE-011", agent=_OTHER, **_COLLECTED),
            say(STREET, commands.DeliverDocument, agent=_AGENT, **_COLLECTED),
            ARCHIVED,
        ),
    ),
    Story(
        "mandate-revoked",
        "撤销委托,另行委托领取",
        together(
            filed(EMPOWERED, mandate=Empowered(_AGENT)),
            say(STREET, commands.AcceptCase),
            say(STREET, commands.RevokeMandate, agent=_AGENT, document=_REVOCATION),
            say(STREET, commands.WithdrawApplication, "MANDATE-010", agent=_AGENT),
            say(
                STREET,
                commands.RegisterMandate,
                mandate=Empowered(_OTHER, powers=(MandatePower.COLLECT,)),
            ),
            approved(STREET),
            say(STREET, commands.DeliverDocument, agent=_OTHER, **_COLLECTED),
            ARCHIVED,
        ),
    ),
)
