"""The shape of the bodies that reach the tables, checked before anything is computed from a body that was read back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from selon.errors import SelonError
from selon.wire import report_from_json, report_json

_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_MAYBE = (str, type(None))
_FIELDS: Mapping[str, Mapping[str, tuple[type, ...]]] = {
    "report": {
        "id": (str,), "key": (str,), "address": _MAYBE, "capture": (str,), "size": (int,), "form": (str,), "name":
        (str,), "url": _MAYBE, "hints": (dict,), "meta": (dict,), "tool": (str,), "contract": (int,), "report":
        (dict,),
    },
    "fault": {"fault": (dict,), "capture": _MAYBE, "size": (int, type(None)), "meta": (dict,), "tool": (str,)},
}  # fmt: skip
_LATER: Mapping[str, tuple[type, ...]] = {"observed": _MAYBE, "returns": (int, type(None))}
"""Fields of a report's body that older entries lack."""
_FAULT = {"code": (str,), "place": (str,), "reason": (str,)}


def _wrong(value: Mapping[str, Any], fields: Mapping[str, tuple[type, ...]]) -> list[str]:
    return [name for name, types in fields.items() if type(value.get(name, fields)) not in types]


def body_fault(kind: str, body: Mapping[str, Any]) -> str:
    """What is missing or of the wrong type in the body of an entry of this kind; empty when nothing is."""
    if kind not in _FIELDS:
        return ""
    wrong = _wrong(body, _FIELDS[kind]) + _wrong(body, {key: _LATER[key] for key in _LATER if key in body})
    if not wrong and kind == "fault":
        wrong = _wrong(body["fault"], _FAULT)
    if not wrong and (digest := body["capture"]) is not None and not _DIGEST.fullmatch(digest):
        wrong = ["capture"]
    if not wrong and body["capture"] is not None and body["size"] is None:
        wrong = ["size"]
    if wrong:
        return f"missing or of the wrong type in its body: {', '.join(wrong)}"
    return contract_fault(body["report"]) if kind == "report" else ""


def contract_fault(report: Mapping[str, Any]) -> str:
    """Whether a kept reading is one of our records, and comes back from them as it was written; empty when it does.

    Fields that the contract gained since may be missing from it.
    """
    try:
        made = report_json(report_from_json(report))
        return "" if made == report or _within(report, made) else "its reading is not as it was written"
    except (SelonError, RecursionError) as error:
        return f"its reading is not in the form of the contract: {error}"


def _within(kept: object, made: object) -> bool:
    """Whether `made` says all that `kept` says, with fields of objects on top at most."""
    if isinstance(kept, dict) and isinstance(made, dict):
        return all(key in made and _within(value, made[key]) for key, value in kept.items())
    if isinstance(kept, list) and isinstance(made, list):
        return len(kept) == len(made) and all(_within(a, b) for a, b in zip(kept, made, strict=True))
    return type(kept) is type(made) and kept == made


def span_fault(body: Mapping[str, Any]) -> str:
    """Whether a report's reading was read in these bytes and all its spans hold the text's words; empty when so."""
    document = body["report"]["document"]
    if document["id"] != body["capture"]:
        return f"it was read in {document['id']}, not in these bytes"
    text = document["text"]
    for span in spans(body["report"]):
        start, end = span["start"], span["end"]
        if not 0 <= start <= end <= len(text) or text[start:end] != span["text"]:
            return f"the text at {start} to {end} is not {span['text'][:40]!r}"
    return ""


def spans(value: object) -> Iterator[Mapping[str, Any]]:
    """Every object inside `value` that has a start, an end and a text."""
    left = [value]
    while left:
        item = left.pop()
        if isinstance(item, dict):
            if "start" in item and "end" in item and "text" in item:
                yield item
            left.extend(value for value in item.values() if isinstance(value, dict | list))
        elif isinstance(item, list):
            left.extend(item)
