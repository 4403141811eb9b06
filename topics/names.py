"""Names of topics and consumer groups.

A *namespace* is a prefix before every name, so that several hubs (tests, trials) can share a
broker. The hub in production has the empty namespace.
"""

import re

COMMANDS = "hub.commands"
JOURNAL = "hub.journal"
CHECKPOINTS = "hub.checkpoints"

ORGANISATION_CODE = re.compile(r"[a-z][a-z0-9-]{1,39}")
_ORGANISATION_TOPIC = re.compile(rf"org\.({ORGANISATION_CODE.pattern})\.(in|out)")


def commands(namespace: str = "") -> str:
    """Return the topic of all commands that passed the border."""
    return namespace + COMMANDS


def journal(namespace: str = "") -> str:
    """Return the topic of the truth: one entry for every command."""
    return namespace + JOURNAL


def checkpoints(namespace: str = "") -> str:
    """Return the topic of the signed checkpoints over the journal."""
    return namespace + CHECKPOINTS


def inbox(code: str, namespace: str = "") -> str:
    """Return the topic with all that the hub tells organisation `code`."""
    return f"{namespace}org.{code}.in"


def outbox(code: str, namespace: str = "") -> str:
    """Return the topic with all that organisation `code` tells the hub."""
    return f"{namespace}org.{code}.out"


def group(lane: str, namespace: str = "") -> str:
    """Return the consumer group of a lane, such as `lianban-dispatch`."""
    return f"{namespace}lianban-{lane}"


def organisation_of(topic: str, namespace: str = "") -> str | None:
    """Return the organisation whose inbox or outbox `topic` is, or None if it is neither."""
    match = _ORGANISATION_TOPIC.fullmatch(topic.removeprefix(namespace))
    return match[1] if match and topic.startswith(namespace) else None


def is_inbox(topic: str, namespace: str = "") -> bool:
    """Tell whether a topic is some organisation's inbox."""
    code = organisation_of(topic, namespace)
    return code is not None and topic == inbox(code, namespace)


def is_ours(topic: str, namespace: str = "") -> bool:
    """Tell whether a topic of this name belongs to the hub of this namespace."""
    if organisation_of(topic, namespace):
        return True
    return topic in {commands(namespace), journal(namespace), checkpoints(namespace)}
