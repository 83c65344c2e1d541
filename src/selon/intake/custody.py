"""What is done with a ledger beyond reading it: versions compared, errors reported, seals with timestamps,
archives out.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from selon.errors import LedgerError, UsageError
from selon.model import Capture, Claim, ClaimStatement, Entry, Notice, Report, VersionDiff
from selon.model.assertion import without_address

if TYPE_CHECKING:
    from selon.intake.web import Web
    from selon.ledger import Added, Check, Ledger
    from selon.ledger.bundle import Subject

CLAIM = re.compile(r"c-[0-9a-f]{1,64}")
_KEY = re.compile(r"sha256:[0-9a-f]{64}:(\d{1,12})-(\d{1,12}):", re.ASCII)
ERROR_REPORT = "error-report"
EDIT = "edit"
NOTES = frozenset({"passed-over", "summary-only"})
"""Faults of an input that was read all the same: no failure."""
OVER_HTTP = ("html", "txt", "json", "pdf", "srt", "vtt", "eml")
"""Forms whose captured bytes are the body of a response; entries of feeds and posts are parts of one."""


# --- versions ---------------------------------------------------------------------------------------------------------


def notices_in(report: Report) -> tuple[Notice, ...]:
    """The correction notices in a report's text; none when there is no pack for its language."""
    from selon import lang
    from selon.reading.notices import notices

    language = report.document.language
    return notices(report.document, lang.load(language)) if language in lang.available() else ()


def compare(old: Report, new: Report) -> VersionDiff:
    """Two readings of one report, statement by statement, with the correction notices of the later one."""
    from selon.ledger.diff import diff

    return diff(old, new, notices_in(new))


def versions(
    ledger: Ledger, key: str, first: int | None = None, last: int | None = None
) -> tuple[int, int, VersionDiff]:
    """The difference between two versions of a report: the latest and the one before it in the same form (a page is
    no edit of its summary in a feed), unless told otherwise.
    """
    row = ledger.report(key)
    last = last if last is not None else row.versions
    first = first if first is not None else _before(ledger, row.id, last)
    if first < 1:
        raise UsageError("there is only one version of this report", row.id, "one-version")
    if first == last:
        raise UsageError("these are one version", f"{first} {last}")
    return first, last, compare(ledger.reading(row.id, first), ledger.reading(row.id, last))


def _before(ledger: Ledger, report: str, last: int) -> int:
    """The version before one: the latest in the same form, else the one before it."""
    forms = {v.version: v.form for v in ledger.versions(report)}
    return max((n for n, form in forms.items() if n < last and form == forms.get(last)), default=last - 1)


def record(ledger: Ledger, capture: Capture, report: Report, actor: str) -> Added:
    """Record what was read in a capture and, of a version, what it changed: both entries in one transaction.

    An entry of a feed whose page is kept already is known: it would hide what the page says.
    """
    if capture.form == "item" and (page := _page_of(ledger, capture.url)):
        return page
    return ledger.add(capture, report, actor=actor, compared=changed)


def _page_of(ledger: Ledger, url: str | None) -> Added | None:
    """The report that an entry of a feed leads to, when its page was captured."""
    from selon.ledger import Added

    with suppress(LedgerError):
        row = ledger.report(url or "")
        if any(version.form != "item" for version in ledger.versions(row.id)):
            return Added("known", row.id, row.versions, None)
    return None


def changed(old: Report, new: Report) -> dict[str, object]:
    """What an entry of kind `edit` says about two readings of one report."""
    found = compare(old, new)
    return {
        "counts": {fate: found.count(fate) for fate in ("added", "dropped", "changed", "kept")},
        "silent": found.silent, "reworded": found.reworded,
        "aspects": sorted({d.aspect for change in found.changes for d in change.differences}),
        "notices": [n.span.text for n in found.notices],
    }  # fmt: skip


def diff_json(found: VersionDiff) -> dict[str, Any]:
    """A difference as JSON values; statements by their identifiers and words."""
    changes = []
    for change in found.changes:
        sides = {
            side: None
            if s is None
            else {"id": s.id, "text": s.text, "voices": [v.name for v in s.voices], "certainty": s.certainty}
            for side, s in (("old", change.old), ("new", change.new))
        }
        changes.append(
            {"fate": change.fate, **sides, "differences": [asdict(d) for d in change.differences],
             "words": [asdict(w) for w in change.words], "notice": change.notice,
             "silent": change.silent}
        )  # fmt: skip
    notices = [{"kind": n.kind, "text": n.span.text, "start": n.span.start, "end": n.span.end} for n in found.notices]
    shown = {"reworded": found.reworded, "silent": found.silent}
    return shown | {"old": found.old, "new": found.new, "changes": changes, "notices": notices}


# --- errors that readers report ---------------------------------------------------------------------------------------


def report_error(ledger: Ledger, statement: str, text: str, actor: str) -> Entry:
    """Record a reader's word that a statement is wrong. It never edits: it is an entry beside the others."""
    if not text.strip():
        raise UsageError("an error report needs words", "--text")
    row = ledger.statement(statement)
    body = {
        "report": row.report, "version": row.version, "statement": row.id, "content": row.content, "text": text.strip()[:10_000],
    }  # fmt: skip
    return ledger.append(ERROR_REPORT, body, actor=actor)


# --- seals ------------------------------------------------------------------------------------------------------------


def stamping(authority: str, web: Web) -> Callable[[bytes], dict[str, str]]:
    """How to get timestamps from the authority at an address."""
    from selon.intake.web import Collector
    from selon.ledger import timestamp

    def stamp(data: bytes) -> dict[str, str]:
        with Collector(web) as collector:
            return timestamp.obtain(
                authority, data, lambda url, body: collector.post(url, body, "application/timestamp-query")
            )

    return stamp


def subject(ledger: Ledger, key: str) -> Subject:
    """What a bundle about this claim (`c-…`) or report is about."""
    from selon.ledger.bundle import Subject

    if CLAIM.fullmatch(key):
        from selon.pipeline_claims_kept import refresh

        refresh(ledger)
        try:
            return _claim_subject(ledger, ledger.claim(key))
        except LedgerError as error:
            if error.fault.code != "claim-unknown":
                raise
    row = ledger.report(key)
    return Subject("report", row.id, row.headline or row.url or row.name, (row.id,))


def _claim_subject(ledger: Ledger, claim: Claim) -> Subject:
    """A claim: the reports that carry it, its statements and plain words in them, what people decided about it."""
    from selon.ledger.bundle import Subject
    from selon.pipeline_claims_kept import decisions
    from selon.wire_claims import claim_json

    statements: set[tuple[str, str]] = set()
    passages: set[tuple[str, str, int, int]] = set()
    for s in claim.statements:
        row, reading = _carrier(ledger, s)
        if s.statement in {x.id for x in reading.statements}:
            statements.add((row, s.statement))
        else:
            passages.add((row, s.version, *_place(s, reading.document.text)))
    keys = {k for s in claim.statements for k in (s.key, without_address(s.key))}
    decided = [d.seq for d in decisions(ledger) if keys & {*d.left, *d.right}]
    reports = tuple(sorted({s[0] for s in statements} | {p[0] for p in passages}))
    return Subject(
        "claim", claim.id, claim.gist, reports, tuple(sorted(statements)), tuple(sorted(passages)), tuple(decided),
        claim_json(claim),
    )  # fmt: skip


def _carrier(ledger: Ledger, statement: ClaimStatement) -> tuple[str, Report]:
    """The report and the version of it that a claim's statement stands in: by its address where that has these bytes
    (another report may have them too), else by the bytes.
    """
    found = ledger.edition(*statement.edition)
    return found.report, ledger.reading(found.report, found.version)


def _place(statement: ClaimStatement, text: str) -> tuple[int, int]:
    """Where the words of a plain assertion stand: its key says it, its content is looked for when it does not."""
    if said := _KEY.match(statement.key):
        return int(said[1]), int(said[2])
    start = text.find(statement.content)
    return start, start + len(statement.content)


def seal_checks(ledger: Ledger) -> Iterator[Check]:
    """The checks of the seals in a ledger; none when it was never sealed."""
    from selon.ledger import Check

    if next(ledger.entries(kind="seal"), None) is None:
        return
    try:
        from selon.ledger import seal

        yield from seal.check(ledger)
    except ModuleNotFoundError as missing:
        yield Check("seals", "not checked", f"the extra `selon[capture]` is needed ({missing.name})")


# --- archives ---------------------------------------------------------------------------------------------------------


def export_warc(ledger: Ledger, path: Path) -> int:
    """Write every capture that the log names as one WARC file, and give the number of records; never over a file."""
    count = 0
    try:
        with path.open("xb") as file:
            for record in _records(ledger, path.name):
                file.write(gzip.compress(record, 6, mtime=0))
                count += 1
    except OSError as error:
        raise LedgerError(f"cannot be written: {error.strerror}", str(path), "write") from error
    return count


def _records(ledger: Ledger, name: str) -> Iterator[bytes]:
    from selon.capture import warc_out

    yield warc_out.info(name, "Selon, from a ledger")
    for entry in ledger.entries():
        body: Any = entry.body
        if entry.kind in ("report", "fault") and body.get("capture"):
            payload = ledger.capture(body["capture"])
            meta = body.get("meta") or {}
            exchange = _exchange(entry, body, meta, payload)
            if exchange:
                yield from warc_out.exchange_records(exchange)
            else:
                yield warc_out.resource(_target(body), entry.at, _type(body["form"]), payload)


def _exchange(entry: Entry, body: Mapping[str, Any], meta: Mapping[str, Any], payload: bytes) -> Any:
    """The exchange that a capture came from, its body as captured (content encodings undone); `None` when
    it had none.
    """
    from selon.capture.records import Exchange

    response, url = meta.get("response"), body.get("url")
    if not isinstance(response, dict) or not url or body["form"] not in OVER_HTTP or "status" not in response:
        return None
    times, peer, request = (meta.get(k) or {} for k in ("times", "peer", "request"))
    gone = ("content-encoding", "content-length", "transfer-encoding")
    headers = [(f"X-Archive-Orig-{k}" if k.lower() in gone else k, v) for k, v in response.get("headers") or ()]
    sent = tuple((k, v) for k, v in request.get("headers") or ())
    return Exchange(
        url=request.get("url") or url,
        method="GET",
        request_headers=sent,
        http="1.1",
        status=int(response["status"]),
        reason=response.get("reason") or "OK",
        headers=(*headers, ("Content-Length", str(len(payload)))),
        body=payload,
        started=times.get("started") or entry.at,
        ended=times.get("ended") or entry.at,
        seconds=float(times.get("seconds") or 0),
        address=peer.get("address") or "",
        port=int(peer.get("port") or 0),
    )


def _target(body: Mapping[str, Any]) -> str:
    return str(body.get("url") or "urn:" + str(body["capture"]))


def _type(form: object) -> str:
    types = {
        "html": "text/html",
        "txt": "text/plain",
        "pdf": "application/pdf",
        "eml": "message/rfc822",
        "vtt": "text/vtt",
    }
    return types.get(str(form), "application/x-subrip" if form == "srt" else "application/json")
