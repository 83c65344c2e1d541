"""Who says what: a text's statements with their chains of voices, certainty and kind."""

from selon.statements.explain import explain
from selon.statements.extract import extract

__all__ = ["explain", "extract"]
