"""Records to JSON and back: the only door through which records leave and enter as text.

The shapes are the contract `"selon": 1`, written out as JSON Schema in `docs/reference/report.schema.json`. Reading is
strict: a missing field, an unknown field or a value outside its closed list raises `WireError` with the JSON path.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar, cast

from selon.errors import Fault, WireError
from selon.model import (
    CERTAINTIES,
    MANNERS,
    STATEMENT_KINDS,
    VOICE_KINDS,
    Anchor,
    Document,
    EntityLink,
    Picture,
    PlaceCandidate,
    PlaceMention,
    Quantity,
    Reason,
    Report,
    Span,
    Statement,
    TimeExpression,
    Voice,
)

CONTRACT = 1
"""Version of the JSON contract; a field may be added under the same number, none is renamed or removed.

A field added later has to be read with its default when it is missing: ledgers keep readings of earlier days.
"""

PLACE_ROW = ("id", "name", "lat", "lon", "country", "source", "reasons", "kind", "within")
"""The fields of a gazetteer row; a place carries those of its chosen row beside its span."""
NO_ROW: dict[str, Any] = {**dict.fromkeys(PLACE_ROW), "reasons": [], "within": []}
NO_ROW_AT_FIRST = {k: v for k, v in NO_ROW.items() if k not in {"kind", "within"}}

T = TypeVar("T")
Json = dict[str, Any]


def canonical(value: object) -> str:
    """Canonical JSON: sorted keys, no white space, UTF-8 characters as they are, no NaN. Equal values, equal text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


# --- records to JSON -------------------------------------------------------------------------------------------------


def span_json(span: Span) -> Json:
    """`{"start", "end", "text"}`; offsets are code points."""
    return {"start": span.start, "end": span.end, "text": span.text}


def _maybe(span: Span | None) -> Json | None:
    return None if span is None else span_json(span)


def quantity_json(q: Quantity) -> Json:
    """A figure; `value` repeats low and high when they are equal, else it is null."""
    value = q.low if q.low == q.high else None
    return span_json(q.span) | {
        "value": value, "low": q.low, "high": q.high, "bound": q.bound, "unit": q.unit, "of": q.of, "period": q.period,
    }  # fmt: skip


def time_json(t: TimeExpression) -> Json:
    """A time expression; `days` only where the value does not tell them."""
    days = {} if t.days is None else {"days": t.days}
    return span_json(t.span) | {"type": t.type, "value": t.value} | days


def voice_json(voice: Voice) -> Json:
    """One link of a chain."""
    return {
        "span": _maybe(voice.span), "cue": _maybe(voice.cue), "manner": voice.manner, "kind": voice.kind,
        "refers_to": _maybe(voice.refers_to), "entity": voice.entity,
    }  # fmt: skip


def statement_json(s: Statement) -> Json:
    """One statement in the shape of the contract."""
    return {
        "id": s.id, "content": [span_json(c) for c in s.content], "voices": [voice_json(v) for v in s.voices],
        "certainty": s.certainty, "kind": s.kind, "said_at": s.said_at, "happened_at": s.happened_at,
        "places": list(s.places), "quantities": [quantity_json(q) for q in s.quantities],
        "why": [{"rule": r.rule, "evidence": [span_json(e) for e in r.evidence]} for r in s.why],
    }  # fmt: skip


def document_json(d: Document) -> Json:
    """A document in the shape of the contract; `anchors` only where there are any."""
    anchors = {"anchors": [{"start": a.start, "label": a.label} for a in d.anchors]} if d.anchors else {}
    picture = None if d.picture is None else {"url": d.picture.url, "credit": d.picture.credit}
    return {
        "id": d.id, "url": d.url, "outlet": d.outlet, "authors": list(d.authors), "headline": d.headline,
        "headline_declared": d.headline_declared, "published": d.published, "modified": d.modified,
        "language": d.language, "picture": picture, "credits": list(d.credits), "text": d.text,
    } | anchors  # fmt: skip


def _candidate_json(c: PlaceCandidate) -> Json:
    return {
        "id": c.id, "name": c.name, "lat": c.lat, "lon": c.lon, "country": c.country, "source": c.source,
        "reasons": list(c.reasons), "kind": c.kind, "within": list(c.within),
    }  # fmt: skip


def place_json(p: PlaceMention) -> Json:
    """A place name; the fields of the chosen row stand beside the span, null where Selon abstains."""
    row = p.chosen
    chosen = _candidate_json(row) if row else dict(NO_ROW)
    return span_json(p.span) | chosen | {"role": p.role, "candidates": [_candidate_json(c) for c in p.candidates]}


def entity_json(e: EntityLink) -> Json:
    """Whom some words name, with the reasons."""
    return span_json(e.span) | {
        "entity": e.entity, "name": e.name, "kind": e.kind, "country": e.country, "side": e.side,
        "reasons": list(e.reasons),
    }  # fmt: skip


def fault_json(fault: Fault) -> Json:
    """`{"code", "place", "reason"}`."""
    return {"code": fault.code, "place": fault.place, "reason": fault.reason}


def report_json(report: Report) -> Json:
    """A report in the shape of the contract `"selon": 1`."""
    return {
        "selon": CONTRACT,
        "document": document_json(report.document),
        "statements": [statement_json(s) for s in report.statements],
        "times": [time_json(t) for t in report.times],
        "places": [place_json(p) for p in report.places],
        "faults": [fault_json(f) for f in report.faults],
        "entities": [entity_json(e) for e in report.entities],
    }


# --- JSON to records -------------------------------------------------------------------------------------------------


class _Reader:
    """A JSON object being read: every field is taken once, what is left over is an error."""

    def __init__(self, value: object, path: str) -> None:
        if not isinstance(value, Mapping):
            raise WireError(f"an object is expected, not {type(value).__name__}", path)
        self.left = dict(value)
        self.path = path

    def take(self, key: str, *types: type) -> Any:
        where = f"{self.path}.{key}"
        if key not in self.left:
            raise WireError("this field is missing", where)
        value = self.left.pop(key)
        wrong = not isinstance(value, types) or (isinstance(value, bool) and bool not in types)
        if wrong:
            raise WireError(f"{' or '.join(t.__name__ for t in types)} is expected, not {type(value).__name__}", where)
        return value

    def text(self, key: str) -> str:
        return cast(str, self.take(key, str))

    def maybe_text(self, key: str) -> str | None:
        return cast("str | None", self.take(key, str, type(None)))

    def one_of(self, key: str, allowed: Sequence[str]) -> Any:
        value = self.text(key)
        if value not in allowed:
            raise WireError(f"{value!r} is none of {', '.join(allowed)}", f"{self.path}.{key}")
        return value

    def each(self, key: str, read: Callable[[object, str], T]) -> tuple[T, ...]:
        values = self.take(key, list)
        return tuple(read(v, f"{self.path}.{key}[{i}]") for i, v in enumerate(values))

    def added(self, key: str, read: Callable[[object, str], T]) -> tuple[T, ...]:
        """A list that the contract did not have from the start: empty where it is not there."""
        return self.each(key, read) if key in self.left else ()

    def maybe(self, key: str, read: Callable[[object, str], T]) -> T | None:
        value = self.take(key, dict, type(None))
        return None if value is None else read(value, f"{self.path}.{key}")

    def span(self) -> Span:
        return Span(self.take("start", int), self.take("end", int), self.text("text"))

    def done(self) -> None:
        if self.left:
            raise WireError(f"unknown field {sorted(self.left)[0]!r}", self.path)


def _text(value: object, path: str) -> str:
    if not isinstance(value, str):
        raise WireError(f"a string is expected, not {type(value).__name__}", path)
    return value


def _number(value: object, path: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise WireError(f"a whole number is expected, not {type(value).__name__}", path)
    return value


def _span(value: object, path: str) -> Span:
    r = _Reader(value, path)
    span = r.span()
    r.done()
    return span


def _voice(value: object, path: str) -> Voice:
    r = _Reader(value, path)
    voice = Voice(
        span=r.maybe("span", _span), cue=r.maybe("cue", _span), manner=r.one_of("manner", MANNERS),
        kind=r.one_of("kind", VOICE_KINDS), refers_to=r.maybe("refers_to", _span), entity=r.maybe_text("entity"),
    )  # fmt: skip
    r.done()
    return voice


def _quantity(value: object, path: str) -> Quantity:
    r = _Reader(value, path)
    span = r.span()
    value = r.take("value", int, float, type(None))
    q = Quantity(
        span, low=r.take("low", int, float), high=r.take("high", int, float),
        bound=r.one_of("bound", ("exact", "about", "at_least", "at_most", "range")),
        unit=r.maybe_text("unit"), of=r.maybe_text("of"), period=r.maybe_text("period"),
    )  # fmt: skip
    r.done()
    if value != (q.low if q.low == q.high else None):
        raise WireError("value repeats low and high where they are equal, and is null elsewhere", f"{path}.value")
    return q


def _reason(value: object, path: str) -> Reason:
    r = _Reader(value, path)
    reason = Reason(r.text("rule"), r.each("evidence", _span))
    r.done()
    return reason


def _statement(value: object, path: str) -> Statement:
    r = _Reader(value, path)
    statement = Statement(
        id=r.text("id"), content=r.each("content", _span), voices=r.each("voices", _voice),
        certainty=r.one_of("certainty", CERTAINTIES), kind=r.one_of("kind", STATEMENT_KINDS),
        said_at=r.maybe_text("said_at"), happened_at=r.maybe_text("happened_at"), places=r.each("places", _number),
        quantities=r.each("quantities", _quantity), why=r.each("why", _reason),
    )  # fmt: skip
    r.done()
    if not statement.content:
        raise WireError("a statement has at least one content span", f"{path}.content")
    return statement


def _picture(value: object, path: str) -> Picture:
    r = _Reader(value, path)
    picture = Picture(r.text("url"), r.maybe_text("credit"))
    r.done()
    return picture


def _anchor(value: object, path: str) -> Anchor:
    r = _Reader(value, path)
    anchor = Anchor(r.take("start", int), r.text("label"))
    r.done()
    return anchor


def _document(value: object, path: str) -> Document:
    r = _Reader(value, path)
    document = Document(
        id=r.text("id"), text=r.text("text"), url=r.maybe_text("url"), outlet=r.maybe_text("outlet"),
        authors=r.each("authors", _text), headline=r.maybe_text("headline"),
        headline_declared=r.maybe_text("headline_declared"), published=r.maybe_text("published"),
        modified=r.maybe_text("modified"), language=r.text("language"), picture=r.maybe("picture", _picture),
        credits=r.each("credits", _text), anchors=r.each("anchors", _anchor) if "anchors" in r.left else (),
    )  # fmt: skip
    r.done()
    return document


def _time(value: object, path: str) -> TimeExpression:
    r = _Reader(value, path)
    time = TimeExpression(
        r.span(), r.one_of("type", ("DATE", "TIME", "DURATION", "SET")), r.text("value"),
        r.text("days") if "days" in r.left else None,
    )  # fmt: skip
    r.done()
    return time


def _candidate(value: object, path: str) -> PlaceCandidate:
    r = _Reader(value, path)
    candidate = PlaceCandidate(
        id=r.text("id"), name=r.text("name"), lat=r.take("lat", int, float), lon=r.take("lon", int, float),
        country=r.maybe_text("country"), source=r.text("source"), reasons=r.each("reasons", _text),
        kind=r.text("kind") if "kind" in r.left else "", within=r.added("within", _text),
    )  # fmt: skip
    r.done()
    return candidate


def _place(value: object, path: str) -> PlaceMention:
    r = _Reader(value, path)
    span, role = r.span(), r.one_of("role", ("happened", "said", "named"))
    candidates = r.each("candidates", _candidate)
    row = {k: r.left.pop(k) for k in PLACE_ROW if k in r.left}
    r.done()
    if row in (NO_ROW, NO_ROW_AT_FIRST):
        return PlaceMention(span, None, role, candidates)
    return PlaceMention(span, _candidate(row, path), role, candidates)


def _entity(value: object, path: str) -> EntityLink:
    r = _Reader(value, path)
    link = EntityLink(
        r.span(), r.text("entity"), r.text("name"), r.one_of("kind", VOICE_KINDS), r.maybe_text("country"),
        r.maybe_text("side"), r.each("reasons", _text),
    )  # fmt: skip
    r.done()
    return link


def _fault(value: object, path: str) -> Fault:
    r = _Reader(value, path)
    fault = Fault(r.text("code"), r.text("place"), r.text("reason"))
    r.done()
    return fault


def report_from_json(value: object) -> Report:
    """The report that `report_json` wrote; raises `WireError` with the JSON path of the first fault."""
    r = _Reader(value, "$")
    version = r.take("selon", int)
    if version != CONTRACT:
        raise WireError(f"contract {version} is not {CONTRACT}", "$.selon")
    report = Report(
        document=r.maybe("document", _document) or _document(None, "$.document"),
        statements=r.each("statements", _statement), times=r.each("times", _time), places=r.each("places", _place),
        faults=r.each("faults", _fault), entities=r.added("entities", _entity),
    )  # fmt: skip
    r.done()
    return report


# What `wire_claims` needs of this door.
Reader = _Reader
read_span = _span
read_text = _text
read_quantity = _quantity
