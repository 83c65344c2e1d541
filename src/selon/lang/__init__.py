"""How a language speaks: packs as data, loaded and compiled here. No language is known to the code."""

from selon.lang.pack import Pack, Row, available, load, load_folder

__all__ = ["Pack", "Row", "available", "load", "load_folder"]
