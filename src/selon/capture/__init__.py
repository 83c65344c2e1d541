"""Bytes in: fetching, archives, feeds, channels, documents; every input becomes `Capture` records plus faults."""
