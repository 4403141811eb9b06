"""What lies sealed behind the messages: forms, materials, reasons and licences of invented people.

Nobody named here exists. What a person would write or hand in is in the paper and never in a
message; a message carries the reference that the document store gave.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from hub.domain.documents import DocumentReference
from hub.sample import pdf
from hub.sample.chance import Chance

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
GIVEN_NAMES = ("晓岚", "建国", "思远", "雨桐", "志强", "美玲", "子涵", "文博", "秀英", "浩然")
ROADS = ("昌江大道", "瓷都大道", "珠山中路", "中山北路", "广场南路", "新厂西路")

JSON = "application/json"
PDF = "application/pdf"
TEXT = "text/plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper to be put into the document store; `name` is unique within its organisation."""

    name: str
    kind: str
    media_type: str
    data_subject: str
    content: bytes


Filing: TypeAlias = Callable[[Paper], DocumentReference]
"""Puts a paper away and returns its reference; the same name always gives the same reference."""


@dataclass(frozen=True, slots=True)
class Person:
    """An invented applicant."""

    reference: str
    name: str
    phone: str
    address: str


def person(seed: int, business_number: str) -> Person:
    """The invented applicant of a case; the reference is pseudonymous."""
    chance = Chance(seed, "person", business_number)
    return Person(
        reference=f"applicant-{chance.number(12)}",
        name=chance.pick(SURNAMES) + chance.pick(GIVEN_NAMES),
        phone=f"199{chance.number(8)}",
        address=f"{chance.pick(ROADS)}{chance.number(3)}号",
    )


def form(who: Person, business_number: str, item_name: str) -> Paper:
    """The application form (申请表) with all that is personal about the case."""
    content = {
        "申请事项": item_name,
        "业务编号": business_number,
        "申请人": who.name,
        "联系电话": who.phone,
        "地址": who.address,
    }
    return Paper(
        name=f"{business_number}/form",
        kind="application-form",
        media_type=JSON,
        data_subject=who.reference,
        content=json.dumps(content, ensure_ascii=False).encode(),
    )


def material(who: Person, business_number: str, code: str, name: str) -> Paper:
    """A scan of one material, as a PDF."""
    return Paper(
        name=f"{business_number}/material/{code}",
        kind="material",
        media_type=PDF,
        data_subject=who.reference,
        content=pdf.page((name, f"提交人：{who.name}", f"业务编号：{business_number}")),
    )


def words(subject: str, case: str, about: str, sentence: str) -> Paper:
    """Reasons or remarks in words, as the department wrote them."""
    return Paper(
        name=f"{case}/{about}",
        kind=about,
        media_type=TEXT,
        data_subject=subject,
        content=sentence.encode(),
    )


def licence(subject: str, case: str, kind: str, number: str, issued_on: date) -> Paper:
    """The result document (批件), as a PDF."""
    lines = (kind, f"编号：{number}", f"签发日期：{issued_on.isoformat()}")
    return Paper(
        name=f"{case}/document",
        kind="licence",
        media_type=PDF,
        data_subject=subject,
        content=pdf.page(lines),
    )
