"""Measurements: `quality` against gold, with floors; `speed` in words per second and seconds."""
