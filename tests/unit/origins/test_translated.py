"""Translations: sentence by sentence in the same order, the long ones long and the short ones short."""

from __future__ import annotations

from selon.origins.texts import Anchor, Text
from selon.origins.translated import aligned, is_translation

LENGTHS = (60, 140, 90, 40, 120, 70, 110)
FACTS = ("torens bran", "sula 420", "", "hracka kalan", "", "okaz 36000", "")
"""The names and figures of each sentence that both languages have in common; three sentences have none."""


def text(language: str, lengths: tuple[int, ...], facts: tuple[str, ...]) -> Text:
    """A text of sentences so long, with names and figures at the head of each and words of its own behind them."""
    sentences, anchors, at = [], [], 0
    for number, (length, names) in enumerate(zip(lengths, facts, strict=True)):
        sentences.append((at, at + length))
        anchors += [Anchor(at + i, at + i + 1, f"~{key}", 1.8) for i, key in enumerate(names.split())]
        anchors += [Anchor(at + 8 + i, at + 9 + i, f"{language}{number}.{i}", 0.8) for i in range(2)]
        at += length
    return Text(
        f"https://{language}.example/1", "x" * at, language=language, sentences=tuple(sentences), anchors=tuple(anchors)
    )


def test_four_sentences_in_step_that_grew_alike_are_a_translation():
    source = text("uk", LENGTHS, FACTS)
    longer = tuple(round(1.2 * n) for n in LENGTHS)
    found = aligned(source, text("de", longer, FACTS))
    assert (found.steps, found.run) == (4, 6)
    assert found.spread < 0.02
    assert is_translation(found)


def test_the_same_facts_in_sentences_of_other_lengths_are_none():
    found = aligned(text("uk", LENGTHS, FACTS), text("de", (140, 50, 60, 130, 40, 150, 60), FACTS))
    assert found.steps == 4
    assert found.spread > 0.5
    assert not is_translation(found)


def test_the_same_facts_in_another_order_are_none():
    mixed = (FACTS[3], FACTS[1], FACTS[0], FACTS[2], FACTS[5], FACTS[4], FACTS[6])
    assert not is_translation(aligned(text("uk", LENGTHS, FACTS), text("de", LENGTHS, mixed)))
