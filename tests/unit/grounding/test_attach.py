"""What belongs to a statement: when it happened, when it was said, how much."""

from __future__ import annotations

from selon.grounding import ground
from selon.lang import load
from selon.model import Document, Report, Span, Statement, Voice

PUBLISHED = "2023-09-16T14:31:00+02:00"


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words), words)


def grounded(language: str, text: str, content: str, voice: str | None = None, cue: str | None = None) -> Statement:
    voices = (Voice(span(text, voice), span(text, cue) if cue else None, "say", "person"),) if voice else ()
    statement = Statement("s1", (span(text, content),), voices, "attributed", "report")
    report = Report(Document("d", text, published=PUBLISHED, language=language), (statement,))
    return ground(report, load(language)).statements[0]


def test_when_it_happened_stands_in_the_content() -> None:
    text = "Le ministre a affirmé que le village avait été libéré vendredi."
    found = grounded("fr", text, "le village avait été libéré vendredi", "Le ministre", "a affirmé")
    assert (found.happened_at, found.said_at) == ("2023-09-15", None)


def test_when_it_was_said_stands_beside_the_cue() -> None:
    text = "Jeudi, le ministre a affirmé que le village avait été libéré."
    found = grounded("fr", text, "le village avait été libéré", "le ministre", "a affirmé")
    assert (found.happened_at, found.said_at) == (None, "2023-09-14")


def test_both_are_kept_apart() -> None:
    text = "The army said on Thursday that two drones were shot down on Monday."
    found = grounded("en", text, "two drones were shot down on Monday", "The army", "said")
    assert (found.happened_at, found.said_at) == ("2023-09-11", "2023-09-14")
    assert [(q.low, q.unit) for q in found.quantities] == [(2, "drones")]


def test_a_range_is_one_interval() -> None:
    text = "Selon lui, entre le 3 et le 5 janvier, 20 soldats sont morts."
    found = grounded("fr", text, "entre le 3 et le 5 janvier, 20 soldats sont morts", "lui", "Selon")
    assert found.happened_at == "2023-01-03/2023-01-05"


def test_since_lasts_until_publication() -> None:
    text = "Il dit que la brigade est engagée depuis le 25 août."
    found = grounded("fr", text, "la brigade est engagée depuis le 25 août", "Il", "dit")
    assert found.happened_at == "2023-08-25/2023-09-16"


def test_a_quarter_is_an_interval() -> None:
    text = "Сообщается, что завод закрыт во втором квартале 2023 года."
    assert grounded("ru", text, "завод закрыт во втором квартале 2023 года").happened_at == "2023-04-01/2023-06-30"


def test_a_figure_outside_the_content_is_not_attached() -> None:
    text = "Three soldiers said that the bridge had fallen."
    assert grounded("en", text, "the bridge had fallen", "Three soldiers", "said").quantities == ()


def test_an_impossible_date_is_unknown_and_said_so() -> None:
    text = "Er sagte, die Stadt sei am 31. Februar 2022 gefallen."
    statement = Statement("s1", (span(text, "die Stadt sei am 31. Februar 2022 gefallen"),), (), "attributed", "report")
    report = Report(Document("d", text, published=PUBLISHED, language="de"), (statement,))
    found = ground(report, load("de"))
    assert found.statements[0].happened_at == "unknown"
    assert [(f.code, f.place, f.reason) for f in found.faults] == [
        ("time", "offset 27", "there is no 2022-02-31; left unresolved")
    ]


def test_the_report_lists_all_times() -> None:
    text = "Вчора дрони влучили в порт, а сьогодні — в міст."
    report = ground(Report(Document("d", text, published=PUBLISHED, language="uk")), load("uk"))
    assert [(t.span.text, t.value) for t in report.times] == [("Вчора", "2023-09-15"), ("сьогодні", "2023-09-16")]


def test_grounding_twice_gives_the_same() -> None:
    text = "Jeudi, 20 soldats sont morts."
    report = Report(Document("d", text, published=PUBLISHED, language="fr"))
    once = ground(report, load("fr"))
    assert ground(once, load("fr")) == once
