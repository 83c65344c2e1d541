#!/usr/bin/env bash
# Makes .venv with everything that Selon and its tests need. Called by `make setup`; safe to call again.
set -euo pipefail
cd "$(dirname "$0")/.."
VENV=.venv

fits() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    local candidate
    for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python3.14 python; do
        if fits "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
    echo "setup: no Python 3.11 or newer found; install one, or name it: make setup PYTHON=/path/to/python3" >&2
    return 1
}

make_venv() {
    local python=$1
    if "$python" -m venv --clear "$VENV" >/tmp/selon-venv.$$ 2>&1; then
        rm -f /tmp/selon-venv.$$
        return
    fi
    echo "setup: '$python -m venv' failed:" >&2
    tail -n 5 /tmp/selon-venv.$$ >&2
    rm -f /tmp/selon-venv.$$
    if "$python" -m pip --version >/dev/null 2>&1; then
        echo "setup: making the environment without ensurepip, with the pip of $python" >&2
        "$python" -m venv --clear --without-pip "$VENV"
        "$python" -m pip --python "$VENV/bin/python" install --quiet pip
    elif command -v uv >/dev/null 2>&1; then
        echo "setup: making the environment with the uv on the PATH" >&2
        uv venv --quiet --clear --seed --python "$python" "$VENV"
    else
        echo "setup: install the venv module of Python (Debian, Ubuntu: apt install python3-venv), then call make again" >&2
        return 1
    fi
}

if ! fits "$VENV/bin/python" || ! "$VENV/bin/python" -m pip --version >/dev/null 2>&1; then
    make_venv "$(find_python)"
fi
"$VENV/bin/python" tools/install.py
