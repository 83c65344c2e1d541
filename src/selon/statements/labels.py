"""Labels: `Reuters: P`, `P – Bloomberg` in a headline, `NAME: P` in a transcript."""

from __future__ import annotations

from selon.statements.cases import case_of
from selon.statements.nouns import right_of
from selon.statements.scene import FINITE_HELP, Draft, Link, Range, Scene


def labelled(scene: Scene) -> Draft | None:
    """`Reuters: P` · `P – Bloomberg` in a headline, `Thomas Jäger: P` in an interview."""
    behind: Draft | None = None
    if scene.heading:
        for k in range(scene.end - 2, max(scene.start + 2, scene.end - 7), -1):
            if scene.is_dash(k):
                behind = _label(scene, (k + 1, scene.end), (scene.start, k), (k, k + 1), last=True)
                break
        behind = behind or _closing_label(scene)
    if behind is not None and behind.links[0].np and _is_known(scene, behind.links[0].np):
        return behind
    for k in range(scene.start + 1, min(scene.start + 9, scene.end - 2)):
        if scene.low[k] == ":":
            return _label(scene, (scene.start, k), (k + 1, scene.end), (k, k + 1)) or behind
        if scene.bits(k, FINITE_HELP) or scene.low[k] in ",;":
            break
    return behind


def _closing_label(scene: Scene) -> Draft | None:
    """`P: опрос` – a headline whose last words, behind a colon, name what it rests on."""
    for k in range(scene.end - 2, max(scene.start + 2, scene.end - 6), -1):
        if scene.low[k] == ":":
            known = scene.grammar.voices.get(scene.low[k + 1])
            if known is None or known[0] == "state" or case_of(scene, k + 1) == "obl":
                return None
            return _label(scene, (k + 1, scene.end), (scene.start, k), (k, k + 1), last=True)
    return None


def _is_known(scene: Scene, np: Range) -> bool:
    return any(scene.grammar.voices.get(scene.low[k]) is not None for k in range(*np))


def _label(scene: Scene, name: Range, content: Range, mark: Range, *, last: bool = False) -> Draft | None:
    np = scene.tidy(*name)
    said = scene.tidy(*content)
    if any(np and h.start < np[1] and h.start >= np[0] and "fin" in h.features for h in scene.hits):
        return None
    if np is None or said is None or scene.word_count(*said) < 3 or not _is_speaker(scene, np, last):
        return None
    if scene.grammar.fact("verb_second") and right_of(scene, np[0], np[1], adjuncts=True) != np:
        return None  # a clause and no name stands before the colon
    link = Link(np, mark, "say")
    return Draft([said], [link], "attributed", "", "label", trigger=mark, nested=False)


def _is_speaker(scene: Scene, np: Range, last: bool) -> bool:
    words = [k for k in range(*np) if scene.is_word(k)]
    if not words or len(words) > 6 or any(scene.low[k][0].isdigit() for k in words):
        return False
    if np[0] > scene.start and scene.is_open(np[0] - 1):
        return False  # a title or a motto in quotation marks
    if scene.grammar.fact("free_order") and not _names_only(scene, words):
        return False
    kinds = {found[0] for k in words if (found := scene.grammar.voices.get(scene.low[k]))}
    if kinds - {"state"}:
        return True
    if scene.heading and scene.grammar.fact("nouns_capitalised"):
        return False
    if len(words) == 1 and _in_capitals(scene, words[0]):
        return True
    names = [k for k in words if scene.tokens[k].cap and not scene.tokens[k].classes]
    free = scene.grammar.fact("free_order")
    named = not scene.grammar.given or scene.low[words[0]] in scene.grammar.given
    if free and scene.heading and not last and not named:
        return False  # `Солёный Лиман: …` names a place
    least = 1 if last and free else 2
    return not kinds and least <= len(words) <= 3 and len(names) == len(words)


def _names_only(scene: Scene, words: list[int]) -> bool:
    """Whether words can be a bare name or title: no oblique word in front, no word that could be a verb, no bracket."""
    if case_of(scene, words[0]) == "obl" or "(" in scene.low[words[0] : words[-1] + 1]:
        return False
    return all(
        scene.tokens[k].cap or scene.tokens[k].classes or case_of(scene, k) in ("nom", "obl")
        or scene.grammar.voices.get(scene.low[k]) is not None
        for k in words
    )  # fmt: skip


def _in_capitals(scene: Scene, k: int) -> bool:
    """`PENCE`: a name in capitals, as transcripts write their speakers."""
    token = scene.tokens[k]
    word = scene.tape.text[token.start : token.end]
    return len(word) > 2 and word.isupper() and not scene.heading


def spoken_label(scene: Scene, k: int) -> tuple[Link, int] | None:
    """`“SMITH: …`: the speaker's name in capitals that a quotation begins with at token `k`, as transcripts are quoted, and the
    token behind its colon."""
    colon = next((m for m in range(k + 1, min(k + 5, scene.end)) if scene.low[m] == ":"), -1)
    text = scene.tape.text
    if colon < 0 or not all(
        scene.low[m] == "." or text[scene.tokens[m].start : scene.tokens[m].end].isupper() for m in range(k, colon)
    ):
        return None
    return Link((k, colon), (colon, colon + 1), "say"), colon + 1
