"""Who is who: the link from the words that name an actor to one identifier for all its names."""

from __future__ import annotations

from dataclasses import dataclass

from selon.model.span import Span
from selon.model.statement import VoiceKind


@dataclass(frozen=True, slots=True)
class EntityLink:
    """The words that name an actor, and the actor that they were resolved to. The words themselves are never changed.

    entity: `state:RU`, `outlet:tass`, `unit:108-brigade-motor-rifle`, `person:belousov-andrei` …; equal for all names
    of
    one actor in every language. name: how to call the actor. kind: as for voices. country: ISO 3166-1 alpha-2. side:
    the side
    of a conflict that the actor belongs to or speaks for, as the registry has it. reasons: what led here, in words.
    """

    span: Span
    entity: str
    name: str
    kind: VoiceKind
    country: str | None = None
    side: str | None = None
    reasons: tuple[str, ...] = ()
