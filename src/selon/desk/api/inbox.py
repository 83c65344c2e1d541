"""The log in words for a reader: what came in, what failed, what was edited, what people decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import islice
from pathlib import PurePath
from typing import Any

from selon.desk.api.models_reports import InboxItem
from selon.ledger import Ledger
from selon.ledger.recent import Recent

ENTRIES: tuple[str, ...] = (
    "report", "fault", "edit", "error-report", "grade", "note", "merge", "split", "undo", "seal", "user-added",
    "user-removed", "user-role", "user-password", "token-added", "token-revoked", "login-failures",
)  # fmt: skip
"""Kinds of entries that the inbox shows."""
PLAIN = frozenset({"grade", "note", "merge", "split", "undo", "seal"})
OF: dict[str, tuple[str, ...]] = {
    "report": ("report",), "version": ("report",), "fault": ("fault",), "edit": ("edit",), "silent": ("edit",),
    "correction": ("edit",), "error_report": ("error-report",), **{kind: (kind,) for kind in PLAIN},
    "contradiction": (), "other": tuple(k for k in ENTRIES if k.startswith(("user-", "token-", "login-"))),
}  # fmt: skip
"""The kinds of entries that an item of the inbox may come from."""
STEP = 200


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of the inbox ended: the entry of its last item, and how many items at that entry it has shown."""

    entry: int
    shown: int


def page(ledger: Ledger, before: int | None, after: Place | None, kind: str | None, limit: int) -> list[InboxItem]:
    """The newest items before an entry and behind a place, the newest first; of one kind or all."""
    end = min([n for n in (before, after.entry + 1 if after else None) if n is not None], default=None)
    told = () if kind == "contradiction" else log_items(ledger, end, kind)
    found = merge(told, _contradictions(ledger, end, kind), key=lambda i: (-i.entry, i.kind == "contradiction"))
    skipped = after.shown if after is not None else 0
    return list(islice(found, skipped, skipped + limit))


def place_of(items: Sequence[InboxItem], after: Place | None) -> Place:
    """Where a page that is not empty ended."""
    last = items[-1].entry
    shown = sum(i.entry == last for i in items)
    return Place(last, shown + (after.shown if after is not None and after.entry == last else 0))


def log_items(ledger: Ledger, before: int | None, kind: str | None) -> Iterator[InboxItem]:
    """The items of the log before an entry, the newest first; of one kind or all.

    Among all kinds a version and what it changed, two entries of one transaction, are one item: the change.
    """
    wanted, told = ENTRIES if kind is None else OF[kind], -1
    while wanted:
        rows = ledger.recent(wanted, before=before, limit=STEP)
        for row in rows:
            one = item(row)
            if row.kind == "edit" and kind is None:
                told = row.seq - 1
            if (row.seq != told or row.kind != "report") and (kind is None or one.kind == kind):
                yield one
        if len(rows) < STEP:
            return
        before = rows[-1].seq


def _contradictions(ledger: Ledger, before: int | None, kind: str | None) -> Iterator[InboxItem]:
    """The claims that were found to contradict one another, each with the entry up to which claims were computed then."""
    if kind not in (None, "contradiction"):
        return
    skipped = 0
    while True:
        rows = ledger.new_contradictions(before, STEP, skipped)
        gists = {r.id: r.gist for r in ledger.claim_rows_of([x for r in rows for x in (r.claim, r.other)])}
        for row in rows:
            yield InboxItem(
                entry=row.seq, at=row.at, actor=row.actor, kind="contradiction", title=gists.get(row.claim, row.claim)[:400],
                detail=f"{gists.get(row.other, row.other)} ({row.why})"[:2000], report=None, claims=[row.claim, row.other],
            )  # fmt: skip
        skipped += len(rows)
        if len(rows) < STEP:
            return


def item(row: Recent) -> InboxItem:
    """One entry in words."""
    body: Any = row.body
    made: dict[str, Any] = {"kind": "other", "title": row.kind, "detail": "", "claims": []}
    if row.kind == "report":
        made |= _came(row)
    elif row.kind == "fault":
        fault = body.get("fault") or {}
        detail = f"{fault.get('reason', '')} [{fault.get('code', '')}]"
        made |= {"kind": "fault", "title": last_part(str(fault.get("place", ""))), "detail": detail}
    elif row.kind == "edit":
        made |= _edit(row, body)
    elif row.kind == "error-report":
        made |= {"kind": "error_report", "title": str(body.get("content", "")), "detail": str(body.get("text", ""))}
    elif row.kind in PLAIN:
        made |= _decision(row.kind, body)
    else:
        made["detail"] = ", ".join(f"{k} {v}" for k, v in body.items() if isinstance(v, str | int))
    made["title"], made["detail"] = made["title"][:400], made["detail"][:2000]
    return InboxItem(entry=row.seq, at=row.at, actor=row.actor, report=row.report.id if row.report else None, **made)


def last_part(name: str) -> str:
    """A name without the folders that it lay in: those are the affair of whoever added it."""
    return name if "://" in name else PurePath(name).name or name


def _called(row: Recent) -> str:
    return (row.report.outlet or last_part(row.report.name)) if row.report else ""


def _came(row: Recent) -> dict[str, Any]:
    version = row.version
    first = version is None or version.version == 1
    detail = (version.headline if version else None) or (row.report.url if row.report else None) or ""
    made: dict[str, Any] = {"kind": "report" if first else "version", "title": _called(row), "detail": detail}
    return made if version is None or first else made | {"version": version.version, "since": version.version - 1}


def _edit(row: Recent, body: Any) -> dict[str, Any]:
    silent, notices = int(body.get("silent") or 0), body.get("notices") or []
    counts = body.get("counts") or {}
    said = [f"{n} {fate}" for fate, n in counts.items() if n and fate != "kept"]
    said += [f"{silent} silent"] if silent else []
    detail = "; ".join([", ".join(said) or "other words only", *(str(n) for n in notices)])
    kind = "correction" if notices else "silent" if silent else "edit"
    title = f"{_called(row)}, version {body.get('from')} to {body.get('to')}"
    return {"kind": kind, "title": title, "detail": detail, "version": body.get("to"), "since": body.get("from")}


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
