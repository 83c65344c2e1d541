"""Joins matching and origins: reports and people's decisions in, claims and copies out. Part of `pipeline`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import combinations

from selon.matching.assertions import assertions_of
from selon.matching.cluster import Constraints, pair
from selon.matching.comparing import Around, comparisons_of
from selon.matching.contrasts import contradiction
from selon.matching.facts import Facts
from selon.matching.features import scene_of
from selon.matching.grouping import group
from selon.matching.likeness import Weighed, likeness
from selon.matching.outlets import Outlet, anchors_of, outlet_of, outlets_named, papers_named, recording_hints, wires_in
from selon.model import Claim, Claims, ClaimStatement, Copy, CopyEvidence, Decision, Report
from selon.model.assertion import Actor, Assertion
from selon.origins.actors import SameActor
from selon.origins.chains import Publisher, Tracer, Trail, origins_of
from selon.origins.copies import directed, find_reworded
from selon.origins.counts import counts_of
from selon.origins.settle import settled
from selon.origins.texts import Anchor, Text
from selon.origins.translated import aligned, evidence_of, is_translation
from selon.pipeline_facts import facts_of

GIST = 120
"""A gist is best told in so many code points."""


def claims(reports: Iterable[Report], decisions: Iterable[Decision] = ()) -> Claims:
    """Claims and copies of reports, in any order; several versions of a report may be among them.

    decisions: what people merged and split; it is kept whatever else is found. A report in a language without a
    pack takes no part.
    """
    return claims_from(all_facts(reports), constraints_of(decisions))


def all_facts(reports: Iterable[Report]) -> list[Facts]:
    """What the matching needs to know of each report that a pack can read, every version once."""
    from selon.grounding.fold import fold

    return list({r.document.id: found for r in reports if (found := facts_of(r, fold)) is not None}.values())


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


def claims_from(facts: Sequence[Facts], decided: Constraints | None = None) -> Claims:
    """Claims and copies of reports, in any order."""
    ordered = sorted(facts, key=lambda f: (f.report, f.document.id))
    outlets = {f.document.id: outlet_of(f) for f in ordered}
    assertions = [a for f in ordered for a in assertions_of(f)]
    assertions = settled(
        _with_scenes(assertions, ordered, outlets), [o.names for o in outlets.values() if not o.institution]
    )
    grouped = group(assertions, decided)
    by_id = {a.id: a for a in assertions}
    groups = [[by_id[m] for m in g] for g in grouped.groups]
    texts = {f.document.id: _text(f, outlets) for f in ordered}
    copies = _all_copies(texts, groups, assertions, outlets)
    named = {document: t.credits for document, t in texts.items()}
    return Claims(_claims(groups, ordered, outlets, copies, named), copies)


def _text(facts: Facts, outlets: Mapping[str, Outlet]) -> Text:
    d = facts.document
    named = outlets_named(facts, outlets.values())
    return Text(
        facts.report, d.text, d.outlet, d.published, d.language, outlets[d.id].key, tuple(named), wires_in(facts),
        facts.sentences, tuple(Anchor(*a) for a in anchors_of(facts)),
    )  # fmt: skip


def _with_scenes(
    assertions: Sequence[Assertion], facts: Sequence[Facts], outlets: Mapping[str, Outlet]
) -> list[Assertion]:
    """Assertions with the names of their whole report."""
    names = {f.document.id: scene_of(f) for f in facts}
    of = {f.document.id: f for f in facts}
    known = list(outlets.values())
    hints = {f.document.id: recording_hints(f, known) for f in facts}
    named = {f.document.id: outlets_named(f, known) for f in facts}
    found = []
    for a in assertions:
        body = named[a.document] and not a.headline
        quoting = papers_named(of[a.document], known, a.start) if body else ()
        found.append(
            replace(a, scene=names[a.document], hints=hints[a.document] if _from_recording(a) else (), quoting=quoting)
        )
    return found


def _from_recording(a: Assertion) -> bool:
    """Whether an assertion rests on a speaker without a name in a recording."""
    return bool(a.chain) and a.chain[-1].recorded and not a.chain[-1].names


def contrast(reports: Iterable[Report], a: Claim, b: Claim) -> dict[str, object]:
    """Two claims role by role: likeness of their most alike members, reasons for and against, figures,
    contradiction."""
    from selon.grounding.fold import fold

    held = {s.key for c in (a, b) for s in c.statements}
    facts = [found for r in reports if (found := facts_of(r, fold)) is not None]
    outlets = {f.document.id: outlet_of(f) for f in facts}
    known = _with_scenes([x for f in facts for x in assertions_of(f)], facts, outlets)
    weighed = {x.id: Weighed(x) for x in known if x.id in held}
    one = [weighed[s.key] for s in a.statements if s.key in weighed]
    other = [weighed[s.key] for s in b.statements if s.key in weighed]
    best = max((likeness(x, y) for x in one for y in other), key=lambda found: found.score)
    mixed = comparisons_of([w.assertion for w in (*one, *other)], Around({}, {}))
    across = [c for c in mixed if {_side(c.a, c.report_a, a), _side(c.b, c.report_b, a)} == {True, False}]
    return {
        "likeness": best.score, "agreed": list(best.agreed), "against": list(best.against),
        "figures": [{"relation": c.relation, "why": c.why} for c in across][:8],
        "contradicts": contradiction(one, other),
    }  # fmt: skip


def _side(statement: str, report: str, claim: Claim) -> bool:
    return any(s.statement == statement and s.report == report for s in claim.statements)


# --- copies
# -----------------------------------------------------------------------------------------------------------


def _all_copies(
    texts: Mapping[str, Text],
    groups: Sequence[Sequence[Assertion]],
    assertions: Sequence[Assertion],
    outlets: Mapping[str, Outlet],
) -> tuple[Copy, ...]:
    """Copies by words, by translation, by credit; each pair of reports once, the stronger proof first."""
    named = {document: t.credits for document, t in texts.items()}
    found: dict[frozenset[str], Copy] = {}
    for copy in (
        *find_reworded(list(texts.values())),
        *_translations(texts, groups),
        *_credits(groups, outlets, named),
    ):
        found.setdefault(frozenset((copy.source, copy.target)), copy)
    marked = {t.report for t in texts.values() if t.wires}
    return tuple(sorted((_as_wire(c, marked) for c in found.values()), key=lambda c: (c.target, c.source)))


def _as_wire(copy: Copy, marked: set[str]) -> Copy:
    """A copy between two reports that both carry an agency's mark goes back to a wire."""
    if copy.source in marked and copy.target in marked and copy.how != "credited":
        return replace(
            copy, how="wire", evidence=(*copy.evidence, CopyEvidence("wire", None, None, "both carry a wire mark"))
        )
    return copy


def _translations(texts: Mapping[str, Text], groups: Sequence[Sequence[Assertion]]) -> list[Copy]:
    """Translated copies among reports of different languages that share claims."""
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for members in groups:
        for a, b in combinations(sorted({m.document for m in members})[:60], 2):
            shared[a, b] += 1
    copies = []
    for (a, b), count in sorted(shared.items()):
        one, other = texts[a], texts[b]
        if count < 2 or one.language == other.language or one.report == other.report:
            continue
        source, target = directed(one, other)
        found = aligned(source, target)
        if is_translation(found):
            copies.append(Copy(source.report, target.report, "translated", evidence_of(found, source, target, True)))
    return copies


def _credits(
    groups: Sequence[Sequence[Assertion]], outlets: Mapping[str, Outlet], named: Mapping[str, Sequence[str]]
) -> list[Copy]:
    """A report that names another one's outlet as its source for a claim that the other one carries."""
    copies = []
    for members in groups:
        for a in members:
            for report in credited_by(a, members, outlets, named):
                copies.append(Copy(report, a.report, "credited", (CopyEvidence("credit", None, None, _credit(a)),)))
    return copies


def _paper(voice: Actor) -> bool:
    """Whether a voice is a paper or its report without a name: `the paper`, `according to the report`."""
    return not voice.names and (voice.kind == "outlet" or "report_doc" in voice.roles or "newspaper" in voice.roles)


def _credit(a: Assertion) -> str:
    return ", ".join(v.text for v in a.chain if v.kind in ("outlet", "channel")) or "names it as its source"


def credited_by(
    a: Assertion, members: Sequence[Assertion], outlets: Mapping[str, Outlet], named: Mapping[str, Sequence[str]]
) -> list[str]:
    """Reports in the same claim whose outlet an assertion names as a voice, or as the publisher of the recording it
    describes."""
    found = []
    for m in members:
        outlet = outlets[m.document]
        if m.report == a.report or not outlet.names:
            continue
        voices = [v for v in a.chain if v.kind in ("outlet", "channel", "document", "media", "organisation", "person")]
        said = any(outlet.names <= v.sounds for v in voices)
        only = [outlet.key] == list(named.get(a.document, ())) and any(_paper(v) for v in a.chain)
        if said or only or outlet.key in a.hints or outlet.key in a.quoting:
            found.append(m.report)
    return list(dict.fromkeys(sorted(found)))


# --- claims
# -----------------------------------------------------------------------------------------------------------


def _claims(
    groups: Sequence[Sequence[Assertion]],
    facts: Sequence[Facts],
    outlets: Mapping[str, Outlet],
    copies: Sequence[Copy],
    named: Mapping[str, Sequence[str]],
) -> tuple[Claim, ...]:
    same = SameActor((a.report, v) for members in groups for a in members for v in a.chain)
    publishers = {f.report: _publisher(f, outlets[f.document.id]) for f in facts}
    sources: dict[str, list[str]] = defaultdict(list)
    for c in copies:
        if c.how != "credited":
            sources[c.target].append(c.source)
    totals = _totals(groups)
    claims = []
    for members in groups:
        credited = {a.id: credited_by(a, members, outlets, named) for a in members}
        tracer = Tracer(members, Trail(publishers, sources, credited), same)
        claims.append(_claim(members, tracer, totals))
    return _contrasted(claims, groups)


def _publisher(facts: Facts, outlet: Outlet) -> Publisher:
    return Publisher(
        facts.report, facts.document.outlet or facts.report, outlet.actor, outlet.institution, outlet.names
    )


def _totals(groups: Sequence[Sequence[Assertion]]) -> dict[str, tuple[float, ...]]:
    found: dict[str, set[float]] = defaultdict(set)
    for members in groups:
        for a in members:
            if a.polarity == "asserted":
                found[a.document] |= {q.low for q in a.values if q.unit != "share" and q.low >= 2} | set(a.totals)
    return {document: tuple(sorted(values)) for document, values in found.items()}


def _claim(members: Sequence[Assertion], tracer: Tracer, totals: Mapping[str, tuple[float, ...]]) -> Claim:
    ordered = sorted(members, key=lambda a: (a.published or "9", a.report, a.document, a.start))
    found = [tracer.origin(a) for a in ordered]
    ids, origins = origins_of(found)
    of = {a.id: ids[f.key] for a, f in zip(ordered, found, strict=True)}
    asserting = {of[a.id] for a in ordered if a.polarity == "asserted"}
    statements = tuple(
        ClaimStatement(
            a.report, a.statement, a.content, a.values[0] if a.values else None, a.polarity, of[a.id],
            distorted=a.polarity == "denied" and of[a.id] in asserting and a.hedge != "denied",
            certainty=a.hedge, key=a.id, version=a.document,
        )
        for a in ordered
    )  # fmt: skip
    head = ordered[0]
    comparisons = comparisons_of(ordered, Around(of, totals))
    place = next((p for a in ordered for p in a.places if p.own), None)
    return Claim(
        id=claim_id(ordered),
        frame=head.frame,
        gist=_gist(ordered),
        participants=_participants(ordered),
        place=place.name if place else None,
        time=next((a.days.first for a in ordered if a.days and a.days.own), None),
        statements=statements,
        origins=origins,
        counts=counts_of(statements, origins),
        comparisons=comparisons,
        place_id=place.id if place else None,
        point=(place.lat, place.lon) if place and place.lat is not None and place.lon is not None else None,
    )


def claim_id(ordered: Sequence[Assertion]) -> str:
    """The name of a claim: from its earliest assertion, so that later reports do not change it."""
    head = ordered[0]
    return "c-" + sha256(f"{head.report}\n{head.content}".encode()).hexdigest()[:12]


def _gist(ordered: Sequence[Assertion]) -> str:
    """The words of the assertion that says most: its main thing, asserted, in not too many words."""

    def rank(a: Assertion) -> tuple[bool, bool, float, str]:
        says = sum(n.weight for n in a.notions) - max(0, len(a.content) - GIST) / 40
        return (not a.aside, a.polarity == "asserted", round(says, 6), a.content)

    return max(ordered, key=rank).content


def _participants(ordered: Sequence[Assertion]) -> dict[str, str]:
    """Roles and who fills them, by notion; the first assertion that says it."""
    found: dict[str, str] = {}
    for a in ordered:
        for trigger in a.triggers[:1]:
            found.setdefault("predicate", trigger)
        for counted in a.counted:
            if counted:
                found.setdefault("counted", counted)
    return found


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
    """Pairs of claims that share a report's scene or a notion that weighs much."""
    filed: dict[str, list[int]] = defaultdict(list)
    for i, members in enumerate(groups):
        for key in sorted({n.key for a in members for n in a.notions if n.weight >= 0.9}):
            filed[key].append(i)
    pairs = {p for where in filed.values() if len(where) <= 200 for p in combinations(where, 2)}
    return sorted(pairs)
