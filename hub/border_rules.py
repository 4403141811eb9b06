"""What a field may hold, by its name: the one list of bounded codes that may travel.

Personal data and text written by people never travel in a message; so every text field of every
contract stands here with a form and a length, and a contract with a field that does not stand
here fails the tests.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

MATERIALS_LIMIT: Final = 100
FACTS_LIMIT: Final = 1_000
TERMS_LIMIT: Final = 50
POWERS_LIMIT: Final = 10
DAYS_LIMIT: Final = 100
PEOPLE_LIMIT: Final = 20
ORGANISATIONS_LIMIT: Final = 1000
CASES_LIMIT: Final = 50
DOCUMENT_LIMIT_BYTES: Final = 1 << 40
EARLIEST: Final = datetime(1990, 1, 1, tzinfo=UTC)
LATEST: Final = datetime(2100, 1, 1, tzinfo=UTC)
CORRECTED_LIMIT_BYTES: Final = 250 * 1024
FIRST_DAY: Final = date(1990, 1, 1)
LAST_DAY: Final = date(2100, 1, 1)

_PRINTABLE = r"[^\p{C}\p{Zl}\p{Zp}]"
_VISIBLE = r"[^\p{C}\p{Z}]"
_NUMBERLIKE = r"[\p{L}\p{N}〔〕（）()\[\]【】._/#+:·-]"


@dataclass(frozen=True, slots=True)
class Form:
    """The form of a text field.

    `pattern` in the syntax of Rust's regex crate (linear time), `limit` in characters, `wanted`
    says it to a person, `personal` looks for what must not stand there.
    """

    pattern: str
    limit: int
    wanted: str
    personal: Callable[[str], bool] | None = None


def names_a_person(text: str) -> bool:
    """True if `text` has a valid resident identity number (GB 11643-1999) or is a mobile number."""
    return bool(_MOBILE.fullmatch(text)) or _has_identity_number(text)


def _has_identity_number(text: str) -> bool:
    return any(_identity_checks(found) for found in _IDENTITY.findall(text))


def _identity_checks(number: str) -> bool:
    total = sum(int(digit) * 2 ** (17 - at) for at, digit in enumerate(number[:17]))
    return "10X98765432"[total % 11] == number[17].upper()


_IDENTITY = re.compile(
    r"(?<!\d)[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)",
    re.ASCII,
)
_MOBILE = re.compile(r"(?:\+?86)?1[3-9]\d{9}", re.ASCII)

_ORGANISATION = Form(
    r"^[a-z][a-z0-9-]{1,39}$", 40, "单位代码:小写字母开头,由小写字母、数字和连字符组成,2至40位"
)
_CODE = Form(r"^[A-Za-z0-9][A-Za-z0-9._:/-]*$", 96, "代码:由字母、数字和._:/-组成,不超过96位")
_SCOPE = Form(rf"^\*$|{_CODE.pattern}", 96, "委托事项:事项编码,或以*表示各事项")
_REFERENCE = Form(_CODE.pattern, 64, "代称:由字母、数字和._:/-组成,不超过64位", names_a_person)
_NUMBER = Form(
    rf"^{_NUMBERLIKE}(?:[ ]?{_NUMBERLIKE})*$",
    80,
    "编号:由文字、数字和常用括号、连接号组成,不超过80字",
    _has_identity_number,
)
_LABEL = Form(
    rf"^{_VISIBLE}(?:{_PRINTABLE}*{_VISIBLE})?$",
    128,
    "名称:不含控制字符,不超过128字",
    _has_identity_number,
)
_SENTENCE = Form(rf"^{_PRINTABLE}+$", 600, "一句话说明:不含控制字符,不超过600字")
_ABOUT = Form(rf"^{_PRINTABLE}*$", 128, "名称:不含控制字符,不超过128字")
_DETAIL = Form(r"(?s)^.*$", 4_000, "技术说明:不超过4000字")
_CASE = Form(r"^case-[a-z2-7]{26}$", 31, "业务号:case-后接26位小写字母或数字")
_QUESTION = Form(r"^question-[a-z2-7]{26}$", 35, "咨询号:question-后接26位小写字母或数字")
_BUNDLE = Form(r"^bundle-[a-z2-7]{26}$", 33, "一件事号:bundle-后接26位小写字母或数字")
_SUBJECT = Form(
    r"^(?:case|org|register|partition|issuer|number|question|bundle)-[a-z0-9-]+$",
    64,
    "办理对象编号",
)
_KEY = Form(r"(?s)^.+$", 200, "办理对象编号:不超过200字")
_RECORD = Form(r"^[A-Za-z0-9._-]+:[0-9]{1,19}$", 270, "消息位置:主题、冒号、位置序号")
_ENTRY = Form(r"^[0-9]{1,9}-[0-9]{1,19}$", 29, "日志条目:分区、连字符、序号")
_TOPIC_ID = Form(r"^[A-Za-z0-9_-]*$", 36, "主题标识")
_MESSAGE_ID = Form(rf"^{_PRINTABLE}*$", 512, "消息编号:不含控制字符,不超过512字")
_COMMAND_ID = Form(rf"^{_PRINTABLE}+$", 600, "指令编号:不含控制字符,不超过600字")
_MEDIA_TYPE = Form(
    r"^[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*(?:; ?[a-z0-9-]+=[A-Za-z0-9._-]+)?$",
    127,
    "媒体类型,例如application/pdf",
)
_FACT_NAME = Form(r"^lianban\.fact\.[A-Z][A-Za-z]*$", 80, "事实名称")
_TRACEPARENT = Form(rf"^{_PRINTABLE}+$", 512, "跟踪标识")

FORMS: Final[Mapping[str, Form]] = {
    "administration": _ORGANISATION,
    "against": _ORGANISATION,
    "publication": _CODE,
    "visit": _CODE,
    "licence_id": _LABEL,
    "agent": _REFERENCE,
    "principal": _REFERENCE,
    "scope": _SCOPE,
    "originals": _LABEL,
    "predecessor": _REFERENCE,
    "successor": _REFERENCE,
    "concerned": _ORGANISATION,
    "departments": _ORGANISATION,
    "inspectors": _REFERENCE,
    "legal_basis": _LABEL,
    "urging": _ORGANISATION,
    "former": _ORGANISATION,
    "missing": _LABEL,
    "tolerated": _LABEL,
    "about": _ABOUT,
    "actor": _REFERENCE,
    "applicant": _REFERENCE,
    "approver": _REFERENCE,
    "witness": _REFERENCE,
    "business_number": _NUMBER,
    "asker": _ORGANISATION,
    "bundle": _NUMBER,
    "bundle_id": _BUNDLE,
    "lead": _ORGANISATION,
    "case_id": _CASE,
    "mentor": _REFERENCE,
    "question_id": _QUESTION,
    "code": _LABEL,
    "competent_body": _LABEL,
    "decider": _ORGANISATION,
    "department": _LABEL,
    "detail": _DETAIL,
    "document_number": _NUMBER,
    "entry": _ENTRY,
    "act": _LABEL,
    "error_class": _LABEL,
    "facts": _FACT_NAME,
    "first_case": _CASE,
    "first_entry": _ENTRY,
    "on_behalf_of": _ORGANISATION,
    "issuer": _ORGANISATION,
    "prefix": _NUMBER,
    "id": _COMMAND_ID,
    "idempotency_key": _NUMBER,
    "item": _LABEL,
    "item_code": _CODE,
    "kind": _LABEL,
    "media_type": _MEDIA_TYPE,
    "message_id": _MESSAGE_ID,
    "number": _NUMBER,
    "organisation": _ORGANISATION,
    "original": _RECORD,
    "owner": _ORGANISATION,
    "place": _CODE,
    "previous_topic_id": _TOPIC_ID,
    "publisher": _REFERENCE,
    "rater": _ORGANISATION,
    "reason": _CODE,
    "receiver": _LABEL,
    "receipt_number": _NUMBER,
    "remedy": _SENTENCE,
    "responsible": _ORGANISATION,
    "rule": _CODE,
    "sender": _ORGANISATION,
    "sentence": _SENTENCE,
    "source": _RECORD,
    "step": _LABEL,
    "street": _ORGANISATION,
    "supplier": _ORGANISATION,
    "subject": _SUBJECT,
    "held_at": _SUBJECT,
    "submitter": _ORGANISATION,
    "supervising": _ORGANISATION,
    "system": _LABEL,
    "topic_id": _TOPIC_ID,
    "traceparent": _TRACEPARENT,
}
"""The form of every text field, by name."""

EXCEPTIONS: Final[Mapping[tuple[str, str], Form]] = {
    # A system of record numbers its cases as it likes; they only have to be names.
    ("MirrorCase", "business_number"): _LABEL,
    # What lies parked may be there because its key is no subject.
    ("ReleaseParked", "subject"): _KEY,
    ("DropParked", "subject"): _KEY,
}
"""The form where a message needs another than the field's name says."""


LENGTHS: Final[Mapping[tuple[str, str], int]] = {
    # A whole command that takes the place of a parked one; it is checked as one by itself.
    ("ReplaceParked", "corrected"): CORRECTED_LIMIT_BYTES,
}
"""The most bytes of a field that is no digest."""


def form_of(message: str, field: str) -> Form:
    """The form of a text field; raises KeyError for a field that may not travel."""
    return EXCEPTIONS.get((message, field)) or FORMS[field]


def bounds_of(kind: Any, limit_bytes: int | None = None) -> dict[str, Any]:  # noqa: ANN401  # a type annotation
    """Constraints, in pydantic's words, of a number, instant, day, digest or, limited, bytes."""
    if kind is int:
        return {"ge": 0, "le": DOCUMENT_LIMIT_BYTES}
    if kind is datetime:
        return {"ge": EARLIEST, "lt": LATEST}
    if kind is date:
        return {"ge": FIRST_DAY, "lt": LAST_DAY}
    if kind is bytes and limit_bytes is not None:
        return {"min_length": 1, "max_length": limit_bytes}
    if kind is bytes:
        return {"min_length": 32, "max_length": 32}
    return {}
