"""The JSON contract `"selon": 1` as JSON Schema (draft 2020-12), its closed lists taken from the model."""

from __future__ import annotations

from typing import Any, get_args

from selon.model import CERTAINTIES, MANNERS, STATEMENT_KINDS, VOICE_KINDS, PlaceRole, TimeType
from selon.model.quantity import Bound
from selon.wire import CONTRACT

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
MAYBE_TEXT: Schema = {"type": ["string", "null"]}
SPAN: Schema = {
    "start": {"type": "integer", "minimum": 0, "description": "First code point in document.text."},
    "end": {"type": "integer", "minimum": 0, "description": "Behind the last code point."},
    "text": TEXT | {"description": "document.text[start:end]"},
}


def obj(description: str, properties: Schema) -> Schema:
    """An object with exactly these fields."""
    return {
        "description": description,
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def each(of: Schema, description: str = "", least: int = 0) -> Schema:
    """An array."""
    found: Schema = {"type": "array", "items": of}
    if least:
        found["minItems"] = least
    return found | ({"description": description} if description else {})


def ref(name: str, description: str = "") -> Schema:
    """One of the definitions."""
    return {"$ref": f"#/$defs/{name}"} | ({"description": description} if description else {})


def maybe(name: str, description: str = "") -> Schema:
    """One of the definitions, or null."""
    return {"anyOf": [ref(name), {"type": "null"}]} | ({"description": description} if description else {})


def one_of(values: tuple[str, ...], description: str) -> Schema:
    """A word of a closed list."""
    return {"enum": list(values), "description": description}


def _voice() -> Schema:
    return obj(
        "One link of a chain: somebody or something on whose word a statement rests.",
        {
            "span": maybe("span", "The noun phrase that names the voice, as written; null when no word names it."),
            "cue": maybe("span", "The words that carry the attribution; null when it goes on from a sentence before."),
            "manner": one_of(MANNERS, "How the voice puts it forward."),
            "kind": one_of(VOICE_KINDS, "What sort of voice it is."),
            "refers_to": maybe("span", "The fullest earlier mention, when span is a pronoun or a short form."),
            "entity": MAYBE_TEXT | {"description": "Identifier of the resolved actor; null when not resolved."},
        },
    )


def _quantity() -> Schema:
    return obj(
        "A figure with its scope.",
        SPAN
        | {
            "value": {"type": ["number", "null"], "description": "low and high when they are equal, else null."},
            "low": {"type": "number"},
            "high": {"type": "number"},
            "bound": one_of(get_args(Bound), "How the figure is meant."),
            "unit": MAYBE_TEXT | {"description": "share for shares, which are 0 to 1."},
            "of": MAYBE_TEXT | {"description": "What is counted or shared, as written."},
            "period": MAYBE_TEXT | {"description": "day, week, month, year for a rate; null for a plain count."},
        },
    )


def _statement() -> Schema:
    return obj(
        "One thing that a text puts forward on somebody's word, or marks as uncertain, denied or unknown.",
        {
            "id": TEXT | {"description": "The same for the same document and the same spans."},
            "content": each(ref("span"), "The words that say what is put forward, in text order.", least=1),
            "voices": each(ref("voice"), "The chain, nearest to the publisher first, deepest last."),
            "certainty": one_of(CERTAINTIES, "How the text presents it."),
            "kind": one_of(STATEMENT_KINDS, "What sort of statement it is."),
            "said_at": MAYBE_TEXT | {"description": "ISO 8601 date or interval, or unknown; null when not said."},
            "happened_at": MAYBE_TEXT | {"description": "ISO 8601 date or interval, or unknown; null when not said."},
            "places": each({"type": "integer", "minimum": 0}, "Indices into the report's places."),
            "quantities": each(ref("quantity"), "Figures inside the content."),
            "why": each(ref("reason"), "The rules that led here, with the words that made them fire."),
        },
    )


def _document() -> Schema:
    found = obj(
        "The text of one version of one report, with what the report says about itself.",
        {
            "id": {"type": "string", "description": "sha256: and the SHA-256 of the captured bytes."},
            "url": MAYBE_TEXT,
            "outlet": MAYBE_TEXT,
            "authors": each(TEXT),
            "headline": MAYBE_TEXT | {"description": "As shown to a reader."},
            "headline_declared": MAYBE_TEXT | {"description": "As declared in the metadata, when that differs."},
            "published": MAYBE_TEXT | {"description": "ISO 8601, as precise as the report says."},
            "modified": MAYBE_TEXT | {"description": "ISO 8601, as precise as the report says."},
            "language": TEXT | {"description": "ISO 639-1; und when no pack fits."},
            "picture": maybe("picture", "The lead image."),
            "credits": each(TEXT, "Outlets or agencies that the report credits, as written."),
            "text": TEXT | {"description": "What all offsets point into, in Unicode code points."},
        },
    )
    anchor = obj(
        "A place in the original that a place in the text stands for.",
        {
            "start": {"type": "integer", "minimum": 0, "description": "Code point in text."},
            "label": TEXT | {"description": "`page 3`, or a time from the start of a video, `00:01:23.400`."},
        },
    )
    found["properties"]["anchors"] = each(anchor, "Pages or times of the original; left out where there are none.")
    return found


def _place() -> Schema:
    number: Schema = {"type": ["number", "null"]}
    return obj(
        "A place named in the text, with the gazetteer row it was resolved to; null where Selon abstains.",
        SPAN
        | {
            "name": MAYBE_TEXT, "lat": number, "lon": number, "id": MAYBE_TEXT, "source": MAYBE_TEXT,
            "country": MAYBE_TEXT, "reasons": each(TEXT),
            "kind": MAYBE_TEXT | {"description": "country, region, city, village, water …"},
            "within": each(TEXT, "The region and the country that hold it."),
            "role": one_of(get_args(PlaceRole), "What happened there."),
            "candidates": each(ref("candidate"), "All rows considered, best first."),
        },
    )  # fmt: skip


def _candidate() -> Schema:
    fields = {
        "id": TEXT, "name": TEXT, "lat": {"type": "number"}, "lon": {"type": "number"}, "country": MAYBE_TEXT,
        "source": TEXT, "reasons": each(TEXT), "kind": TEXT, "within": each(TEXT),
    }  # fmt: skip
    return obj("A gazetteer row that a name may mean.", fields)


def _entity() -> Schema:
    return obj(
        "The words that name an actor, and the actor they were resolved to.",
        SPAN
        | {
            "entity": TEXT | {"description": "The same for all names of one actor, in every language."},
            "name": TEXT,
            "kind": one_of(VOICE_KINDS, "What sort of actor it is."),
            "country": MAYBE_TEXT,
            "side": MAYBE_TEXT | {"description": "The side of a conflict it belongs to; null when it is none."},
            "reasons": each(TEXT),
        },
    )


def report_schema() -> Schema:
    """The whole contract."""
    time = SPAN | {"type": one_of(get_args(TimeType), "TIMEX3 type."), "value": TEXT | {"description": "TIMEX3 value."}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f'A report as Selon reads it, contract "selon": {CONTRACT}',
        **obj(
            "Offsets are Unicode code points into document.text. A field may be added, none is renamed or removed.",
            {
                "selon": {"const": CONTRACT},
                "document": ref("document"),
                "statements": each(ref("statement")),
                "times": each(ref("time")),
                "places": each(ref("place")),
                "faults": each(ref("fault"), "What went wrong or was left undone."),
                "entities": each(ref("entity"), "Whom the voices were resolved to, with the reasons."),
            },
        ),
        "$defs": {
            "span": obj("A run of characters of document.text.", SPAN),
            "document": _document(),
            "picture": obj("A picture.", {"url": TEXT, "credit": MAYBE_TEXT}),
            "statement": _statement(),
            "voice": _voice(),
            "quantity": _quantity(),
            "reason": obj("Why something was concluded.", {"rule": TEXT, "evidence": each(ref("span"))}),
            "time": obj("A time expression, after TIMEX3.", time),
            "place": _place(),
            "candidate": _candidate(),
            "entity": _entity(),
            "fault": obj("Something that went wrong.", {"code": TEXT, "place": TEXT, "reason": TEXT}),
        },
    }
