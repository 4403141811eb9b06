"""What is wrong with the members of organisations in a catalogue."""

import re
from collections.abc import Iterator

from hub.domain.catalogue import Catalogue
from hub.domain.faults import Fault, Rows
from hub.domain.members import Member

_FILE = "members.csv"
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,63}")
"""As `actor` may be in a command (`hub.border_rules`)."""


def members_faults(book: Catalogue, where: Rows) -> Iterator[Fault]:
    """Return everything that is wrong with members."""
    for key, member in book.members.items():
        for column, reason in _faults(book, member):
            yield Fault(
                file=_FILE,
                row=where.of(_FILE, key),
                column=column,
                reason=f"人员{member.code}{reason}",
            )


def _faults(book: Catalogue, member: Member) -> Iterator[tuple[str, str]]:
    if member.organisation not in book.organisations:
        yield "organisation", f"的单位{member.organisation}不在目录中"
    if not _CODE.fullmatch(member.code):
        yield "code", "的代称不合规:由字母、数字和._:/-组成,不超过64位"
    if not member.duties:
        yield "duties", "没有写明职责"
    if member.valid_until is not None and member.valid_until < member.valid_from:
        yield "valid_until", "的终止日期早于起始日期"
