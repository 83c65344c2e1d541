"""The tables in the README: filled where measured, left alone elsewhere."""

from __future__ import annotations

from benchmarks.quality.readme import filled

TEXT = "a\n<!-- quality: x -->\nold\n<!-- /quality -->\nb\n<!-- quality: y -->\nold\n<!-- /quality -->\n"


def test_what_was_measured_is_filled_in_and_nothing_else() -> None:
    assert filled(TEXT, {"x": {"fr": {"gold": 3, "F1": 90.0}, "mean": {"F1": 81.25}}}) == (
        "a\n<!-- quality: x -->\n|  | gold | F1 |\n| --- | ---: | ---: |\n| fr | 3 | 90.0 |\n| mean |  | 81.2 |\n"
        "<!-- /quality -->\nb\n<!-- quality: y -->\nold\n<!-- /quality -->\n"
    )
