"""Verbs that point back: what is said is the sentence before (`Об этом сообщил X` · `Il l'a annoncé` · `Kiew bestritt das`)."""

from __future__ import annotations

from selon.statements import attributions
from selon.statements.relays import voices_of
from selon.statements.scene import Draft, Range, Scene
from selon.statements.verbs import VerbGroup, draft, subject_of

Before = tuple[Scene | None, list[Draft]]
"""The sentence before and its drafts."""


def back_reference(scene: Scene, group: VerbGroup, previous: Before) -> Draft | None:
    """`Об этом сообщил X` · `Il l'a annoncé` · `C'est ce qu'affirme X`: what is said is the sentence before."""
    before, earlier = previous
    if before is None or not points_back(scene, group):
        return None
    if group.fields is not None and "tag" not in group.cue.frames and group.cue.manner != "deny":
        return None
    content = main_content(before, earlier, deny=group.cue.manner == "deny")
    if not content:
        return None
    np = subject_of(scene, group, prefer_right=True)
    if np is not None and scene.has(np[0], "wh") and not scene.has(np[0], "det"):
        return None
    if np is None and not impersonal_ok(group):
        return None
    made = draft(scene, group, content, np, "back")
    if np is not None:
        made.links = voices_of(scene, np, made.links[0])
    made.nested = False
    return made


def main_content(before: Scene, earlier: list[Draft], *, deny: bool = False) -> list[Range]:
    """What a sentence says in its main clause: without the attribution that stands with it, if there is one. What is denied is
    what was said, not that it was."""
    clauses = ("verb:that", "verb:zero", "verb:back") if deny else ()
    for d in earlier:
        if d.rule.startswith(("prep", "postp", "tag", "speech", "label", *clauses)):
            return list(d.content)
    found = before.tidy(attributions.strip_lead(before, before.start, before.end), before.end)
    return [found] if found else []


def points_back(scene: Scene, group: VerbGroup) -> bool:
    """Whether the clause has a word that stands for the sentence before (`об этом`, `l'`, `das`)."""
    references = scene.grammar.back_references
    floor, ceiling = scene.floor(group.start), scene.ceiling(group.end)
    for k in range(max(floor, group.start - 25), min(ceiling, group.end + 4)):
        if any(tuple(scene.low[k : k + len(r)]) == r and _stands_alone(scene, k, len(r), group) for r in references):
            return True
    clitics = frozenset(scene.grammar.words("back_clitics"))
    return any(scene.low[k] in clitics for k in range(group.start, group.end))


def _stands_alone(scene: Scene, k: int, size: int, group: VerbGroup) -> bool:
    """Whether a single demonstrative has no noun behind it (`это заявил X`, not `это решение`)."""
    after = k + size
    if size > 1 or not scene.has(k, "this") or after >= scene.end or not scene.is_word(after):
        return True
    if group.particle is not None and after == group.particle[0]:
        return True  # `wies das zurück`
    loose = scene.has(after, "skip", "time", "prep") and not scene.has(after, "modal")
    return loose or any(h.start == after and h.entry.type == "verb" and "fin" in h.features for h in scene.hits)


def impersonal_ok(group: VerbGroup) -> bool:
    """Whether a verb without a subject tells impersonally (`сообщили`, `сообщалось`)."""
    return group.fields is None and bool(group.hit.features & {"pl", "neut", "refl"})
