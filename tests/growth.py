"""How the work that something takes grows with its input: computing time of one size beside that of another.

Seconds say something of the machine and of what else runs on it; what ten times the input costs says something of the
code.
"""

from __future__ import annotations

import time
from collections.abc import Callable


def seconds(work: Callable[[], object]) -> float:
    """Processor seconds that *work* takes."""
    began = time.process_time()
    work()
    return time.process_time() - began


def linear(work: Callable[[int], object], size: int, *, times: int = 10) -> None:
    """*work* on *size* takes at most three times what is fair beside *work* on *size* // *times*, and a second.

    Quadratic work takes *times* times as much as is fair. The second is there for what is small; *size* has to be so
    large that work which is not linear takes many. What is loaded at the first call is loaded before.
    """
    work(10)
    few = seconds(lambda: work(size // times))
    many = seconds(lambda: work(size))
    assert many < 3 * times * few + 1, f"{times} times the input took {few:.2f} s -> {many:.2f} s"
