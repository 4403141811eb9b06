"""What players put into the document store, and how they spoil messages."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from avro import cloudevents
from avro.errors import Undecodable
from hub import wire
from hub.documents.store import DocumentStore
from hub.domain.commands import ArchiveCase
from hub.sample import papers, pdf
from hub.sample.drawer import Drawer
from hub.sample.envelope import letter
from hub.sample.plan import Bad
from hub.sample.script import Letter, say

CASE = "case-" + "a" * 26


def test_a_page_is_a_pdf_whose_table_points_at_its_objects() -> None:
    """Every offset of the cross-reference table is where its object begins."""
    data = pdf.page(("临时占道许可证", "编号：2026-1"))
    assert data.startswith(b"%PDF-1.4")
    start = int(re.search(rb"startxref\n(\d+)\n%%EOF\n$", data)[1])
    assert data[start:].startswith(b"xref\n0 8\n")
    places = re.findall(rb"(\d{10}) 00000 n ", data[start:])
    for number, place in enumerate(places, start=1):
        assert data[int(place) :].startswith(f"{number} 0 obj".encode())


def test_a_page_says_what_it_was_given() -> None:
    """The text stands in the content stream as UCS-2."""
    assert "编号".encode("utf-16-be").hex().upper().encode() in pdf.page(("编号",))


def test_a_page_refuses_what_its_encoding_cannot_say() -> None:
    """Characters outside the basic plane are an error, not a blank."""
    with pytest.raises(UnicodeEncodeError):
        pdf.page(("𠀀",))


def test_names_are_in_sealed_papers_only() -> None:
    """The form names the applicant, the reference in the message does not."""
    who = papers.person(1, "1-000001")
    assert who.name.encode() in papers.form(who, "1-000001", "生育登记").content
    assert who.name not in who.reference


def test_a_drawer_files_a_paper_once_even_after_a_restart(tmp_path: Path) -> None:
    """The reference is the same although sealing again would give another digest."""
    paper = papers.licence("applicant-1", CASE, "许可证", "1", date(2026, 1, 5))
    with DocumentStore(str(tmp_path / "documents"), tmp_path / "keys.sqlite") as store:
        drawer = Drawer(store, tmp_path, "dept-one")
        first = drawer(paper)
        drawer.close()
        again = Drawer(store, tmp_path, "dept-one")
        assert again(paper) == first
        assert store.read(first) == paper.content
        again.close()


@pytest.mark.parametrize("kind", [bad for bad in Bad if bad is not Bad.NOT_ITS_KIND])
def test_what_is_spoiled_cannot_be_read(kind: Bad) -> None:
    """Each way of being bad is one that the contracts notice."""
    command = ArchiveCase(case_id=CASE, actor="staff-1")
    bad = letter("street-one", replace(say(CASE, "archive", command), bad=kind))
    with pytest.raises(Undecodable):
        _read(bad)


def _read(sealed: Letter) -> object:
    cloudevents.parse(sealed.headers)
    return wire.decode(sealed.value, 262_144)


def test_noise_is_the_same_after_a_restart() -> None:
    """A bad message that is sent again has the same bytes."""
    command = ArchiveCase(case_id=CASE, actor="staff-1")
    bad = replace(say(CASE, "archive", command), bad=Bad.GARBAGE)
    assert letter("street-one", bad).value == letter("street-one", bad).value
