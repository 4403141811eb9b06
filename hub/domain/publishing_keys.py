"""What is wrong with the signing keys of a catalogue."""

import re
from collections.abc import Iterator

from hub.domain.catalogue import Catalogue
from hub.domain.edwards import unsound
from hub.domain.faults import Fault, Rows, Severity
from hub.domain.signing_keys import SigningKey
from hub.domain.vocabulary import OrganisationKind

_FILE = "signing_keys.csv"
AT_ONCE = 8
"""So many keys of an organisation may hold on one day: a message is tried with each."""
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def keys_faults(book: Catalogue, where: Rows) -> Iterator[Fault]:
    """Return everything that is wrong with signing keys."""
    seen: dict[bytes, str] = {}
    for code, key in book.signing_keys.items():
        row = where.of(_FILE, code)
        for column, reason in _faults(book, key):
            yield Fault(file=_FILE, row=row, column=column, reason=f"签名密钥{code}{reason}")
        first = seen.setdefault(key.public_key, code)
        if first != code:
            reason = f"签名密钥{code}与{first}的公钥相同"
            yield Fault(file=_FILE, row=row, column="public_key", reason=reason)
        at_once = sum(each.holds_on(key.valid_from) for each in book.keys_of(key.organisation))
        if at_once > AT_ONCE:
            reason = f"签名密钥{code}起用时该单位有{at_once}把密钥同时有效,不得超过{AT_ONCE}把"
            yield Fault(file=_FILE, row=row, column="valid_until", reason=reason)
    for organisation in sorted({key.organisation for key in book.signing_keys.values()}):
        yield from _nobody_heard(book, organisation, where)


def _faults(book: Catalogue, key: SigningKey) -> Iterator[tuple[str, str]]:
    if not _CODE.fullmatch(key.code):
        yield "code", "的代码不合规:由字母、数字和._-组成,不超过64位"
    if key.organisation not in book.organisations:
        yield "organisation", f"的单位{key.organisation}不在目录中"
    why = unsound(key.public_key)
    if why is not None:
        yield "public_key", f"的公钥{why.value}"
    if key.valid_until is not None and key.valid_until < key.valid_from:
        yield "valid_until", "的终止日期早于起始日期"


def _nobody_heard(book: Catalogue, organisation: str, where: Rows) -> Iterator[Fault]:
    """Warn of an organisation that will be heard no more once its keys are over.

    Of the administration that is an error: without its word no catalogue could bring a new key.
    """
    keys = [key for key in book.signing_keys.values() if key.organisation == organisation]
    if any(key.valid_until is None and key.revoked_on is None for key in keys):
        return
    body = book.organisations.get(organisation)
    leads = body is not None and body.kind is OrganisationKind.ADMINISTRATION
    last = max(keys, key=lambda key: key.valid_from)
    yield Fault(
        file=_FILE,
        row=where.of(_FILE, last.code),
        column="valid_until",
        reason=f"{book.name_of(organisation)}的签名密钥都有终止日期或已吊销,其后所发消息均不受理",
        severity=Severity.ERROR if leads else Severity.WARNING,
    )
