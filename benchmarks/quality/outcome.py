"""What a measurement returns, and how a corpus is pinned."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

Rows = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one measurement.

    rows: label (a language, a corpus) → metric → figure. digest: of the corpus files that were measured.
    floored: the metrics that floors are kept for. parts: the same figures per document. errors: lines for `--errors`.
    """

    rows: Rows
    digest: str
    floored: tuple[str, ...]
    parts: Rows = field(default_factory=dict)
    errors: tuple[str, ...] = ()


def shared_folder() -> Path:
    """Where the development data lies: `SELON_SHARED`, else `../shared` beside the project."""
    return Path(os.environ.get("SELON_SHARED") or Path(__file__).parents[2] / ".." / "shared").resolve()


def corpus_digest(folder: Path, files: Iterable[Path]) -> str:
    """SHA-256 over names (relative to `folder`) and bytes of the files, in order of name."""
    total = hashlib.sha256()
    for file in sorted(files):
        total.update(f"{file.relative_to(folder).as_posix()}\0".encode())
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return "sha256:" + total.hexdigest()
