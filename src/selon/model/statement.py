"""Statements and voices: what a text puts forward on somebody's word. Definitions: docs/statements.md."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

from selon.model.quantity import Quantity
from selon.model.span import Span

Manner = Literal[
    "say", "announce", "relay", "show", "estimate", "believe", "doubt", "deny",
    "confirm", "warn", "threaten", "promise", "demand", "accuse", "reveal",
]  # fmt: skip
VoiceKind = Literal[
    "person", "role", "group", "organisation", "state", "outlet", "channel", "document", "media", "unidentified"
]
Certainty = Literal["denied", "unknown", "doubted", "hedged", "attributed", "affirmed"]
StatementKind = Literal["report", "forecast", "intent", "demand", "opinion"]

MANNERS: tuple[str, ...] = get_args(Manner)
VOICE_KINDS: tuple[str, ...] = get_args(VoiceKind)
CERTAINTIES: tuple[str, ...] = get_args(Certainty)
STATEMENT_KINDS: tuple[str, ...] = get_args(StatementKind)


@dataclass(frozen=True, slots=True)
class Voice:
    """One link of a chain: somebody or something on whose word a statement rests.

    span: the smallest noun phrase that names the voice, as written; `None` when no word names it.
    cue: the words that carry the attribution; `None` when the attribution goes on from a sentence before.
    refers_to: the fullest earlier mention, when `span` is a pronoun, elided or a short form; else `None`.
    entity: identifier of the resolved actor; `None` when not resolved.
    """

    span: Span | None
    cue: Span | None
    manner: Manner
    kind: VoiceKind
    refers_to: Span | None = None
    entity: str | None = None

    @property
    def name(self) -> str:
        """How to call this voice to a reader: the fullest mention, else the words as written, else an empty string."""
        said = self.refers_to or self.span
        return said.text if said else ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was concluded: the rule's name and the words that made it fire."""

    rule: str
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that a text puts forward on somebody's word, or marks as uncertain, denied or unknown.

    id: stable for the same document and the same spans.
    content: the words that say what is put forward; one or more spans, in text order, never empty.
    voices: the chain, nearest to the publisher first, deepest last; empty for the publisher's own doubt.
    said_at, happened_at: ISO 8601 date, interval (`a/b`) or `unknown`; `None` when the text says nothing.
    places: as indices into the report's list of places. quantities: figures inside the content.
    """

    id: str
    content: tuple[Span, ...]
    voices: tuple[Voice, ...]
    certainty: Certainty
    kind: StatementKind
    said_at: str | None = None
    happened_at: str | None = None
    places: tuple[int, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    why: tuple[Reason, ...] = field(default=())

    @property
    def text(self) -> str:
        """The content as one string; a gap between two spans is shown as ` … `."""
        return " … ".join(span.text for span in self.content)
