"""What is kept of corrections, and the questions their rules ask of it."""

from dataclasses import dataclass

from hub.domain.documents import Material


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What the applicant was told to be missing.

    `awaited` has not come yet, `named` was in any notice, `fresh` was handed in since the last one.
    """

    awaited: tuple[str, ...]
    named: tuple[str, ...]
    fresh: tuple[str, ...] = ()


def merged(before: tuple[Material, ...], supplied: tuple[Material, ...]) -> tuple[Material, ...]:
    """Return materials after `supplied` took the place of those with the same codes."""
    new = {material.code for material in supplied}
    return (*[material for material in before if material.code not in new], *supplied)


def still_missing(awaited: tuple[str, ...], supplied: tuple[Material, ...]) -> tuple[str, ...]:
    """Return the awaited codes that `supplied` does not have."""
    brought = {material.code for material in supplied}
    return tuple([code for code in awaited if code not in brought])
