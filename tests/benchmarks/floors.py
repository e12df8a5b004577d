"""The limits that the figures are held to, and how a figure is told beside its floor.

Committed before the work was made fast. A floor is measured in the same run as the figure, so that
a slow machine slows both.
"""

import statistics
import time
from collections.abc import Callable, Sequence

LIMITS = {
    "search.p99_ms": 16.0,  # a keystroke to rows on the screen
    "search_during_import.p99_ms": 16.0,
    "duplicates.p99_ms": 50.0,
    "save.p50_times_raw": 4.0,
    "bulk.times_raw": 8.0,
    "import_20000.seconds": 20.0,
    "list_open.ms": 100.0,
    "list_end.ms": 30.0,
    "start.paint_times_empty": 1.3,
    "start.ready_times_empty": 4.0,
    "cards.times_plain": 20.0,
    "cards.bytes_each": 2500.0,
    "seal.times_bare": 2.0,
    "seal.bytes_each": 700.0,
    "seal.memory_mb": 150.0,
    "receive.times_bare": 4.0,
    "receive.memory_mb": 150.0,
    "seal_format.times_bare": 2.0,
    "seal_format.bytes_each": 300.0,
    "seal_format.read_times_bare": 4.0,
}


def quantile(times: Sequence[float], share: float) -> float:
    """The value that `share` of the times do not exceed."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def timed(work: Callable[[], object]) -> float:
    """Seconds that one call takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def median(times: Sequence[float]) -> float:
    return statistics.median(times)


def tell(name: str, figure: float, floor: float, unit: str, limit: float) -> bool:
    """Print one line; whether the figure is within its limit."""
    ratio = figure / floor if floor else float("inf")
    kept = figure <= limit
    print(
        f"{name:32} {figure:10.3f} {unit:4} floor {floor:10.3f} {unit:4} "
        f"x{ratio:7.2f}  limit {limit:9.3f}  {'ok' if kept else 'MISSED'}"
    )
    return kept
