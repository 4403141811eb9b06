"""References to what lies in the document store; bytes never travel in a message."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from hub.domain.vocabulary import MandatePower, MaterialForm, Mode

Digest: TypeAlias = bytes
"""SHA-256, 32 bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentReference:
    """One document: digest of its sealed bytes, their length, media type and kind (文书种类)."""

    digest: Digest
    size_bytes: int
    media_type: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """One material (材料) as handed in; `code` is the material's code in the service guide."""

    code: str
    form: MaterialForm
    document: DocumentReference | None = None


def work_digest(form: DocumentReference, materials: tuple[Material, ...]) -> Digest:
    """Return what a receipt for work names: SHA-256 over the digests of form and materials.

    In their order, one after the other; what was only shown and not handed in adds nothing.
    """
    whole = hashlib.sha256(form.digest)
    for material in materials:
        if material.document is not None:
            whole.update(material.document.digest)
    return whole.digest()


def is_committed(materials: tuple[Material, ...]) -> bool:
    """Return whether a commitment (告知承诺) stands in for any of the materials."""
    return any(material.form is MaterialForm.COMMITMENT for material in materials)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate:
    """授权委托书: `agent` may act for `principal`, both pseudonymous (Civil Code, Art. 165).

    `scope` is an item's code, or `*` for any. The identities of both are checked at the counter,
    and nothing may be charged. It holds from its first to its last day.
    """

    principal: str
    principal_checked: bool
    agent: str
    agent_checked: bool
    scope: str
    powers: tuple[MandatePower, ...] = ()
    valid_from: date
    valid_until: date
    free_of_charge: bool
    document: DocumentReference


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseHeading:
    """Who must know of a case; carried by every fact of it.

    `decider` is the body whose word ends the case: the street itself (own, empowered), the
    department (assisted, relayed from an outlet, only reviewed by the street), or the operator
    that executes on the spot.
    """

    business_number: str
    item_code: str
    mode: Mode
    street: str
    decider: str
    submitter: str
