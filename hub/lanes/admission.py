"""The border: whether a record of an organisation's outbox may become a command.

Contract, size, clock within reason, and whether this kind of organisation may say this kind of
thing. Rights over a particular case are decided with the case.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from aiokafka.structs import ConsumerRecord

from avro.cloudevents import Event, parse
from avro.errors import Reason, Undecodable
from hub import wire
from hub.border import BorderViolation, check
from hub.domain.catalogue import Catalogue
from hub.domain.commands import SENDERS, RejectMessage, ReplaceParked
from hub.domain.decide import subject_of
from hub.domain.identity import command_id, organisation_subject, rejection_id
from hub.domain.vocabulary import OrganisationKind
from hub.lanes.commands import hub_headers, sent_headers
from hub.lanes.kept import digest_of, from_ms
from hub.lanes.outbox_source import write
from hub.lanes.signatures import keyring_of
from hub.runtime.batches import CODEC, DAMAGED, INFLATED_LIMIT_BYTES, INFLATES, UNREADABLE
from hub.settings import Settings

COMMAND_LIMIT_BYTES: Final = 256 * 1024
HEADER_ALLOWANCE_BYTES: Final = 2048
MESSAGE_ID_LIMIT: Final = 100


@dataclass(frozen=True, slots=True)
class Admitted:
    """A record as it goes to `hub.commands`; `rule` names why, when it goes as a rejection."""

    subject: str
    value: bytes
    headers: list[tuple[str, bytes]]
    rule: str = ""


class Border:
    """Judges the records of one organisation's outbox under one catalogue."""

    def __init__(
        self, settings: Settings, organisation: str, catalogue: Catalogue, generation: int = 0
    ) -> None:
        """Remember who speaks; an organisation that no list names has no kind.

        `generation` says how often the topic of its outbox was made again.
        """
        self._settings = settings
        self._generation = generation
        self._organisation = organisation
        known = catalogue.organisations.get(organisation)
        self._kind = known.kind if known is not None else None
        if known is None and organisation == settings.administration:
            self._kind = OrganisationKind.ADMINISTRATION
        self._keyring = keyring_of(organisation, catalogue)

    def admit(self, record: "ConsumerRecord[bytes, bytes]") -> Admitted:
        """Return the record as a command, or as the command that journals its rejection."""
        source = write(record.topic, self._generation, record.offset)
        event: Event | None = None
        try:
            _readable(record)
            self._sized(record)
            event = parse(record.headers)
            return self._admit(record, event, source)
        except Undecodable as error:
            violation = unreadable(error)
        except BorderViolation as error:
            violation = error
        return self._reject(record, event, source, violation)

    def _admit(self, record: "ConsumerRecord[bytes, bytes]", event: Event, source: str) -> Admitted:
        self._said_by_owner(event)
        value = record.value or b""
        if self._keyring:
            self._keyring.must_hold(event, value, from_ms(record.timestamp))
        command = wire.decode(value, limit_bytes=COMMAND_LIMIT_BYTES)
        if wire.type_name(command) != event.type:
            raise _violation(
                "BORDER-TYPE", "ce_type", "消息类型与内容不符。", "ce_type 须为内容的全名。"
            )
        self._may_say(type(command))
        self._timely(event, record.timestamp)
        check(command)
        if isinstance(command, ReplaceParked):
            check(wire.decode(command.corrected, limit_bytes=COMMAND_LIMIT_BYTES))
        subject = subject_of(command, self._organisation)
        return Admitted(
            subject,
            value,
            sent_headers(
                event, command_id(self._organisation, event.id), subject, source, record.timestamp
            ),
        )

    def _sized(self, record: "ConsumerRecord[bytes, bytes]") -> None:
        size = len(record.value or b"") + len(record.key or b"")
        size += sum(len(name) + len(value or b"") for name, value in record.headers)
        if size > COMMAND_LIMIT_BYTES - HEADER_ALLOWANCE_BYTES:
            raise _violation(
                "BORDER-SIZE",
                "value",
                f"消息共 {size} 字节，超过上限。",
                "材料请存入文件库，消息中只写引用。",
            )

    def _said_by_owner(self, event: Event) -> None:
        if event.source != f"/organisation/{self._organisation}":
            raise _violation(
                "BORDER-SENDER",
                "ce_source",
                "发送单位与发件箱不符。",
                f"ce_source 须为 /organisation/{self._organisation}。",
            )
        if len(event.id) > MESSAGE_ID_LIMIT or not event.id.isprintable():
            raise _violation(
                "BORDER-ID",
                "ce_id",
                "消息编号过长,或含有不可见字符。",
                f"ce_id 不超过 {MESSAGE_ID_LIMIT} 个字符,均须可见。",
            )

    def _may_say(self, kind: type) -> None:
        if self._kind is None:
            raise _violation(
                "BORDER-UNKNOWN",
                "ce_source",
                "本单位不在现行目录中。",
                "请先由政务服务管理部门列入目录。",
            )
        if self._kind not in SENDERS.get(kind, frozenset()):
            raise _violation(
                "BORDER-KIND",
                "ce_type",
                "本类单位不得发送此类消息。",
                "请由有权单位发送；各类单位可发送的消息见公开合同。",
            )

    def _timely(self, event: Event, received_ms: int) -> None:
        received = from_ms(received_ms)
        limits = self._settings.ingress
        if event.time > received + timedelta(seconds=limits.future_s):
            raise _violation(
                "BORDER-FUTURE", "ce_time", "消息时间晚于收到时间。", "请校准时钟后用新编号重发。"
            )
        if event.time < received - timedelta(days=limits.past_days):
            raise _violation(
                "BORDER-PAST",
                "ce_time",
                f"消息时间早于收到时间 {limits.past_days} 天以上。",
                "请用现在的时间和新编号重发，办理日期写入内容。",
            )

    def _reject(
        self,
        record: "ConsumerRecord[bytes, bytes]",
        event: Event | None,
        source: str,
        violation: BorderViolation,
    ) -> Admitted:
        """Return the rejection as a command on the organisation's own subject.

        It is a function of the record alone, so that reading it twice writes the same bytes.
        """
        value = record.value or b""
        command = RejectMessage(
            organisation=self._organisation,
            source=source,
            message_id=_message_id(record, event),
            rule=violation.rule,
            sentence=violation.sentence,
            remedy=violation.remedy,
            digest=digest_of(value),
            size_bytes=len(value),
        )
        subject = organisation_subject(self._organisation)
        headers = hub_headers(
            rejection_id(self._organisation, record.offset, self._generation),
            command,
            subject,
            from_ms(record.timestamp),
        )
        headers.append(("lb_source", source.encode()))
        headers.append(("lb_received", b"%d" % record.timestamp))
        return Admitted(subject, wire.encode(command), headers, violation.rule)


def unreadable(error: Undecodable) -> BorderViolation:
    """Return what to tell the sender of bytes that are no message."""
    field = "headers" if "HEADER" in error.reason.name else "value"
    if error.reason is Reason.TOO_LONG:
        return _violation(
            "BORDER-SIZE",
            field,
            f"消息过长（{error.detail}）。",
            "材料请存入文件库，消息中只写引用。",
        )
    return _violation(
        f"BORDER-FORMAT-{error.reason.name}",
        field,
        f"消息无法读取（{error.reason.value}：{error.detail}）。",
        "请按公开合同编码后用新编号重发。",
    )


_BATCHES: Final = {
    CODEC: (
        "BORDER-BATCH-CODEC",
        "整批消息使用了本系统不支持的压缩方式,本批均未受理。",
        "请不压缩,或改用gzip压缩后,以新的消息编号重发本批消息。",
    ),
    INFLATES: (
        "BORDER-BATCH-INFLATES",
        f"整批消息解压后超过{INFLATED_LIMIT_BYTES}字节,本批均未受理。",
        "请把本批消息分成小批,以新的消息编号重发。",
    ),
    DAMAGED: (
        "BORDER-BATCH-DAMAGED",
        "整批消息无法解开,本批中未答复的消息均未受理。",
        "请检查客户端后,以新的消息编号重发本批消息。",
    ),
}


def _readable(record: "ConsumerRecord[bytes, bytes]") -> None:
    """Raise BorderViolation for the record that stands for a batch nobody could unpack."""
    for name, reason in record.headers:
        if name == UNREADABLE:
            rule, sentence, remedy = _BATCHES.get(reason or b"", _BATCHES[DAMAGED])
            raise _violation(rule, "batch", sentence, remedy)


def _violation(rule: str, field: str, sentence: str, remedy: str) -> BorderViolation:
    return BorderViolation(rule, field, sentence, remedy)


def _message_id(record: "ConsumerRecord[bytes, bytes]", event: Event | None) -> str:
    """Return the sender's message id as far as it can be read and is bounded, else ''."""
    if event is not None:
        return _shown(event.id[:MESSAGE_ID_LIMIT])
    raw = next((value for name, value in record.headers if name == "ce_id"), None) or b""
    return _shown(raw[: 4 * MESSAGE_ID_LIMIT].decode("utf-8", "replace")[:MESSAGE_ID_LIMIT])


def _shown(text: str) -> str:
    """Return a text that can be shown and said again, '' for one with signs that nobody sees."""
    return text if text.isprintable() else ""
