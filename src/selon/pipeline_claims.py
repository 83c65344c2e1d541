"""Joins matching and origins: reports and people's decisions in, claims and copies out. Part of `pipeline`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from selon.matching.assertions import assertions_of
from selon.matching.cluster import Constraints, pair
from selon.matching.comparing import ASSERTED_IN, Around, comparisons_of
from selon.matching.contrasts import contradiction
from selon.matching.facts import Facts
from selon.matching.features import scene_of
from selon.matching.grouping import group
from selon.matching.likeness import Weighed, likeness
from selon.matching.outlets import Outlet, outlet_of
from selon.matching.surroundings import surrounded
from selon.model import Claim, Claims, Copy, CopyEvidence, Decision, Report
from selon.model.assertion import Actor, Assertion
from selon.origins.copies import directed, worded_copies
from selon.origins.credits import credited, names_of
from selon.origins.texts import Text
from selon.origins.translated import aligned, evidence_of, is_translation
from selon.pipeline_claims_one import (
    CROWD,
    Account,
    Traced,
    account_of,
    assertions_around,
    claim_of,
    credits_in,
    near_asked,
    near_keys,
    text_of,
    traced,
    voices_asked,
    voices_beside,
    voices_filed,
)
from selon.pipeline_facts import facts_of


def claims(reports: Iterable[Report], decisions: Iterable[Decision] = ()) -> Claims:
    """Claims and copies of reports, in any order; several versions of a report may be among them.

    decisions: what people merged and split; it is kept whatever else is found. A report in a language without a
    pack takes no part.
    """
    return claims_from(all_facts(reports), constraints_of(decisions))


def all_facts(reports: Iterable[Report]) -> list[Facts]:
    """What the matching needs to know of each report that a pack can read, every version once."""
    from selon.grounding.fold import fold

    found: dict[tuple[str | None, str], Facts] = {}
    for report in reports:
        version = report.document.url, report.document.id
        if version not in found and (facts := facts_of(report, fold)) is not None:
            found[version] = facts
    return list(found.values())


def constraints_of(decisions: Iterable[Decision]) -> Constraints:
    """Decisions as pairs that must stand together, and pairs that must not; a later decision wins over an earlier
    one."""
    together: set[tuple[str, str]] = set()
    apart: set[tuple[str, str]] = set()
    for decision in decisions:
        pairs = {pair(a, b) for a in decision.left for b in decision.right}
        if decision.kind == "merge":
            together |= pairs
            apart -= pairs
        else:
            apart |= pairs
            together -= pairs
    return Constraints(frozenset(together), frozenset(apart))


def bare_assertions(facts: Facts) -> list[Assertion]:
    """What a report puts forward, with the names of the whole report, before other reports' outlets are known."""
    scene = scene_of(facts)
    made = surrounded(assertions_of(facts), len(facts.document.text))
    return [replace(a, scene=scene) for a in made]


@dataclass(frozen=True, slots=True)
class Prepared:
    """Reports before their assertions are grouped: facts in order; by version their assertions, accounts and texts."""

    facts: Sequence[Facts]
    own: Mapping[str, list[Assertion]]
    accounts: Mapping[str, Account]
    texts: Mapping[str, Text]


def prepared(facts: Sequence[Facts]) -> Prepared:
    """What each report puts forward and says of itself, with the outlets of all of them known."""
    ordered = sorted(facts, key=lambda f: (f.report, f.version))
    outlets = known_outlets(outlet_of(f) for f in ordered)
    own = {f.version: assertions_around(f, bare_assertions(f), outlets) for f in ordered}
    accounts = {f.version: account_of(f, own[f.version], outlets) for f in ordered}
    texts = {f.version: text_of(f, accounts[f.version]) for f in ordered}
    return Prepared(ordered, own, accounts, texts)


def claims_from(facts: Sequence[Facts], decided: Constraints | None = None) -> Claims:
    """Claims and copies of reports, in any order."""
    book = prepared(facts)
    by_id = {a.id: a for made in book.own.values() for a in made}
    groups = [[by_id[m] for m in g] for g in group(list(by_id.values()), decided).groups]
    by_words = _copies(book.texts, groups)
    found = claims_of_groups(book, groups, by_words)
    credited = [c for members in groups for c in credits_in(members, book.accounts)]
    marked = {t.report for t in book.texts.values() if t.wires}
    named = [Ranked(NAMED, tie, c) for tie, c in named_copies(book.texts.values())]
    copies = chosen([*by_words, *(Ranked(CREDIT, tie, c) for tie, c in credited), *named], marked)
    return Claims(_contrasted(found, groups), copies)


def claims_of_groups(
    book: Prepared, groups: Sequence[Sequence[Assertion]], by_words: Sequence[Ranked] | None = None
) -> list[Claim]:
    """The claim of each group of assertions, in the same order, contradictions left out. by_words: the copies by words
    and translation among the reports; looked for when not given."""
    return [claim_of(*group) for group in _with_surroundings(book, groups, by_words)]


def traced_groups(book: Prepared, groups: Sequence[Sequence[Assertion]]) -> list[Traced]:
    """The statements of each group with the origins that the rules alone give them."""
    return [traced(*group) for group in _with_surroundings(book, groups, None)]


def _with_surroundings(
    book: Prepared, groups: Sequence[Sequence[Assertion]], by_words: Sequence[Ranked] | None
) -> Iterator[tuple[Sequence[Assertion], Mapping[str, Account], Mapping[str, Sequence[str]], set[Actor]]]:
    """Each group with what `claim_of` has to know around it."""
    sources = sources_by_target(_copies(book.texts, groups) if by_words is None else by_words)
    filed: dict[str, set[Actor]] = defaultdict(set)
    for account in book.accounts.values():
        for key, voices in voices_filed(account).items():
            filed[key] |= voices
    for members in groups:
        beside = voices_beside(
            voices_asked(members, book.accounts), lambda keys: (v for k in keys for v in filed.get(k, ()))
        )
        yield members, book.accounts, sources, beside


def known_outlets(outlets: Iterable[Outlet]) -> list[Outlet]:
    """Each outlet once; one that is an institution by some reports' words only counts as one that is not."""
    found: dict[str, Outlet] = {}
    for o in outlets:
        before = found.get(o.key)
        if before is None or (before.institution and not o.institution):
            found[o.key] = o
    return list(found.values())


def contrast(reports: Iterable[Report], a: Claim, b: Claim) -> dict[str, object]:
    """Two claims role by role: likeness of their most alike members, reasons for and against, figures,
    contradiction."""
    from selon.grounding.fold import fold

    held = {s.key for c in (a, b) for s in c.statements}
    facts = [found for r in reports if (found := facts_of(r, fold)) is not None]
    known = [x for f in facts for x in bare_assertions(f)]
    weighed = {x.id: Weighed(x) for x in known if x.id in held}
    one = [weighed[s.key] for s in a.statements if s.key in weighed]
    other = [weighed[s.key] for s in b.statements if s.key in weighed]
    best = max((likeness(x, y) for x in one for y in other), key=lambda found: found.score)
    mixed = comparisons_of([w.assertion for w in (*one, *other)], Around({}, {}))
    across = [c for c in mixed if {_side(c.a, c.report_a, a), _side(c.b, c.report_b, a)} == {True, False}]
    figures = dict.fromkeys((c.relation, c.why) for c in across if not c.why.startswith(ASSERTED_IN))
    return {
        "likeness": best.score, "agreed": list(best.agreed), "against": list(best.against),
        "figures": [{"relation": relation, "why": why} for relation, why in figures][:8],
        "contradicts": contradiction(one, other),
    }  # fmt: skip


def _side(statement: str, report: str, claim: Claim) -> bool:
    return any(s.statement == statement and s.report == report for s in claim.statements)


# --- copies
# -----------------------------------------------------------------------------------------------------------

SAME, WORDS, TRANSLATION, CREDIT, NAMED = range(5)
"""How strong the proof of a copy is, the strongest first."""


TOGETHER = 1
"""Two reports in different languages are compared when they have so many claims in common."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A copy with the strength of its proof; of equal ones between two reports the smaller `tie` stands."""

    rank: int
    tie: str
    copy: Copy


def chosen(found: Iterable[Ranked], marked: Container[str]) -> tuple[Copy, ...]:
    """For each pair of reports the copy with the strongest proof. marked: reports that carry an agency's mark."""
    kept: dict[frozenset[str], Copy] = {}
    for r in sorted(found, key=lambda r: (r.rank, r.tie)):
        kept.setdefault(frozenset((r.copy.source, r.copy.target)), r.copy)
    return tuple(sorted((as_wire(c, marked) for c in kept.values()), key=lambda c: (c.target, c.source)))


def sources_by_target(found: Iterable[Ranked]) -> dict[str, list[str]]:
    """The reports that each report copies by its words or by translation, in order."""
    sources: dict[str, list[str]] = defaultdict(list)
    for c in chosen(found, ()):
        sources[c.target].append(c.source)
    return sources


def as_wire(copy: Copy, marked: Container[str]) -> Copy:
    """A copy between two reports that both carry an agency's mark goes back to a wire."""
    if copy.source in marked and copy.target in marked and copy.how != "credited":
        return replace(
            copy, how="wire", evidence=(*copy.evidence, CopyEvidence("wire", None, None, "both carry a wire mark"))
        )
    return copy


def _copies(texts: Mapping[str, Text], groups: Sequence[Sequence[Assertion]]) -> list[Ranked]:
    """Copies by words and by translation."""
    same, worded = worded_copies(list(texts.values()))
    found = [Ranked(SAME, w.tie, w.copy) for w in same] + [Ranked(WORDS, w.tie, w.copy) for w in worded]
    shared: Counter[tuple[str, str]] = Counter()
    for members in groups:
        shared.update(pairs_in({m.document for m in members}))
    for (a, b), count in sorted(shared.items()):
        copy = translation(texts[a], texts[b]) if count >= TOGETHER else None
        if copy:
            found.append(Ranked(TRANSLATION, f"{a}\n{b}", copy))
    return found


def named_copies(texts: Iterable[Text]) -> list[tuple[str, Copy]]:
    """The copies by credit between whole reports, each with what decides between several for one pair of reports."""
    texts, by_outlet = list(texts), defaultdict(list)
    for text in texts:
        for name in names_of(text):
            by_outlet[name].append(text)
    return [
        (tie_of(target, source), copy)
        for target in texts
        for key in sorted({s[0] for s in target.sources})
        for source in by_outlet.get(key, ())
        if (copy := credited(target, source))
    ]


def tie_of(target: Text, source: Text) -> str:
    """What decides between several findings for one pair of reports: the smaller one stands."""
    return f"{target.version}\n{source.version}"


def pairs_in(documents: Iterable[str]) -> list[tuple[str, str]]:
    """The pairs of documents that one claim gives, each in order; of a claim in very many, the first ones."""
    return list(combinations(sorted(documents)[:60], 2))


def translation(one: Text, other: Text) -> Copy | None:
    """The copy between two texts of which one translates the other; `None` when none does."""
    if one.language == other.language or one.report == other.report:
        return None
    source, target = directed(one, other)
    found = aligned(source, target)
    if not is_translation(found, bool(set(one.wires) & set(other.wires))):
        return None
    return Copy(source.report, target.report, "translated", evidence_of(found, source, target, True))


# --- contradictions
# -----------------------------------------------------------------------------------------------------------


def _contrasted(claims: Sequence[Claim], groups: Sequence[Sequence[Assertion]]) -> tuple[Claim, ...]:
    weighed = [[Weighed(a) for a in members] for members in groups]
    against: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for i, j in _nearby(groups):
        why = contradiction(weighed[i], weighed[j])
        if why:
            against[i].append((claims[j].id, why))
            against[j].append((claims[i].id, why))
    done = [replace(c, contradicts=tuple(sorted(against[i]))) for i, c in enumerate(claims)]
    return tuple(sorted(done, key=lambda c: (-c.counts.reports, c.id)))


def _nearby(groups: Sequence[Sequence[Assertion]]) -> list[tuple[int, int]]:
    """Pairs of claims that share a notion that weighs much, at about the same time."""
    filed: dict[str, list[int]] = defaultdict(list)
    keys = [near_keys(members) for members in groups]
    for i, own in enumerate(keys):
        for key in own:
            filed[key].append(i)
    few = {key for key, where in filed.items() if len(where) <= CROWD}
    pairs = {
        (min(i, j), max(i, j))
        for i, own in enumerate(keys)
        for key in near_asked(own & few) & few
        for j in filed[key]
        if i != j
    }
    return sorted(pairs)
