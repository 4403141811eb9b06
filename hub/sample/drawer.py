"""An organisation's drawer: every paper is put into the document store once, and found again.

A sealed document has another digest each time it is sealed. So that a player that was killed says
the same bytes again, the reference of every paper is remembered before it is used.
"""

import json
import os
from dataclasses import asdict
from io import BytesIO
from pathlib import Path

from hub.documents.store import DocumentStore
from hub.domain.documents import DocumentReference
from hub.sample.papers import Paper
from hub.sample.records import lines


class Drawer:
    """The papers of one organisation; calling it files a paper and returns its reference."""

    def __init__(self, store: DocumentStore, folder: Path, organisation: str) -> None:
        self._store = store
        self._path = folder / f"{organisation}.papers"
        self._filed = {line["name"]: _reference(line["reference"]) for line in lines(self._path)}
        self._file = self._path.open("ab", buffering=0)

    def __call__(self, paper: Paper) -> DocumentReference:
        """Return the reference of a paper, putting it into the store the first time."""
        filed = self._filed.get(paper.name)
        if filed is None:
            filed = self._put(paper)
            self._filed[paper.name] = filed
        return filed

    def close(self) -> None:
        """Synchronise and close."""
        os.fsync(self._file.fileno())
        self._file.close()

    def _put(self, paper: Paper) -> DocumentReference:
        reference = self._store.put(
            BytesIO(paper.content),
            kind=paper.kind,
            media_type=paper.media_type,
            data_subject=paper.data_subject,
        )
        written = {**asdict(reference), "digest": reference.digest.hex()}
        line = json.dumps({"name": paper.name, "reference": written})
        self._file.write(line.encode() + b"\n")
        return reference


def _reference(written: dict[str, str]) -> DocumentReference:
    return DocumentReference(
        digest=bytes.fromhex(written["digest"]),
        size_bytes=int(written["size_bytes"]),
        media_type=written["media_type"],
        kind=written["kind"],
    )
