"""Codes of items: the national form, and whether a code is of it."""

import re
from enum import Enum

from hub.border_rules import form_of as border_form
from hub.domain.credit_codes import is_credit_code
from hub.domain.publishing_items import ITEM_CODE

STANDARD = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}[1-7][0-9A-Z]{12}")
"""Item code: unified social credit code (18), level (1), basic code (12)."""

CODE = border_form("SubmitCase", "item_code")
"""What a code may be made of so that a message can name the item."""


class Form(Enum):
    """What form a code has, and what to say of one that is not the national form."""

    STANDARD = None
    LOCAL = "the code is not of the national form (31 characters) and is kept as a local code"
    BAD_CHECK_CHARACTER = (
        "the code looks like the national form, but its credit code has a wrong check character "
        "(GB 32100); it is kept as a local code"
    )
    UNUSABLE = (
        f"a message cannot carry this code (ASCII letters, digits and ._:/-, up to {CODE.limit})"
    )


def form_of(code: str) -> Form:
    """Return the form of a cleaned code."""
    if not (ITEM_CODE.fullmatch(code) and re.fullmatch(CODE.pattern, code)):
        return Form.UNUSABLE
    if not STANDARD.fullmatch(code.upper()):
        return Form.LOCAL
    return Form.STANDARD if is_credit_code(code[:18].upper()) else Form.BAD_CHECK_CHARACTER
