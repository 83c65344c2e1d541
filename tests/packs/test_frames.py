"""Every frame example of a pack gives the frame, the predicate and the polarity that it expects, and every frame has one
in every language that knows frames."""

from __future__ import annotations

import json
from typing import get_args

import pytest

from selon import lang
from selon.grounding.fold import fold
from selon.matching.assertions import assertions_of
from selon.model import Capture, Frame
from selon.pipeline import read_capture
from selon.pipeline_facts import facts_of

PACKS = [code for code in lang.available() if lang.load(code).rows("frames")]
ALL = [
    (code, json.loads(line))
    for code in PACKS
    for line in (lang.load(code).folder / "frame_examples.jsonl").read_text(encoding="utf-8").splitlines()
    if line.strip()
]


@pytest.mark.parametrize(("code", "row"), [pytest.param(c, r, id=f"{c}:{r['text'][:30]}") for c, r in ALL])
def test_frame_example(code: str, row: dict[str, str]) -> None:
    text = row["text"].encode()
    report, _ = read_capture(Capture(text, "txt", "2024-05-01", "https://a.example/1", "2024-05-01", code))
    assert report is not None
    facts = facts_of(report, fold)
    assert facts is not None
    found = {(a.frame, a.triggers[0], a.polarity) for a in assertions_of(facts) if a.triggers}
    assert (row["frame"], row["concept"], row["polarity"]) in found


@pytest.mark.parametrize("code", PACKS)
def test_every_frame_has_an_example(code: str) -> None:
    assert {r["frame"] for c, r in ALL if c == code} == set(get_args(Frame))
