"""Delimited text: no line vanishes, whatever it is made of."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.delimited import TextRow, delimiter_of, text_rows
from connectors.encodings import encoding_of
from connectors.errors import Unreadable

Write = Callable[..., Path]

CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
TABLES = st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=12)
NASTY = st.text(st.sampled_from('ab,"\n\r;\t '), max_size=60)


def cells_of(path: Path, encoding: str = "utf-8", delimiter: str = ",") -> list[TextRow]:
    """All records of a file."""
    return list(text_rows(path, encoding, delimiter))


@given(TABLES)
def test_what_was_written_as_csv_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, table: list[list[str]]
) -> None:
    """Any table written by the standard library comes back cell for cell."""
    path = tmp_path_factory.mktemp("csv") / "t.csv"
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(table)
    path.write_bytes(text.getvalue().encode())
    rows = cells_of(path)
    assert [list(row.cells) for row in rows] == table
    assert [row.number for row in rows] == list(range(1, len(table) + 1))


@given(NASTY)
@settings(max_examples=500)
def test_every_character_of_any_text_is_in_some_row(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    """Whatever the quotes do, each letter comes out in a cell of some row."""
    path = tmp_path_factory.mktemp("csv") / "t.csv"
    path.write_bytes(text.encode())
    rows = cells_of(path)
    read = "".join("".join(row.cells) for row in rows)
    for letter in "ab":
        assert read.count(letter) == text.count(letter)


def test_an_unclosed_quote_costs_its_own_line_only(write: Write) -> None:
    """The rows after a broken one are read as if nothing had been."""
    lines = ["a,b", '"oops,1', *[f"c{n},d" for n in range(1000)]]
    rows = cells_of(write("t.csv", "\n".join(lines)))
    assert len(rows) == len(lines)
    assert rows[1].cells == ('"oops', "1")
    assert rows[1].damage
    assert [row.damage for row in rows[2:]] == [None] * 1000


def test_an_unclosed_quote_at_the_end_is_reported(write: Write) -> None:
    """A file that ends inside a quote loses nothing."""
    rows = cells_of(write("t.csv", 'a,b\n"c,d\ne,f'))
    assert [row.cells for row in rows] == [("a", "b"), ('"c', "d"), ("e", "f")]
    assert [bool(row.damage) for row in rows] == [False, True, False]


def test_a_quoted_line_break_stays_in_its_cell(write: Write) -> None:
    """A record over two lines is one row."""
    rows = cells_of(write("t.csv", 'a,"b\nc"\nd,e\n'))
    assert [row.cells for row in rows] == [("a", "b\nc"), ("d", "e")]


def test_an_endless_line_is_a_damaged_row_and_not_a_full_memory(write: Write) -> None:
    """A line without an end is cut, marked, and the next line is read."""
    rows = cells_of(write("t.csv", "x" * 3_000_000 + "\na,b\n"))
    assert rows[0].damage
    assert len(rows[0].cells[0]) <= 1 << 18
    assert rows[1].cells == ("a", "b")


@pytest.mark.parametrize("mark", [",", ";", "\t", "|", "，"])
def test_the_separator_is_found(write: Write, mark: str) -> None:
    """The separator of the first lines is the one with the steadiest width."""
    path = write("t.csv", "\n".join(mark.join(["名称", "编码", f"x{n}"]) for n in range(5)))
    assert delimiter_of(path, "utf-8") == mark


def test_a_comma_inside_names_does_not_hide_a_semicolon(write: Write) -> None:
    """Steady width wins over many marks."""
    path = write("t.csv", "name;code\na, b, c;1\nd;2\ne, f;3\n")
    assert delimiter_of(path, "utf-8") == ";"


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
        ("utf-16", "utf-16"),
    ],
)
def test_encodings_are_told_apart(write: Write, encoding: str, found: str) -> None:
    """What a Chinese office saves is read as what it is."""
    path = write("t.csv", "事项名称,编码\n临时堆物占道审批,1\n".encode(encoding))
    assert encoding_of(path) == found
    assert cells_of(path, found)[0].cells == ("事项名称", "编码")


def test_an_encoding_is_judged_by_the_whole_file(write: Write) -> None:
    """One GB18030 name behind two megabytes of ASCII is found."""
    path = write("t.csv", b"a,b\n" * 600_000 + "城管,1\n".encode("gb18030"))
    assert encoding_of(path) == "gb18030"


def test_what_is_no_text_is_unreadable(write: Write) -> None:
    """Bytes of no encoding are refused with the place of the first."""
    with pytest.raises(Unreadable, match="byte"):
        encoding_of(write("t.csv", b"a,b\n\xff\xff\xff\xff"))
