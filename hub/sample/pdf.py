"""The smallest honest PDF: one page of Chinese text, readable in any viewer."""

_OBJECTS = (
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        " /Resources << /Font << /F 5 0 R >> >> >>"
    ),
    "<< /Length {length} >>\nstream\n{content}\nendstream",
    (
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
        " /DescendantFonts [6 0 R] >>"
    ),
    (
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >>"
        " /FontDescriptor 7 0 R >>"
    ),
    (
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880]"
        " /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"
    ),
)
_LEADING = 28
_LAST_OF_BASIC_PLANE = 0xFFFF


def page(lines: tuple[str, ...]) -> bytes:
    """A PDF (ISO 32000-1) of one A4 page with these lines, about 1.5 KB.

    The font is one of Adobe's predefined CJK fonts and therefore not embedded. Characters outside
    the basic plane are not supported by its encoding and raise UnicodeEncodeError.
    """
    content = "\n".join(("BT", f"/F 16 Tf 72 760 Td {_LEADING} TL", *map(_shown, lines), "ET"))
    body = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, text in enumerate(_OBJECTS, start=1):
        places.append(len(body))
        filled = text.replace("{length}", str(len(content))).replace("{content}", content)
        body += f"{number} 0 obj\n{filled}\nendobj\n".encode("ascii")
    return bytes(body + _trailer(places, len(body)))


def _shown(line: str) -> str:
    if any(ord(character) > _LAST_OF_BASIC_PLANE for character in line):
        raise UnicodeEncodeError("ucs-2", line, 0, len(line), "outside the basic plane")
    return f"<{line.encode('utf-16-be').hex().upper()}> Tj T*"


def _trailer(places: list[int], start: int) -> bytes:
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    count = len(places) + 1
    return (
        f"xref\n0 {count}\n0000000000 65535 f \n{rows}"
        f"trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    ).encode("ascii")
