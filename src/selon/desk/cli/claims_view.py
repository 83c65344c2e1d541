"""How claims, traces and comparisons look on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from selon.desk.cli import output
from selon.desk.cli.report_view import in_utc
from selon.desk.cli.safe import flat, short

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text
    from rich.tree import Tree

    from selon.desk.cli.looks import Signs
    from selon.model import Claim, ClaimStatement, Comparison, Copy, Counts, Origin

REMARKS = 8
"""Comparisons that a trace spells out."""
NARROW = 90
"""Under this width a list of claims has no room for their days."""
FIRST = ("differs", "update", "derivable")
"""What a trace spells out of comparisons, what does not agree first."""
Names = Mapping[str, tuple[str, str, str]]
COLOURS = {"identified": "green", "publisher_unsourced": "yellow", "unidentified": "yellow"}
PLAIN = {
    "identified": "identified",
    "publisher_unsourced": "does not say how it knows",
    "unidentified": "nobody that could be found again",
}
HOWS = {
    "literal": "copies it word for word", "edited": "copies it, lightly edited", "partial": "takes a passage from it",
    "translated": "translates it", "wire": "prints the same wire", "credited": "takes it from there, with credit",
}  # fmt: skip


def counts_line(c: Counts) -> Text:
    """The four numbers in words."""
    from rich.text import Text

    parts = [
        (f"{c.independent} independent", "bold green" if c.independent else "dim"),
        (f"{c.not_established} not established", "yellow" if c.not_established else "dim"),
        (f"{c.denying} denying", "bold red" if c.denying else "dim"),
        (f"{c.reports} {'report' if c.reports == 1 else 'reports'}", "bold"),
    ]
    line = Text()
    for i, (words, colour) in enumerate(parts):
        line.append("  " if i else "").append(words, colour)
    return line


def claim_table(out: Console, claims: Sequence[Claim]) -> None:
    """Print claims, one line each; what is denied is told at any width."""
    columns = ["claim", "indep.", "not est.", "deny", "reports", "when", "gist"]
    if out.width < NARROW:
        columns.remove("when")
    rows = [
        {
            "claim": c.id[:8], "indep.": str(c.counts.independent), "not est.": str(c.counts.not_established),
            "deny": str(c.counts.denying), "reports": str(c.counts.reports), "when": c.time or "",
            "gist": short(c.gist, 110) + (" [contradicted]" if c.contradicts else ""),
        }
        for c in claims
    ]  # fmt: skip
    out.print(output.small_table(columns, rows, wide="gist"))


def show_trace(out: Console, claim: Claim, copies: Iterable[Copy], names: Names, signs: Signs) -> None:
    """Print the provenance tree of a claim: origins first, the reports that rest on them below, values at the
    leaves."""
    from rich.text import Text
    from rich.tree import Tree

    head = Text(flat(claim.gist), "bold")
    head.append(
        f"\n{claim.id}  {claim.frame}"
        + (f"  {claim.place}" if claim.place else "")
        + (f"  {claim.time}" if claim.time else ""),
        "dim",
    )
    head.append("\n").append_text(counts_line(claim.counts))
    tree = Tree(head, guide_style="dim")
    known = list(copies)
    for origin in sorted(claim.origins, key=lambda o: (o.kind != "identified", _only_denies(claim, o), o.id)):
        _origin(tree, claim, origin, known, names, signs)
    out.print(tree)
    _remarks(out, claim, names)


def _only_denies(claim: Claim, origin: Origin) -> bool:
    return all(s.polarity == "denied" for s in claim.statements if s.origin == origin.id)


def _origin(tree: Tree, claim: Claim, origin: Origin, copies: Sequence[Copy], names: Names, signs: Signs) -> None:
    from rich.text import Text

    denies = _only_denies(claim, origin)
    mark, colour = ("✗", "red") if denies else ("●", "green") if origin.kind == "identified" else ("○", "yellow")
    if not signs.unicode:
        mark = {"✗": "x", "●": "*", "○": "o"}[mark]
    label = Text(f"{mark} ", colour).append(flat(origin.who), f"bold {colour}")
    facts = [
        PLAIN[origin.kind] if origin.kind != "identified" else "",
        f"party: {origin.party}" if origin.party else "",
        "denies" if denies else "",
    ]
    if any(facts):
        label.append("  (" + ", ".join(f for f in facts if f) + ")", "dim")
    branch = tree.add(label)
    reports = list(dict.fromkeys(s.report for s in claim.statements if s.origin == origin.id))
    reports.sort(key=lambda r: in_utc(names.get(r, ("", "", ""))[1]) or "9")
    placed: dict[str, Tree] = {}
    for report in reports:
        source, how = _parent(report, placed, copies)
        node = (placed[source] if source else branch).add(_report(report, how, names))
        placed[report] = node
        for s in claim.statements:
            if s.report == report and s.origin == origin.id:
                node.add(_leaf(s, signs))


def _parent(report: str, placed: Mapping[str, Tree], copies: Sequence[Copy]) -> tuple[str | None, str]:
    """The report above it in the tree that it copies, and how."""
    for copy in copies:
        if copy.target == report and copy.source in placed:
            return copy.source, HOWS[copy.how]
    return None, ""


def _report(report: str, how: str, names: Names) -> Text:
    from rich.text import Text

    outlet, published, language = names.get(report, (report, "", ""))
    label = Text(flat(outlet), "bold")
    label.append(f"  {in_utc(published)}  {language}".rstrip(), "dim")
    return label.append(f"  {how}", "magenta") if how else label


def _leaf(s: ClaimStatement, signs: Signs) -> Text:
    from rich.text import Text

    from selon.desk.cli.looks import LOOKS, amount

    denied = s.polarity == "denied"
    look = LOOKS["denied" if denied else s.certainty if s.certainty in LOOKS else "attributed"]
    text = Text(f"{look.mark if signs.unicode else look.ascii} ", look.colour)
    if s.value is not None:
        each = f" per {s.value.period}" if s.value.period else ""
        text.append(f"{amount(s.value)}{each}  ", "bold cyan")
    text.append(short(s.content, 120), look.colour if denied else "")
    if s.distorted:
        text.append("  distorted: turns what its origin says", "bold red")
    return text


def _remarks(out: Console, claim: Claim, names: Names) -> None:
    """What is not established, which values differ, what contradicts: in plain words."""
    for origin in claim.origins:
        if origin.kind != "identified" and not _only_denies(claim, origin):
            out.print(f"not established: {flat(' → '.join(origin.path))}", style="yellow")
    told = _told(claim)
    for x in told[:REMARKS]:
        pair = f"{names.get(x.report_a, (x.report_a,))[0]} / {names.get(x.report_b, (x.report_b,))[0]}"
        out.print(f"{x.relation}: {flat(x.why)} ({flat(pair)})", style="red" if x.relation == "differs" else "cyan")
    if len(told) > REMARKS:
        out.print(f"{len(told) - REMARKS} more comparisons: --format json", style="dim")
    for other, why in claim.contradicts:
        out.print(f"contradicted by {other}: {flat(why)}", style="bold red")


def _told(claim: Claim) -> list[Comparison]:
    """The comparisons that a trace spells out, each pair of figures once: who denies it, the tree above shows."""
    found: dict[tuple[str, frozenset[str]], Comparison] = {}
    for x in sorted((c for c in claim.comparisons if c.relation in FIRST), key=lambda c: FIRST.index(c.relation)):
        if not x.why.startswith("asserted in"):
            found.setdefault((x.relation, frozenset(x.why.split(" against "))), x)
    return list(found.values())


def show_contrast(out: Console, a: Claim, b: Claim, contrast: Mapping[str, Any]) -> None:
    """Print the comparison of two claims."""
    for claim in (a, b):
        out.print(f"{claim.id}  {short(claim.gist, 100)}", style="bold")
        out.print(counts_line(claim.counts))
    out.print(f"likeness {contrast['likeness']:.2f}", style="dim")
    for reason in contrast["agreed"]:
        out.print(f"agrees: {flat(str(reason))}", style="green")
    for reason in contrast["against"]:
        out.print(f"against: {flat(str(reason))}", style="yellow")
    for figure in contrast["figures"]:
        out.print(f"{figure['relation']}: {flat(figure['why'])}", style="cyan")
    why = contrast["contradicts"]
    out.print(f"contradiction: {flat(why)}" if why else "no contradiction found", style="bold red" if why else "bold")
