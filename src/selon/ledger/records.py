"""What the ledger answers with: small frozen rows, apart from SQLAlchemy so that they cost nothing to import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

AddStatus = Literal["added", "version", "known"]
Answer = Literal["passed", "failed", "not checked"]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one report.

    status: `added` (a new report), `version` (other bytes of a known report, or earlier ones seen there again after
    others) or `known` (these bytes are kept already).
    report: its identifier, `r-` and 16 hexadecimal digits. version: 1, 2, 3 … in the order of the log.
    seq: the entry that was written; `None` for `known`, where nothing is written. edit: the body of the entry of kind
    `edit` that was written with it; `None` when there is none.
    """

    status: AddStatus
    report: str
    version: int
    seq: int | None
    edit: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One answer of `verify`: which item, what came out, and why (empty for a plain pass)."""

    item: str
    answer: Answer
    why: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """Where the log ends: the last entry's number and hash; 0 and 64 zeros for an empty log. Written `seq:hash`."""

    seq: int
    hash: str

    def __str__(self) -> str:
        return f"{self.seq}:{self.hash}"


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One report as listed; what it says about itself is taken from its latest version.

    number: 1, 2, 3 … in the order of first adding. statements: how many its latest version holds.
    first_at, last_at: when its first and its latest version were added (UTC). seq: the entry of the latest version.
    """

    number: int
    id: str
    url: str | None
    name: str
    outlet: str | None
    headline: str | None
    language: str
    published: str | None
    modified: str | None
    versions: int
    statements: int
    first_at: str
    last_at: str
    seq: int


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version of a report: which bytes, when they were added and by whom, what was read in them.

    capture: `sha256:…` of the bytes. size: in bytes. url: the address they were captured from, if any.
    observed: when they were seen there (UTC), `None` for files. returns: the number of the first version with these
    very bytes, when the report went back to them; `None` otherwise.
    """

    report: str
    version: int
    seq: int
    at: str
    actor: str
    capture: str
    size: int
    form: str
    name: str
    url: str | None
    headline: str | None
    language: str
    published: str | None
    modified: str | None
    statements: int
    faults: int
    observed: str | None = None
    returns: int | None = None


@dataclass(frozen=True, slots=True)
class VoiceRow:
    """One voice of a chain: its fullest name in the text, the cue as written (`None` when there is none)."""

    name: str
    kind: str
    manner: str
    cue: str | None
    entity: str | None


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One statement as listed, with its chain and where it stands.

    number: 1, 2, 3 … in the order of the log, the cursor for paging. position: index into the report's statements.
    start, end: from the first to the last code point of its content in the document's text.
    """

    number: int
    id: str
    report: str
    version: int
    position: int
    content: str
    certainty: str
    kind: str
    said_at: str | None
    happened_at: str | None
    start: int
    end: int
    voices: tuple[VoiceRow, ...]
    url: str | None
    name: str
    outlet: str | None
    headline: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class FaultRow:
    """One fault that the log keeps: of an input that failed (`report` is `None`) or of a version that was added."""

    seq: int
    position: int
    at: str
    report: str | None
    code: str
    place: str
    reason: str
