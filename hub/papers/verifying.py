"""What a PDF proves: whether its signature holds, who signed, and what paper it carries.

Three things are told apart. The *signature* says that nothing changed since somebody signed, and
who; whether to believe that certificate is another question, answered by the certificates that
are trusted here. The *content* attached is what the digest in the QR code is of. Whether the
content is what happened only the journal can say (see `hub.papers.agreeing`).
"""

import io
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from asn1crypto import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_pem_x509_certificates
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from hub.papers.paper import NotAPaper, Paper, from_bytes
from hub.papers.rendering import ATTACHED
from hub.unfit import Unfit


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One signature: `intact` when nothing it covers changed, `whole` when it covers the file."""

    signer: str
    signed_at: datetime | None
    intact: bool
    whole: bool
    trusted: bool

    @property
    def holds(self) -> bool:
        """Whether nothing in the file changed since it was signed."""
        return self.intact and self.whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a file carries: its signatures, and the paper attached (None if there is none)."""

    signatures: tuple[Signature, ...]
    paper: Paper | None


def examine(pdf: bytes, trusted: Sequence[x509.Certificate]) -> Evidence:
    """Return what a PDF carries; raises Unfit for bytes that are no PDF.

    A file that was damaged so that it cannot be read counts as one without a valid signature.
    """
    # What pyHanko finds wrong is in its answer; its log says the same with a traceback.
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        signed = reader.embedded_signatures
        paper = _attached(reader)
    except Exception as error:  # whatever a parser raises about a stranger's bytes: damaged
        raise Unfit(
            f"This is no PDF, or a damaged one: {error}.", "Ask the issuer for the file again."
        ) from error
    return Evidence(signatures=tuple([_signature(each, trusted) for each in signed]), paper=paper)


def certificates(path: Path) -> tuple[x509.Certificate, ...]:
    """Return the certificates of a PEM file; raises Unfit."""
    try:
        found = load_pem_x509_certificates(path.read_bytes())
    except (OSError, ValueError) as error:
        raise Unfit(
            f"The certificates {path} cannot be read: {error}.", "Name a PEM file."
        ) from error
    return tuple([x509.Certificate.load(each.public_bytes(Encoding.DER)) for each in found])


def _signature(signed: Any, trusted: Sequence[x509.Certificate]) -> Signature:  # noqa: ANN401 - pyHanko's
    context = ValidationContext(trust_roots=list(trusted), allow_fetching=False)
    name = _signer(signed)
    try:
        found = validate_pdf_signature(signed, context)
    except Exception:  # noqa: BLE001 - likewise: what cannot be validated is not valid
        return Signature(signer=name, signed_at=None, intact=False, whole=False, trusted=False)
    return Signature(
        signer=name,
        signed_at=found.signer_reported_dt,
        intact=found.intact and found.valid,
        whole=found.coverage is SignatureCoverageLevel.ENTIRE_FILE,
        trusted=found.trusted,
    )


def _signer(signed: Any) -> str:  # noqa: ANN401 - pyHanko's
    try:
        certificate = signed.signer_cert
    except Exception:  # noqa: BLE001 - likewise: a damaged certificate has no name
        return ""
    return str(certificate.subject.native.get("common_name", certificate.subject.human_friendly))


def _attached(reader: PdfFileReader) -> Paper | None:
    for specification in reader.root.get("/AF", ()):
        entry = specification.get_object() if hasattr(specification, "get_object") else {}
        if entry.get("/F") == ATTACHED:
            try:
                return from_bytes(entry["/EF"]["/F"].data)
            except NotAPaper:
                return None
    return None
