"""Types of items (GB/T 39046, annex A) as lists write them: a code, a name, or both."""

import re

from hub.domain.guides import NEVER_APPLIED_FOR, ItemType

NAMES = {
    "行政许可": ItemType.LICENCE,
    "许可": ItemType.LICENCE,
    "行政处罚": ItemType.PENALTY,
    "行政强制": ItemType.COERCION,
    "行政征收": ItemType.LEVY,
    "行政给付": ItemType.BENEFIT,
    "给付": ItemType.BENEFIT,
    "行政检查": ItemType.INSPECTION,
    "行政确认": ItemType.CONFIRMATION,
    "确认": ItemType.CONFIRMATION,
    "行政奖励": ItemType.REWARD,
    "奖励": ItemType.REWARD,
    "行政裁决": ItemType.RULING,
    "裁决": ItemType.RULING,
    "其他行政权力": ItemType.OTHER,
    "其它行政权力": ItemType.OTHER,
    "其他权力": ItemType.OTHER,
    "其他": ItemType.OTHER,
    "公共服务": ItemType.PUBLIC_SERVICE,
    "公共服务事项": ItemType.PUBLIC_SERVICE,
}
LEADING_CODE = re.compile(r"^(\d{1,2})(?:\.0+)?(?:[-—、.:： (（]+\D.*|[一-鿿].*)?$")

__all__ = ["NEVER_APPLIED_FOR", "type_of"]


def type_of(text: str) -> ItemType | None:
    """Return the type a cleaned text names (`1`, `01`, `行政许可`, `01-行政许可`), or None."""
    match = LEADING_CODE.match(text)
    if match is None:
        return NAMES.get(text)
    code = match.group(1).zfill(2)
    return ItemType(code) if code in set(ItemType) else None
