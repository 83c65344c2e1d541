"""Who speaks where the order is free: case, not place, tells the subject of a verb from what stands beside it.

A clause's words are read as runs: what a preposition governs, what is oblique, and what can be a subject. The first run
that can be a subject is one; complements in the genitive and an apposed name go with it.
"""

from __future__ import annotations

from selon.statements.cases import case_of, is_infinitive, looks_finite
from selon.statements.edges import drop_trailing, time_phrase
from selon.statements.grammar import BIT
from selon.statements.nouns import left_of, right_of
from selon.statements.scene import Range, Scene

_LOOSE = BIT["skip"] | BIT["but"] | BIT["neg"] | BIT["clitic"] | BIT["time"] | BIT["lead"]
_STOP = BIT["sub"] | BIT["rel"] | BIT["advsub"] | BIT["but"] | BIT["stop"]
MAX_LIST = 5
"""How many members of a list may stand between a subject and its verb."""
MAX_CLAUSE = 40
"""How many tokens away from its verb a subject may stand."""


def complement(scene: Scene, np: Range) -> Range | None:
    """The part of a phrase under a preposition that it governs: up to the first word that can only be a subject."""
    for k in range(np[0] + 1, np[1]):
        if scene.is_word(k) and not scene.bits(k, BIT["conj"]) and case_of(scene, k) == "nom":
            if scene.bits(k - 1, BIT["conj"]) or not scene.same_quote(k, np[0]):
                continue
            end = drop_trailing(scene, np[0], k)
            return (np[0], end) if end > np[0] else None
    return np


def past_insert(scene: Scene, i: int, floor: int) -> int:
    """The comma before a loose phrase set between commas that ends before token `i` (`X, в свою очередь, заявил`), else `i`."""
    if i - 1 <= floor or scene.low[i - 1] != ",":
        return i
    k = i - 2
    while k > floor and scene.bits(k, _LOOSE) and not scene.bits(k, BIT["det"]):
        k -= 1
    return k if k < i - 2 and scene.low[k] == "," else i


def subject_left(scene: Scene, i: int, floor: int, *, plural: bool, lists: bool = True) -> Range | None:
    """The subject in the clause piece that ends before token `i`; `None` when nothing there can be one.

    lists: whether it may stand before the last members of a list (`A, B и C заявили`).
    """
    j = past_insert(scene, i, floor) - 1
    while j >= floor and scene.bits(j, _LOOSE | BIT["prep"]) and not scene.bits(j, BIT["det"]):
        if scene.has(j, "prep") and not scene.bits(j, _LOOSE) and not time_phrase(scene, j, i):
            break
        j -= 1
    if j < floor:
        return None
    if scene.low[j] == ",":
        np = left_of(scene, j + 1, floor)
        found = _apposed(scene, np, plural) if np else None
    else:
        found = _in_list(scene, j, floor, plural, MAX_LIST if lists else 0)
    if found and plural and _singular(scene, found):
        last = found[1] - 1
        known = scene.grammar.voices.get(scene.low[last])
        speaks = known is not None and known[0] in ("group", "role", "unidentified") and last > found[0]
        return (last, found[1]) if speaks and scene.low[last] not in scene.grammar.singulars else None
    return found


def _in_list(scene: Scene, j: int, floor: int, plural: bool, members: int) -> Range | None:
    """The subject in the piece that ends with token `j`, or, when that piece only goes on a list, before it."""
    start = _piece_start(scene, j, floor)
    found = subject_in(scene, start, j + 1, plural=plural)
    for _ in range(members):
        if found is not None or start - 1 <= floor or scene.low[start - 1] != ",":
            break
        before = _piece_start(scene, start - 2, floor)
        if any(looks_finite(scene, k) for k in range(before, start - 1)) or scene.bits(before, _STOP):
            break
        found = subject_in(scene, before, start - 1, plural=plural)
        start = before
    return _first_members(scene, found, floor) if found else None


def _first_members(scene: Scene, found: Range, floor: int) -> Range:
    """A subject joined by a conjunction with the members of its list that stand before it (`A, B и C`)."""
    if not any(scene.has(k, "conj") for k in range(*found)):
        return found
    for _ in range(MAX_LIST):
        comma = found[0] - 1
        if comma <= floor or scene.low[comma] != ",":
            break
        before = _piece_start(scene, comma - 1, floor)
        if not 0 < comma - before <= 4 or subject_in(scene, before, comma, plural=False) != (before, comma):
            break
        found = (before, found[1])
    return found


def _apposed(scene: Scene, np: Range, plural: bool) -> Range | None:
    """The subject in a phrase that may have an apposition behind a comma: with it when the part before it can be one."""
    comma = next((k for k in range(*np) if scene.low[k] == ","), -1)
    if comma > np[0] and not any(looks_finite(scene, k) for k in range(*np)):
        first = subject_in(scene, np[0], comma, plural=plural)
        if first is not None and first[1] == comma:
            return (first[0], np[1])
    return subject_in(scene, _piece_start(scene, np[1] - 1, np[0]), np[1], plural=plural)


def plural_only(scene: Scene, np: Range) -> bool:
    """Whether a phrase begins with a word that is plural for certain, which a singular verb does not fit."""
    features = scene.grammar.features.get(scene.low[np[0]], frozenset())
    return (
        scene.has(np[0], "det", "this") and "pl" in features and "sg" not in features and not scene.has(np[0], "poss")
    )


def _singular(scene: Scene, np: Range) -> bool:
    """Whether a phrase names one person or body, which a plural verb does not fit."""
    words = [k for k in range(*np) if scene.is_word(k)]
    if any(scene.has(k, "conj") for k in words):
        return False
    for k in words[:4]:
        if scene.grammar.voices.get(scene.low[k]) is not None and case_of(scene, k) == "nom":
            return scene.low[k] in scene.grammar.singulars
    if len(words) == 1 and words[0] == scene.start:
        return False
    return len(words) <= 3 and all(
        scene.tokens[k].cap and not scene.tokens[k].classes and not case_of(scene, k)
        and scene.grammar.voices.get(scene.low[k]) is None
        and not scene.tape.text[scene.tokens[k].start : scene.tokens[k].end].isupper()
        for k in words
    )  # fmt: skip


def _piece_start(scene: Scene, j: int, floor: int) -> int:
    """Where the clause piece that ends with token `j` begins: behind a comma, a subordinator, a conjunction of clauses."""
    k = j
    while k >= floor and j - k < MAX_CLAUSE:
        mate = scene.hop_left(k)
        if mate < k:
            k = mate - 1
            continue
        inner_but = scene.has(k, "but") and k > floor and scene.low[k - 1] != "," and k < j + 1
        if scene.low[k] == "," or scene.is_break(k) or scene.is_open(k) or (scene.bits(k, _STOP) and not inner_but):
            return k + 1
        if scene.has(k, "conj") and (k == floor or _verb_before(scene, k, floor)):
            return k + 1
        k -= 1
    return k + 1


def _verb_before(scene: Scene, k: int, floor: int) -> bool:
    if scene.low[k - 1] == ",":
        return True
    return any(looks_finite(scene, m) for m in range(max(floor, k - 20), k)) or any(
        floor <= h.start < k and h.entry.type == "verb" and "fin" in h.features for h in scene.hits
    )


def subject_right(scene: Scene, i: int, ceiling: int, *, sure: bool, plural: bool = False) -> Range | None:
    """The subject behind token `i`, up to a comma or a clause; `sure`: it must be a pronoun, a name or a known voice noun."""
    end = i
    while end < ceiling and end - i < MAX_CLAUSE and not _ends_piece(scene, end):
        mate = scene.hop_right(end)
        end = mate + 1 if mate > end else end + 1
    found = subject_in(scene, i, min(end, ceiling), plural=plural)
    if found is None or (sure and not surely_speaks(scene, found)) or (plural and _singular(scene, found)):
        return None
    if scene.bits(found[0], BIT["pron"]):
        return (found[0], found[0] + 1)
    longer = right_of(scene, found[0], ceiling) if found[1] == end < ceiling and scene.low[end] == "," else None
    return longer if longer and longer[1] > found[1] else found


def _ends_piece(scene: Scene, k: int) -> bool:
    low = scene.low[k]
    if low == "," or scene.is_break(k) or scene.is_close(k) or scene.bits(k, BIT["sub"]):
        return True
    if low[0] in ".!?…)":
        return low != "." or k + 1 >= scene.end or scene.tokens[k + 1].start > scene.tokens[k].end
    if scene.bits(k, BIT["rel"] | BIT["advsub"] | BIT["but"]) and not scene.bits(k, BIT["det"]):
        return True
    if not scene.tokens[k].cap and is_infinitive(scene, k):
        return True
    return any(h.start == k and h.entry.type in ("relay", "prep", "impersonal") for h in scene.hits)


def surely_speaks(scene: Scene, np: Range) -> bool:
    """Whether a phrase begins with a pronoun, a name or a noun that the pack knows to speak."""
    return any(
        scene.tokens[k].cap or scene.bits(k, BIT["pron"]) or scene.grammar.voices.get(scene.low[k]) is not None
        for k in range(np[0], min(np[1], np[0] + 4))
    )


def subject_in(scene: Scene, start: int, end: int, *, plural: bool) -> Range | None:
    """The run in `[start, end)` that can be a subject, with its complements; `None` when every word is governed or oblique."""
    runs = _runs(scene, start, end, plural)
    first = next((k for k in range(start, end) if runs.get(k) == "subject"), -1)
    if first < 0:
        return None
    stop = first + 1
    for k in range(first + 1, end):
        kind = runs.get(k, "")
        if scene.has(k, "poss") and "dat" in scene.grammar.features.get(scene.low[k], ()):
            break  # `сказав голова | нашій редакції`
        if kind == "subject" or (kind in ("oblique", "") and k == stop):
            stop = k + 1
        elif kind == "mark":
            stop = k + 1 if k == stop else stop
    stop = drop_trailing(scene, first, stop)
    return (first, stop) if first < stop else None


def _runs(scene: Scene, start: int, end: int, plural: bool) -> dict[int, str]:
    """For each token: `subject`, `oblique`, `governed` (by a preposition), `loose`, `mark` (inside a name), or nothing."""
    runs: dict[int, str] = {}
    k, under = start, -1
    while k < end:
        mate = scene.hop_right(k)
        if mate > k and mate < end:
            free = "oblique" if case_of(scene, k + 1) == "obl" else "subject"
            for m in range(k, mate + 1):
                runs[m] = "governed" if under >= 0 else free
            k = mate + 1
            continue
        if scene.has(k, "prep") and not scene.has(k, "det") and not _initial(scene, k):
            after = time_phrase(scene, k, end)
            for m in range(k, after or k + 1):
                runs[m] = "loose"
            under = k if not after else -1
            k = after or k + 1
            continue
        runs[k] = _part(scene, k, under, plural)
        if runs[k] == "subject" and runs.get(k - 1) == "oblique" and _complement_noun(scene, k):
            runs[k] = "oblique"
        if runs[k] == "subject":
            under = -1
        k += 1
    return runs


def _complement_noun(scene: Scene, k: int) -> bool:
    """Whether a noun of an unclear case goes with the oblique word before it (`демократов палаты`, `соседних сёл`)."""
    known = scene.grammar.voices.get(scene.low[k]) is not None
    return (known or (not scene.tokens[k].cap and not scene.tokens[k].classes)) and case_of(scene, k) == ""


def _initial(scene: Scene, k: int) -> bool:
    """Whether a single capital before a stop is an initial (`С. Лавров`)."""
    return scene.tokens[k].cap and len(scene.low[k]) == 1 and scene.low[k + 1 : k + 2] == ["."]


def _part(scene: Scene, k: int, under: int, plural: bool) -> str:
    bits = scene.tokens[k].classes
    if not scene.is_word(k):
        return "mark"
    if _initial(scene, k):
        return "subject" if under < 0 else "governed"
    subject = "subj" in scene.grammar.features.get(scene.low[k], ())
    if bits & _LOOSE and not bits & (BIT["det"] | BIT["poss"]) and not subject:
        return "loose"
    if bits & BIT["conj"]:
        return "mark"
    if scene.low[k][0].isdigit() and k + 1 < scene.end and scene.has(k + 1, "time"):
        return "loose"
    case = case_of(scene, k)
    if case == "adv":
        return "loose"
    if under >= 0 and not (case == "nom" and k > under + 1) and not _name_of_its_own(scene, k, under, case, plural):
        return "governed"
    if case == "obl" or (scene.low[k][0].isdigit() and k == under + 1):
        return "oblique"
    return "subject"


def _name_of_its_own(scene: Scene, k: int, under: int, case: str, plural: bool) -> bool:
    """Whether a name behind a governed noun is a new phrase (`в Берлине Шольц`), and not the noun's complement."""
    token = scene.tokens[k]
    if plural or not token.cap or case or k < under + 2 or scene.grammar.voices.get(token.low) is not None:
        return False
    word = scene.tape.text[token.start : token.end]
    return not word.isupper() and not (
        not scene.tokens[k - 1].cap and case_of(scene, k - 1) == "obl" and k == under + 2
    )


def antecedent_noun(scene: Scene, relative: int) -> Range | None:
    """What a relative at token `relative` goes back to where the order is free: the last noun before its comma that can
    speak, or a name right before it; `None` for a thing."""
    end = relative - (scene.low[relative - 1] == ",")
    for k in range(end - 1, max(scene.floor(relative), end - 8) - 1, -1):
        if scene.low[k] == ",":
            break
        known = scene.grammar.voices.get(scene.low[k])
        governed = known is not None and known[0] == "state" and scene.has(k - 1, "prep")
        if known is not None and not scene.has(k, "prep", "det") and not governed:
            return (k, end)
    start = end
    while start > scene.floor(relative) and scene.tokens[start - 1].cap and scene.is_word(start - 1):
        start -= 1
    unsure = end - start == 1 and start == scene.start and scene.low[start] not in scene.grammar.given
    return (start, end) if start < end and not unsure else None
