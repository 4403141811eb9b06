"""The signature of an office under a paper: PAdES (ETSI EN 319 142), by a key it holds.

A key of PKCS#12 (`.p12`, `.pfx`) or PEM (key, certificate, further certificates) comes from the
settings. Without one a development key is made beside the other keys; its certificate says of
itself that it means nothing in law.
"""

import io
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter

from hub.papers.paper import Paper
from hub.unfit import Unfit

FIELD: Final = "Signature1"
DEVELOPMENT: Final = "联办开发签名（不具法律效力）"
_VALID_FOR = timedelta(days=3650)
_OWNER_ONLY = 0o600
_REMEDY = (
    "Name a PKCS#12 or PEM file with key and certificate in LIANBAN_PAPERS__KEY and, if it has"
    " one, a file with its passphrase in LIANBAN_PAPERS__PASSPHRASE."
)


class Signer:
    """A key with its certificate; signs papers and says whose it is."""

    def __init__(self, signer: signers.SimpleSigner) -> None:
        self._signer = signer

    @property
    def certificate(self) -> asn1_x509.Certificate:
        """The certificate of the key."""
        certificate = self._signer.signing_cert
        if certificate is None:
            raise TypeError("a signer has a certificate")
        return certificate

    @property
    def is_development(self) -> bool:
        """Whether it means nothing in law."""
        return DEVELOPMENT in self.certificate.subject.native.values()

    @property
    def key(self) -> PrivateKeyTypes:
        """The private key itself, for what is signed beside the PDF."""
        return serialization.load_der_private_key(self._signer.signing_key.dump(), None)

    def sign(self, pdf: bytes, paper: Paper) -> bytes:
        """Return the PDF with a signature over all of it; what was there stays as it was."""
        said = signers.PdfSignatureMetadata(
            field_name=FIELD,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            reason=f"{paper.kind.words} {paper.number or ''}".strip(),
            name=paper.issuer_name,
        )
        signed = signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), said, self._signer)
        return bytes(signed.getvalue())


def load(path: Path, secret: Path | None = None) -> Signer:
    """Return the signer of a PKCS#12 or PEM file; `secret` has its passphrase. Raises Unfit."""
    try:
        data = path.read_bytes()
        passphrase = secret.read_bytes().strip() if secret else None
        archive = _archive(data, passphrase) if b"-----BEGIN" in data else data
        return Signer(signers.SimpleSigner.load_pkcs12_data(archive, [], _for(data, passphrase)))
    except (OSError, ValueError, TypeError) as error:
        raise Unfit(f"The signing key {path} cannot be used: {error}.", _REMEDY) from error


def development(path: Path) -> Signer:
    """Return the development signer kept in a PEM file; makes the file (mode 0600) when new."""
    if not path.exists():
        key = ec.generate_private_key(ec.SECP256R1())
        _write_new(path, _plain(key) + _certified(key))
    return load(path)


def _for(data: bytes, passphrase: bytes | None) -> bytes | None:
    return None if b"-----BEGIN" in data else passphrase


def _archive(pem: bytes, passphrase: bytes | None) -> bytes:
    """Return the PKCS#12 of a PEM: a reader of both would need two ways to everything."""
    key = serialization.load_pem_private_key(pem, passphrase)
    certificate, *others = x509.load_pem_x509_certificates(pem)
    if not isinstance(key, EllipticCurvePrivateKey | RSAPrivateKey):
        raise TypeError("a key of this kind signs no papers")
    plain = serialization.NoEncryption()
    return pkcs12.serialize_key_and_certificates(None, key, certificate, others, plain)


def _plain(key: EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _certified(key: EllipticCurvePrivateKey | RSAPrivateKey) -> bytes:
    """Return a certificate (PEM) that the key gives itself, for development only."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, DEVELOPMENT)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + _VALID_FOR)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_for_signing(), critical=True)
        .sign(key, SHA256())
    )
    return certificate.public_bytes(serialization.Encoding.PEM)


def _for_signing() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def _write_new(path: Path, data: bytes) -> None:
    """Write a file readable by its owner only, whole or not at all; the first writer wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    with open(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _OWNER_ONLY), "wb") as file:  # noqa: PTH123 - a mode
        file.write(data)
    try:
        path.hardlink_to(new)
    except FileExistsError:
        pass
    finally:
        new.unlink()
