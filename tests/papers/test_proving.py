"""What a paper proves: signature, code and journal, judged also by tools that are not ours."""

import base64
import io
import random
import re
import shutil
import stat
import subprocess
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from asn1crypto import pem
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509 import load_pem_x509_certificate
from pyhanko.pdf_utils.generic import pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from hub.cli.papers_view import findings_of_code, findings_of_pdf
from hub.documents.store import DocumentStore
from hub.domain.commands import DecideCase
from hub.domain.vocabulary import Decision, DocumentKind
from hub.papers import signing
from hub.papers.agreeing import disagreements
from hub.papers.code import read_code
from hub.papers.making import paper_of
from hub.papers.occasions import occasions
from hub.papers.office import Office
from hub.papers.paper import Paper, PaperKind, statement
from hub.papers.story import documents_of, finding_of, name_on_form
from hub.papers.telling import summary_of
from hub.papers.verifying import certificates, examine
from hub.settings import Settings
from hub.unfit import Unfit
from tests.domain import scenes
from tests.domain.scenes import ASSISTED, BOOK, DECIDER, Story
from tests.papers.desk import codes_in, numbered, paper, told

BODY = DECIDER[ASSISTED]
ACCEPTANCE = paper(scenes.accepted(), PaperKind.ACCEPTANCE)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office with a development key."""
    return Office(Settings(data=tmp_path_factory.mktemp("office")))


@pytest.fixture(scope="module")
def signed(office: Office) -> bytes:
    """A signed acceptance."""
    return office.make(ACCEPTANCE)


def story_with_a_number() -> Story:
    """An accepted case whose notice bears a number."""
    return numbered(scenes.accepted(), BODY, DocumentKind.ACCEPTANCE, "住建受理通知书〔2026〕7号")


def acceptance_of(story: Story) -> Paper:
    """The acceptance as the facts give it."""
    (found,) = [
        each for each in occasions(story.subject, told(story)) if each.kind is PaperKind.ACCEPTANCE
    ]
    return paper_of(found, BOOK)


def test_a_signed_paper_holds(office: Office, signed: bytes) -> None:
    """The signature covers the whole file, and what was rendered is untouched before it."""
    evidence = examine(signed, office.trusted())
    (signature,) = evidence.signatures
    assert (signature.holds, signature.trusted) == (True, True)
    assert signature.signer == signing.DEVELOPMENT
    assert evidence.paper == ACCEPTANCE
    assert findings_of_pdf(evidence, ()).holds


def test_a_strangers_certificate_is_not_believed(signed: bytes) -> None:
    """The signature is intact, and nobody said that its owner may be believed."""
    evidence = examine(signed, ())
    assert evidence.signatures[0].holds
    assert not findings_of_pdf(evidence, ()).holds


def test_one_changed_bit_is_found(office: Office, signed: bytes) -> None:
    """A changed bit anywhere in what is signed is found, or the file cannot be read at all."""
    hole = re.search(rb"/Contents ?<[0-9a-fA-F]+>", signed)
    assert hole is not None
    covered = [*range(hole.start()), *range(hole.end(), len(signed))]
    chance = random.Random(1)
    for at in chance.sample(covered, 300):
        changed = bytearray(signed)
        changed[at] ^= 1 << chance.randrange(8)
        try:
            evidence = examine(bytes(changed), office.trusted())
        except Unfit:
            continue
        assert not any(each.holds for each in evidence.signatures), at
        assert not findings_of_pdf(evidence, ()).holds, at


def test_what_is_added_after_signing_is_told(office: Office, signed: bytes) -> None:
    """A file with an update after the signature is no longer what was signed."""
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    writer.root["/Added"] = pdf_string("later")
    writer.update_root()
    added = io.BytesIO()
    writer.write(added)
    evidence = examine(added.getvalue(), office.trusted())
    assert not evidence.signatures[0].whole
    assert not findings_of_pdf(evidence, ()).holds


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler-utils is not installed")
def test_poppler_finds_the_signature_valid(signed: bytes, tmp_path: Path) -> None:
    """An implementation of others says that the signature is valid, and finds a changed byte."""
    file = tmp_path / "signed.pdf"
    file.write_bytes(signed)
    said = subprocess.run(["pdfsig", file], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid." in said
    assert "Total document signed" in said
    at = signed.index(b"stream\n") + 100
    file.write_bytes(signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :])
    said = subprocess.run(["pdfsig", file], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid." not in said


def test_openssl_finds_the_code_of_a_print_valid(
    office: Office, signed: bytes, tmp_path: Path
) -> None:
    """From the drawn page and the certificate alone, openssl confirms what the code says."""
    (text,) = codes_in(signed)
    said, _, coded = text.partition("\n签名 ")
    (tmp_path / "said").write_text(said, "utf-8")
    raw = base64.urlsafe_b64decode(coded + "=" * (-len(coded) % 4))
    (tmp_path / "signature").write_bytes(raw)
    shown = pem.armor("CERTIFICATE", office.signer.certificate.dump())
    (tmp_path / "certificate").write_bytes(shown)
    key = ["openssl", "x509", "-in", "certificate", "-pubkey", "-noout", "-out", "key"]
    subprocess.run(key, check=True, cwd=tmp_path)
    check = ["openssl", "dgst", "-sha256", "-verify", "key", "-signature", "signature", "said"]
    done = subprocess.run(check, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.stdout == "Verified OK\n"
    (tmp_path / "said").write_text(said.replace("住房", "住户"), "utf-8")
    done = subprocess.run(check, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 1


def test_the_code_of_a_print_is_judged(office: Office, signed: bytes) -> None:
    """The code holds with the issuer's certificate, not without, and not with other words."""
    (text,) = codes_in(signed)
    assert findings_of_code(text, office.trusted()).holds
    assert not findings_of_code(text, ()).holds
    assert not findings_of_code(text.replace("2026-0001", "2026-0002"), office.trusted()).holds
    assert not findings_of_code(statement(ACCEPTANCE), office.trusted()).holds
    assert not findings_of_code("https://example.org", office.trusted()).holds
    code = read_code(text)
    assert code is not None
    assert code.said["业务编号"] == "2026-0001"


def test_before_its_signature_a_paper_is_repeatable(office: Office, signed: bytes) -> None:
    """Two signed files differ in their signatures only: the code's signature is deterministic."""
    again = office.make(ACCEPTANCE)
    end = signed.index(b"%%EOF")
    assert signed[:end] == again[:end]


def test_a_draft_is_not_signed(office: Office) -> None:
    """What has no number carries nobody's signature, and does not hold."""
    bare = office.make(paper(scenes.accepted(), PaperKind.ACCEPTANCE, number=None))
    evidence = examine(bare, office.trusted())
    assert evidence.signatures == ()
    assert not findings_of_pdf(evidence, ()).holds


def test_what_is_no_pdf_is_said(office: Office) -> None:
    """Bytes that are no PDF get a sentence, not a traceback."""
    with pytest.raises(Unfit, match="no PDF"):
        examine(b"%PDF-1.7 nothing", office.trusted())


def test_a_paper_agrees_with_its_facts() -> None:
    """Made anew from the journal's facts, a paper is the same, also when more has happened."""
    story = story_with_a_number()
    made = acceptance_of(story)
    assert disagreements(made, told(story), BOOK) == ()
    story.say(BODY, DecideCase, decision=Decision.APPROVED)
    assert disagreements(made, told(story), BOOK) == ()


def test_what_the_facts_say_otherwise_is_named() -> None:
    """A paper of another number or last day disagrees, in words; one of no fact is not known."""
    story = story_with_a_number()
    made = acceptance_of(story)
    forged = replace(made, number="住建受理通知书〔2026〕8号")
    (said,) = disagreements(forged, told(story), BOOK)
    assert said.startswith("文号：文书为“住建受理通知书〔2026〕8号”，台账为“")
    later = replace(made, lines=(*made.lines[:-1], ("承诺办结期限", "2026年12月1日")))
    assert disagreements(later, told(story), BOOK) == ("记载事项与台账不同",)
    second = replace(made, nth=2)
    assert disagreements(second, told(story), BOOK) == ("台账中没有这份受理通知书所依据的记载",)


def test_a_paper_whose_number_was_voided_disagrees() -> None:
    """作废: the paper was genuine, and its number is not in force any more."""
    story = story_with_a_number()
    made = acceptance_of(story)
    void = scenes.commands.NoteVoid(
        case_id=story.subject, kind=DocumentKind.ACCEPTANCE, number=made.number or ""
    )
    story.when("hub", void)
    (said,) = disagreements(made, told(story), BOOK)
    assert said == "文号：文书为“住建受理通知书〔2026〕7号”，台账为“无”"


def test_a_summary_agrees_as_of_its_last_entry() -> None:
    """案件摘要 is compared with what had happened up to its last entry."""
    story = scenes.accepted()
    made = summary_of(story.subject, told(story), BOOK)
    assert made is not None
    story.now += timedelta(days=1)
    story.say(BODY, DecideCase, decision=Decision.APPROVED)
    assert disagreements(made, told(story), BOOK) == ()


def test_the_development_key_is_kept_and_says_what_it_is(tmp_path: Path) -> None:
    """It is made once, readable by its owner only, and its certificate disclaims itself."""
    path = tmp_path / "papers.pem"
    first, again = signing.development(path), signing.development(path)
    assert first.certificate.dump() == again.certificate.dump()
    assert first.is_development
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("kind", ["EC", "RSA"])
def test_an_offices_own_key_signs(tmp_path: Path, kind: str) -> None:
    """A PKCS#12 file with a passphrase, of another curve or of RSA, signs file and code."""
    curve = ec.generate_private_key(ec.SECP384R1())
    key = curve if kind == "EC" else rsa.generate_private_key(65537, 2048)
    development = signing._certified(key)
    certificate = load_pem_x509_certificate(development)
    locked = serialization.BestAvailableEncryption(b"secret")
    archive = pkcs12.serialize_key_and_certificates(b"k", key, certificate, None, locked)
    (tmp_path / "key.p12").write_bytes(archive)
    (tmp_path / "passphrase").write_text("secret\n")
    papers = {"key": tmp_path / "key.p12", "passphrase": tmp_path / "passphrase"}
    own = Office(Settings(data=tmp_path, papers=papers))
    made = own.make(ACCEPTANCE)
    (tmp_path / "trust.pem").write_bytes(development)
    trusted = certificates(tmp_path / "trust.pem")
    assert findings_of_pdf(examine(made, trusted), ()).holds
    (text,) = codes_in(made)
    assert findings_of_code(text, trusted).holds


def test_a_stranger_verifies_without_a_key(signed: bytes, office: Office, tmp_path: Path) -> None:
    """Who only verifies needs the issuer's certificate, and no key is made for it."""
    shown = pem.armor("CERTIFICATE", office.signer.certificate.dump())
    (tmp_path / "issuer.pem").write_bytes(shown)
    stranger = Office(Settings(data=tmp_path / "data", papers={"trust": tmp_path / "issuer.pem"}))
    assert findings_of_pdf(examine(signed, stranger.trusted()), ()).holds
    assert not (tmp_path / "data").exists()


def test_an_unusable_key_is_named(tmp_path: Path) -> None:
    """A key that is not there, or with the wrong passphrase, is named with what to set."""
    for path in (tmp_path / "none.p12", Path(__file__)):
        with pytest.raises(Unfit, match="cannot be used") as unusable:
            signing.load(path)
        assert "LIANBAN_PAPERS__KEY" in unusable.value.remedy
    with pytest.raises(Unfit, match="cannot be used"):
        signing.load(tmp_path / "none.p12", tmp_path / "no-passphrase")


def test_documents_are_checked_by_their_digest(tmp_path: Path) -> None:
    """Each document that the facts name is found as told, missing, or altered; no key is needed."""
    with DocumentStore(str(tmp_path / "documents"), tmp_path / "keys.sqlite") as store:
        kinds = {"kind": "application-form", "media_type": "application/json"}
        form = store.put(io.BytesIO(b"{}"), **kinds, data_subject="p-0001")
        story = told(Story().when(scenes.STREET, scenes.submission(form=form)))
        said = {each.kind: finding_of(each, store) for _, each in documents_of(story)}
        assert said == {"application-form": "", "申请表": "不在文书库中"}
        store.destroy_key("p-0001")
        assert finding_of(form, store) == ""
        (stored,) = (tmp_path / "documents").rglob(form.digest.hex())
        stored.chmod(0o600)
        stored.write_bytes(stored.read_bytes()[:-1] + b"?")
        assert finding_of(form, store) == "与登记的摘要不符"


def test_a_name_needs_the_key(tmp_path: Path) -> None:
    """The name is unsealed with the subject's key, and lost with it."""
    with DocumentStore(str(tmp_path / "documents"), tmp_path / "keys.sqlite") as store:
        form = store.put(
            io.BytesIO('{"申请人":"赵晓岚","联系电话":"199"}'.encode()),
            kind="application-form",
            media_type="application/json",
            data_subject="p-0001",
        )
        story = Story().when(scenes.STREET, scenes.submission(form=form))
        assert name_on_form(told(story), store) == "赵晓岚"
        store.destroy_key("p-0001")
        with pytest.raises(Unfit, match="was destroyed"):
            name_on_form(told(story), store)
