"""What a new report costs in a small ledger and in a large one, and what a page of claims costs.

    python -m benchmarks.claims growth                    100,000 statements beside 10,000
    SELON_GROWTH=100 python -m benchmarks.claims growth   1,000,000 statements beside 10,000

The ledgers are made, not collected. The small one holds `STATEMENTS` statements of `BLOCK` days, taken up report by report by
the program itself: reports of all dossiers there are, told anew with other names, places, figures and days, the seed fixed.
Stories are as uneven as news: the n-th is told about 1/n as often as the first, so a few hot ones are in dozens of reports and
most in one or two, spread over the days, in five languages. The large ledger is that one repeated by SQL, each time moved
back by `STRIDE` days, under other addresses, with other fingerprints, other names of places and voices in the lists, all
tables and indexes included; so the days of a new report are as full in the one as in the other, and what differs is how much
lies beside them. Reports that neither ledger holds are then taken up in both, in turn, in one process. The index of words
that finds which older reports name a new outlet is not repeated.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import random
import re
import resource
import sqlite3
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from selon.grounding.fold import fold
from selon.ledger import ClaimFilter, Ledger
from selon.matching.cluster import Constraints
from selon.model import Capture, Report
from selon.pipeline import Options, captures_in_file, from_text, read_capture
from selon.pipeline_claims import bare_assertions
from selon.pipeline_claims_upkeep import Incoming, Upkeep
from selon.pipeline_facts import facts_of

SEED = 20240607
BLOCK, STRIDE = 32, 44
"""Days of one block, and from one to the one before; whole windows of the index."""
STATEMENTS = 10_000
STORIES = 3_000
SIZES = (1, 10)
"""Blocks of the small ledger, and of the large one step by step; `SELON_GROWTH` adds a last one."""
NEW, WARM = 24, 4
"""New reports, of which the first ones are not counted."""
FIRST = date(2024, 3, 4)
OUTLETS = ["Kestrel Wire", "Le Courrier du Lac", "Nordbote", "Stepnoy Vestnik", "Kraiova Hazeta", "Gull Harbour Post",
           "Marsh Telegraph", "La Gazette de Brume", "Der Heidebote", "Rechnoy Kray"]  # fmt: skip
_NAME = re.compile(r"(?<=[^\W\d_] )([A-ZА-ЯІЇЄ][^\W\d_]{3,})")
_VOWELS = "aeiouаеиоуіяю"


class Varied:
    """Texts of the dossiers told anew: names respelt, figures and days moved."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.chance = random.Random(seed)
        self.texts = []
        for path in sorted(folder.parent.glob("dossiers*/*/reports.jsonl")):
            for capture in captures_in_file(path):
                assert isinstance(capture, Capture)
                report, _ = read_capture(capture)
                if report is not None:
                    self.texts.append((report.document.text, report.document.language))
        self.weights = list(itertools.accumulate(1 / (n + 3) for n in range(STORIES)))

    def report(self, number: int) -> Report:
        """A report that tells one of the stories; the same story is about the same names, on days near one another."""
        (key,) = self.chance.choices(range(STORIES), cum_weights=self.weights)
        text, language = (
            random.Random(key).choice(self.texts) if self.chance.random() < 0.5 else self.chance.choice(self.texts)
        )
        text = _NAME.sub(lambda m: _respelt(m[1], key), text)
        text = re.sub(r"\b\d{2,3}\b", lambda m: str(int(m[0]) + key % 17), text)
        day = FIRST + timedelta(
            days=min(BLOCK - 1, random.Random(key).randrange(BLOCK) + int(self.chance.expovariate(0.7)))
        )
        capture = from_text(f"{text}\n\n{number}", Options(published=day.isoformat(), language=language))
        outlet = self.chance.choice(OUTLETS)
        url = f"https://{outlet.lower().replace(' ', '-')}.example/{number}"
        report, _ = read_capture(Capture(capture.payload, "txt", "bench", url, day.isoformat(), language))
        assert report is not None
        return report


def _respelt(name: str, key: int) -> str:
    """A name with other vowels, the same for the same key."""
    chance = random.Random(f"{name}{key}")
    kept = [
        c if c.lower() not in _VOWELS else chance.choice([v for v in _VOWELS if (v < "z") == (c < "z")]) for c in name
    ]
    return "".join(kept)


def incoming(report: Report, number: int) -> Incoming | None:
    facts = facts_of(report, fold)
    return None if facts is None else Incoming(f"r-{number:016x}", number, facts, tuple(bare_assertions(facts)))


class Back(Exception):
    """Raised to leave a ledger as it was."""


def take(ledger: Ledger, some: list[Incoming], keep: bool = False) -> float:
    """Take up reports in one transaction, which is taken back unless `keep`; seconds of computing time (the clock would
    measure the neighbours of this process)."""
    start = time.process_time()
    with contextlib.suppress(Back), ledger.claim_tables() as tables:
        Upkeep(tables, Constraints(), lambda seq: None).take(some, some[-1].seq)
        tables.finish(some[-1].seq, "bench")
        if not keep:
            raise Back
    return time.process_time() - start


def fill(ledger: Ledger, varied: Varied) -> int:
    """Take up reports until the ledger holds `STATEMENTS`; the number of the next report."""
    number, held, some = 1, 0, list[Incoming]()
    while held < STATEMENTS:
        item = incoming(varied.report(number), number)
        number += 1
        if item is None:
            continue
        some.append(item)
        held += len(item.bare)
        if len(some) == 40 or held >= STATEMENTS:
            take(ledger, some, keep=True)
            some = []
            print(f"growth: {held} statements", end="\r", file=sys.stderr, flush=True)
    return number


_KEY = "(CAST(substr(key, 1, instr(key, '|') - 1) AS INTEGER) + {w}) || substr(key, instr(key, '|'))"
_ID = "'c-' || printf('%03x', ({k} * 2654435761) % 4096) || substr(id, 6)"
_COPIED = (
    ("claim_documents", "number + {d}, name || '-{k}', report || '?{k}', ledger, seq, account, text, alike || '-{k}', "
     "language, stamp + {s}, wired", "number <= {d1}"),
    ("claim_assertions", "number + {a}, id || '-{k}', document + {d}, twin || '-{k}', head + {a}, unit + {u}, claim + {c}, "
     "body", "number <= {a1}"),
    ("claim_keys", _KEY + ", head + {a}", "head <= {a1}"),
    ("claim_edges", "a + {a}, b + {a}, score", "a <= {a1}"),
    ("claim_units", "number + {u}, bar, scores", "number <= {u1}"),
    ("claim_prints", "CASE WHEN print % 20 THEN (print & 9007199254740991) + {k} * 9007199254740992 ELSE print END, stamp + {s}, "
     "document + {d}", "document <= {d1}"),
    ("claim_near", _KEY + ", claim + {c}", "claim <= {c1}"),
    ("claim_against", "a + {c}, b + {c}, why", "a <= {c1}"),
    ("claim_voices", _KEY + ", voice, document + {d}", "document <= {d1}"),
    ("claim_asked", _KEY + ", claim + {c}", "claim <= {c1}"),
    ("claims", "number + {c}, " + _ID + ", frame, date(day, '{s86:+d} days'), lat, lon, contested, single_origin, "
     "by_independent, by_reports, by_newest - {s86}, by_contested, place + {n}", "number <= {c1}"),
    ("claim_points", "number + {c}, x0, x1, y0, y1", "number <= {c1}"),
    ("claim_control", "place, since, published, who, claim + {c}, position, name + {n}, shown", "claim <= {c1}"),
    ("claim_shown", "number + {c}, private, shown", "number <= {c1}"),
    ("claim_bodies", "number + {c}, words, body", "number <= {c1}"),
    ("claim_search (rowid, words)", "number, words", "claim_bodies:number > {c} AND number <= {c} + {c1}"),
    ("claim_marks", "kind, CASE WHEN kind = 'report' THEN value || '-{k}' WHEN kind = 'voice' THEN "
     "CAST(value + {n} AS TEXT) ELSE value END, claim + {c}", "claim <= {c1}"),
    ("claim_names", "number + {n}, folded || ' {k}', voiced", "number <= {n1}"),
    ("claim_names_search (rowid, folded)", "number, folded", "claim_names:number > {n} AND number <= {n} + {n1}"),
)  # fmt: skip


def multiply(path: Path, done: int, times: int) -> int:
    """Repeat what a ledger holds of claims, each time a block of days earlier; how many assertions it holds then."""
    raw = sqlite3.connect(path, isolation_level=None)
    for setting in ("synchronous = OFF", "cache_size = -200000", "wal_autocheckpoint = 20000"):
        raw.execute(f"PRAGMA {setting}")
    tables = {"d": "claim_documents", "a": "claim_assertions", "u": "claim_units", "c": "claims", "n": "claim_names"}
    top = {k: raw.execute(f"SELECT max(number) FROM {table}").fetchone()[0] // done for k, table in tables.items()}
    for k in range(done, times):
        values = {name: n * k for name, n in top.items()} | {f"{name}1": n for name, n in top.items()}
        values |= {"k": k, "w": -k * STRIDE // 4, "s": -k * STRIDE * 86400, "s86": -k * STRIDE}
        raw.execute("BEGIN")
        for target, columns, where in _COPIED:
            source, _, condition = where.rpartition(":")
            table = source or target.split()[0]
            raw.execute(f"INSERT INTO {target} SELECT {columns} FROM {table} WHERE {condition}".format(**values))
        raw.execute("COMMIT")
    held = int(raw.execute("SELECT count(*) FROM claim_assertions").fetchone()[0])
    raw.close()
    return held


def pages(ledger: Ledger) -> Iterator[float]:
    """Seconds of computing time of pages of claims: every order, with and without conditions, first and later pages."""
    filters = (
        ClaimFilter(), ClaimFilter(frame="attack"), ClaimFilter(contested=True), ClaimFilter(about="drone"),
        ClaimFilter(language="de", since="2024-03-10", until="2024-03-20"), ClaimFilter(bbox=(22, 44, 40, 52)),
    )  # fmt: skip
    for asked in filters:
        for sort in ("independent", "reports", "newest", "contested"):
            after = None
            for _ in range(3):
                start = time.process_time()
                page = ledger.claim_rows(asked, sort, 50, after)
                yield time.process_time() - start
                after = page.next
                if after is None:
                    break


def asked_sizes() -> tuple[int, ...]:
    """The sizes to measure."""
    last = int(os.environ.get("SELON_GROWTH", SIZES[-1]))
    return tuple(sorted({*SIZES, last}))


def measure(dossiers: Path, sizes: Sequence[int] = ()) -> dict[str, float]:
    """The figures of `compared` for the last of `sizes` (how many blocks the large ledger holds), printed for each."""
    sizes = sizes or asked_sizes()
    varied = Varied(dossiers, SEED)
    with TemporaryDirectory(prefix="selon-growth-") as folder:
        few, many = Path(folder) / "small.db", Path(folder) / "large.db"
        with Ledger.open(few, create=True) as ledger:
            number = fill(ledger, varied)
        multiply(few, 1, sizes[0])
        source, target = sqlite3.connect(few), sqlite3.connect(many)
        source.backup(target)
        source.close()
        target.close()
        figures: dict[str, float] = {}
        for before, size in itertools.pairwise(sizes):
            held = multiply(many, before, size)
            some = [i for n in range(number, number + NEW) if (i := incoming(varied.report(n), n)) is not None]
            number += NEW
            figures = {"statements": float(held)} | compared(few, many, some)
            print("growth", ", ".join(f"{k} {v:.4g}" for k, v in figures.items()), flush=True)
    return figures


def compared(small: Path, large: Path, some: Sequence[Incoming]) -> dict[str, float]:
    """Milliseconds of taking up one new report in both ledgers (`small_ms`, `large_ms`: medians; `ratio` of the sums),
    of a page of claims in the large one, and the most memory in MB. Both ledgers are left as they were."""
    with Ledger.open(small) as one, Ledger.open(large) as other:
        paced = sorted(pages(other))
        spent = [(take(one, [i]), take(other, [i])) for i in some][WARM:]
    return {
        "small_ms": statistics.median(s[0] for s in spent) * 1000,
        "large_ms": statistics.median(s[1] for s in spent) * 1000,
        "ratio": sum(s[1] for s in spent) / sum(s[0] for s in spent),
        "page_ms_median": statistics.median(paced) * 1000, "page_ms_p95": paced[int(len(paced) * 0.95)] * 1000,
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "file_mb": large.stat().st_size / 1e6,
    }  # fmt: skip
