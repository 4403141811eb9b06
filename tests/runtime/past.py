"""Brokers that tell the past: as one does that was frozen and does not know of its successor."""

from collections import Counter
from typing import Any

import pytest
from aiokafka.client import AIOKafkaClient

TOLD_TWICE = 2
"""How often the past is told before a client finds out who leads by now."""


class Past:
    """Has brokers answer what they answered before, for a while, and notes who is asked what."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Listen to every answer from here on."""
        self.kept: dict[type, Any] = {}
        self.left: Counter[type] = Counter()
        self.asked: list[tuple[type, int]] = []
        send = AIOKafkaClient.send
        past = self

        async def sent(client: AIOKafkaClient, node: int, request: Any, **more: Any) -> Any:  # noqa: ANN401 - aiokafka's
            answer = await send(client, node, request, **more)
            past.asked.append((type(request), node))
            return past.answer(type(request), answer)

        monkeypatch.setattr(AIOKafkaClient, "send", sent)

    def answer(self, kind: type, answer: Any) -> Any:  # noqa: ANN401 - aiokafka's
        """Return the answer, or the one of the past."""
        if self.left[kind] > 0:
            self.left[kind] -= 1
            return self.kept[kind]
        self.kept[kind] = answer
        return answer

    def tells(self, kind: type) -> None:
        """Let the last answer of a kind be given again, and begin a new list of who is asked."""
        assert kind in self.kept
        self.left[kind] = TOLD_TWICE
        self.asked.clear()
