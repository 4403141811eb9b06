"""The elements of an XES file (IEEE 1849-2016) as a stream of tokens in bounded memory.

Only the direct attributes of traces, events and globals come through; nested attributes, lists,
extensions, classifiers and log attributes are passed over. No entity is resolved, a document type
is refused, nothing is fetched, and libxml2's limits on depth and text stay on.
"""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import IO, cast

from lxml import etree

from connectors.errors import Unreadable

GZIP_MARK = b"\x1f\x8b"
BYTE_ORDER_MARKS = b"\xef\xbb\xbf\xff\xfe"
DAMAGE = (etree.XMLSyntaxError, EOFError, OSError, zlib.error)
ATTRIBUTE_TAGS = frozenset({"string", "date", "int", "float", "boolean", "id"})
HOLDERS = frozenset({"trace", "event", "global"})


class Kind(StrEnum):
    """What a token says; of a trace's attributes each is a token as soon as it is read."""

    GLOBAL_TRACE = "global trace"
    GLOBAL_EVENT = "global event"
    TRACE_BEGINS = "trace begins"
    TRACE_ATTRIBUTE = "trace attribute"
    TRACE_ENDS = "trace ends"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Token:
    """One step through the file; for attributes key -> text of the value."""

    kind: Kind
    attributes: dict[str, str] = field(default_factory=dict)


def is_xml(path: Path) -> bool:
    """Whether the file, plain or gzipped, begins as XML does; a gzip nobody can read counts."""
    try:
        with opened(path) as stream:
            start = stream.read(64)
    except DAMAGE:
        return True
    return start.lstrip(BYTE_ORDER_MARKS + b"\0 \t\r\n").startswith(b"<")


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """Open a file that may be gzipped: its content says, not its name."""
    with path.open("rb") as file:
        zipped = file.read(2) == GZIP_MARK
        file.seek(0)
        if not zipped:
            yield file
            return
        with gzip.GzipFile(fileobj=file) as stream:
            yield cast("IO[bytes]", stream)


def tokens(name: str, stream: IO[bytes]) -> Iterator[Token]:
    """Yield the tokens of the log `name`.

    Raises Unreadable (a document type, another root) and whatever is in DAMAGE.
    """
    walk = _Walk()
    steps = etree.iterparse(
        stream,
        events=("start", "end"),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
    )
    for event, element in steps:
        if event == "start":
            if not walk.tags:
                _must_be_log(name, element)
            yield from walk.enter(element)
        else:
            yield from walk.leave(element)
            _forget(element)


def _local(element: etree._Element) -> str:
    """The element's name without its namespace: logs are found with and without one."""
    return str(element.tag).rpartition("}")[2]


def _must_be_log(name: str, root: etree._Element) -> None:
    document_type = cast("etree.DTD | None", root.getroottree().docinfo.internalDTD)
    if document_type is not None:
        sentence = f"{name} declares a document type, which no XES log needs."
        raise Unreadable(sentence, "Remove the DOCTYPE, and ask where it comes from.")
    if _local(root) != "log":
        sentence = f"{name} is XML, but its root is {_local(root)} and not an XES log."
        raise Unreadable(sentence, "Give an XES log (IEEE 1849) or a CSV.")


def _forget(element: etree._Element) -> None:
    """Free the element and what came before it under the same parent."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


class _Walk:
    """Where in the tree the reader is, and the attributes of what it is in."""

    def __init__(self) -> None:
        self.tags: list[str] = []
        self._attributes: dict[str, str] = {}

    def enter(self, element: etree._Element) -> Iterator[Token]:
        tag = _local(element)
        parent = self.tags[-1] if self.tags else ""
        self.tags.append(tag)
        if tag == "trace" and parent == "log":
            yield Token(Kind.TRACE_BEGINS)
        if tag in {"event", "global"}:
            self._attributes = {}
        elif tag in ATTRIBUTE_TAGS and parent in HOLDERS:
            yield from self._attribute(element, parent)

    def _attribute(self, element: etree._Element, parent: str) -> Iterator[Token]:
        key, value = element.get("key"), element.get("value")
        if key is None or value is None:
            return
        if parent == "trace":
            yield Token(Kind.TRACE_ATTRIBUTE, {key: value})
        else:
            self._attributes[key] = value

    def leave(self, element: etree._Element) -> Iterator[Token]:
        tag = self.tags.pop()
        parent = self.tags[-1] if self.tags else ""
        if tag == "trace" and parent == "log":
            yield Token(Kind.TRACE_ENDS)
        elif tag == "event" and parent in {"trace", "log"}:
            yield Token(Kind.EVENT, self._attributes)
        elif tag == "global" and parent == "log":
            kind = Kind.GLOBAL_TRACE if element.get("scope") == "trace" else Kind.GLOBAL_EVENT
            yield Token(kind, self._attributes)
