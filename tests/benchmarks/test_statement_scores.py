"""The statement scorer: figures worked out by hand, and those of the reference scorer where it is there."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.quality import statements
from benchmarks.quality.outcome import shared_folder

TEXT = "The mayor said that two bridges fell. Later she denied it."
#       0         1         2         3         4         5


def span(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def statement(content: str, voice: str | None, cue: str | None, certainty: str = "attributed") -> dict[str, Any]:
    link = {"span": span(voice), "cue": span(cue) if cue else None} if voice else None
    return {
        "content": [span(content)],
        "voices": [link] if link else [],
        "certainty": certainty,
        "kind": "report",
        "why": [{"rule": "x", "evidence": []}],
    }


GOLD = statements.Gold(
    "t",
    "en",
    TEXT,
    [statement("two bridges fell", "The mayor", "said"), statement("denied it", "she", "denied", "denied")],
    len(TEXT),
    None,
)


def test_a_perfect_reading_is_a_hundred_everywhere() -> None:
    found = statements.figures(statements.tally(GOLD, GOLD.statements))
    assert {k: v for k, v in found.items() if k not in ("gold", "pred")} == dict.fromkeys(
        ["F1@0.5", "F1@0.8", "content", "deepest voice", "cue", "chain", "certainty", "kind"], 100.0
    )


def test_counts_worked_out_by_hand() -> None:
    # 'that two bridges fell' against 'two bridges fell': F1 = 2*3/(4+3) = 0.857; the second gold statement is missed;
    # 'Later' is extra. Two gold, two read, one hit: F1@0.5 = 2*1/4.
    read = [statement("that two bridges fell", "mayor", None, "hedged"), statement("Later", None, None)]
    found = statements.figures(statements.tally(GOLD, read))
    assert (found["gold"], found["pred"], found["F1@0.5"], found["F1@0.8"]) == (2, 2, 50.0, 50.0)
    assert (found["content"], found["deepest voice"], found["cue"]) == (85.7, 100.0, 0.0)
    assert (found["chain"], found["certainty"], found["kind"]) == (100.0, 0.0, 100.0)


def test_a_gold_statement_is_found_once_only() -> None:
    twice = [statement("two bridges fell", "The mayor", "said")] * 2
    assert statements.figures(statements.tally(GOLD, twice))["F1@0.5"] == 50.0


def test_differences_name_missed_extra_and_wrong() -> None:
    read = [statement("two bridges fell", "The mayor", "said", "hedged"), statement("Later", None, None)]
    lines = list(statements.differences(GOLD, read))
    assert [line[0] for line in lines] == ["~", "-", "+"]
    assert lines[0].startswith("~ en/t:20 certainty\n")


SHARED = shared_folder()


@pytest.mark.skipif(not (SHARED / "corpora").is_dir(), reason="the corpora are not there")
def test_same_figures_as_the_reference_scorer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Gold, spoilt at random (dropped, cut, relabelled), scored by both."""
    folder, chance = SHARED / "corpora" / "statements", random.Random(7)

    def spoilt(gold: statements.Gold) -> list[dict[str, Any]]:
        read = []
        for g in json.loads(json.dumps(gold.statements)):
            if chance.random() < 0.8:
                g["content"][0]["end"] -= chance.choice([0, 0, 5, 20])
                g["certainty"] = chance.choice([g["certainty"], "hedged"])
                g["voices"] = g["voices"][: chance.choice([1, 2, 3])]
                read.append(g | {"why": []})
        read = [s for s in read if s["content"][0]["start"] < s["content"][0]["end"]]
        out = tmp_path / gold.language / f"{gold.name}.json"
        out.parent.mkdir(exist_ok=True)
        out.write_text(json.dumps({"document": {"text": gold.text}, "statements": read}), encoding="utf-8")
        return [s for s in read if min(c["start"] for c in s["content"]) < gold.until]

    monkeypatch.setattr(statements, "predict", spoilt)
    rows = statements.measure(SHARED).rows
    tool = [sys.executable, str(SHARED / "tools" / "score_statements.py"), str(folder), str(folder), str(tmp_path)]
    printed = subprocess.run(tool, capture_output=True, text=True, check=True).stdout.splitlines()
    for line in printed[1:-1]:
        language, *values = line.split()
        assert list(rows[language].values()) == [float(v) for v in values]
    assert printed[-1] == f"mean F1@0.5 {rows['mean']['F1@0.5']}"
