"""Which text may pass the border, field by field."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from hub import wire
from hub.border import BorderViolation, _model, _text, check
from hub.border_rules import FORMS, names_a_person
from hub.domain.commands import AcceptCase, MirrorCase, PublishCatalogue, RecordStep, SubmitCase
from hub.domain.documents import DocumentReference, Material
from hub.domain.identity import case_id
from hub.domain.vocabulary import MaterialForm

FORM = DocumentReference(
    digest=b"d" * 32, size_bytes=3, media_type="application/pdf", kind="申请表"
)
COPY = Material(code="身份证明", form=MaterialForm.COPY, document=FORM)
SUBMIT = SubmitCase(
    business_number="川广安食许字〔2026〕12号",
    item_code="511Z07001006-511602000000-000-11511301008778183N-1-00",
    street="street-xincun",
    place="counter-xincun-1",
    applicant="applicant-123456789012",
    form=FORM,
    materials=(COPY,),
    actor="staff-1024",
)
RESIDENT = "11010519491231002X"  # the example of the standard GB 11643

BAD: list[tuple[dict[str, Any], str, str]] = [
    ({"street": "新村街道"}, "BORDER-FORM", "street"),
    ({"street": "Street"}, "BORDER-FORM", "street"),
    ({"street": "a" * 41}, "BORDER-FORM", "street"),
    ({"item_code": ""}, "BORDER-FORM", "item_code"),
    ({"place": "张三的窗口"}, "BORDER-FORM", "place"),
    ({"business_number": ""}, "BORDER-FORM", "business_number"),
    ({"business_number": "A 1\n"}, "BORDER-FORM", "business_number"),
    ({"business_number": "A\u202e1"}, "BORDER-FORM", "business_number"),
    ({"business_number": "x" * 81}, "BORDER-FORM", "business_number"),
    ({"business_number": f"A-{RESIDENT}"}, "BORDER-PERSONAL", "business_number"),
    ({"applicant": "王小明"}, "BORDER-FORM", "applicant"),
    ({"applicant": RESIDENT}, "BORDER-PERSONAL", "applicant"),
    ({"applicant": RESIDENT.lower()}, "BORDER-PERSONAL", "applicant"),
    ({"actor": "13800138000"}, "BORDER-PERSONAL", "actor"),
    ({"form": replace(FORM, size_bytes=-1)}, "BORDER-RANGE", "form.size_bytes"),
    ({"form": replace(FORM, size_bytes=1 << 41)}, "BORDER-RANGE", "form.size_bytes"),
    ({"form": replace(FORM, media_type="pdf")}, "BORDER-FORM", "form.media_type"),
    ({"materials": (COPY, replace(COPY, code=" "))}, "BORDER-FORM", "materials[1].code"),
    ({"materials": (replace(COPY, code=f"证{RESIDENT}"),)}, "BORDER-PERSONAL", "materials[0].code"),
    ({"materials": (COPY,) * 101}, "BORDER-COUNT", "materials"),
]


@pytest.mark.parametrize(("change", "rule", "field"), BAD)
def test_violation_names_rule_and_field(change: dict[str, Any], rule: str, field: str) -> None:
    """What is not of its form is turned away with rule, field, sentence and remedy."""
    with pytest.raises(BorderViolation) as caught:
        check(replace(SUBMIT, **change))
    assert (caught.value.rule, caught.value.field) == (rule, field)
    assert field in caught.value.sentence
    assert caught.value.sentence.endswith("。")
    assert caught.value.remedy.endswith("。")


@pytest.mark.parametrize(("change", "rule", "field"), BAD)
def test_violation_does_not_quote(change: dict[str, Any], rule: str, field: str) -> None:
    """Sentences go into the journal for ever, so nothing of the message stands in them."""
    with pytest.raises(BorderViolation) as caught:
        check(replace(SUBMIT, **change))
    for value in change.values():
        if isinstance(value, str) and len(value) > 3 and value.isalnum():
            assert value not in caught.value.sentence, (rule, field)


@pytest.mark.parametrize(
    "message",
    [
        SUBMIT,
        replace(SUBMIT, materials=()),
        AcceptCase(case_id=case_id("street-a", "1"), actor="staff-1"),
        RecordStep(
            case_id=case_id("street-a", "1"),
            step="T02 Check confirmation of receipt",
            department="Group 1",
            occurred_at=datetime(2011, 10, 11, tzinfo=UTC),
            actor="hub",
        ),
        MirrorCase(
            business_number="Case 3608 (A&B)",
            system="permit-log",
            item="Bouwvergunning",
            department="Group 2",
            opened_at=datetime(2010, 10, 2, tzinfo=UTC),
            actor="import",
        ),
    ],
)
def test_what_the_field_really_uses_passes(message: wire.Message) -> None:
    """Numbers of documents, codes of real lists and names of steps of real logs pass."""
    check(message)


def test_time_and_day_within_reason() -> None:
    """An instant or a day outside of 1990 to 2100 is a mistake of the sender's."""
    publish = PublishCatalogue(
        snapshot=b"s" * 32,
        size_bytes=1,
        valid_from=date(1970, 1, 1),
        publisher="staff-1",
        approver="staff-2",
    )
    with pytest.raises(BorderViolation) as caught:
        check(publish)
    assert (caught.value.rule, caught.value.field) == ("BORDER-RANGE", "valid_from")


@pytest.mark.parametrize("field", [name for name, form in FORMS.items() if form.limit <= 600])
def test_no_form_lets_control_characters_pass(field: str) -> None:
    """A line break, an escape or a change of direction passes nowhere."""
    adapter = TypeAdapter(_text(FORMS[field]))
    for bad in ("a\nb", "a\x1bb", "a\u202eb", "a\x00", "x" * 4_001):
        with pytest.raises(ValidationError):
            adapter.validate_python(bad)


@pytest.mark.parametrize(
    ("text", "personal"),
    [
        (RESIDENT, True),
        ("110105194912310021", False),
        ("+8613800138000", True),
        ("applicant-13800138000", False),
        ("applicant-123456789012", False),
        ("2026030100000001", False),
    ],
)
def test_personal_numbers(text: str, personal: bool) -> None:
    """A resident number counts by its check digit, a mobile number as the whole text."""
    assert names_a_person(text) is personal


@pytest.mark.parametrize("kind", wire.types().values())
def test_every_message_type_has_a_model(kind: type) -> None:
    """A contract with a text field that no form bounds cannot be checked at all."""
    if not kind.__module__.endswith("journal"):
        assert set(_model(kind).model_fields) == set(kind.__dataclass_fields__)
