"""What the hub says when the place it runs in does not let it run."""


class Unfit(Exception):
    """The machine, a folder, a port or a setting does not let the hub run.

    `str(unfit)` is one sentence that says what is wrong; `remedy` one that says what to do.
    """

    def __init__(self, sentence: str, remedy: str) -> None:
        super().__init__(sentence)
        self.remedy = remedy
