"""Names in a text: of persons, bodies and places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from selon.model.span import Span

NameKind = Literal["PER", "ORG", "LOC"]


@dataclass(frozen=True, slots=True)
class NameMention:
    """One name of a text: the words, what is named (person, body, place), and why it was taken for that."""

    span: Span
    kind: NameKind
    why: tuple[str, ...] = ()
