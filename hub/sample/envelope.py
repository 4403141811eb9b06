"""Puts what a player says on the wire, by the public contracts."""

from datetime import UTC, datetime

from avro.cloudevents import Event
from hub import wire
from hub.sample.mischief import spoil
from hub.sample.script import Letter, Say
from hub.signing import UNSIGNED, Pens


def letter(organisation: str, say: Say, pens: Pens = UNSIGNED) -> Letter:
    """The record for an organisation's outbox, signed if it has a key; spoiled if meant to be bad.

    Raises Unfit for a key that cannot be used.
    """
    value = wire.encode(say.message)
    event = Event(
        id=say.message_id,
        source=f"/organisation/{organisation}",
        type=wire.type_name(say.message),
        time=datetime.now(UTC) - say.ago,
        subject=say.case_id,
    )
    headers = pens.signed(organisation, event, value).headers()
    if say.bad:
        value, headers = spoil(say.bad, value, headers, say.key)
    return Letter(say.case_id.encode(), value, headers, event.type)
