"""Forms that an outlet fills in every day are no copies of one another; the same post in another outlet is one."""

from __future__ import annotations

from selon.origins.copies import find_reworded
from selon.origins.texts import Text

FORM = (
    "Quotes at this hour. The dollar stands at {} on the evening market, the crown at {}. Tell us what you think in the "
    "comments below and subscribe to our evening letter."
)


def post(outlet: str, number: int, *figures: str) -> Text:
    return Text(f"{outlet}/{number}", FORM.format(*figures), outlet, f"2025-05-0{number}", "en")


def test_a_form_with_other_figures_is_no_copy() -> None:
    assert find_reworded([post("Evening Ledger", 1, "96.3", "105.1"), post("Evening Ledger", 2, "96.5", "104.7")]) == ()


def test_the_same_form_in_another_outlet_is_a_copy() -> None:
    (copy,) = find_reworded([post("Evening Ledger", 1, "96.3", "105.1"), post("Gull Post", 2, "96.5", "105.1")])
    assert (copy.source, copy.target) == ("Evening Ledger/1", "Gull Post/2")
