"""What can go wrong with topics: each says what happened and what to do next."""

from collections.abc import Iterable


class TopicsError(Exception):
    """Something about topics is not as it must be."""

    def __init__(self, sentence: str, remedy: str) -> None:
        """Take one sentence for what happened and one for what to do."""
        super().__init__(f"{sentence}. {remedy}.")
        self.sentence = sentence
        self.remedy = remedy


class BadDeclaration(TopicsError):
    """The topics that should be cannot be: a code or a number is wrong."""

    def __init__(self, sentence: str) -> None:
        """Take all faults in one sentence."""
        super().__init__(sentence, "Correct the catalogue or the settings")


class BrokerUnreachable(TopicsError):
    """No broker answers under the address given."""

    def __init__(self, bootstrap: str, cause: str) -> None:
        """Take the address and what the client said."""
        super().__init__(
            f"No Kafka broker answers at {bootstrap} ({cause})",
            "Start the broker, or correct address and credentials",
        )


class TopicMissing(TopicsError):
    """Topics that must be there are not."""

    def __init__(self, names: Iterable[str]) -> None:
        """Take the names of the topics."""
        self.names = tuple(names)
        super().__init__(
            f"Missing on the broker: {', '.join(self.names)}", "Run `lianban topics apply`"
        )


class BrokerRefused(TopicsError):
    """The broker refused a request."""

    def __init__(self, what: str, reason: str) -> None:
        """Take what was asked and the broker's own reason."""
        super().__init__(
            f"The broker refused to {what}: {reason}",
            "Check the rights of this user and the reason given by the broker",
        )
