"""Bundles: one archive that holds what a stranger needs to check a report or a claim, and the program that checks it.

In it: `entries/` (as they are hashed), `captures/` (by SHA-256), `proof.json` (Merkle paths to the sealed root),
`seal.json`, `subject.json` (what it is about, with its words), `manifest.json`, `verify.py`. Packed so that equal
content gives equal bytes.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from selon.errors import LedgerError
from selon.ledger import merkle
from selon.ledger.book import Ledger, tool
from selon.ledger.log import body_text, entry_text
from selon.ledger.offline import sha256, zip_bytes
from selon.ledger.seal import seals
from selon.model import Entry
from selon.wire import canonical

MAX_BYTES = 2 << 30
"""A larger bundle is refused (bytes): it would not fit the plain zip format, nor memory."""

BESIDE = ("edit", "error-report")
"""Kinds of entries that tell of a report and go with it."""

_README = """This is a bundle of Selon, made to be checked by somebody who trusts nobody.

    python bundle.zip        checks this archive itself, under whatever name it has, every byte of it
    python verify.py         checks the unpacked folder

Python 3.9 or newer is enough; nothing is installed and no network is used. The answer is a list: passed, failed, or not
checked and why. What a seal proves depends on whose key it is: get the key of the sealer by another way than this archive,
and compare it with --key=ed25519:...

entries/      what the ledger recorded, each file exactly the bytes that are hashed
captures/     the captured bytes, named by their SHA-256
proof.json    how each entry leads to the root of the log (Merkle tree, RFC 6962)
seal.json     the signature over that root (Ed25519, RFC 8032), and a timestamp (RFC 3161) if there is one
subject.json  what this bundle is about, with the words of each statement
"""
_MAIN = (
    "import sys\nfrom pathlib import Path\n\nimport verify\n\nsys.exit(verify.main(sys.argv[1:], Path(sys.argv[0])))\n"
)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a bundle is about: `report` or `claim`, its identifier, a line that says it, and the statements it rests on.

    reports: identifiers. statements: (report, statement) identifiers; every statement of the reports when empty and
    there are no passages. passages: words of a report that are no statement of it: report, digest of the version,
    first code point, the one behind the last. entries: numbers of entries that belong to it beside those of its reports.
    computed: what was computed from all that and is only shown, JSON values.
    """

    kind: str
    id: str
    title: str
    reports: tuple[str, ...]
    statements: tuple[tuple[str, str], ...] = ()
    passages: tuple[tuple[str, str, int, int], ...] = ()
    entries: tuple[int, ...] = ()
    computed: Mapping[str, object] | None = None


def make(ledger: Ledger, subject: Subject, path: Path) -> int:
    """Write the bundle to `path`, whole or not at all, never over an existing file; gives its size in bytes."""
    data = zip_bytes(files_of(ledger, subject))
    if len(data) > MAX_BYTES:
        raise LedgerError(f"the bundle would have {len(data)} bytes; {MAX_BYTES} are possible", str(path), "too-large")
    partial = path.with_name(path.name + ".partial")
    try:
        with path.open("xb"):
            pass
        partial.write_bytes(data)
        partial.replace(path)
    except OSError as error:
        raise LedgerError(f"cannot be written: {error.strerror}", str(path), "write") from error
    return len(data)


def is_sealed(path: Path) -> bool:
    """Whether a bundle holds a seal: one is taken that covers all entries in it."""
    with zipfile.ZipFile(path) as archive:
        return archive.read("seal.json") != b"null"


def files_of(ledger: Ledger, subject: Subject) -> dict[str, bytes]:
    """The files of a bundle by name. `LedgerError` when a report is unknown or captured bytes are missing."""
    entries = _entries(ledger, subject)
    files: dict[str, bytes] = {
        "README.txt": _README.encode("utf-8"),
        "__main__.py": _MAIN.encode("utf-8"),
    }
    files["verify.py"] = (resources.files("selon.ledger") / "offline.py").read_bytes()
    for entry in entries:
        text = entry_text(entry.seq, entry.at, entry.actor, entry.kind, body_text(entry.body), entry.previous)
        files[f"entries/{entry.seq:09d}.json"] = text.encode("utf-8")
        digest = entry.body.get("capture")
        if isinstance(digest, str):
            files["captures/" + digest.removeprefix("sha256:")] = ledger.capture(digest)
    seal, proof = _proof(ledger, entries)
    files["seal.json"] = _json(seal)
    files["proof.json"] = _json(proof)
    files["subject.json"] = _json(_subject(subject, entries))
    manifest = _json({"files": {n: sha256(d) for n, d in files.items()}, "bundle": 1, "tool": tool()})
    files["manifest.json"] = manifest
    files["manifest.sha256"] = (sha256(manifest) + "\n").encode("ascii")
    return files


def _json(value: object) -> bytes:
    return canonical(value).encode("utf-8")


def _entries(ledger: Ledger, subject: Subject) -> list[Entry]:
    """All versions of the reports, what they changed, what readers said about errors in them, and what else
    belongs to the subject; in the order of the log.
    """
    numbers = set(subject.entries)
    numbers |= {version.seq for report in subject.reports for version in ledger.versions(ledger.report(report).id)}
    found = [ledger.entry(seq) for seq in sorted(numbers)]
    ids = {str(entry.body.get("id")) for entry in found if entry.kind == "report"}
    for kind in BESIDE:
        found += [e for e in ledger.entries(kind=kind) if e.body.get("report") in ids]
    return sorted(found, key=lambda entry: entry.seq)


def _proof(ledger: Ledger, entries: Sequence[Entry]) -> tuple[Mapping[str, Any] | None, dict[str, object]]:
    """The latest seal that covers the entries (none when there is none), and each entry's path to its root."""
    hashes = ledger.hashes()
    last = max((entry.seq for entry in entries), default=0)
    covering = [seal for seal in seals(ledger) if _size(seal) >= last]
    seal = covering[-1].body if covering else None
    covered = hashes[: _size(covering[-1])] if covering else hashes
    paths = {str(entry.seq): merkle.path(covered, entry.seq - 1) for entry in entries}
    return seal, {"size": len(covered), "root": merkle.root(covered), "paths": paths}


def _size(seal: Entry) -> int:
    signed: Any = seal.body["signed"]
    return int(signed["size"])


def _subject(subject: Subject, entries: Sequence[Entry]) -> dict[str, object]:
    wanted, every = set(subject.statements), not subject.statements and not subject.passages
    listed: dict[tuple[str, str], list[str]] = {}
    for entry in entries:
        body: Any = entry.body
        for statement in body["report"]["statements"] if entry.kind == "report" else ():
            key = (str(body["id"]), str(statement["id"]))
            if every or key in wanted:
                listed[key] = [part["text"] for part in statement["content"]]
    if missing := wanted - set(listed):
        raise LedgerError("a statement of it is not in the ledger", f"{sorted(missing)[0]}", "statement-unknown")
    return {
        "kind": subject.kind, "id": subject.id, "title": subject.title,
        "statements": [{"report": r, "statement": s, "content": c} for (r, s), c in sorted(listed.items())],
        "passages": _passages(subject, entries), "computed": subject.computed,
    }  # fmt: skip


def _passages(subject: Subject, entries: Sequence[Entry]) -> list[dict[str, object]]:
    bodies: list[Any] = [entry.body for entry in entries if entry.kind == "report"]
    texts = {(body["id"], body["capture"]): body["report"]["document"]["text"] for body in bodies}
    found = []
    for report, capture, start, end in subject.passages:
        text = texts.get((report, capture))
        if text is None or not 0 <= start < end <= len(text):
            raise LedgerError("words of it are not in the ledger", f"{report} {start}-{end}", "statement-unknown")
        found.append({"report": report, "capture": capture, "start": start, "end": end, "text": text[start:end]})
    return found
