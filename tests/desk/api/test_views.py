"""Graph, figures: every expected value is worked out by hand from `dossier.py`."""

from __future__ import annotations

from dataclasses import replace

from tests.desk.api.dossier import (
    CLOSED,
    CREDIT,
    KILLED,
    KNOWN,
    READS,
    A,
    B,
    C,
    D,
    figure,
    voice,
)

from selon.desk.api.figures import calculation, figures_of
from selon.desk.api.graph import circles_of, graph_of, layers_of
from selon.desk.api.models_views import GraphNode
from selon.desk.api.rows import figures_range, point_of
from selon.model import CIRCLE, Copy, Origin
from selon.pipeline_persons import concerns_private


def test_the_graph_hangs_a_credit_on_what_it_credits() -> None:
    graph = graph_of(KILLED, READS, [CREDIT])
    edges = {(e.from_, e.to): (e.how, e.words) for e in graph.edges}
    a, b, c, d = ("r:" + r.address for r in (A, B, C, D))
    assert edges == {
        ("o:o1", a): ("says", "said"), (a, b): ("credits", "the Anzeiger reported"), ("o:o2", c): ("says", "said"),
        ("o:o3", d): ("says", "said"),
    }  # fmt: skip
    assert {n.id: n.layer for n in graph.nodes} == {"o:o1": 0, "o:o2": 0, "o:o3": 0, a: 1, b: 2, c: 1, d: 1}
    assert [n.label for n in graph.nodes if n.denies] == ["the army"] and graph.circles == []


def test_without_the_credit_the_outlet_is_a_relay() -> None:
    graph = graph_of(KILLED, READS, [])
    relays = [n for n in graph.nodes if n.type == "relay"]
    assert [(n.label, n.layer) for n in relays] == [("Anzeiger", 1)]
    ways = {(e.from_, e.to): e.how for e in graph.edges}
    assert ways["o:o1", relays[0].id] == "says" and ways[relays[0].id, "r:" + B.address] == "relays"
    assert min(n.layer for n in graph.nodes if n.type == "report") == 2


def test_an_unnamed_origin_is_not_established() -> None:
    claim = replace(CLOSED, origins=(Origin("o1", "sources", "unidentified"),))
    graph = graph_of(claim, READS, [])
    assert [n.established for n in graph.nodes if n.type == "origin"] == [False]
    assert [e.established for e in graph.edges] == [False]


def test_reports_that_credit_one_another_in_a_circle_are_shown_as_one() -> None:
    ring = [
        Copy(C.address, A.address, "credited"),
        Copy(A.address, B.address, "credited"),
        Copy(B.address, C.address, "credited"),
    ]
    claim = replace(KILLED, statements=tuple(replace(s, origin="o1") for s in KILLED.statements[:3]))
    graph = graph_of(claim, READS, ring)
    assert graph.circles == [sorted("r:" + r.address for r in (A, B, C))]
    assert [e.circular for e in graph.edges] == [True, True, True]


def test_two_reports_that_credit_each_other_are_drawn_both_ways() -> None:
    a, b = "r:" + A.address, "r:" + B.address
    claim = replace(
        KILLED,
        statements=tuple(replace(s, origin="o1") for s in KILLED.statements[:2]),
        origins=(Origin("o1", f"{CIRCLE}: Anzeiger, Bote", "unidentified"),),
    )
    graph = graph_of(claim, READS, [CREDIT])
    assert {(e.from_, e.to, e.how, e.circular) for e in graph.edges} == {
        ("o:o1", a, "says", False), (a, b, "credits", True), (b, a, "credits", True),
    }  # fmt: skip
    assert graph.circles == [sorted([a, b])]


def test_circles_and_layers_of_plain_graphs() -> None:
    assert circles_of([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")]) == [frozenset("abc")]
    assert circles_of([("a", "b"), ("b", "c")]) == []
    long = [(str(i), str(i + 1)) for i in range(3000)]
    assert circles_of(long) == [] and circles_of([*long, ("3000", "0")]) == [frozenset(map(str, range(3001)))]
    nodes = {
        n: GraphNode(
            id=n, type="origin", label=n, sub="", established=True, party=None, denies=False, report=None, layer=0
        )
        for n in "abcd"
    }
    assert layers_of(nodes, [("a", "b"), ("b", "c"), ("c", "b"), ("c", "d")], [frozenset("bc")]) == {
        "a": 0,
        "b": 1,
        "c": 1,
        "d": 2,
    }


def test_figures_stand_in_the_row_of_their_origin() -> None:
    found = figures_of(KILLED, READS, [CREDIT])
    rows = {r.who: [(p.low, p.high, p.copy_, p.denied) for p in r.points] for r in found.rows}
    assert rows == {
        "Ida Roth": [(4, 4, False, False), (4, 4, True, False)],
        "Jan Holt": [(6, None, False, False)],
        "the army": [(4, 4, False, True)],
    }
    assert [r.denies for r in found.rows] == [False, False, True]
    assert (found.unit, found.range and (found.range.low, found.range.high)) == ("killed", (4, 6))
    (comparison,) = found.comparisons
    assert comparison.why == "4 against 6" and {comparison.a, comparison.b} == {
        KILLED.statements[0].key,
        KILLED.statements[2].key,
    }
    # One figure for each of two origins, 4 and 6; the copy and the denial are left out.
    assert found.calculation is not None and found.calculation.value == 5
    assert "a calculation" in found.calculation.how and "4, 6" in found.calculation.how


def test_one_origin_is_not_enough_to_calculate() -> None:
    assert calculation([r for r in figures_of(KILLED, READS, []).rows if r.who == "Ida Roth"]) is None
    assert figures_of(CLOSED, READS, []).rows == [] and figures_range(CLOSED) is None


def test_a_claim_about_a_private_person_has_a_coarse_point() -> None:
    public = {s.version: s for s in ()}
    assert point_of(KILLED, READS) == point_of(KILLED, READS | public)
    point = point_of(KILLED, READS)
    assert point is not None and (point.lat, point.lon, point.coarsened) == (48.1, 37.6, True)
    governor_only = replace(KILLED, statements=(KILLED.statements[2],))
    exact = point_of(governor_only, READS)
    assert exact is not None and (exact.lat, exact.lon, exact.coarsened) == (48.1234, 37.5678, False)


def test_who_counts_as_private() -> None:
    governor = replace(KILLED, statements=(KILLED.statements[2],))
    assert not concerns_private(governor, [voice("Jan Holt", "person", KNOWN), voice("the army", "organisation")])
    assert concerns_private(governor, [voice("a resident", "unidentified")])
    assert concerns_private(governor, [voice("Ida Roth")])
    one = replace(governor, statements=(replace(KILLED.statements[2], value=figure("a woman", 1)),))
    assert concerns_private(one, []) and not concerns_private(replace(one, frame="attack"), [])
