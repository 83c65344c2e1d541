"""Bytes to text: cuts files into captures, and reads the document in a capture (text, authors, times, language)."""

from selon.reading.cut import split, split_stream
from selon.reading.document import read
from selon.reading.forms import form_of
from selon.reading.moments import moment
from selon.reading.tongue import identify

__all__ = ["form_of", "identify", "moment", "read", "split", "split_stream"]
