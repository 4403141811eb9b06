"""What a paper (文书) says, without any look: plain values, one canonical form, one digest."""

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

import msgspec

from hub.domain.speech import DOCUMENTS
from hub.domain.vocabulary import DocumentKind

FORMAT: Final = 1
"""Version of the canonical form; a reader stops at one it does not know."""

MARK: Final = f"联办文书 {FORMAT}"
"""First line of what the QR code says."""

_encode = msgspec.json.Encoder(order="sorted").encode


class PaperKind(StrEnum):
    """Kinds of paper: those that offices number, and two that need no number."""

    RECEIPT = "RECEIPT"
    ACCEPTANCE = "ACCEPTANCE"
    CORRECTION = "CORRECTION"
    REJECTION = "REJECTION"
    SPECIAL_PROCEDURE = "SPECIAL_PROCEDURE"
    EXTENSION = "EXTENSION"
    TERMINATION = "TERMINATION"
    DELIVERY = "DELIVERY"
    PAYMENT = "PAYMENT"
    CUSTODY = "CUSTODY"
    SUMMARY = "SUMMARY"
    """案件摘要: what the journal says of a case."""
    GUIDE = "GUIDE"
    """办事指南."""

    @property
    def words(self) -> str:
        """What people call it."""
        if self in _OF_THE_HUB:
            return _OF_THE_HUB[self]
        return DOCUMENTS[DocumentKind(self.value)]

    @property
    def is_numbered(self) -> bool:
        """Whether it must bear a number of its issuer's register (文号)."""
        return self not in _OF_THE_HUB


_OF_THE_HUB: Final = {PaperKind.SUMMARY: "案件摘要", PaperKind.GUIDE: "办事指南"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with as many cells in each row as the header has."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        """Refuse with ValueError what would be set in the wrong columns."""
        if any(len(row) != len(self.header) for row in self.rows):
            raise ValueError(f"a row of “{self.title}” has more or fewer cells than its header")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper. `addressee` is a pseudonymous reference, never a name.

    `subject` is the case, empty for a guide; `nth` counts the papers of its kind in the case from
    1; `entry` is the place in the journal of the fact it tells, or of the last one it tells.
    `number` is None while the register has not given one: then it is a draft.
    """

    kind: PaperKind
    title: str
    nth: int
    number: str | None
    issued_on: date
    issuer: str
    issuer_name: str
    addressee: str
    subject: str
    business_number: str
    item_code: str
    item_name: str
    basis: tuple[str, ...] = ()
    lines: tuple[tuple[str, str], ...] = ()
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    appeal: str = ""
    entry: str = ""
    catalogue: str = ""
    format: int = FORMAT

    @property
    def is_draft(self) -> bool:
        """Whether it lacks the number it must bear."""
        return self.kind.is_numbered and self.number is None


class NotAPaper(Exception):
    """Bytes that are not the canonical form of a paper of this format."""


def to_bytes(paper: Paper) -> bytes:
    """Return the canonical form: UTF-8 JSON, keys sorted, no blanks."""
    return _encode(paper)


def from_bytes(data: bytes) -> Paper:
    """Return the paper of a canonical form; raises NotAPaper."""
    try:
        paper = msgspec.json.decode(data, type=Paper)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise NotAPaper(str(error)) from error
    if paper.format != FORMAT:
        raise NotAPaper(f"a paper of another format than {FORMAT}")
    return paper


def digest(paper: Paper) -> bytes:
    """Return the SHA-256 (32 bytes) of the canonical form."""
    return hashlib.sha256(to_bytes(paper)).digest()


def statement(paper: Paper) -> str:
    """Return what the QR code says: seven lines that a person and a program can read."""
    return "\n".join(
        (
            MARK,
            f"种类 {paper.kind.words}",
            f"文号 {paper.number or ('未编号' if paper.is_draft else '无')}",
            f"机关 {paper.issuer_name}（{paper.issuer}）",
            f"业务编号 {paper.business_number or '无'}",
            f"日期 {paper.issued_on.isoformat()}",
            f"摘要 {digest(paper).hex()}",
        )
    )
