"""What people see of a report: every word of it, marked; at any width; with colours and without."""

from __future__ import annotations

import io
import re
import sys
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from tests.desk.reports import REPORT, STATEMENTS, TEXT, words

from selon.desk.cli import console
from selon.desk.cli.highlight import PIECE, Painter
from selon.desk.cli.looks import LOOKS, Signs, figure, shown
from selon.desk.cli.report_view import legend, show_report
from selon.model import CERTAINTIES, Document, PlaceMention, Quantity, Report, Statement, span_of


def printed(report: Report = REPORT, width: int = 100, colours: bool = False, why: bool = False, **signs: Any) -> str:
    out = io.StringIO()
    system = "standard" if colours else None
    screen = Console(
        file=out, width=width, color_system=system, force_terminal=colours, markup=False, emoji=False, highlight=False
    )
    show_report(screen, report, Signs(**signs), why)
    return out.getvalue()


def test_every_certainty_has_a_look_of_its_own() -> None:
    assert set(LOOKS) == set(CERTAINTIES)
    for part in ("mark", "ascii", "colour"):
        assert len({getattr(look, part) for look in LOOKS.values()}) == len(CERTAINTIES)


def test_a_report_in_plain_text() -> None:
    lines = [line.rstrip() for line in printed(width=200).splitlines()]
    assert lines[:3] == [
        "Northgate · 2025-05-07 14:20+01:00 · en",
        "Halivka: the bridge is closed",
        "Ellen Marsh · https://northgate.example/bridge",
    ]
    assert "“⟦We will stay⟧²”, he added." in " ".join(lines)
    assert "It is not known ⟦when the video was taken⟧∅³. The army denied that ⟦the bridge had been hit⟧✗⁴." in lines
    whole = " ".join(" ".join(lines).split())
    assert "the channel Orla-24 ← a video ← a soldier" in whole
    assert "happened 2025-05-07 · at most 75% of his unit" in whole
    assert "✗ denied: denied, or said to be false" in whole
    assert "✓ affirmed" not in whole  # the legend names what occurs


@pytest.mark.parametrize("width", [60, 80, 100, 140])
def test_a_mark_of_the_legend_stands_on_a_line_with_its_meaning(width: int) -> None:
    items = [replace(shown(STATEMENTS[0], Signs()), certainty=c) for c in CERTAINTIES]
    lines = legend(items, Signs(), width).plain.splitlines()
    assert all(cell_len(line) <= width for line in lines)
    assert sum(f"{look.mark} {name}: {look.help}" in line for line in lines for name, look in LOOKS.items()) == len(
        LOOKS
    )


def test_a_pronoun_is_shown_with_whom_it_means() -> None:
    assert shown(STATEMENTS[1], Signs()).voices == ("a soldier (he)",)


def test_the_publisher_in_its_own_voice_is_named_so() -> None:
    row = next(line for line in printed(width=120).splitlines() if "when the video was taken" in line and "∅ u" in line)
    assert "the publisher" in row


def test_why_names_rule_and_words() -> None:
    assert "1 cue.verb says" in printed(why=True)


def test_colours_take_the_place_of_brackets() -> None:
    out = printed(colours=True)
    assert "⟦" not in out
    assert "\x1b[31mthe bridge had been hit" in out
    assert "\x1b[4mdenied" in out


def test_ascii_where_nothing_else_can_be_written() -> None:
    plain = printed(width=200, unicode=False).replace("“", '"').replace("”", '"')
    assert plain.isascii()
    assert '"[We will stay](2)"' in plain
    assert "a video <- a soldier" in " ".join(plain.split())


@pytest.mark.parametrize("width", [20, 40, 60, 76, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    wide = Document(
        "sha256:1", "全角文字の長い見出し" * 9 + " a\u0301e\u0308 " + "x" * 300, headline="見出し" * 60, language="und"
    )
    said = Statement("s", (span_of(wide.text, 3, 40),), (), "hedged", "report")
    for report in (REPORT, Report(wide, (said,))):
        lines = printed(report, width).splitlines()
        assert max(cell_len(line) for line in lines) <= width


@pytest.mark.parametrize("width", [40, 100, 200])
@pytest.mark.parametrize("colours", [True, False])
def test_every_word_of_the_text_is_there_in_order(width: int, colours: bool) -> None:
    out = re.sub("\x1b\\[[0-9;]*m", "", printed(width=width, colours=colours))
    body = out[out.index("─\n") :] if "─\n" in out else out
    letters = re.sub(r"[^\w“”]|[⁰¹²³⁴⁵⁶⁷⁸⁹]", "", body)
    assert re.sub(r"[^\w“”]", "", TEXT) in letters


def test_hostile_words_reach_no_terminal() -> None:
    evil = "\x1b[2J\x1b]0;owned\x07 [bold]not markup[/bold] :smile: \u202eesrever"
    document = Document("sha256:2", evil, outlet=evil, headline=evil, url=evil, authors=(evil,), published=evil)
    out = printed(
        Report(document, (Statement("s", (span_of(evil, 0, len(evil)),), (), "hedged", "report"),)), width=200
    )
    assert "\x1b" not in out
    assert "\x07" not in out
    assert "\u202e" not in out
    assert "[bold]not markup[/bold] :smile:" in out


def test_a_line_of_a_megabyte_is_shown_in_proportion() -> None:
    text = "word " * 200_000
    lines = list(Painter(text, (), Signs(), False).lines())
    assert max(len(line.plain) for line in lines) <= PIECE
    assert sum(line.plain.count("word") for line in lines) == 200_000


SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=8)


@settings(max_examples=200)
@given(st.text(alphabet="ab \n", min_size=1, max_size=60), SPANS)
def test_marking_loses_nothing_whatever_the_spans(text: str, spans: list[tuple[int, int]]) -> None:
    """Nested, crossing, touching: taking the marks away gives the text back, and every bracket that opens closes."""
    found = []
    for start, length in spans:
        if start < len(text):
            content = (span_of(text, start, min(start + length, len(text))),)
            found.append(Statement(f"s{start}", content, (), "hedged", "report"))
    out = "\n".join(line.plain for line in Painter(text, found, Signs(), False).lines())
    assert re.sub(r"[⟦⟧⁰¹²³⁴⁵⁶⁷⁸⁹~,]", "", out) == text
    assert out.count("⟦") == out.count("⟧") == len(found)


def test_widths(monkeypatch: pytest.MonkeyPatch) -> None:
    for said, width in (("40", 40), ("3", 20), ("x", 100), ("", 100), ("-5", 100)):
        monkeypatch.setenv("COLUMNS", said)
        assert console.width_of(io.StringIO()) == width


def test_colours_follow_the_option_and_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdout", Screen())
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert console.make("auto").color_system == "standard"
    assert console.make("never").color_system is None
    monkeypatch.setenv("NO_COLOR", "1")
    assert console.make("auto").color_system is None
    assert console.make("always").color_system == "standard"
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert console.make("auto").color_system is None


@pytest.mark.parametrize(
    ("quantity", "said"),
    [
        (Quantity(span_of("x", 0, 1), 100, 100, "about", "person", "Russes", "week"), "about 100 Russes per week"),
        (Quantity(span_of("x", 0, 1), 0.75, 0.75, "at_most", "share", "son unité"), "at most 75% of son unité"),
        (Quantity(span_of("x", 0, 1), 2, 3, "range", "person"), "2 to 3 person"),
        (Quantity(span_of("x", 0, 1), 4, 4, "exact"), "4"),
    ],
)
def test_figures_with_their_scope(quantity: Quantity, said: str) -> None:
    assert figure(quantity) == said


def test_where_it_happened_is_named() -> None:
    place = PlaceMention(words("Halivka"), None, "happened")
    out = printed(Report(REPORT.document, (replace(STATEMENTS[0], places=(0,)),), places=(place,)), width=160)
    assert "happened 2025-05-07 · Halivka · at most 75% of his unit" in " ".join(out.split())
