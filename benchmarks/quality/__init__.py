"""Quality against gold. Each module offers `measure(shared) -> Outcome`; `__main__` prints them in one table."""
