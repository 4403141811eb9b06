"""What `lianban parked` shows: lists, single commands, and what an act would touch."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, is_dataclass, replace
from pathlib import Path
from typing import Any

import msgspec

from hub import wire
from hub.cli.showing import plain, show
from hub.journal import JournalEntry
from hub.unfit import Unfit
from hub.views.parked import Effect, ParkedSubject, body_digest, content, told
from hub.views.sheet import Sheet
from hub.views.words import local


def listed(each: ParkedSubject) -> dict[str, Any]:
    """Return a subject that waits, as an object."""
    heading = each.case.heading if each.case else None
    return {
        "subject": each.subject,
        "partition": each.partition,
        "since": each.since.isoformat(),
        "count": each.count,
        "behind": each.count - 1,
        "error_class": each.error_class,
        "entry": each.entry,
        "organisation": each.first.command.sender,
        "item": heading.item_code if heading else None,
    }


def show_list(found: Sequence[ParkedSubject]) -> None:
    """Print the subjects that wait."""
    header = ["对象", "自", "其后", "错误类别", "条目", "单位", "事项"]
    rows = [
        [row["subject"], local(each.since), row["behind"], row["error_class"], row["entry"],
         row["organisation"], row["item"]]
        for each, row in ((each, listed(each)) for each in found)
    ]  # fmt: skip
    show(f"{len(found)} 个对象搁置", Sheet(header, rows))


def shown(partition: int, entry: JournalEntry) -> dict[str, Any]:
    """Return a parked command as an object; nothing in it is personal: messages carry none."""
    command, parking, origin = entry.command, entry.parking, entry.origin
    message = content(command.body)
    return {
        "entry": f"{partition}-{entry.number}",
        "id": command.id,
        "origin": f"{origin.topic_id}:{origin.partition}:{origin.offset}",
        "source": command.source,
        "traceparent": command.traceparent,
        "sender": command.sender,
        "made_at": command.made_at.isoformat(),
        "received_at": command.received_at.isoformat(),
        "error_class": parking.error_class if parking else None,
        "detail": parking.detail if parking else None,
        "size_bytes": len(command.body),
        "digest": body_digest(entry),
        "type": wire.type_name(message) if message is not None else None,
        "content": msgspec.to_builtins(message) if message is not None else None,
    }


def show_held(subject: str, rows: Sequence[dict[str, Any]]) -> None:
    """Print the commands parked behind a subject, one after the other."""
    for index, row in enumerate(rows, 1):
        cells = [
            [name, json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value]
            for name, value in row.items()
        ]
        show(f"{subject} · {index}/{len(rows)}", Sheet(["项", "内容"], cells))


def saved(folder: Path, partition: int, entry: JournalEntry) -> Path:
    """Write the bytes of a parked command as they came; returns the file."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{partition}-{entry.number}.avro"
    file.write_bytes(entry.command.body)
    return file


def corrected(entry: JournalEntry, file: Path | None, changes: Sequence[str]) -> bytes:
    """Return the bytes of a parked command as they should have come.

    From a file, or the command as it came with some fields changed. Raises Unfit.
    """
    if (file is None) == (not changes):
        raise Unfit("Say what replaces it.", "Give either --bytes FILE or --set FIELD=JSON.")
    if file is not None:
        return file.read_bytes()
    message = content(entry.command.body)
    if message is None or not is_dataclass(message) or isinstance(message, type):
        raise Unfit(
            "The parked command cannot be read, so no field of it can be set.",
            "Give the whole corrected command with --bytes FILE.",
        )
    fields = msgspec.to_builtins(message) | dict(_change(each, asdict(message)) for each in changes)
    try:
        return wire.encode(replace(message, **_typed(type(message), fields)))
    except (msgspec.ValidationError, TypeError) as error:
        raise Unfit(
            f"The corrected command is of no form: {error}.", "See its contract."
        ) from error


def _typed(kind: type, fields: dict[str, Any]) -> dict[str, Any]:
    made: Any = msgspec.convert(fields, kind)
    return {name: getattr(made, name) for name in fields}


def _change(change: str, known: dict[str, Any]) -> tuple[str, Any]:
    name, equals, text = change.partition("=")
    if not equals or name not in known:
        raise Unfit(f"{change} sets no field of the command.", f"Fields: {', '.join(known)}.")
    try:
        return name, json.loads(text)
    except json.JSONDecodeError:
        return name, text


def radius(effects: Sequence[Effect]) -> dict[str, Any]:
    """Return what an act would touch: cases, organisations, obligations, messages."""
    organisations = {code for effect in effects for code in effect.organisations}
    return {
        "subjects": [
            {
                "subject": effect.subject,
                "refusal": effect.refusal,
                "commands": [
                    {"id": name, "outcome": outcome, "what": list(what)}
                    for name, outcome, what in effect.outcomes
                ],
                "obligations": [plain(each.term) for each in effect.obligations],
            }
            for effect in effects
        ],
        "organisations": sorted(organisations),
        "messages": told(effects),
    }


def show_report(report: dict[str, Any]) -> None:
    """Print what an act would do or, with answers, what the hub said."""
    rows = []
    for each in report["subjects"]:
        outcomes = Counter(command["outcome"] for command in each["commands"])
        said = "、".join(f"{name} {count}" for name, count in sorted(outcomes.items()))
        rows.append([each["subject"], each["refusal"] or said, len(each["obligations"])])
    show("处置影响", Sheet(["对象", "结果", "未了时限"], rows))
    show("单位", Sheet(["单位", "将收到消息"], [
        [code, report["messages"].get(code, 0)]
        for code in sorted({*report["organisations"], *report["messages"]})
    ]))  # fmt: skip
    if "answers" in report:
        rows = [[x["subject"], x["kind"], x["rule"], x["entry"]] for x in report["answers"]]
        show("答复", Sheet(["对象", "答复", "规则", "条目"], rows))
