"""Graph, figures, sources: every expected value is worked out by hand from `dossier.py`."""

from __future__ import annotations

from dataclasses import replace

from tests.desk.api.dossier import (
    CLOSED,
    CREDIT,
    KILLED,
    KNOWN,
    MAYOR,
    READS,
    A,
    B,
    C,
    D,
    figure,
    member,
    read,
    statement,
    voice,
)

from selon.desk.api.figures import calculation, figures_of
from selon.desk.api.graph import circles_of, graph_of, layers_of
from selon.desk.api.models_views import GraphNode, Ratio
from selon.desk.api.rows import figures_range, point_of
from selon.desk.api.sources import Sources
from selon.model import Copy, Origin
from selon.pipeline_persons import concerns_private


def ratio(n: int, of: int) -> Ratio:
    return Ratio(n=n, of=of)


def counted() -> Sources:
    found = Sources()
    for claim in (KILLED, CLOSED):
        found.take(claim, READS, [CREDIT])
    return found


def by_name(found: Sources) -> dict[str, object]:
    return {t.name: t for t in found.tallies.values()}


def test_outlets_in_counts() -> None:
    rows = {r.name: r for r in counted().rows() if r.type == "outlet"}
    assert set(rows) == {"Anzeiger", "Bote", "Courier", "Dispatch"}
    anzeiger = rows["Anzeiger"]
    # Two claims, one of them told by it alone; Jan Holt says the other two days later, the army denies it three days later.
    assert (anzeiger.reports, anzeiger.claims) == (1, 2)
    assert (anzeiger.alone, anzeiger.confirmed, anzeiger.contradicted) == (ratio(1, 2), ratio(1, 2), ratio(1, 2))
    assert anzeiger.corrected == ratio(0, 1)
    assert (rows["Bote"].alone, rows["Bote"].confirmed, rows["Bote"].contradicted) == (
        ratio(0, 1),
        ratio(1, 1),
        ratio(1, 1),
    )
    # Nobody asserts it after the Courier; a denial is no assertion, so the Dispatch has nothing that could be confirmed.
    assert (rows["Courier"].confirmed, rows["Courier"].contradicted) == (ratio(0, 1), ratio(1, 1))
    assert (rows["Dispatch"].claims, rows["Dispatch"].alone, rows["Dispatch"].confirmed) == (
        1,
        ratio(0, 0),
        ratio(0, 0),
    )


def test_voices_in_counts() -> None:
    rows = {r.name: r for r in counted().rows() if r.type == "voice"}
    assert set(rows) == {"Ida Roth", "Jan Holt", "the army"}
    roth = rows["Ida Roth"]
    assert (roth.reports, roth.claims, roth.kind) == (2, 2, "person")
    assert (roth.alone, roth.confirmed, roth.contradicted, roth.corrected) == (
        ratio(1, 2),
        ratio(1, 2),
        ratio(1, 2),
        ratio(0, 2),
    )
    assert (rows["the army"].claims, rows["the army"].alone) == (1, ratio(0, 0))


def test_who_passes_on_whom() -> None:
    found = counted()
    names = by_name(found)
    bote = [(f.name, f.n, f.how) for f in found.flows(names["Bote"].relays)]  # type: ignore[attr-defined]
    assert bote == [("Anzeiger", 1, ["credits", "quotes"])]
    roth = [(f.name, f.n, f.how) for f in found.flows(names["Ida Roth"].relayed_by)]  # type: ignore[attr-defined]
    assert roth == [("Anzeiger", 2, ["quotes"])]


def test_a_voice_that_takes_its_word_back_is_corrected() -> None:
    later = read("Echo", "2025-05-05T08:00:00Z", statement("e1", "four people were killed", MAYOR))
    claim = replace(KILLED, statements=(*KILLED.statements, member(later, "e1", "o1", None, "denied")))
    found = Sources()
    found.take(claim, READS | {(later.address, later.version.capture): later}, [])
    roth = next(r for r in found.rows() if r.name == "Ida Roth")
    assert roth.corrected == ratio(1, 1)


def test_a_claim_that_contradicts_later_counts_against_those_who_do_not_tell_both() -> None:
    other = replace(
        CLOSED,
        id="c-open",
        gist="the bridge is open",
        statements=(member(C, "c1", "o2", None),),
        origins=(Origin("o2", "Jan Holt", "identified"),),
    )
    found = Sources()
    for claim in (CLOSED, other):
        found.take(claim, READS, [])
    found.contradict("c-closed", "c-open")
    found.contradict("c-open", "c-closed")
    rows = {r.name: r.contradicted for r in found.rows()}
    assert (rows["Anzeiger"], rows["Courier"]) == (ratio(1, 1), ratio(0, 1))


def test_what_is_dropped_is_counted_no_longer_and_counted_again_comes_to_the_same() -> None:
    found = counted()
    before = found.rows()
    found.drop(["c-killed"])
    assert {r.name: r.claims for r in found.rows()} == {"Anzeiger": 1, "Ida Roth": 1}
    found.take(KILLED, READS, [CREDIT])
    assert found.rows() == before
    found.correct(A)
    assert next(r for r in found.rows() if r.name == "Anzeiger").corrected == ratio(1, 1)


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
