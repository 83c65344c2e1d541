"""Chains inside one attribution: who published, quoted or hosted the voice (nearer), whom it cites in turn (deeper)."""

from __future__ import annotations

from dataclasses import replace

from selon.lang.lexicon import Hit
from selon.statements.cases import case_of
from selon.statements.grammar import BIT, Cue
from selon.statements.nouns import right_of
from selon.statements.order import complement
from selon.statements.scene import Draft, Link, Range, Scene
from selon.statements.voicekind import kind_of_voice

MAX_CHAIN = 5


def voices_of(scene: Scene, np: Range, link: Link) -> list[Link]:
    """The links that a noun phrase stands for: itself, and before it those who relay it (`une vidéo publiée par X`)."""
    np, outer = _relayed_by(scene, np)
    link.np = np
    return [*outer, link][-MAX_CHAIN:]


def cited_voice(scene: Scene, cue: Hit[Cue], np: Range, stop: int) -> tuple[Range, Range | None]:
    """For a cue that cites another (`приводит слова X агентство`): the voice that cites, and the one that is cited, if any.

    The cited one stands behind the cue in an oblique case, before or behind the citing one.
    """
    if np[1] <= cue.start:
        return np, right_of(scene, cue.end, stop)
    if np[0] > cue.end:
        return np, right_of(scene, cue.end, np[0])
    for k in range(np[0] + 1, np[1]):
        if scene.tokens[k].cap and scene.low[k - 1].isascii() and not scene.low[k].isascii():
            return (np[0], k), (k, np[1])  # a name in Latin letters, then one in the text's own
        outlet = scene.grammar.voices.get(scene.low[k - 1])
        if outlet is None or outlet[0] not in ("outlet", "channel") or not scene.is_word(k):
            continue
        named = scene.tokens[k].cap and scene.tokens[k].start > scene.tokens[k - 1].end
        if named or (scene.grammar.voices.get(scene.low[k]) is not None and case_of(scene, k) == "obl"):
            return (np[0], k), (k, np[1])
    return np, right_of(scene, np[1], stop)


def _relayed_by(scene: Scene, np: Range) -> tuple[Range, list[Link]]:
    for hit in scene.hits:
        if hit.entry.type != "relayed" or hit.start in scene.used:
            continue
        gap = hit.start - np[1]
        inside = np[0] < hit.start < np[1]
        if not inside and not (
            0 <= gap <= 2
            and all(scene.low[k] == "," or scene.has(k, "skip", "have", "be") for k in range(np[1], hit.start))
        ):
            continue
        ceiling = scene.ceiling(hit.start)
        by = right_of(scene, _past_particles(scene, hit.end, ceiling), ceiling)
        if by is None:
            continue
        scene.used.add(hit.start)
        by, outer = _relayed_by(scene, by)
        cut = np[1] if not inside else _cut(scene, np, hit)
        return (np[0], cut), [*outer, Link(by, (hit.start, hit.end), "relay")]
    return np, []


def _cut(scene: Scene, np: Range, hit: Hit[Cue]) -> int:
    end = hit.start
    while end > np[0] + 1 and (scene.low[end - 1] == "," or scene.has(end - 1, "skip", "be", "have")):
        end -= 1
    return end


def _past_particles(scene: Scene, k: int, ceiling: int) -> int:
    while k < ceiling and scene.bits(k, BIT["skip"] | BIT["time"]):
        k += 1
    return k


def passed_to(scene: Scene, cue: Cue, end: int) -> list[Link]:
    """The outlet that a voice spoke to (`told the Gazette`), which passes its words on; empty when it is no outlet.

    end: the token after the verb; only cues with the frame `to` take an addressee.
    """
    np = right_of(scene, end, scene.ceiling(end)) if "to" in cue.frames else None
    if np is None or not any(scene.tokens[k].cap for k in range(*np)):
        return []
    kinds = {(scene.grammar.voices.get(scene.low[k]) or ("",))[0] for k in range(*np)}
    return [Link(np, (end - 1, end), "relay")] if kinds & {"outlet", "channel"} else []


def apply_relays(scene: Scene, drafts: list[Draft]) -> None:
    """Add to the drafts of a sentence the voices that its relay and venue cues name."""
    for hit in (h for h in scene.hits if h.entry.type in ("relay", "venue") and not _in_voice(h, drafts)):
        if hit.start in scene.used:
            continue
        ceiling = scene.ceiling(hit.end)
        np = right_of(scene, _past_np_words(scene, hit.end, ceiling), ceiling, adjuncts=hit.entry.type == "relay")
        if np is not None and scene.grammar.fact("free_order"):
            np = complement(scene, np)
        if np is None:
            continue
        host = _nearest(scene, hit, drafts)
        if hit.entry.type == "venue":
            outer = _venue(scene, hit, np) if host is not None and not host.holds(hit.start) else []
            if not outer or host is None or _own_medium(scene, outer, host):
                continue
            for d in _same_voice(drafts, host):
                if len(d.links) + len(outer) <= MAX_CHAIN and d.links[0].np != outer[0].np:
                    at = max(len(d.links) - 1, 0)
                    d.links[at:at] = [replace(link) for link in outer]
        elif host is not None:
            for d in _same_voice(drafts, host):
                if len(d.links) < MAX_CHAIN:
                    d.links[-1].manner = "relay"
                    d.links.append(Link(np, (hit.start, hit.end), hit.entry.manner))
        else:
            continue
        scene.used.add(hit.start)


def _in_voice(hit: Hit[Cue], drafts: list[Draft]) -> bool:
    """Whether one spoken to (`sagte er der Agentur X`) is part of a voice's name here (`ein Reporter der Agentur X`)."""
    return "addressee" in hit.entry.frames and any(
        link.np and link.np[0] < hit.start < link.np[1] for d in drafts for link in d.links
    )


def _past_np_words(scene: Scene, k: int, ceiling: int) -> int:
    while k < ceiling and scene.has(k, "np") and not scene.has(k, "det"):
        k += 1
    return k


def _same_voice(drafts: list[Draft], host: Draft) -> list[Draft]:
    return [d for d in drafts if d.links and d.links[-1] is host.links[-1]] or [host]


def _nearest(scene: Scene, hit: Hit[Cue], drafts: list[Draft]) -> Draft | None:
    """The draft whose cue stands nearest to the hit and whose content does not hold the hit, else the nearest of all."""
    around = [d for d in drafts if d.links and d.trigger and scene.start <= d.trigger[0] < scene.end]
    outside = [d for d in around if not d.holds(hit.start)]
    pool = outside or around
    return min(pool, key=lambda d: abs((d.trigger or (0, 0))[0] - hit.start)) if pool else None


def _venue(scene: Scene, hit: Hit[Cue], np: Range) -> list[Link]:
    """The voices that a venue adds: an outlet or channel with its name, a recording with those who relay it, or none.

    Frames of the cue: `medium` takes recordings and pictures, `outlet` outlets and channels, neither any name.
    """
    kinds = {(scene.grammar.voices.get(scene.low[k]) or ("",))[0] for k in range(np[0], min(np[1], np[0] + 4))}
    span = (hit.start, hit.end)
    if "medium" in hit.entry.frames and "media" in kinds:
        return voices_of(scene, np, Link(np, span, "show"))
    named = any(scene.tokens[k].cap for k in range(*np))
    if not named or (
        hit.entry.frames & {"outlet", "medium"} and not ("outlet" in hit.entry.frames and _outlet(scene, np))
    ):
        return []
    return [Link(np, span, "relay")]


def _own_medium(scene: Scene, outer: list[Link], host: Draft) -> bool:
    """Whether a recording that nobody relays is a named person's own message (`Il l'a annoncé dans un message vidéo`)."""
    voice = host.links[-1]
    if len(outer) > 1 or outer[0].manner != "show" or voice.np is None:
        return False
    return voice.pronoun or kind_of_voice(scene.tape, scene.grammar, voice.np) == "person"


def _outlet(scene: Scene, np: Range) -> bool:
    return any((scene.grammar.voices.get(scene.low[k]) or ("",))[0] in ("outlet", "channel") for k in range(*np))
