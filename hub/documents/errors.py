"""What can go wrong with a document: each says what happened and what to do next."""


class DocumentError(Exception):
    """A document cannot be had."""

    def __init__(self, sentence: str, remedy: str) -> None:
        super().__init__(f"{sentence}. {remedy}.")
        self.sentence = sentence
        self.remedy = remedy


class DocumentMissing(DocumentError):
    """No bytes lie under this digest."""

    def __init__(self, digest: bytes) -> None:
        super().__init__(
            f"Document {digest.hex()} is not in the document store",
            "Check that this is the store of the sender, or ask the sender to hand it in again",
        )


class DocumentAltered(DocumentError):
    """The bytes are not those the reference was made for."""

    def __init__(self, digest: bytes, how: str) -> None:
        super().__init__(
            f"Document {digest.hex()} is not as it was handed in: {how}",
            "Restore it from a copy of the store; do not use what was read",
        )


class KeyDestroyed(DocumentError):
    """The key was destroyed: what it sealed is erased for good, by intention."""

    def __init__(self, key_id: bytes) -> None:
        super().__init__(
            f"The key {key_id.hex()} was destroyed, so its documents are erased",
            "Nothing brings them back; digest and proofs still hold",
        )


class KeysUnusable(DocumentError):
    """The keys themselves cannot be read or written."""
