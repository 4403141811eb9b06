"""The border: every field of a message from outside must be of its form (`hub.border_rules`).

Avro says that a field is text; here is said which text. Asked once per message, by ingress; one
pydantic model per dataclass, made at its first use.
"""

from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, create_model
from pydantic_core import ErrorDetails, PydanticCustomError

from hub.border_rules import (
    CASES_LIMIT,
    DAYS_LIMIT,
    FACTS_LIMIT,
    LENGTHS,
    MATERIALS_LIMIT,
    ORGANISATIONS_LIMIT,
    PEOPLE_LIMIT,
    POWERS_LIMIT,
    TERMS_LIMIT,
    Form,
    bounds_of,
    form_of,
)

_LIMITS = {
    "holidays": DAYS_LIMIT,
    "make_up_days": DAYS_LIMIT,
    "materials": MATERIALS_LIMIT,
    "facts": FACTS_LIMIT,
    "terms": TERMS_LIMIT,
    "formerly": TERMS_LIMIT,
    "missing": MATERIALS_LIMIT,
    "originals": MATERIALS_LIMIT,
    "powers": POWERS_LIMIT,
    "tolerated": MATERIALS_LIMIT,
    "concerned": ORGANISATIONS_LIMIT,
    "departments": PEOPLE_LIMIT,
    "inspectors": PEOPLE_LIMIT,
    "items": CASES_LIMIT,
    "cases": CASES_LIMIT,
}
_PERSONAL = "personal"
_REMEDY_FORM = "请按要求改正该字段后,以新的消息编号重新发送。"
_REMEDY_PERSONAL = "个人信息请放入加密文书,消息中只填代称;请改正后以新的消息编号重新发送。"
_REMEDY_MATERIALS = "请合并材料后重新发送。"


class BorderViolation(Exception):
    """A field is not of its form: rule, field, and in Chinese what is wrong and what to do.

    Neither sentence quotes the message.
    """

    def __init__(self, rule: str, field: str, sentence: str, remedy: str) -> None:
        super().__init__(f"{rule} {field}: {sentence}")
        self.rule = rule
        self.field = field
        self.sentence = sentence
        self.remedy = remedy


def check(message: Any) -> None:  # noqa: ANN401  # any message
    """Return if every field of `message` is of its form.

    Raises BorderViolation for the first field that is not.
    """
    try:
        _model(type(message)).model_validate(message)  # type: ignore[arg-type]  # classes are hashable
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
    else:
        return
    raise _violation(type(message), first)


@cache
def _model(kind: type) -> type[BaseModel]:
    """The pydantic model of a dataclass; raises KeyError for a text field without a form."""
    hints = get_type_hints(kind)
    members: dict[str, Any] = {
        field.name: (_annotation(kind.__name__, field.name, hints[field.name]), ...)
        for field in fields(kind)
    }
    config = ConfigDict(from_attributes=True)
    return create_model(kind.__name__, __config__=config, **members)


def _annotation(message: str, name: str, kind: Any) -> Any:  # noqa: ANN401  # an annotation
    """The annotation of a model's field, for the dataclass field's annotation `kind`."""
    if get_origin(kind) in {UnionType, Union}:
        inner = next(part for part in get_args(kind) if part is not NoneType)
        return _annotation(message, name, inner) | None
    if get_origin(kind) is tuple:
        inner = _annotation(message, name, get_args(kind)[0])
        return Annotated[tuple[inner, ...], Field(max_length=_LIMITS[name])]  # type: ignore[valid-type]  # made at run time
    if kind is str:
        return _text(form_of(message, name))
    if is_dataclass(kind) and isinstance(kind, type):
        return _model(kind)
    if kind is bool or (isinstance(kind, type) and issubclass(kind, Enum)):
        return kind
    return Annotated[kind, Field(**bounds_of(kind, LENGTHS.get((message, name))))]


def _text(form: Form) -> Any:  # noqa: ANN401  # an annotation
    bounded = Annotated[str, Field(pattern=form.pattern, max_length=form.limit)]
    names_a_person = form.personal
    if names_a_person is None:
        return bounded

    def impersonal(text: str) -> str:
        if names_a_person(text):
            raise PydanticCustomError(_PERSONAL, "looks like personal data")
        return text

    return Annotated[bounded, AfterValidator(impersonal)]


def _violation(kind: type, error: ErrorDetails) -> BorderViolation:
    place = _place(error["loc"])
    match error["type"]:
        case "personal":
            sentence = f"字段“{place}”疑似含有身份证号或手机号。"
            return BorderViolation("BORDER-PERSONAL", place, sentence, _REMEDY_PERSONAL)
        case "too_long":
            sentence = f"字段“{place}”的条目过多,最多{error['ctx']['max_length']}条。"
            return BorderViolation("BORDER-COUNT", place, sentence, _REMEDY_MATERIALS)
        case "string_pattern_mismatch" | "string_too_long":
            wanted = _form_at(kind, error["loc"]).wanted
            sentence = f"字段“{place}”不符合要求,应为{wanted}。"
            return BorderViolation("BORDER-FORM", place, sentence, _REMEDY_FORM)
        case "greater_than_equal" | "less_than_equal" | "less_than":
            sentence = f"字段“{place}”的数值或日期超出允许范围。"
            return BorderViolation("BORDER-RANGE", place, sentence, _REMEDY_FORM)
        case _:
            sentence = f"字段“{place}”的内容类型不正确。"
            return BorderViolation("BORDER-TYPE", place, sentence, _REMEDY_FORM)


def _form_at(kind: type, place: tuple[int | str, ...]) -> Form:
    """The form of the text field at `place`; an exception holds for the message's own fields."""
    *outer, name = (part for part in place if isinstance(part, str))
    return form_of("" if outer else kind.__name__, name)


def _place(place: tuple[int | str, ...]) -> str:
    """`place` as a person writes it: materials[3].code."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place)[1:]
