"""Which claims concern private persons: what is shown of them is made coarse, or withheld. Part of `pipeline`.

Who is in the registry of actors, or speaks as a body or an office, is public. Everybody else who is named or quoted as
an individual is private, as are witnesses without a name, and single victims.
"""

from __future__ import annotations

from collections.abc import Iterable

from selon.model import Claim, Report, Voice

PRIVATE = frozenset({"person", "unidentified"})
"""Kinds of voices that are individuals unless the registry knows them."""
OF_PERSONS = frozenset({"casualties", "justice", "refusal"})
"""Frames of which persons are the victims or the accused."""


def is_private(voice: Voice) -> bool:
    """Whether a voice is a private person: an individual whom the registry does not know."""
    return voice.kind in PRIVATE and not is_public(voice.entity)


def is_public(entity: str | None) -> bool:
    """Whether an actor stands in the registry; other identifiers are made from a name that a report gave."""
    from selon.pipeline import registry

    return entity is not None and entity in registry().actors


def concerns_private(claim: Claim, voices: Iterable[Voice]) -> bool:
    """Whether a claim concerns a private person: as a voice in a chain, or as its single victim or accused.

    A claim about persons without any figure of two or more counts as one about a single person.
    """
    if claim.frame in OF_PERSONS and not any(s.value is not None and s.value.high >= 2 for s in claim.statements):
        return True
    return any(is_private(voice) for voice in voices)


def private_names(report: Report) -> frozenset[str]:
    """The names of persons in a report whom the registry of actors does not know, as written.

    Found as the reading finds names, and added to by the voices that are private persons. A report in a language without a
    pack gives the latter only.
    """
    from selon import lang
    from selon.grounding.names import people_and_bodies
    from selon.pipeline import gazetteer, registry

    known = registry()
    voices = [v for s in report.statements for v in s.voices]
    said = (w for v in voices if v.kind == "person" and is_private(v) for w in v.name.split())
    found = {w for w in said if w[:1].isupper()}
    if report.document.language in lang.available():
        pack = lang.load(report.document.language)
        mentions = people_and_bodies(report.document.text, pack, gazetteer(), known).mentions
        found |= {m.span.text for m in mentions if m.kind == "PER" and known.find(m.span.text) is None}
    public = {v.name for v in voices if is_public(v.entity)}
    return frozenset(found - public)
