"""`selon explain` and `selon lang check`: how a report is read, and whether a pack is sound."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from selon.desk.cli import console, guard, inputs, output
from selon.desk.cli.looks import LOOKS, Signs, voice_name
from selon.desk.cli.safe import flat
from selon.errors import Fault
from selon.pipeline import Options, check_pack, explain_capture
from selon.wire import fault_json, span_json, statement_json

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from selon.model import Document, SentenceTrace, Sign, Statement


def explain(files: Sequence[str], options: Options, as_json: bool, color: str) -> int:
    """Print the traces of every report as soon as it is read; the exit code."""
    to = console.make(color)
    failed = False
    for item in inputs.captures(files, options, recursive=False):
        if isinstance(item, Fault):
            failed = True
            guard.say_fault(item)
            continue
        document, traces, faults = explain_capture(item)
        failed = failed or document is None
        if document is not None and as_json:
            output.print_json(_json(document, traces))
        elif document is not None:
            _show(to, item.name, document, traces)
        for fault in faults:
            guard.say_fault(fault, item.name)
    return guard.FAILED if failed else guard.OK


def _json(document: Document, traces: Sequence[SentenceTrace]) -> dict[str, object]:
    sentences = [
        {
            "sentence": span_json(t.sentence),
            "signs": [{**asdict(s), "words": span_json(s.words), "outcome": list(s.outcome)} for s in t.signs],
            "statements": [statement_json(s) for s in t.statements],
        }
        for t in traces
    ]
    return {"document": document.id, "language": document.language, "sentences": sentences}


def _show(to: Console, name: str, document: Document, traces: Sequence[SentenceTrace]) -> None:
    from rich.text import Text

    signs = console.signs_for(sys.stdout)
    to.print(Text(f"{flat(name)}{signs.dot}{document.language}", "bold"))
    plain = 0
    for trace in traces:
        if not trace.statements and all(s.name.startswith("venue") for s in trace.signs):
            plain += 1
            continue
        to.print()
        to.print(Text(flat(trace.sentence.text), "bold"), soft_wrap=False)
        for sign in trace.signs:
            if sign.outcome or not sign.name.startswith("venue"):  # a bare preposition says little
                to.print(_sign(sign))
        for statement in trace.statements:
            to.print(_statement(statement, signs))
    to.print(Text(f"\n{plain} of {len(traces)} sentences have no sign of an attribution or a doubt.", "dim"))


def _sign(sign: Sign) -> Text:
    from rich.text import Text

    text = Text("  ")
    text.append(flat(sign.words.text), "underline" if sign.outcome else "dim underline")
    text.append(f"  {sign.name} ({sign.table})  ", "dim")
    text.append(("fired: " if sign.outcome else "abstained: ") + sign.why, "" if sign.outcome else "yellow")
    return text


def _statement(statement: Statement, signs: Signs) -> Text:
    from rich.text import Text

    look = LOOKS[statement.certainty]
    text = Text("    ")
    text.append(f"{signs.mark(statement.certainty)} ", look.colour)
    text.append(flat(statement.text), look.colour)
    chain = signs.arrow.join(voice_name(v, signs) for v in statement.voices)
    text.append(f"  {chain}" if chain else "  the publisher", "dim")
    text.append(f"  {statement.certainty}, {statement.kind}; {', '.join(r.rule for r in statement.why)}", "dim")
    return text


def check(path: Path, as_json: bool) -> int:
    """Print the faults of a pack; 1 when there is one."""
    faults = check_pack(path)
    for fault in faults:
        if as_json:
            output.print_json(fault_json(fault))
        else:
            guard.say_fault(fault)
    if not as_json:
        guard.say(f"{path}: " + (f"{len(faults)} faults" if faults else "sound"))
    return guard.FAILED if faults else guard.OK
