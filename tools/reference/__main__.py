"""Write the reference: `python -m tools.reference`; `--check` only says what is out of date (exit code 1)."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tools.reference import pages
from tools.reference.schema import report_schema

FOLDER = Path(__file__).parents[2] / "docs" / "reference"


def contents() -> dict[str, str]:
    """Every file of the reference by its name."""
    return {
        "cli.md": pages.commands(),
        "settings.md": pages.settings(),
        "errors.md": pages.errors(),
        "packs.md": pages.packs(),
        "report.schema.json": json.dumps(report_schema(), indent=1, ensure_ascii=False) + "\n",
    }


def stale() -> list[str]:
    """The names of the files that are not what the code says."""
    files = {name: FOLDER / name for name in contents()}
    return [
        name
        for name, text in contents().items()
        if not files[name].exists() or files[name].read_text(encoding="utf-8") != text
    ]


def main() -> int:
    """Write or check; the exit code."""
    if "--check" in sys.argv[1:]:
        for name in stale():
            print(f"docs/reference/{name} is not what the code says: make docs", file=sys.stderr)
        return 1 if stale() else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in contents().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
