"""Random records of the model, whole and consistent: every span's text stands where the span says."""

from __future__ import annotations

from typing import get_args

from hypothesis import strategies as st

from selon.errors import Fault
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
    PlaceRole,
    Quantity,
    Reason,
    Report,
    Span,
    Statement,
    TimeExpression,
    TimeType,
    Voice,
    span_of,
)
from selon.model.quantity import Bound

texts = st.text(alphabet=st.characters(codec="utf-8"), max_size=80)
words = st.text(alphabet=st.characters(codec="utf-8"), max_size=12)
maybe = st.none() | words
figures = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**9), 10**9)


def spans(text: str) -> st.SearchStrategy[Span]:
    """Spans of a text, empty ones too."""
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    return ends.map(lambda pair: span_of(text, min(pair), max(pair)))


def voices(text: str) -> st.SearchStrategy[Voice]:
    span = st.none() | spans(text)
    return st.builds(
        Voice, span, span, st.sampled_from(MANNERS), st.sampled_from(VOICE_KINDS), refers_to=span, entity=maybe
    )  # fmt: skip


def quantities(text: str) -> st.SearchStrategy[Quantity]:
    return st.builds(
        Quantity, spans(text), low=figures, high=figures, bound=st.sampled_from(get_args(Bound)), unit=maybe, of=maybe,
        period=maybe,
    )  # fmt: skip


def statements(text: str) -> st.SearchStrategy[Statement]:
    return st.builds(
        Statement,
        id=words,
        content=st.lists(spans(text), min_size=1, max_size=3).map(tuple),
        voices=st.lists(voices(text), max_size=3).map(tuple),
        certainty=st.sampled_from(CERTAINTIES),
        kind=st.sampled_from(STATEMENT_KINDS),
        said_at=maybe,
        happened_at=maybe,
        places=st.lists(st.integers(0, 9), max_size=2).map(tuple),
        quantities=st.lists(quantities(text), max_size=2).map(tuple),
        why=st.lists(st.builds(Reason, words, st.lists(spans(text), max_size=2).map(tuple)), max_size=2).map(tuple),
    )


candidates = st.builds(
    PlaceCandidate, id=words, name=words, lat=figures, lon=figures, country=maybe, source=words,
    reasons=st.lists(words, max_size=2).map(tuple), kind=words, within=st.lists(words, max_size=2).map(tuple),
)  # fmt: skip


def places(text: str) -> st.SearchStrategy[PlaceMention]:
    return st.builds(
        PlaceMention, spans(text), st.none() | candidates, st.sampled_from(get_args(PlaceRole)),
        st.lists(candidates, max_size=2).map(tuple),
    )  # fmt: skip


def entities(text: str) -> st.SearchStrategy[EntityLink]:
    return st.builds(
        EntityLink, spans(text), words, words, st.sampled_from(VOICE_KINDS), maybe, maybe,
        st.lists(words, max_size=2).map(tuple),
    )  # fmt: skip


def documents(text: str) -> st.SearchStrategy[Document]:
    return st.builds(
        Document, id=words, text=st.just(text), url=maybe, outlet=maybe, authors=st.lists(words, max_size=2).map(tuple),
        headline=maybe, headline_declared=maybe, published=maybe, modified=maybe, language=words,
        picture=st.none() | st.builds(Picture, words, maybe), credits=st.lists(words, max_size=2).map(tuple),
        anchors=st.lists(st.builds(Anchor, st.integers(0, len(text)), words), max_size=2).map(tuple),
    )  # fmt: skip


def _report(text: str) -> st.SearchStrategy[Report]:
    times = st.builds(TimeExpression, spans(text), st.sampled_from(get_args(TimeType)), words)
    return st.builds(
        Report,
        document=documents(text),
        statements=st.lists(statements(text), max_size=3).map(tuple),
        times=st.lists(times, max_size=2).map(tuple),
        places=st.lists(places(text), max_size=2).map(tuple),
        faults=st.lists(st.builds(Fault, words, words, words), max_size=2).map(tuple),
        entities=st.lists(entities(text), max_size=2).map(tuple),
    )


reports: st.SearchStrategy[Report] = texts.flatmap(_report)
