"""Which topic is an organisation's outbox; one that is made again begins anew at offset 0."""

from hub.domain.subjects import OrganisationRecord, State


def outbox_of(state: State | None) -> tuple[str, int]:
    """Return the id of the topic that was last read, '' for none, and its generation."""
    return (state.outbox, state.generation) if isinstance(state, OrganisationRecord) else ("", 0)


def next_generation(topic_id: str, former: str, generation: int) -> int:
    """Return how often the topic `topic_id` was made again when it follows on a former one."""
    return generation if former in ("", topic_id) else generation + 1
