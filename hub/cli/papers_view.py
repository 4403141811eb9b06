"""Papers and findings as a person or a program reads them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from asn1crypto import x509
from cryptography.hazmat.primitives.serialization import load_der_public_key

from hub.domain.documents import DocumentReference
from hub.papers.code import Code, proves, read_code
from hub.papers.occasions import Occasion
from hub.papers.paper import Paper, digest
from hub.papers.verifying import Evidence, Signature
from hub.papers.wording import day
from hub.views.words import local


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found, labelled, and whether all of it holds."""

    lines: tuple[tuple[str, str], ...]
    holds: bool


def occasion_object(occasion: Occasion) -> dict[str, Any]:
    """Return a paper's occasion for programs."""
    return {
        "kind": occasion.kind.value,
        "words": occasion.kind.words,
        "nth": occasion.nth,
        "number": occasion.number,
        "at": occasion.happening.at.isoformat(),
        "entry": occasion.happening.entry,
    }


def show_occasions(subject: str, found: Sequence[Occasion]) -> None:
    """Print the papers of a case."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    shown = Table(title=escape(subject))
    for column in ("种类", "文书", "第几份", "文号", "时间", "条目"):
        shown.add_column(column)
    for each in found:
        happening = each.happening
        kind = each.kind.value.lower()
        number = each.number or "（未编号）"
        cells = (kind, each.kind.words, str(each.nth), number, local(happening.at), happening.entry)
        shown.add_row(*map(escape, cells))
    Console(highlight=False).print(shown)


def show_documents(found: Sequence[tuple[str, DocumentReference, str]]) -> None:
    """Print the documents of a case, each with what is wrong with it."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    shown = Table(title=f"{len(found)} 份")
    for column in ("条目", "文书", "字节", "摘要", "核对"):
        shown.add_column(column)
    for entry, each, wrong in found:
        cells = (entry, each.kind, str(each.size_bytes), each.digest.hex()[:16], wrong or "相符")
        shown.add_row(*map(escape, cells))
    Console(highlight=False).print(shown)


def findings_of_pdf(evidence: Evidence, differ: Sequence[str] | None) -> Findings:
    """Return what a PDF proves; `differ` is what the journal says otherwise, None if unasked."""
    lines = [line for each in evidence.signatures for line in _of_signature(each)]
    if not evidence.signatures:
        lines.append(("签名", "没有签名：不能证明由谁出具、是否被改动"))
    paper = evidence.paper
    if paper is None:
        lines.append(("内容", "没有附带文书内容，不是联办出具的文书"))
    else:
        lines += _of_paper(paper)
        lines.append(("台账", _of_journal(differ)))
    signed = bool(evidence.signatures) and all(
        each.holds and each.trusted for each in evidence.signatures
    )
    return Findings(tuple(lines), signed and paper is not None and not differ)


def findings_of_code(text: str, trusted: Sequence[x509.Certificate]) -> Findings:
    """Return what the code of a print proves."""
    code = read_code(text)
    if code is None:
        return Findings((("二维码", "不是联办文书的二维码，也不是PDF文件"),), holds=False)
    owner = next((each for each in trusted if _proved(code, each)), None)
    if owner is not None:
        word = f"有效，由“{owner.subject.native.get('common_name', '')}”签名"
    else:
        word = "无效，或者签名的证书不受信任" if code.signature else "没有签名，不能证明由谁出具"
    return Findings((*code.said.items(), ("签名", word)), owner is not None)


def _proved(code: Code, certificate: x509.Certificate) -> bool:
    return proves(code, load_der_public_key(certificate.public_key.dump()))


def _of_signature(signature: Signature) -> list[tuple[str, str]]:
    if not signature.intact:
        return [("签名", "无效：文件在签名之后被改动，或者签名损坏")]
    held = "有效，签名之后没有改动" if signature.whole else "有效，但签名之后又添加了内容"
    at = f"，时间 {local(signature.signed_at)}（签名人自称）" if signature.signed_at else ""
    trust = "受信任" if signature.trusted else "不受信任：不在本机信任的证书之内"
    return [("签名", held), ("签名人", signature.signer + at), ("证书", trust)]


def _of_paper(paper: Paper) -> list[tuple[str, str]]:
    return [
        ("文书", f"{paper.title} {paper.number or ''}".rstrip()),
        ("机关", f"{paper.issuer_name}（{paper.issuer}），{day(paper.issued_on)}"),
        *([("业务编号", paper.business_number)] if paper.business_number else []),
        ("内容摘要", f"{digest(paper).hex()}（应与二维码所示一致）"),
    ]


def _of_journal(differ: Sequence[str] | None) -> str:
    if differ is None:
        return "未核对"
    return "；".join(differ) if differ else "一致：内容与台账记载的事实相符"
