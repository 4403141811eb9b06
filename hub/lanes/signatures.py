"""Whether a message bears the signature that its sender's keys in the catalogue ask for.

An organisation signs from the first day of its first key on. Also when all of its keys are over or
revoked: whoever stole a key shall not be heard by leaving the signature out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from avro.cloudevents import Event
from avro.signatures import verifies
from hub.border import BorderViolation
from hub.domain.calendar import local_day
from hub.domain.catalogue import Catalogue
from hub.domain.signing_keys import SigningKey

FIELD = "signature"
NAMED = 3
"""So many keys are named in a sentence."""
TRIED = 8
"""So many of the keys that do not hold are tried, to say which was used: the newest."""


class Standing(StrEnum):
    """What a signature, or its absence, is worth."""

    UNASKED = "UNASKED"
    SIGNED = "SIGNED"
    MISSING = "MISSING"
    WRONG = "WRONG"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a signature is worth, and by which key; that of a wrong one does not hold."""

    standing: Standing
    key: SigningKey | None = None


class Keyring:
    """The keys of one organisation."""

    def __init__(self, keys: Iterable[SigningKey]) -> None:
        self._keys = tuple(keys)

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._keys)

    @cached_property
    def _loaded(self) -> tuple[tuple[SigningKey, Ed25519PublicKey], ...]:
        """The keys as they verify, the oldest first, made at the first message."""
        load = Ed25519PublicKey.from_public_bytes
        oldest_first = sorted(self._keys, key=lambda key: key.valid_from)
        return tuple([(key, load(key.public_key)) for key in oldest_first])

    def judge(self, event: Event, body: bytes, received: datetime) -> Judgement:
        """Return what the signature of a message is worth that came at an instant.

        `received` is the broker's append time: the sender's own time would let a stolen key sign
        for the days before it was revoked.
        """
        day = local_day(received)
        if not any(key.has_begun(day) for key in self._keys):
            return Judgement(Standing.UNASKED)
        if event.signature is None:
            return Judgement(Standing.MISSING)
        holding = [pair for pair in self._loaded if pair[0].holds_on(day)]
        others = [pair for pair in self._loaded if not pair[0].holds_on(day)]
        if (key := _signer(holding, event, body)) is not None:
            return Judgement(Standing.SIGNED, key)
        return Judgement(Standing.WRONG, _signer(others[-TRIED:], event, body))

    def must_hold(self, event: Event, body: bytes, received: datetime) -> None:
        """Return if the message bears the signature that is asked for; raises BorderViolation."""
        judgement = self.judge(event, body, received)
        if judgement.standing is Standing.MISSING:
            sentence = "本单位已登记签名密钥,消息没有签名。"
            raise BorderViolation(
                "BORDER-SIGNATURE-MISSING", FIELD, sentence, self._remedy(received)
            )
        if judgement.standing is Standing.WRONG:
            sentence = _why_wrong(judgement.key, received)
            raise BorderViolation("BORDER-SIGNATURE-WRONG", FIELD, sentence, self._remedy(received))

    def _remedy(self, received: datetime) -> str:
        day = local_day(received)
        holding = [key.code for key in self._keys if key.holds_on(day)]
        if not holding:
            codes = "、".join([key.code for key in self._keys][-NAMED:])
            return (
                f"密钥{codes}均已失效,请由政务服务管理部门发布新的签名密钥后,以新的消息编号重发。"
            )
        return f"请用密钥{'、'.join(holding[:NAMED])}签名后,以新的消息编号重发。"


def keyring_of(organisation: str, catalogue: Catalogue) -> Keyring:
    """Return the keys of an organisation, those that are over too."""
    return Keyring(catalogue.keys_of(organisation))


def _signer(
    keys: Iterable[tuple[SigningKey, Ed25519PublicKey]], event: Event, body: bytes
) -> SigningKey | None:
    return next((key for key, public in keys if verifies(public, event, body)), None)


def _why_wrong(key: SigningKey | None, received: datetime) -> str:
    day = local_day(received)
    if key is None:
        return "签名与本单位的密钥均不符。"
    if key.is_revoked(day):
        return f"签名所用的密钥{key.code}已于{key.revoked_on}吊销。"
    if key.is_over(day):
        return f"签名所用的密钥{key.code}已于{key.valid_until}到期。"
    return f"签名所用的密钥{key.code}自{key.valid_from}起才可使用。"
