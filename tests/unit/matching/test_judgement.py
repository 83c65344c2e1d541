"""How pairs are judged: the evidence, the trees over it, what surrounds an assertion in its report."""

from __future__ import annotations

import math
import random
from itertools import combinations
from pathlib import Path

import pytest
from tests.unit.matching.short_texts import asserted, report

from selon.matching.evidence import NAMES
from selon.matching.judgement import Tree, judged_by, probability, trees
from selon.matching.likeness import Weighed, likeness, unjudged
from selon.matching.surroundings import rarity, surrounded
from selon.model import Report
from selon.pipeline import read_many
from selon.pipeline_claims import all_facts, bare_assertions

TESTS = Path(__file__).parents[2]
NIGHT = (
    "Air defence shot down 40 drones over the Sumy region. Six drones hit a depot. "
    "A driver was wounded by a drone. The fire at the depot was out by noon."
)


def weighed(text: str, language: str = "en", host: str = "a") -> list[Weighed]:
    (facts,) = all_facts([report(text, language, host)])
    return [Weighed(a) for a in bare_assertions(facts)]


def test_the_trees_were_grown_from_the_evidence_there_is_and_never_from_what_is_held_back() -> None:
    held = {p.name for p in (TESTS / "dossiers-held").iterdir()}
    assert len(trees()) > 100
    assert len(held) == 10
    assert not held & set(judged_by())
    assert {p.name for p in (TESTS / "dossiers-taught").iterdir()} <= set(judged_by())


def test_a_tree_read_by_hand() -> None:
    """Overlap above a half says +2; else a common deed says 0, none says -2."""
    tree = Tree((0, 1), (0.5, 0.0), (1, -3), (-1, -2), (2.0, 0.0, -2.0))
    told = {(0.6, 0.0): 2.0, (0.5, 1.0): 0.0, (0.1, 0.0): -2.0}
    for evidence, says in told.items():
        assert probability(evidence, (tree,)) == pytest.approx(1 / (1 + math.exp(-says)))


def test_every_tree_ends_for_any_evidence() -> None:
    for tree in trees():
        ways = [*tree.less, *tree.more]
        assert sorted(w for w in ways if w < 0) == sorted(-1 - k for k in range(len(tree.says)))
        assert sorted([0, *(w for w in ways if w >= 0)]) == list(range(len(tree.asks)))
        assert all(0 <= n < len(NAMES) for n in tree.asks)


def test_evidence_is_the_same_whichever_comes_first() -> None:
    reports = [r for r in read_many(TESTS / "dossiers" / "b-ferry" / "reports.jsonl") if isinstance(r, Report)]
    held = [Weighed(a) for f in all_facts(reports) for a in bare_assertions(f)]
    assert len(held) > 20
    for a, b in combinations(held, 2):
        one, other = unjudged(a, b), unjudged(b, a)
        assert one[0] == pytest.approx(other[0], abs=1e-9)
        assert one[1] == other[1]


def test_the_same_said_in_two_languages_is_probable_and_another_thing_is_not() -> None:
    (english,) = weighed("Two missiles hit the power plant in Dubohirsk on Friday.")
    (french,) = weighed("Deux missiles ont touché vendredi la centrale électrique de Dubohirsk.", "fr", "b")
    (other,) = weighed("The mayor of Dubohirsk resigned on Friday.", host="c")
    assert likeness(english, french).score > 0.8
    assert likeness(english, other).score < 0.1


def test_a_notion_that_every_sentence_names_says_least() -> None:
    (facts,) = all_facts([report(NIGHT)])
    made = bare_assertions(facts)
    told = {n.key: n.rarity for a in made for n in a.notions}
    assert told["drone"] < told["depot"] < told["driver"]
    assert told["driver"] == rarity(1, len(made)) == pytest.approx(math.log((len(made) + 1) / 1.5), abs=1e-4)


def test_where_it_stands_and_how_like_its_neighbours_it_is() -> None:
    alone = surrounded(asserted("Six drones hit a depot."), 23)
    assert [(a.place_in, a.crowd) for a in alone] == [(0.0, 0.0)]
    twice = surrounded(asserted("Six drones hit a depot. Six drones hit a depot."), 47)
    assert [a.crowd for a in twice] == [1.0, 1.0]
    assert [a.place_in for a in twice] == [0.0, round(24 / 47, 4)]


def test_a_report_without_assertions_has_no_surroundings() -> None:
    assert surrounded((), 0) == []


@pytest.mark.parametrize(
    ("a", "b", "why"),
    [
        (
            "On Friday the strike left 18,000 customers in Dubohirsk without power.",
            "On Saturday the strike left 30,000 customers in Dubohirsk without power.",
            "other days",
        ),
        (
            "The company has held its position for four months without rotation.",
            "The company is rotated every six weeks.",
            "without",
        ),
        (
            "The ministry delivered six tons of sugar to the port.",
            "The ministry delivered six tons of grain to the port.",
            "other goods",
        ),
        ("The attack on the airfield was repelled.", "Drones hit the airfield.", "repel"),
    ],
)
def test_what_is_in_conflict_is_never_joined(a: str, b: str, why: str) -> None:
    (one,), (other,) = weighed(a)[:1], weighed(b, host="b")[:1]
    conflict = likeness(one, other).conflict
    assert conflict is not None
    assert why in conflict


def walked(tree: Tree, evidence: tuple[float, ...], at: int = 0) -> float:
    """A tree walked down by hand."""
    if at < 0:
        return tree.says[-1 - at]
    way = tree.less if evidence[tree.asks[at]] <= tree.until[at] else tree.more
    return walked(tree, evidence, way[at])


def test_all_trees_asked_at_once_say_what_each_says_when_walked_down() -> None:
    """On limits too: up to a limit is `less`, beyond it `more`."""
    chance = random.Random(5)
    limits = [
        sorted({t.until[i] for t in trees() for i, n in enumerate(t.asks) if n == k} | {0.0}) for k in range(len(NAMES))
    ]
    for _ in range(40):
        told = tuple(chance.choice(limits[k]) + chance.choice((-1e-6, 0.0, 1e-6, 0.5)) for k in range(len(NAMES)))
        summed = sum(walked(t, told) for t in trees())
        assert probability(told) == pytest.approx(1 / (1 + math.exp(-summed)))


def test_a_tree_of_one_end_and_one_of_too_many() -> None:
    assert probability((0.3,), (Tree((), (), (), (), (1.5,)),)) == pytest.approx(1 / (1 + math.exp(-1.5)))
    chain = Tree(
        (0,) * 64, tuple(map(float, range(64))), tuple(-1 - k for k in range(64)), (*range(1, 64), -65), (0.0,) * 65
    )
    with pytest.raises(ValueError, match="65 ends"):
        probability((0.3,), (chain,))
