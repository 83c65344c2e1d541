"""The log in words for a reader: what came in, what failed, what was edited, what people decided."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from selon.desk.api.models_reports import InboxItem
from selon.ledger import Ledger
from selon.model import Entry

WINDOW = 200
"""Entries looked at in one step backwards."""
KINDS: tuple[str, ...] = (
    "report", "version", "fault", "edit", "silent", "correction", "contradiction", "error_report", "grade", "note",
    "merge", "split", "undo", "seal", "other",
)  # fmt: skip
PLAIN = frozenset({"grade", "note", "merge", "split", "undo", "seal"})
OF: dict[str, str] = {
    "version": "report", "silent": "edit", "correction": "edit", "error_report": "error-report"
}  # fmt: skip
"""The kind of entry that an item of the inbox comes from, where it has another name."""


def item(entry: Entry, first_seqs: frozenset[int] = frozenset()) -> InboxItem:
    """One entry in words. first_seqs: entries that are known to be first versions of a report."""
    body: Any = entry.body
    made: dict[str, Any] = {"kind": "other", "title": entry.kind, "detail": "", "report": None, "claims": []}
    if entry.kind == "report":
        made |= _report(body, entry.seq in first_seqs)
    elif entry.kind == "fault":
        fault = body.get("fault") or {}
        detail = f"{fault.get('reason', '')} [{fault.get('code', '')}]"
        made |= {"kind": "fault", "title": str(fault.get("place", "")), "detail": detail}
    elif entry.kind == "edit":
        made |= _edit(body)
    elif entry.kind == "error-report":
        made |= {
            "kind": "error_report", "title": str(body.get("content", "")), "detail": str(body.get("text", "")),
            "report": body.get("report"),
        }  # fmt: skip
    elif entry.kind in PLAIN:
        made |= _decision(entry.kind, body)
    else:
        made["detail"] = ", ".join(f"{k} {v}" for k, v in body.items() if isinstance(v, str | int))
    made["title"], made["detail"] = made["title"][:400], made["detail"][:2000]
    return InboxItem(entry=entry.seq, at=entry.at, actor=entry.actor, **made)


def _report(body: Any, first: bool) -> dict[str, Any]:
    document = body["report"]["document"]
    return {
        "kind": "report" if first else "version", "title": document["outlet"] or body["name"],
        "detail": document["headline"] or body["address"] or "", "report": body["id"],
    }  # fmt: skip


def _edit(body: Any) -> dict[str, Any]:
    silent, notices = int(body.get("silent") or 0), body.get("notices") or []
    kind = "correction" if notices else "silent" if silent else "edit"
    counts = body.get("counts") or {}
    said = [f"{n} {fate}" for fate, n in counts.items() if n and fate != "kept"]
    said += [f"{silent} silent"] if silent else []
    detail = "; ".join([", ".join(said) or "other words only", *(str(n) for n in notices)])
    return {
        "kind": kind, "title": f"version {body.get('from')} to {body.get('to')}", "detail": detail, "report": body.get("report"),
    }  # fmt: skip


def _decision(kind: str, body: Any) -> dict[str, Any]:
    claims = [str(c) for c in body.get("claims") or ([body["claim"]] if body.get("claim") else [])]
    title = kind
    if kind == "grade":
        title = f"{body.get('source') or '–'}{body.get('information') or '–'}"
    elif kind == "undo":
        title = f"undo of {body.get('entry')}"
    elif kind == "seal":
        title = str((body.get("signed") or {}).get("head", ""))
    return {"kind": kind, "title": title, "detail": str(body.get("text") or body.get("reason") or ""), "claims": claims}


def items(ledger: Ledger, before: int | None, kind: str | None, limit: int) -> Iterator[InboxItem]:
    """The newest items before an entry, the newest first; of one kind or all. A step reads `WINDOW` entries at most."""
    end = min(before if before is not None else 2**62, ledger.head().seq + 1)
    wanted = OF.get(kind or "", kind) if kind not in ("other", "contradiction") else None
    found = 0
    while end > 1 and found < limit:
        start = max(0, end - 1 - (WINDOW * 20 if wanted else min(WINDOW, limit)))
        for entry in reversed(list(_between(ledger, start, end, wanted))):
            one = item(entry, firsts(ledger, entry))
            if kind is None or one.kind == kind:
                yield one
                found += 1
                if found == limit:
                    return
        end = start + 1


def _between(ledger: Ledger, start: int, end: int, kind: str | None) -> Iterator[Entry]:
    for entry in ledger.entries(after=start, kind=kind):
        if entry.seq >= end:
            return
        yield entry


def firsts(ledger: Ledger, entry: Entry) -> frozenset[int]:
    """The entry's number when it is the first version of its report."""
    if entry.kind != "report":
        return frozenset()
    versions = ledger.versions(str(entry.body["id"]))
    return frozenset(v.seq for v in versions[:1])
