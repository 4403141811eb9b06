"""What hangs on a person's key, found in the journal: all that needs it, and nothing else."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from hub.documents.errors import KeyDestroyed
from hub.documents.store import DocumentStore
from hub.domain.bundle import BundledItem
from hub.domain.calendar import local_day
from hub.domain.commands import (
    ApproveDestruction,
    ArchiveCase,
    AskMentor,
    DestroyFile,
    OpenBundle,
    RegisterMandate,
    WithdrawApplication,
)
from hub.domain.documents import DocumentReference, Mandate
from hub.domain.refusals import KeepingRule
from hub.domain.vocabulary import MandatePower
from hub.views.erasing import Concerned, Erasure
from tests.domain.scenes import ASSISTED, COUNTER, DECIDER, STREET, Story, paper, submission
from tests.views.chronicle import Chronicle

PERSON = "p-0001"
LONG_AFTER = datetime(2057, 1, 8, 2, 0, tzinfo=UTC)
AGREED = {"appraisal": paper("鉴定意见", 31), "approver": "head-1"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[DocumentStore]:
    """Give a document store in a folder."""
    with DocumentStore(str(tmp_path / "documents"), tmp_path / "keys.sqlite") as opened:
        yield opened


def sealed(store: DocumentStore, text: str, person: str = PERSON) -> DocumentReference:
    """Seal a paper for somebody."""
    source = io.BytesIO(text.encode())
    return store.put(source, kind="form", media_type="text/plain", data_subject=person)


def filed(
    chronicle: Chronicle, number: str, form: DocumentReference, applicant: str = PERSON
) -> Story:
    """An application in the journal."""
    story = Story()
    whole = replace(submission(), business_number=number, applicant=applicant, form=form)
    chronicle.command(story, STREET, whole)
    return story


def archived(chronicle: Chronicle, number: str, form: DocumentReference) -> Story:
    """A file that was archived, and whose retention has ended."""
    story = filed(chronicle, number, form)
    chronicle.say(story, STREET, WithdrawApplication)
    chronicle.say(story, STREET, ArchiveCase)
    story.now = LONG_AFTER
    return story


def found(chronicle: Chronicle, store: DocumentStore, today: datetime = LONG_AFTER) -> Erasure:
    """What hangs on the key of the person."""

    def sealed_for(reference: DocumentReference) -> str | None:
        return store.data_subject_of(reference) if store.exists(reference) else None

    concerned = Concerned(PERSON, sealed_for)
    for told in chronicle.told:
        concerned.take(told)
    return concerned.found(local_day(today))


def kept(erasure: Erasure) -> dict[str, KeepingRule]:
    """What forbids it, by subject."""
    return {each.subject: each.why.rule for each in erasure.holders}  # type: ignore[misc]


def test_a_key_goes_only_when_every_file_of_the_person_may(store: DocumentStore) -> None:
    """One key opens both cases: the one that nobody agreed about keeps it for both."""
    chronicle = Chronicle()
    one = archived(chronicle, "1", sealed(store, "one"))
    two = archived(chronicle, "2", sealed(store, "two"))
    filed(chronicle, "3", sealed(store, "other", "p-0002"), "p-0002")
    chronicle.say(one, "admin", ApproveDestruction, **AGREED)
    first = found(chronicle, store)
    assert first.agreed == (one.subject,)
    assert kept(first) == {two.subject: KeepingRule.NOT_AGREED}
    chronicle.say(two, "admin", ApproveDestruction, **AGREED)
    both = found(chronicle, store)
    assert (set(both.agreed), both.holders) == ({one.subject, two.subject}, ())
    chronicle.say(one, "admin", DestroyFile, witness="staff-2")
    half = found(chronicle, store)
    assert (half.agreed, half.destroyed) == ((two.subject,), (one.subject,))


def test_why_a_file_is_kept_is_said_by_its_rule(store: DocumentStore) -> None:
    """Not archived yet, retention not over yet: each with the sentence of the domain."""
    chronicle = Chronicle()
    running = filed(chronicle, "1", sealed(store, "one"))
    early = archived(chronicle, "2", sealed(store, "two"))
    rules = kept(found(chronicle, store, datetime(2030, 1, 8, 2, 0, tzinfo=UTC)))
    assert rules == {
        running.subject: KeepingRule.NOT_ARCHIVED,
        early.subject: KeepingRule.RETENTION_RUNS,
    }


def test_a_paper_sealed_with_the_key_keeps_it_whoever_applied(store: DocumentStore) -> None:
    """Another's open case that refers to a paper of the person needs the key, named or not."""
    chronicle = Chronicle()
    one = archived(chronicle, "1", sealed(store, "one"))
    chronicle.say(one, "admin", ApproveDestruction, **AGREED)
    other = filed(chronicle, "2", sealed(store, "of the person"), "p-0002")
    assert kept(found(chronicle, store)) == {other.subject: KeepingRule.NOT_ARCHIVED}


def test_an_agent_is_a_person_too(store: DocumentStore) -> None:
    """Who acts for somebody in an open case is named there, and the key stays."""
    chronicle = Chronicle()
    one = archived(chronicle, "1", sealed(store, "one"))
    chronicle.say(one, "admin", ApproveDestruction, **AGREED)
    other = filed(chronicle, "2", paper(), "p-0002")
    mandate = Mandate(
        principal="p-0002",
        principal_checked=True,
        agent=PERSON,
        agent_checked=True,
        scope="*",
        powers=(MandatePower.COLLECT,),
        valid_from=date(2026, 1, 1),
        valid_until=date(2027, 1, 1),
        free_of_charge=True,
        document=paper("授权委托书", 40),
    )
    chronicle.say(other, STREET, RegisterMandate, mandate=mandate)
    assert kept(found(chronicle, store)) == {other.subject: KeepingRule.NOT_ARCHIVED}


def test_a_bundle_and_a_question_keep_what_they_refer_to(store: DocumentStore) -> None:
    """A bundle that is not complete, and a question whose paper is the person's, hold the key."""
    chronicle = Chronicle()
    bundle = Story()
    items = [
        BundledItem(item_code=code, business_number=code) for code in ("SJ-06", "SJ-01", "CG-02")
    ]
    opening = OpenBundle(
        number="1",
        code="YJS-01",
        street=STREET,
        place=COUNTER,
        applicant=PERSON,
        form=sealed(store, "bundle"),
        items=tuple(items),
        actor="a",
    )
    chronicle.command(bundle, STREET, opening)
    asked = Story()
    question = AskMentor(
        number="1", department=DECIDER[ASSISTED], question=sealed(store, "question"), actor="a"
    )
    chronicle.command(asked, STREET, question)
    assert kept(found(chronicle, store)) == {
        bundle.subject: KeepingRule.BUNDLE_OPEN,
        asked.subject: KeepingRule.NAMED_ELSEWHERE,
    }


def test_what_is_erased_is_what_the_key_seals_and_every_digest_holds(store: DocumentStore) -> None:
    """The documents of the person, each once; after the key is gone they still verify."""
    chronicle = Chronicle()
    form, other = sealed(store, "one"), sealed(store, "other", "p-0002")
    one = archived(chronicle, "1", form)
    filed(chronicle, "2", other, "p-0002")
    chronicle.say(one, "admin", ApproveDestruction, **AGREED)
    chronicle.say(one, "admin", DestroyFile, witness="staff-2")
    erasure = found(chronicle, store)
    assert (erasure.documents, erasure.size_bytes) == ((form,), form.size_bytes)
    assert store.destroy_key(erasure.person)
    with pytest.raises(KeyDestroyed):
        store.read(form)
    store.verify(form)
    assert store.read(other) == b"other"
    again = found(chronicle, store)
    assert (again.documents, again.destroyed, again.holders) == ((form,), (one.subject,), ())
