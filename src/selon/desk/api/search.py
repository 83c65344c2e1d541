"""Search over claims, statements and reports; what was found is told as spans, never as marked-up text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from selon.desk.api.models_views import ClaimHit, ReportHit, SearchResult, StatementHit
from selon.desk.api.readings import brief
from selon.desk.api.reportpage import report_row
from selon.desk.api.shelf import Shelf
from selon.desk.api.veil import Protection
from selon.ledger import ClaimFilter, Ledger
from selon.ledger.fold import fold, stem, tokens

_WORD = re.compile(r"[^\W_]+(?:['’ʼ‘`](?=[\u0400-\u04ff])[^\W_]+)*")
_PHRASE = re.compile(r'"([^"]*)"')


def beginnings(query: str) -> list[str]:
    """The folded beginnings of words that a query stands for, as the index takes them."""
    exact = {w for phrase in _PHRASE.findall(query) for w in tokens(phrase)}
    loose = [w for w in tokens(_PHRASE.sub(" ", query)) if len(w) > 1 or w.isdigit()]
    return [*sorted(exact), *(w if len(w) <= 3 or any(c.isdigit() for c in w) else stem(w) for w in loose)]


def hits(text: str, wanted: Sequence[str]) -> list[tuple[int, int]]:
    """The words of a text that begin so, as spans in code points."""
    if not wanted:
        return []
    starts = tuple(wanted)
    return [m.span() for m in _WORD.finditer(text) if fold(m[0]).startswith(starts)]


def search(query: str, limit: int, ledger: Ledger, shelf: Shelf, veil: Protection) -> SearchResult:
    """The first `limit` claims, statements and reports in which all words of a query occur."""
    wanted = beginnings(query)
    if not wanted:
        return SearchResult(claims=[], statements=[], reports=[])
    rows, _, _ = shelf.page(ClaimFilter(about=query), "reports", limit)
    claims = veil.rows([ClaimHit(**row.model_dump(), hits=hits(row.gist, wanted)) for row in rows])
    statements = []
    for s in ledger.statements(text=query, limit=limit):
        held = {c.statement: claim.id for claim in shelf.of_report(s.report) for c in claim.statements}
        hit = StatementHit(
            report=brief(ledger.report(s.report)), id=s.id, number=s.number, text=s.content, hits=hits(s.content, wanted),
            voices=[v.name for v in s.voices], certainty=s.certainty, claim=held.get(s.id),  # type: ignore[arg-type]
        )  # fmt: skip
        statements.append(veil.of_report(hit, s.report, s.version))
    reports = [veil.of_report(hit, hit.id) for hit in _reports(query, wanted, limit, ledger)]
    return SearchResult(claims=claims, statements=statements, reports=reports)


def _reports(query: str, wanted: Sequence[str], limit: int, ledger: Ledger) -> Iterator[ReportHit]:
    for row in ledger.reports(text=query, limit=limit):
        yield ReportHit(**report_row(row, 0).model_dump(), hits=hits(row.headline or "", wanted))
