"""Records as shapes: spans, figures, voices, addresses that a browser may open."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from selon.desk.api.models import CopyEvidenceShape, CopyShape, QuantityShape, ReasonShape, SpanShape, VoiceShape
from selon.model import Copy, Quantity, Reason, Span, Voice

AROUND = 160
"""Code points of the text shown before and after a statement."""

_ODD = re.compile(r"[\x00-\x20\x7f-\x9f\\<>\"'`]")


def web_url(url: str | None) -> str | None:
    """An address that a browser may be sent to: http or https, with a host, without anything odd; `None` otherwise."""
    if url is None or len(url) > 4096 or _ODD.search(url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and host and "@" not in parts.netloc else None


def span(found: Span) -> SpanShape:
    """A span."""
    return SpanShape(start=found.start, end=found.end, text=found.text)


def maybe_span(found: Span | None) -> SpanShape | None:
    """A span that may be missing."""
    return None if found is None else span(found)


def quantity(q: Quantity) -> QuantityShape:
    """A figure."""
    return QuantityShape(
        start=q.span.start, end=q.span.end, text=q.span.text, value=q.low if q.low == q.high else None, low=q.low,
        high=q.high, bound=q.bound, unit=q.unit or "", of=q.of, period=q.period,
    )  # fmt: skip


def voice(v: Voice) -> VoiceShape:
    """One link of a chain."""
    return VoiceShape(
        text=v.span.text if v.span else "", name=v.name, kind=v.kind, manner=v.manner, cue=maybe_span(v.cue),
        span=maybe_span(v.span), refers_to=v.refers_to.text if v.refers_to else None, entity=v.entity,
    )  # fmt: skip


def reason(r: Reason) -> ReasonShape:
    """Why something was concluded."""
    return ReasonShape(rule=r.rule, evidence=[span(e) for e in r.evidence])


def copy(c: Copy) -> CopyShape:
    """A copy with its evidence."""
    evidence = [
        CopyEvidenceShape(kind=e.kind, copy_=maybe_span(e.copy), source=maybe_span(e.source), note=e.note)
        for e in c.evidence
    ]
    return CopyShape(from_=c.source, to=c.target, how=c.how, evidence=evidence)  # type: ignore[arg-type]


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """The words before and after `text[start:end]`, at most `AROUND` code points each, cut at a word."""
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    if start > AROUND and " " in before:
        before = before.split(" ", 1)[1]
    if end + AROUND < len(text) and " " in after:
        after = after.rsplit(" ", 1)[0]
    return before, after
