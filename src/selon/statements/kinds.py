"""What kind a content is: report, forecast, intent, demand, opinion."""

from __future__ import annotations

from selon.statements.cases import is_conditional
from selon.statements.grammar import BIT, Grammar
from selon.statements.scene import Draft
from selon.statements.tape import Tape

THRESHOLD = 3
ORDER = ("demand", "intent", "forecast", "opinion")


def kind_of(draft: Draft, tape: Tape, grammar: Grammar) -> str:
    """The kind that the cue gives, else the one whose words in the content weigh most, else `report`."""
    if draft.kind:
        return draft.kind
    weights = dict.fromkeys(ORDER, 0)
    for start, end in draft.content:
        relative = _relatives(tape, start, end)
        for hit in grammar.signals.within(tape.low, start, end):
            if hit.entry.kind in weights and hit.start not in relative:
                weaker = hit.entry.kind == "opinion" and _attributive(tape, grammar, hit.end, end)
                weights[hit.entry.kind] += 1 if weaker else hit.entry.weight
        for k in range(start, end):
            if k in relative:
                continue
            signal = grammar.signal_words.get(tape.low[k])
            if signal is not None and signal.kind in weights and tape.tokens[k].low[0].isalpha():
                weights[signal.kind] += signal.weight
            if tape.tokens[k].classes & BIT["fut"] and _is_future(tape, grammar, k, end):
                weights["forecast"] += THRESHOLD
    if conditional_period(draft, tape, grammar):
        weights["forecast"] += THRESHOLD
    if grammar.fact("condition_forecasts") and tape.tokens[draft.content[0][0]].classes & BIT["cond"]:
        weights["forecast"] += THRESHOLD
    best = max(ORDER, key=lambda kind: weights[kind])
    return best if weights[best] >= THRESHOLD else "report"


def _attributive(tape: Tape, grammar: Grammar, k: int, end: int) -> bool:
    """Whether a noun of the same phrase stands behind a word that ends before token `k` (`an unlawful order`)."""
    if not grammar.fact("adjective_before_noun") or k >= end:
        return False
    token = tape.tokens[k]
    return token.low[0].isalpha() and not token.classes


def _relatives(tape: Tape, start: int, end: int) -> set[int]:
    """The tokens of `[start, end)` in relative clauses that a comma opens, up to the next comma or stop."""
    found: set[int] = set()
    inside = False
    for k in range(start, end):
        if tape.low[k] in ",;:":
            inside = k + 2 < end and any(_is_relative(tape.tokens[m].classes) for m in (k + 1, k + 2))
        elif inside:
            found.add(k)
    return found


def _is_relative(classes: int) -> bool:
    return bool(classes & BIT["rel"] and not classes & BIT["det"])


def conditional_period(draft: Draft, tape: Tape, grammar: Grammar) -> bool:
    """Whether the content names a condition and what would follow (`si …, … serait`)."""
    tokens = [tape.tokens[k] for a, b in draft.content for k in range(a, b)]
    return any(t.classes & BIT["cond"] for t in tokens) and any(is_conditional(grammar, t.low) for t in tokens)


def _is_future(tape: Tape, grammar: Grammar, k: int, end: int) -> bool:
    """Whether a form of the future is one: where it makes the passive too (German *werden*), an infinitive closes its clause."""
    endings = grammar.words("infinitive_endings")
    if not grammar.fact("verb_bracket") or not endings:
        return True
    stop = next((m for m in range(k + 1, end) if tape.low[m][0] in ",;:.!?"), end)
    last = stop - 1 if stop > k + 1 else k - 1
    low = tape.low[last]
    parts = grammar.words("participle_marks")
    fronts = ("", *grammar.words("separable_particles"))
    perfect = low.startswith(tuple(front + part for front in fronts for part in parts)) if parts else False
    return low.endswith(endings) and not tape.tokens[last].cap and not perfect
