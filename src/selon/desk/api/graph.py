"""The provenance of a claim as a graph: from origins at the left, through relays and copies, to the reports at the right.

A report that has a statement of the claim from another report of it (a copy, or a credit that leads to the same
origin) hangs on that report; every other statement hangs on its origin, through the voices between.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from selon.desk.api.claimpage import only_deny
from selon.desk.api.models_views import Graph, GraphEdge, GraphNode
from selon.desk.api.readings import Read, Reads
from selon.ledger.fold import indexed
from selon.model import CIRCLE, Claim, ClaimStatement, Copy, Origin, Voice

HOW = {
    "literal": "copies",
    "edited": "copies",
    "partial": "copies",
    "translated": "translates",
    "wire": "wire",
    "credited": "credits",
}
WORDS = 200
"""Code points of the words that show an edge."""


@dataclass(slots=True)
class Edge:
    """An edge while it is gathered."""

    how: str
    established: bool
    words: str
    statements: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Draft:
    """Nodes and edges while they are gathered; edges by their two ends."""

    nodes: dict[str, GraphNode] = field(default_factory=dict)
    edges: dict[tuple[str, str], Edge] = field(default_factory=dict)

    def edge(self, start: str, end: str, how: str, established: bool, words: str, key: str) -> None:
        """Add an edge, or a statement to one that is there."""
        if start == end:
            return
        kept = self.edges.setdefault((start, end), Edge(how, established, words[:WORDS]))
        if key and key not in kept.statements:
            kept.statements.append(key)


def graph_of(claim: Claim, reads: Reads, copies: Sequence[Copy]) -> Graph:
    """The graph of a claim. copies: among its reports."""
    draft, denying = Draft(), only_deny(claim)
    origins = {o.id: o for o in claim.origins}
    within = _within(claim, copies)
    for o in claim.origins:
        draft.nodes["o:" + o.id] = _origin_node(o, o.id in denying)
    for s in claim.statements:
        draft.nodes.setdefault("r:" + s.report, _report_node(s, reads.get(s.edition)))
        sources = [c for c in within.get(s.report, ()) if _carries(claim, c.source, s.origin)]
        for c in sources:
            draft.edge("r:" + c.source, "r:" + s.report, HOW[c.how], True, _evidence(c), s.key)
        if not sources:
            _from_origin(draft, s, origins[s.origin], reads.get(s.edition))
    _close(draft, claim, reads)
    circles = circles_of(draft.edges)
    layers = layers_of(draft.nodes, draft.edges, circles)
    nodes = [n.model_copy(update={"layer": layers[n.id]}) for n in draft.nodes.values()]
    edges = [_edge(ends, e, circles) for ends, e in draft.edges.items()]
    return Graph(
        nodes=sorted(nodes, key=lambda n: (n.layer, n.label, n.id)), edges=sorted(edges, key=lambda e: e.id),
        circles=[sorted(c) for c in circles],
    )  # fmt: skip


def _within(claim: Claim, copies: Sequence[Copy]) -> dict[str, list[Copy]]:
    held, found = {s.report for s in claim.statements}, defaultdict(list)
    for c in copies:
        if c.source in held and c.target in held:
            found[c.target].append(c)
    return found


def _carries(claim: Claim, report: str, origin: str) -> bool:
    return any(s.report == report and s.origin == origin for s in claim.statements)


def _evidence(copy: Copy) -> str:
    for e in copy.evidence:
        if e.copy is not None:
            return e.copy.text
    return next((e.note for e in copy.evidence if e.note), "")


def _origin_node(o: Origin, denies: bool) -> GraphNode:
    return GraphNode(
        id="o:" + o.id, type="origin", label=o.who, sub=o.kind, established=o.kind == "identified", party=o.party,
        denies=denies, report=None, layer=0,
    )  # fmt: skip


def _report_node(s: ClaimStatement, read: Read | None) -> GraphNode:
    document = read.report.document if read else None
    published = document.published if document else None
    label = (document.outlet if document else None) or (read.row.name if read else s.report)
    return GraphNode(
        id="r:" + s.report, type="report", label=label, sub=published or "", established=True, party=None, denies=False,
        report=read.row.id if read else None, layer=0,
    )  # fmt: skip


def _from_origin(draft: Draft, s: ClaimStatement, o: Origin, read: Read | None) -> None:
    """The way of a statement from its origin to its report, through the voices between."""
    found = read.by_id.get(s.statement) if read else None
    voices = list(reversed(found.voices)) if found else []
    if voices and (o.kind != "publisher_unsourced" or _same(voices[0].name, o.who)):
        voices = voices[1:] if _is_deepest(voices[0], o) else voices
    at, established = "o:" + o.id, o.kind == "identified"
    words = found.voices[-1].cue.text if found and found.voices and found.voices[-1].cue else s.content
    for v in voices:
        if not v.name:
            continue
        relay = _relay(draft, v)
        draft.edge(at, relay, "says" if at.startswith("o:") else "relays", established, words, s.key)
        at, words = relay, v.cue.text if v.cue else v.name
    draft.edge(at, "r:" + s.report, "says" if at.startswith("o:") else "relays", established, words, s.key)


def _close(draft: Draft, claim: Claim, reads: Reads) -> None:
    """The credit that closes a circle, for a report that hangs on the circle itself: copies keep one direction alone.

    It leads from the report whose outlet a voice names; from the only other one of two.
    """
    for o in claim.origins:
        mine = [s for s in claim.statements if s.origin == o.id and o.who.startswith(CIRCLE)]
        labels = {"r:" + s.report: draft.nodes["r:" + s.report].label for s in mine}
        for s in mine:
            end = "r:" + s.report
            if ("o:" + o.id, end) not in draft.edges:
                continue
            found = reads.get(s.edition)
            statement = found.by_id.get(s.statement) if found else None
            voices = statement.voices if statement else ()
            others = {n: label for n, label in labels.items() if n != end}
            for v in voices:
                named = [n for n, label in others.items() if indexed(label) in indexed(v.name)]
                for start in named or (others if len(others) == 1 else ()):
                    draft.edge(start, end, "credits", True, v.name, s.key)


def _is_deepest(voice: Voice, o: Origin) -> bool:
    """Whether the deepest voice of a statement is the origin itself; a voice without a name passes for it."""
    return (
        not voice.name
        or _same(voice.name, o.who)
        or o.kind == "unidentified"
        or voice.kind not in ("outlet", "channel")
    )


def _same(a: str, b: str) -> bool:
    return indexed(a) == indexed(b)


def _relay(draft: Draft, voice: Voice) -> str:
    name = "v:" + sha256((voice.entity or indexed(voice.name)).encode()).hexdigest()[:12]
    draft.nodes.setdefault(
        name,
        GraphNode(
            id=name, type="relay", label=voice.name, sub=voice.kind, established=voice.kind != "unidentified", party=None,
            denies=False, report=None, layer=1,
        ),
    )  # fmt: skip
    return name


def _edge(ends: tuple[str, str], e: Edge, circles: Sequence[frozenset[str]]) -> GraphEdge:
    how: Any = e.how
    return GraphEdge(
        id=sha256(f"{ends[0]}\n{ends[1]}".encode()).hexdigest()[:12], from_=ends[0], to=ends[1], how=how,
        established=e.established, circular=any(ends[0] in c and ends[1] in c for c in circles), words=e.words,
        statements=e.statements,
    )  # fmt: skip


def circles_of(edges: Iterable[tuple[str, str]]) -> list[frozenset[str]]:
    """Sets of nodes that lead back to themselves: strongly connected components of two or more (Kosaraju)."""
    after, before = defaultdict(list), defaultdict(list)
    for start, end in sorted(edges):
        after[start].append(end)
        before[end].append(start)
    order: list[str] = []
    seen: set[str] = set()
    for node in sorted(after):
        order += _walked(node, after, seen)
    seen = set()
    found = [frozenset(_walked(node, before, seen)) for node in reversed(order)]
    return sorted((c for c in found if len(c) > 1), key=sorted)


def _walked(node: str, ways: Mapping[str, Sequence[str]], seen: set[str]) -> list[str]:
    """The nodes that can be reached and were not seen, each after those behind it."""
    if node in seen:
        return []
    seen.add(node)
    done: list[str] = []
    stack = [(node, iter(ways.get(node, ())))]
    while stack:
        at, left = stack[-1]
        following = next((n for n in left if n not in seen), None)
        if following is None:
            done.append(at)
            stack.pop()
        else:
            seen.add(following)
            stack.append((following, iter(ways.get(following, ()))))
    return done


def layers_of(
    nodes: Mapping[str, GraphNode], edges: Iterable[tuple[str, str]], circles: Sequence[frozenset[str]]
) -> dict[str, int]:
    """The layer of each node: one more than the furthest of those that lead to it; all of a circle share one.

    Reports stand behind all relays.
    """
    of_circle = {n: i for i, c in enumerate(circles) for n in c}
    before = defaultdict(set)
    for start, end in edges:
        if start not in of_circle or of_circle.get(end) != of_circle[start]:
            before[end].add(start)
    layers = dict.fromkeys(nodes, 0)
    for _ in range(len(nodes)):
        changed = False
        for node in nodes:
            mates = circles[of_circle[node]] if node in of_circle else frozenset({node})
            layer = max((layers[b] + 1 for m in mates for b in before[m]), default=0)
            if layer > layers[node]:
                layers[node], changed = layer, True
        if not changed:
            break
    relays = max((layers[n] for n, node in nodes.items() if node.type == "relay"), default=0)
    first = min((layers[n] for n, node in nodes.items() if node.type == "report"), default=0)
    push = max(0, relays + 1 - first)
    return {n: layer + push if nodes[n].type == "report" else layer for n, layer in layers.items()}
