"""Install the locked requirements and Selon itself (editable) into the environment that runs this file.

uv does the work, in the version and with the hashes of `tools/uv.lock`. uv does not read pip's configuration, so what
pip would use (index, extra indexes, local wheels, certificates) is handed to it; where uv fails all the same, pip does
the work, and that is said.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
HANDED_OVER = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "cert": "SSL_CERT_FILE",
}


def say(line: str) -> None:
    """A line of progress, at once."""
    print(f"setup: {line}", file=sys.stderr, flush=True)


def pip_settings() -> dict[str, str]:
    """pip's own settings, from its files and the environment, by their bare names; the environment wins."""
    listed = subprocess.run([*PIP, "config", "list"], capture_output=True, text=True, check=False).stdout
    found: dict[str, str] = {}
    for line in sorted(listed.splitlines(), key=lambda text: text.startswith(":env:")):
        key, _, value = line.partition("=")
        found[key.rpartition(".")[2]] = value.strip().strip("'\"").replace("\\n", " ")
    return found


def uv_environment() -> dict[str, str]:
    """The environment for uv: what pip would use, where the user has not set uv's own variable."""
    environment = dict(os.environ)
    settings = pip_settings()
    for pip_name, variable in HANDED_OVER.items():
        value = settings.get(pip_name)
        if value and not environment.get(variable):
            environment[variable] = ",".join(value.split()) if pip_name == "find-links" else value
    environment.setdefault("UV_SYSTEM_CERTS", "1")
    # pip looks at all indexes; uv stops at the first one that knows the name. The hashes decide what is taken.
    environment.setdefault("UV_INDEX_STRATEGY", "unsafe-best-match")
    environment.setdefault("UV_HTTP_TIMEOUT", settings.get("default-timeout", "120"))
    environment["VIRTUAL_ENV"] = sys.prefix
    return environment


def run(command: list[str], environment: dict[str, str] | None = None) -> bool:
    """Run one command, its output shown; whether it went well."""
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode == 0


def with_uv() -> bool:
    """Install with uv; false when a step fails."""
    if not run([*PIP, "install", "--quiet", "--require-hashes", "-r", str(ROOT / "tools" / "uv.lock")]):
        return False
    uv = [sys.executable, "-m", "uv", "pip"]
    environment = uv_environment()
    install = [*uv, "install", "--quiet", "--python", sys.executable]
    return run([*install, "--require-hashes", "-r", str(LOCK)], environment) and run(
        [*install, "--no-deps", "--no-build-isolation", "-e", str(ROOT)], environment
    )


def with_pip() -> bool:
    """Install with pip alone: slower, same lock, same hashes."""
    return run([*PIP, "install", "--quiet", "--require-hashes", "-r", str(LOCK)]) and run(
        [*PIP, "install", "--quiet", "--no-deps", "--no-build-isolation", "-e", str(ROOT)]
    )


def main() -> int:
    """Install; 0 when all is in place."""
    say("installing the locked requirements (once; about a minute)")
    if with_uv():
        return 0
    say("uv could not do it (its message stands above); pip tries now")
    if with_pip():
        return 0
    say("the requirements could not be installed: see the message above (network? proxy? certificates?)")
    return 1


if __name__ == "__main__":
    sys.exit(main())
