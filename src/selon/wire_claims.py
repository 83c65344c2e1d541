"""Claims to JSON and back, in the contract of `selon claims --format json`; as strict as `wire`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from selon.errors import WireError
from selon.model import (
    Claim,
    Claims,
    ClaimStatement,
    Comparison,
    Copy,
    CopyEvidence,
    Counts,
    Frame,
    Origin,
    Quantity,
    Relation,
    Span,
)
from selon.wire import Json, Reader, read_quantity, read_span, read_text, span_json

FRAMES: tuple[str, ...] = get_args(Frame)
RELATIONS: tuple[str, ...] = get_args(Relation)
HOWS = ("literal", "edited", "partial", "translated", "wire", "credited")
KINDS = ("identified", "publisher_unsourced", "unidentified")


def value_json(q: Quantity | None) -> Json | None:
    """A value: the figure as `wire.quantity_json` writes it, `null` when the statement gives none."""
    from selon.wire import quantity_json

    return None if q is None else quantity_json(q)


def claim_json(claim: Claim) -> Json:
    """One claim with its statements, origins, counts, comparisons and contradictions."""
    c = claim.counts
    return {
        "id": claim.id, "frame": claim.frame, "gist": claim.gist, "participants": dict(claim.participants),
        "place": claim.place, "place_id": claim.place_id, "point": None if claim.point is None else list(claim.point),
        "time": claim.time,
        "statements": [_statement_json(s) for s in claim.statements],
        "origins": [
            {"id": o.id, "who": o.who, "kind": o.kind, "party": o.party, "path": list(o.path)} for o in claim.origins
        ],
        "counts": {
            "independent": c.independent, "not_established": c.not_established, "denying": c.denying,
            "reports": c.reports,
        },
        "comparisons": [
            {
                "a": x.a, "b": x.b, "report_a": x.report_a, "report_b": x.report_b, "relation": x.relation,
                "why": x.why,
            }
            for x in claim.comparisons
        ],
        "contradicts": [{"claim": other, "why": why} for other, why in claim.contradicts],
    }  # fmt: skip


def _statement_json(s: ClaimStatement) -> Json:
    return {
        "report": s.report, "statement": s.statement, "content": s.content, "value": value_json(s.value),
        "polarity": s.polarity, "origin": s.origin, "distorted": s.distorted, "certainty": s.certainty, "key": s.key,
        "version": s.version,
    }  # fmt: skip


def copy_json(copy: Copy) -> Json:
    """One copy: from the source to the report that copies it, how, and the pieces of evidence."""
    evidence = [
        {
            "kind": e.kind, "copy": None if e.copy is None else span_json(e.copy),
            "source": None if e.source is None else span_json(e.source), "note": e.note,
        }
        for e in copy.evidence
    ]  # fmt: skip
    return {"from": copy.source, "to": copy.target, "how": copy.how, "evidence": evidence}


def claims_json(claims: Claims) -> Json:
    """All claims and copies in the shape of the contract."""
    return {"claims": [claim_json(c) for c in claims.claims], "copies": [copy_json(c) for c in claims.copies]}


def claims_from_json(value: object) -> Claims:
    """The claims that `claims_json` wrote; raises `WireError` with the JSON path of the first fault."""
    r = Reader(value, "$")
    claims = Claims(r.each("claims", _claim), r.each("copies", _copy))
    r.done()
    return claims


def claim_from_json(value: object) -> Claim:
    """The claim that `claim_json` wrote; raises `WireError` with the JSON path of the first fault."""
    return _claim(value, "$")


def copy_from_json(value: object) -> Copy:
    """The copy that `copy_json` wrote; raises `WireError` with the JSON path of the first fault."""
    return _copy(value, "$")


def _claim(value: object, path: str) -> Claim:
    r = Reader(value, path)
    claim = Claim(
        id=r.text("id"), frame=r.one_of("frame", FRAMES), gist=r.text("gist"),
        participants=_participants(r.take("participants", dict), path), place=r.maybe_text("place"),
        time=r.maybe_text("time"), statements=r.each("statements", _statement), origins=r.each("origins", _origin),
        counts=_counts(r.take("counts", dict), f"{path}.counts"), comparisons=r.each("comparisons", _comparison),
        contradicts=r.each("contradicts", _contradiction), place_id=r.maybe_text("place_id"),
        point=_point(r.take("point", list, type(None)), f"{path}.point"),
    )  # fmt: skip
    r.done()
    return claim


def _point(numbers: list[object] | None, path: str) -> tuple[float, float] | None:
    if numbers is None:
        return None
    known = [float(x) for x in numbers if isinstance(x, int | float) and not isinstance(x, bool) and abs(x) <= 180]
    if len(numbers) != 2 or len(known) != 2:
        raise WireError("a point is a latitude and a longitude in degrees", path)
    return known[0], known[1]


def _participants(value: Mapping[str, object], path: str) -> dict[str, str]:
    return {role: read_text(who, f"{path}.participants.{role}") for role, who in value.items()}


def _statement(value: object, path: str) -> ClaimStatement:
    r = Reader(value, path)
    statement = ClaimStatement(
        report=r.text("report"), statement=r.text("statement"), content=r.text("content"),
        value=r.maybe("value", read_quantity), polarity=r.one_of("polarity", ("asserted", "denied")),
        origin=r.text("origin"), distorted=r.take("distorted", bool), certainty=r.text("certainty"), key=r.text("key"),
        version=r.text("version"),
    )  # fmt: skip
    r.done()
    return statement


def _origin(value: object, path: str) -> Origin:
    r = Reader(value, path)
    origin = Origin(
        r.text("id"), r.text("who"), r.one_of("kind", KINDS), r.maybe_text("party"), r.each("path", read_text)
    )
    r.done()
    return origin


def _counts(value: object, path: str) -> Counts:
    r = Reader(value, path)
    counts = Counts(*(r.take(key, int) for key in ("independent", "not_established", "denying", "reports")))
    r.done()
    return counts


def _comparison(value: object, path: str) -> Comparison:
    r = Reader(value, path)
    found = Comparison(
        r.text("a"), r.text("b"), r.one_of("relation", RELATIONS), r.text("why"), r.text("report_a"),
        r.text("report_b"),
    )  # fmt: skip
    r.done()
    return found


def _contradiction(value: object, path: str) -> tuple[str, str]:
    r = Reader(value, path)
    found = r.text("claim"), r.text("why")
    r.done()
    return found


def _copy(value: object, path: str) -> Copy:
    r = Reader(value, path)
    copy = Copy(r.text("from"), r.text("to"), r.one_of("how", HOWS), r.each("evidence", _evidence))
    r.done()
    return copy


def _evidence(value: object, path: str) -> CopyEvidence:
    r = Reader(value, path)
    kind = r.text("kind")
    spans: tuple[Span | None, Span | None] = r.maybe("copy", read_span), r.maybe("source", read_span)
    found = CopyEvidence(kind, *spans, r.text("note"))
    r.done()
    return found
