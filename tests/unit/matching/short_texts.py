"""Short texts read into reports and assertions, for the tests of matching."""

from __future__ import annotations

from selon.grounding.fold import fold
from selon.matching.assertions import assertions_of
from selon.model import Capture, Claims, Report
from selon.model.assertion import Assertion
from selon.pipeline import read_capture
from selon.pipeline_claims import claims
from selon.pipeline_facts import facts_of

DAY = "2024-05-10"


def report(text: str, language: str = "en", host: str = "a", day: str = DAY) -> Report:
    """A plain text as a report of that day."""
    address = f"https://{host}.example/1"
    found, _ = read_capture(Capture(text.encode(), "txt", day, address, day, language))
    assert found is not None
    return found


def asserted(text: str, language: str = "en") -> tuple[Assertion, ...]:
    """What a text puts forward."""
    facts = facts_of(report(text, language), fold)
    assert facts is not None
    return assertions_of(facts)


def claimed(*texts: tuple[str, str]) -> Claims:
    """The claims of several texts, each `(language, text)`."""
    return claims([report(text, language, f"site{i}") for i, (language, text) in enumerate(texts)])
