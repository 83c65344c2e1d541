"""Why claims miss the truth, gold statement by gold statement: `python -m benchmarks.claims.errors FOLDER …`.

For each claim of a dossier's truth: which statements no assertion covers, which stand in another claim than their
mates (and what kept the pair apart), which foreign ones were drawn in (and what joined them); then the comparisons
and contradictions that were missed or found wrongly. The last lines count the classes over all folders.

    python -m benchmarks.claims.errors tests/dossiers/a-same-name tests/dossiers-blind [--brief]

A folder holds `reports.jsonl` and `truth.json`, or folders that do.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from benchmarks.claims.dossiers import Alignment, Json, alike
from selon.matching.likeness import Weighed, likeness
from selon.model import Report
from selon.model.assertion import Assertion
from selon.pipeline import read_many
from selon.pipeline_claims import all_facts, bare_assertions, claims
from selon.wire_claims import claims_json

WIDTH = 110
"""Code points of a text that are shown."""


class Dossier:
    """A dossier's truth, what Selon makes of it, and the assertions behind it by key."""

    def __init__(self, folder: Path) -> None:
        reports = [r for r in read_many(folder / "reports.jsonl") if isinstance(r, Report)]
        self.name = folder.name
        self.truth: Json = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
        self.found: Json = claims_json(claims(reports))
        self.aligned = Alignment(self.truth, self.found)
        facts = all_facts(reports)
        self.assertions = {a.id: a for f in facts for a in bare_assertions(f)}
        self.texts = {f.report: f.document.text for f in facts}
        self.members: defaultdict[str, list[int]] = defaultdict(list)
        for i, (claim, _) in enumerate(self.aligned.gold):
            self.members[claim].append(i)

    def assertion(self, i: int) -> Assertion:
        """The assertion that stands for gold statement `i`."""
        return self.assertions[self.aligned.found[i]["key"]]


def short(text: str) -> str:
    """A text in one line, cut."""
    flat = " ".join(text.split())
    return flat if len(flat) <= WIDTH else flat[: WIDTH - 1] + "…"


def explain(d: Dossier, i: int, j: int) -> str:
    """The comparison of two aligned statements, in words."""
    found = likeness(Weighed(d.assertion(i)), Weighed(d.assertion(j)))
    parts = [f"{found.score:.2f}"]
    parts += [f"CONFLICT {found.conflict}"] if found.conflict else []
    parts += [f"against: {'; '.join(found.against)}"] if found.against else []
    parts += [f"agreed: {'; '.join(found.agreed)}"] if found.agreed else []
    return " | ".join(parts)


def described(d: Dossier, i: int) -> str:
    """An assertion's frame, triggers, days, places and figures in one line."""
    a = d.assertion(i)
    days = (
        f"{a.days.first}…{a.days.last}{'' if a.days.own else ' guessed' if a.days.guessed else ' near'}"
        if a.days
        else "-"
    )
    places = ",".join(p.name + ("" if p.own else "°") for p in a.places)
    values = ",".join(f"{q.span.text}={c}" for q, c in zip(a.values, a.counted, strict=True))
    keys = " ".join(f"{n.key}:{n.weight:.1f}" for n in sorted(a.notions, key=lambda n: -n.weight)[:9])
    return f"{a.frame}/{'+'.join(a.triggers)} {a.polarity} [{days}] [{places}] [{values}] {keys}"


def nearest(d: Dossier, report: str, content: str) -> str:
    """The assertion of a report whose words are most like some content, with the overlap."""
    own = [a for a in d.assertions.values() if a.report == report]
    near = max(own, key=lambda a: alike(a.content, content), default=None)
    return f"{short(near.content)} ({alike(near.content, content):.2f})" if near else "-"


def claim_lines(d: Dossier, claim: Json, counts: Counter[str], brief: bool) -> Iterator[str]:
    """What went wrong with one claim of the truth."""
    mine = d.members[claim["id"]]
    best = d.aligned.best(claim["id"])
    yield f"\n## {d.name} {claim['id']} {claim.get('frame', '')}: {short(claim.get('gist', ''))}  → claim {best}"
    home = next((i for i in mine if d.aligned.claim_of.get(i) == best), None)
    for i in mine:
        gold, report = d.aligned.gold[i][1], d.aligned.gold[i][1]["report"]
        if i not in d.aligned.found:
            counts["not found"] += 1
            yield f"  NOT FOUND {report[-12:]}: {short(gold['content'])}"
            yield f"      nearest: {nearest(d, report, gold['content'])}"
            continue
        where = d.aligned.claim_of[i]
        mark = "ok" if where == best else "APART"
        counts["apart" if where != best else "in place"] += 1
        found = d.aligned.found[i]
        denied = "" if found["polarity"] == gold["polarity"] else f" POLARITY {gold['polarity']}≠{found['polarity']}"
        counts["wrong polarity"] += bool(denied)
        if not brief or mark != "ok" or denied:
            yield f"  {mark:<5} {where:>3} {report[-12:]}: {short(gold['content'])}{denied}"
            if alike(found["content"], gold["content"]) < 0.9:
                yield f"      as: {short(found['content'])}"
            yield f"      {described(d, i)}"
        if where != best and home is not None:
            yield f"      with home: {explain(d, i, home)}"
    strangers = [j for j, n in d.aligned.claim_of.items() if n == best and d.aligned.gold[j][0] != claim["id"]]
    for j in strangers:
        if (
            Counter(d.aligned.gold[k][0] for k, n in d.aligned.claim_of.items() if n == best).most_common(1)[0][0]
            == claim["id"]
        ):
            counts["drawn in"] += 1
            yield f"  DRAWN IN from {d.aligned.gold[j][0]}: {short(d.aligned.found[j]['content'])}"
            yield f"      {described(d, j)}"
            yield f"      by: {max((explain(d, j, i) for i in mine if d.aligned.claim_of.get(i) == best), default='-')}"


def comparison_lines(d: Dossier, counts: Counter[str]) -> Iterator[str]:
    """Comparisons of the truth that were missed or have another relation."""
    for row in d.truth["comparisons"]:
        number = d.aligned.best(row["claim"])
        listed = d.found["claims"][number]["comparisons"] if number is not None else []
        here = [c for c in listed if {c["report_a"], c["report_b"]} == {row["a"], row["b"]}]
        if any(c["relation"] == row["relation"] for c in here):
            counts["comparison right"] += 1
            continue
        kind = f"comparison: {row['relation']} wanted, " + ("/".join(sorted({c["relation"] for c in here})) or "missed")
        counts[kind] += 1
        yield f"  {kind} {row['claim']} {row['a'][-10:]} – {row['b'][-10:]}: {short(row.get('why', ''))}"
        for c in here:
            yield f"      {c['relation']}: {short(c['why'])}"


def contradiction_lines(d: Dossier, counts: Counter[str]) -> Iterator[str]:
    """Contradictions missed, and those found that are none."""
    best = {c["id"]: d.aligned.best(c["id"]) for c in d.truth["claims"]}
    number = {c["id"]: i for i, c in enumerate(d.found["claims"])}
    listed = {
        frozenset((i, number[o["claim"]])): o["why"] for i, c in enumerate(d.found["claims"]) for o in c["contradicts"]
    }
    wanted = {}
    for a, b, *why in d.truth["contradictions"]:
        wanted[frozenset((best[a], best[b]))] = (a, b, why)
    for pair, (a, b, why) in wanted.items():
        counts["contradiction found" if pair in listed and len(pair) == 2 else "contradiction missed"] += 1
        if pair not in listed or len(pair) != 2:
            yield f"  contradiction missed: {a} – {b} {why}"
    for pair, said in listed.items():
        if pair not in wanted:
            counts["contradiction wrong"] += 1
            gists = " // ".join(short(d.found["claims"][i]["gist"]) for i in sorted(pair))
            yield f"  contradiction wrong: {said}: {gists}"


def support_lines(d: Dossier, counts: Counter[str]) -> Iterator[str]:
    """Denied statements held as asserted in the claim that they oppose."""
    for i, (claim, s) in enumerate(d.aligned.gold):
        found = d.aligned.found.get(i, {})
        opposed = s["polarity"] == "denied" and found.get("polarity") == "asserted"
        if opposed and d.aligned.claim_of[i] == d.aligned.best(claim):
            counts["false support"] += 1
            yield f"  FALSE SUPPORT {claim}: {short(s['content'])}"


def report_on(folder: Path, counts: Counter[str], brief: bool) -> None:
    """Print what went wrong in one dossier."""
    d = Dossier(folder)
    print(f"\n# {d.name}: B-cubed {d.aligned.b_cubed():.3f}")
    for claim in d.truth["claims"]:
        print("\n".join(claim_lines(d, claim, counts, brief)))
    for lines in (comparison_lines, contradiction_lines, support_lines):
        print("\n".join(lines(d, counts)))


def main() -> None:
    """Go through the folders, then count."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.claims.errors", description="Why claims miss the truth."
    )
    parser.add_argument("folders", nargs="+", type=Path, help="dossiers, or folders of dossiers")
    parser.add_argument("--brief", action="store_true", help="leave out what is in place")
    options = parser.parse_args()
    counts: Counter[str] = Counter()
    for given in options.folders:
        inner = [p for p in sorted(given.iterdir()) if (p / "truth.json").exists()]
        for folder in inner or [given]:
            report_on(folder, counts, options.brief)
    print("\n# Classes")
    for kind, n in sorted(counts.items(), key=lambda c: (-c[1], c[0])):
        print(f"{n:>5}  {kind}")


if __name__ == "__main__":
    main()
