"""The one module that joins the stages."""

from __future__ import annotations

from pathlib import Path

from selon.model import Capture, Report


def read_capture(capture: Capture) -> Report:
    """What one capture says: its document, its statements, and what went wrong on the way."""
    raise NotImplementedError


def read(source: str | Path, language: str | None = None, published: str | None = None) -> Report:
    """Read one report from a file (a `Path`, or a string that names an existing file) or from text."""
    raise NotImplementedError
