"""The linter of language packs: each fault is named with its place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from selon.lang.lint import check
from selon.pipeline import check_pack

CUES = "cue\tforms\ttype\tframes\tmanner\tsource\n"
GOOD = {
    "pack.toml": 'name = "Test"\ninfinitive_any_word = true\n',
    "SOURCES.toml": '[own]\nwhat = "written here"\nlicence = "Apache-2.0"\n',
    "words.tsv": "word\tclasses\tfeatures\tsource\nthe\tdet\t\town\nthat\tsub\t\town\nwas\tbe\t\town\n",
    "cues.tsv": CUES + "say\tsaid=fin+past\tverb\tthat zero quote tag\tsay\town\n",
    "examples.jsonl": json.dumps(
        {
            "text": "The mayor said that the bridge was open.",
            "statements": [{"content": ["the bridge was open"], "voices": [["The mayor", "said", "say"]],
                            "certainty": "attributed", "kind": "report"}],
            "source": "own",
        }
    ) + "\n",
}  # fmt: skip


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "xx"
    folder.mkdir()
    for name, text in GOOD.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def codes(folder: Path) -> list[tuple[str, str]]:
    return [(f.code, f.place.rpartition("/")[2]) for f in check(folder)]


def test_a_sound_pack_has_no_fault(pack: Path) -> None:
    assert codes(pack) == []
    assert check_pack(pack) == ()


@pytest.mark.parametrize(
    ("name", "add", "fault"),
    [
        ("pack.toml", 'colour = "red"\n', ("unknown-key", "pack.toml")),
        ("pack.toml", "verb_second = 3\n", ("wrong-type", "pack.toml")),
        ("cues.tsv", "say\tsays=fin\tverb\tthat\tsay\town\n", ("duplicate", "cues.tsv:3")),
        ("cues.tsv", "tell\ttold=fin\tverb\tthat\tsay\t\n", ("missing", "cues.tsv:3")),
        ("cues.tsv", "tell\ttold=fin\tverb\tthat\tsay\theard\n", ("no-source", "cues.tsv:3")),
        ("cues.tsv", "tell\ttold=fin\tverb\tthat\tsing\town\n", ("unknown-value", "cues.tsv:3")),
        ("cues.tsv", "tell\ttell/weak\tverb\tthat\tsay\town\n", ("pack", "cues.tsv:3")),
        ("cues.tsv", "tell\ta_*_b_*_c_*_d\tverb\tthat\tsay\town\n", ("slow-pattern", "cues.tsv:3")),
        ("time_rules.tsv", 'reading\tpattern\tnote\tsource\nhour\t[ "24" "hours" ]\t\town\n', ("digits", "time_rules.tsv:2")),
        ("examples.jsonl", "{broken\n", ("broken", "examples.jsonl:2")),
        ("examples.jsonl", '{"text": "A.", "statements": [], "source": "own", "mood": 1}\n', ("unknown-key", "examples.jsonl:2")),
        ("examples.jsonl", '{"text": "A.", "statements": [{"content": ["B"]}], "source": "own"}\n', ("not-in-text", "examples.jsonl:2")),
    ],
)  # fmt: skip
def test_each_fault_is_named_with_its_place(pack: Path, name: str, add: str, fault: tuple[str, str]) -> None:
    with (pack / name).open("a", encoding="utf-8") as file:
        file.write(add)
    assert codes(pack) == [fault]


def test_an_unknown_column_stops_the_reading(pack: Path) -> None:
    (pack / "cues.tsv").write_text("cue\tcolour\nsay\tred\n", encoding="utf-8")
    assert codes(pack) == [("pack", "cues.tsv:1")]


def test_a_folder_that_is_no_pack(tmp_path: Path) -> None:
    assert codes(tmp_path) == [("no-pack", tmp_path.name)]


def test_an_example_that_fails_is_a_fault(pack: Path) -> None:
    example = json.loads(GOOD["examples.jsonl"]) | {"text": "The mayor said that the bridge was open, that day."}
    (pack / "examples.jsonl").write_text(json.dumps(example) + "\n", encoding="utf-8")
    assert [f.code for f in check_pack(pack)] == ["example"]
