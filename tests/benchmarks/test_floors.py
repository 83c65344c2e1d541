"""Floors: they hold, they rise, they never sink, and they speak of one corpus only."""

from __future__ import annotations

from benchmarks.quality import floors
from benchmarks.quality.outcome import Outcome


def outcome(value: float, digest: str = "sha256:a") -> Outcome:
    return Outcome({"fr": {"F1@0.5": value, "gold": 20.0}}, digest, ("F1@0.5",))


def test_a_floor_is_a_point_below_and_only_for_floored_metrics() -> None:
    kept, refused = floors.raised("statements", outcome(70.05), {})
    assert kept == {"statements": {"corpus": "sha256:a", "floors": {"fr": {"F1@0.5": 69.0}}}}
    assert refused == []


def test_falling_below_is_said_with_both_figures() -> None:
    kept, _ = floors.raised("statements", outcome(70.0), {})
    assert floors.check("statements", outcome(69.0), kept) == ([], None)
    fallen, unchecked = floors.check("statements", outcome(68.9), kept)
    assert fallen == ["statements: fr F1@0.5 is 68.9, its floor is 69.0"]
    assert unchecked is None


def test_update_refuses_to_lower() -> None:
    kept, _ = floors.raised("statements", outcome(70.0), {})
    after, refused = floors.raised("statements", outcome(50.0), kept)
    assert after == kept
    assert refused == ["statements: fr F1@0.5 would sink from 69.0 to 49.0"]


def test_another_corpus_is_not_checked_and_says_so() -> None:
    kept, _ = floors.raised("statements", outcome(70.0), {})
    assert floors.check("statements", outcome(10.0, "sha256:b"), kept) == (
        [],
        "the corpus is not the one that the floors were measured on",
    )
    after, refused = floors.raised("statements", outcome(10.0, "sha256:b"), kept)
    assert (after["statements"]["floors"], refused) == ({"fr": {"F1@0.5": 9.0}}, [])
