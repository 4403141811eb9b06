"""How a command is written to `hub.commands`: headers of what organisations say and of our own."""

from datetime import datetime
from typing import Final

from avro.cloudevents import Event
from hub import wire

HUB_SOURCE: Final = "/hub"


def hub_headers(
    command_id: str, command: object, subject: str, time: datetime
) -> list[tuple[str, bytes]]:
    """Return the headers of a command that the hub itself makes.

    `time` must follow from what caused the command, so that a second writing is the same bytes.
    """
    return Event(
        id=command_id,
        source=HUB_SOURCE,
        type=wire.type_name(command),
        time=time,
        subject=subject,
    ).headers()


def sent_headers(
    event: Event, command_id: str, subject: str, source: str, received_ms: int
) -> list[tuple[str, bytes]]:
    """Return the headers of an organisation's command, with where the hub read it and when.

    Args:
        event: what the sender's own headers say.
        command_id: the id within the hub, made of sender and message id.
        subject: the command's subject, the record's key.
        source: the outbox record, `<topic>:<offset>`.
        received_ms: the outbox record's append time, milliseconds since 1970 UTC.
    """
    headers = Event(
        id=command_id,
        source=event.source,
        type=event.type,
        time=event.time,
        subject=subject,
        traceparent=event.traceparent,
        signature=event.signature,
    ).headers()
    headers.append(("lb_source", source.encode()))
    headers.append(("lb_received", b"%d" % received_ms))
    return headers
