"""Short forms of voices settled inside one report: `the institute`, `the statement`, `the paper` are the one named
before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from selon.model.assertion import Actor, Assertion
from selon.origins.actors import UNIQUE, VAGUE, office_of

PIECES = frozenset({"letter_doc", "report_doc", "message", "video", "photo", "list_register", "speech"})
"""Notions of documents: without a name they are whoever spoke before."""
PRESS_AND_PLACE = frozenset({
    "newspaper", "agency_news", "channel_tg", "russia", "ukraine", "germany", "france", "britain", "usa", "local", "regional",
})  # fmt: skip
"""Functions of a voice that is just an outlet with its name."""
FIRMS = frozenset({"company_firm", "grid_operator", "railway_operator"})
GENERIC = frozenset({
    "organisation", "admin_body", "authorities", "ministry", "department", "institute", "network", "newspaper", "agency_news",
    "channel_tg", "message", "spokesperson", "head_boss", "legal_aid", "same_one", "local", "regional", "statistics",
})  # fmt: skip
"""Functions that any body may have: without a name they are the body named before."""


PAPERS = ("outlet", "channel", "unidentified")
GARBLED = 80
"""No voice is longer than this many code points; a longer one was cut wrong."""
PRONOUN = 7
"""A voice without a name or function that is no longer than this is a pronoun: whoever spoke before."""


def settled(assertions: Iterable[Assertion], outlets: Sequence[frozenset[str]] = ()) -> list[Assertion]:
    """The assertions with the short forms in their chains replaced by the full voices of the same document.

    outlets: the sound keys of the names of known outlets; inside the words for another voice (`a man in a clip
    shared by …`) such a
    name says who published, not who speaks.
    """
    assertions = [replace(a, chain=tuple(_without_outlets(v, outlets) for v in a.chain)) for a in assertions]
    documents: dict[str, list[Assertion]] = {}
    for a in sorted(assertions, key=lambda a: (a.document, a.start, a.id)):
        documents.setdefault(a.document, []).append(a)
    return [a for group in documents.values() for a in _settle(group)]


def _without_outlets(actor: Actor, outlets: Sequence[frozenset[str]]) -> Actor:
    if actor.kind in ("outlet", "channel") or not actor.names:
        return actor
    foreign = {name for outlet in outlets if outlet and outlet <= actor.sounds for name in outlet}
    if foreign and not actor.roles - PRESS_AND_PLACE and len(actor.names - foreign) <= 1 and actor.kind != "media":
        return replace(actor, kind="outlet")
    return replace(actor, names=actor.names - foreign, recorded=actor.recorded or bool(foreign)) if foreign else actor


def _settle(group: Sequence[Assertion]) -> list[Assertion]:
    group = [replace(a, chain=tuple(_speaker(v, group[:i]) for v in a.chain)) for i, a in enumerate(group)]
    found = []
    for i, a in enumerate(group):
        before = [v for o in reversed(group[:i]) for v in reversed(o.chain)]
        after = [v for o in group[i + 1 :] for v in o.chain]
        full = {f: tuple(_full(v, before, after) for v in getattr(a, f)) for f in ("chain", "behind")}
        found.append(replace(a, chain=full["chain"], behind=full["behind"]))
    return found


def _speaker(v: Actor, before: Sequence[Assertion]) -> Actor:
    """A named spokesman with his body, before anybody is taken for him."""
    if not v.roles & {SPEAKER, OF_BEFORE} or not (v.names or v.kind in ("organisation", "group")):
        return v
    body = _body_of(v, [o for a in reversed(before) for o in reversed(a.chain)])
    return v if body is None else replace(body, manner=v.manner)


def _full(short: Actor, before: Sequence[Actor], after: Sequence[Actor]) -> Actor:
    """The full voice that a short form stands for; itself when nothing fits."""
    if len(short.text) > GARBLED and before and not short.recorded:
        return next((v for v in before if v.names or v.entity or office_of(v)), short)
    if _is_pronoun(short):
        return next(
            (replace(v, manner=short.manner) for v in before if not _is_pronoun(v) and v.kind not in PAPERS), short
        )
    if "same_one" in short.roles and not short.names:
        last = next((v for v in before if not _is_pronoun(v) and "same_one" not in v.roles), None)
        return short if last is None else replace(last, manner=short.manner)
    if short.kind == "unidentified" and "correction" in short.roles:
        return next((v for v in before if v.names or v.entity or office_of(v)), short)
    document = short.kind == "document" or (bool(short.roles) and short.roles <= PIECES)
    body = _body_of(short, before)
    if body is not None:
        return body
    if short.names or short.entity or (short.recorded and not document):
        return short
    if short.kind == "unidentified" and "same_one" not in short.roles and not short.roles & PIECES:
        return short
    around = (
        sorted((*before, *after), key=lambda v: not short.roles & v.roles)
        if short.roles & (GENERIC | PIECES)
        else (*before, *after)
    )
    for other in around:
        fuller = (
            other.names
            or other.entity
            or (short.roles < other.roles and len(short.roles) > 0)
            or (bool(office_of(other)) and not office_of(short))
        )
        if fuller and _may_be(short, other):
            return replace(other, manner=short.manner)
    return short


def _body_of(speaker: Actor, before: Sequence[Actor]) -> Actor | None:
    """A speaker for a body that his words do not name, with that of the body: the one that spoke before and is named in
    his words (`the spokeswoman of the service, Hanna Lytvyn` after `the Rescue Service`), else the last one that spoke.
    """
    if not speaker.roles & {SPEAKER, OF_BEFORE} or office_of(speaker) or speaker.recorded:
        return None
    if not speaker.names and speaker.kind in ("organisation", "group"):
        return next((v for v in before if office_of(v)), None)
    bodies = [v for v in before if v.kind in BODIES_OF and SPEAKER not in v.roles and not v.names & speaker.names]
    told = next((v for v in bodies if office_of(v) and v.sounds & speaker.sounds), None)
    if told is not None:
        return told
    if not speaker.names or not bodies or (OF_BEFORE not in speaker.roles and speaker.roles - GENERIC - {SPEAKER}):
        return None
    body = bodies[0]
    own = replace(speaker, roles=speaker.roles | body.roles, side=speaker.side or body.side)
    return own if office_of(body) else replace(own, names=own.names | body.names, entity=body.entity)


SPEAKER = "spokesperson"
OF_BEFORE = "of_one_before"
"""The mark of a voice that is said to be of somebody named before (`its secretary, Joan Ridding`)."""
BODIES_OF = ("organisation", "group", "state", "document")
"""Kinds of voices for which a spokesman may speak."""


def _is_pronoun(v: Actor) -> bool:
    bare = not v.names and not v.entity and not v.roles and v.kind != "unidentified" and not v.recorded
    return bare and 0 < len(v.text) <= PRONOUN


def _may_be(short: Actor, full: Actor) -> bool:
    short = replace(short, roles=frozenset(r for r in short.roles if not r.startswith("of:")))
    outlet = full.kind in ("outlet", "channel")
    if "same_one" in short.roles:
        return True
    if short.kind in ("outlet", "channel"):
        return outlet
    if short.roles & PIECES and not short.roles - PIECES - GENERIC:
        return not outlet or "newspaper" in full.roles
    offices = office_of(short)
    if offices:
        return bool(offices & office_of(full))
    if short.roles & FIRMS:
        return bool(full.roles & FIRMS)
    telling = short.roles - VAGUE
    if not telling:
        return len(short.text) <= PRONOUN and not outlet
    if telling == {"head_boss"} and not short.names:
        return bool(full.names) and bool(full.roles & (UNIQUE | {"mayor", "governor", "village_head"}))
    if {"ministry", "minister"} & telling and any(r.startswith("ministry") for r in full.roles):
        return True
    if telling <= GENERIC:
        return bool(telling & full.roles) or (not outlet and short.kind in ("organisation", "state", "document"))
    return telling <= full.roles
