"""What can go wrong at a door, each with a sentence that says what to do next."""


class ConnectorError(Exception):
    """Something went wrong at a door: `sentence` says what, `remedy` says what to do next."""

    def __init__(self, sentence: str, remedy: str) -> None:
        super().__init__(f"{sentence} {remedy}")
        self.sentence = sentence
        self.remedy = remedy


class NotConnected(ConnectorError):
    """A door was used before it was opened, or after it was closed."""

    def __init__(self) -> None:
        super().__init__("The source is not connected.", "Call connect() first.")


class AlreadyConnected(ConnectorError):
    """An open door was opened again."""

    def __init__(self) -> None:
        super().__init__("The source is connected already.", "Call close() before connect().")


class Unreachable(ConnectorError):
    """The other side is not there: a missing file, a folder in its place, no right to read."""


class Unreadable(ConnectorError):
    """The other side is there and what it says cannot be read at all."""


class NotRead(ConnectorError):
    """A record was acknowledged that was never read, or acknowledged backwards."""

    def __init__(self, position: int, acknowledged: int, read: int) -> None:
        super().__init__(
            f"Record {position} cannot be acknowledged: {acknowledged} is, {read} were read.",
            "Acknowledge what read() returned, in order.",
        )
