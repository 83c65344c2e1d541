"""What the copy detection knows of a report: plain values, so that this room needs no language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Anchor:
    """A word that a translation keeps: a figure, a folded name, a concept; equal `key`s mean the same in any language.

    start, end: code points. weight: how much a match is worth (a rare name more than a common notion).
    """

    start: int
    end: int
    key: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Text:
    """One version of one report, ready to be compared.

    report: its address (two versions share it). published: ISO 8601. credits: keys of the outlets it credits,
    wires: keys of the agencies whose marker it carries. name: the keys that others may credit it by. sentences:
    `(start, end)` of each. version: digest of the version.
    sources: keys of the outlets (`@` and a mark for an agency) that a sentence names as a source, with the sentence, and
    whether it says so outright.
    """

    report: str
    text: str
    outlet: str | None = None
    published: str | None = None
    language: str = "und"
    name: str | None = None
    credits: tuple[str, ...] = ()
    wires: tuple[str, ...] = ()
    sentences: tuple[tuple[int, int], ...] = ()
    anchors: tuple[Anchor, ...] = ()
    version: str = ""
    sources: tuple[tuple[str, int, int, bool], ...] = ()
