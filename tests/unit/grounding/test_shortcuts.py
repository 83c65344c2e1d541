"""What makes grounding fast changes nothing: each shortcut beside the long way."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon import lang
from selon.grounding.gazetteer import Gazetteer
from selon.grounding.names_parts import parts
from selon.grounding.names_scan import words_of
from selon.grounding.phrases import any_before
from selon.grounding.places_find import Finder
from selon.grounding.places_roles import Cover
from selon.grounding.quantities_words import quantity_words
from selon.grounding.scan import scan
from selon.grounding.tagged import tagged
from selon.grounding.times_source import time_lexicon
from selon.model import Span

CODES = ("de", "en", "fr", "ru", "uk")


def texts(code: str) -> list[str]:
    """The texts of the examples for times and quantities."""
    folder = Path(__file__).parent / "examples"
    lines = [
        line for name in ("times", "quantities") for line in (folder / f"{name}_{code}.tsv").read_text().splitlines()
    ]
    return [line.split("\t")[0] for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("code", CODES)
def test_a_rule_is_left_out_only_where_it_cannot_fit(code: str) -> None:
    words = time_lexicon(lang.load(code))
    rules = sorted({rule for some in words.grammar.rules.values() for rule in some}, key=lambda rule: rule.rank)
    fits = 0
    for text in texts(code):
        tags = words.lexicon.tags(scan(text))
        for index in (i for i, tag in enumerate(tags) if tag != " "):
            long = [r for r in rules if (hit := r.regex.match(tags, index)) and hit.end("e__") > hit.start("s__")]
            assert [match.rule for match in words.grammar.at(tags, index)] == long
            fits += len(long)
    assert fits > 50


@pytest.mark.parametrize("code", CODES)
def test_two_lexicons_at_once_give_the_tags_of_each(code: str) -> None:
    one, two = time_lexicon(lang.load(code)).lexicon, quantity_words(lang.load(code)).lexicon
    pack = lang.load(code)
    for text in texts(code):
        scanned, both = scan(text), tagged(text, pack)
        assert (both.times, both.figures) == (one.tags(scanned), two.tags(scanned))


@pytest.mark.parametrize("code", CODES)
def test_no_phrase_before_a_name_is_passed_over(code: str) -> None:
    facts = parts(lang.load(code))
    found = 0
    for text in texts(code):
        for end in range(len(text)):
            ends = [p.ending(text, end) for p in (facts.before, facts.inside, facts.toward, facts.side)]
            if any(ends):
                found += 1
                assert any_before(text, end, facts.lasts, facts.links)
    assert found > 20


def test_second_words_pass_over_no_name() -> None:
    names = ("New York", "Neu-Ulm am See", "San Francisco", "Кривий Ріг", "Nowhere")
    text = "In New York, in Neu-Ulm, in San Diego and in San Francisco, in Кривому Розі."
    with Gazetteer.open(None) as places:
        assert places.seconds("San") is None or "francisco" in (places.seconds("San") or ())
        for word in ("Kryvyi", "Saudi", "South", "Nowhere", ""):
            rest = places.seconds(word)
            assert rest is not None and all(places.longest(word) > 1 for _ in rest)
        for code in CODES:
            facts = parts(lang.load(code))
            short, long = Finder(facts, places), Finder(facts, places)
            long._may_go_on = lambda *_: True  # type: ignore[method-assign]
            for one in (text, *names, *texts(code)):
                for word in words_of(one, facts):
                    assert short.at(one, word) == long.at(one, word)


SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 9)), max_size=6)


@given(SPANS, st.integers(0, 30), st.integers(1, 9))
def test_a_cover_says_what_all_its_spans_say(pairs: list[tuple[int, int]], start: int, size: int) -> None:
    spans = [Span(a, a + n, "x" * n) for a, n in pairs if n]
    one, cover = Span(start, start + size, "y" * size), Cover(spans)
    assert cover.holds(one) == any(s.start <= one.start and one.end <= s.end for s in spans)
    assert cover.touches(one) == any(s.overlaps(one) for s in spans)
    assert cover.begins_in(start, start + size) == any(start <= s.start < start + size for s in spans)


def test_peoples_are_counted_by_country() -> None:
    text = "Russian troops met Ukrainian ones; the Ukrainians and a French crew left. Die UK."
    assert tagged(text, lang.load("en")).countries == {"RU": 1, "UA": 2, "FR": 1}
