"""Counts for a monitor, in Prometheus's text format 0.0.4."""

from __future__ import annotations

import resource
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from claimcheck.types import Report

__all__ = ["Metrics"]

_BUCKETS = (0.1, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 120.0)


class Metrics:
    """What the service did since it started; used by one event loop."""

    def __init__(self) -> None:
        self.in_flight = 0
        self._requests: Counter[tuple[str, int]] = Counter()
        self._claims: Counter[str] = Counter()
        self._articles = 0
        self._seconds: Counter[float] = Counter()
        self._total = 0.0

    def answered(self, path: str, status: int, seconds: float) -> None:
        """Count a request."""
        self._requests[path, status] += 1
        self._total += seconds
        self._seconds.update(bound for bound in _BUCKETS if seconds <= bound)

    def checked(self, report: Report) -> None:
        """Count an article and its claims."""
        self._articles += 1
        labels = (claim.verdict.label for claim in report.claims)
        self._claims.update(label.value if label else "not_checked" for label in labels)

    def text(self) -> str:
        """All counts, a line each."""
        return "".join(f"{line}\n" for line in self._lines())

    def _lines(self) -> Iterator[str]:
        count = sum(self._requests.values())
        yield from _metric("claimcheck_requests_total", "counter", "Requests answered.", (
            (f'{{path="{path}",status="{status}"}}', number)
            for (path, status), number in sorted(self._requests.items())
        ))  # fmt: skip
        yield from _metric("claimcheck_request_seconds", "histogram", "Seconds a request took.", (
            *((f'_bucket{{le="{bound:g}"}}', self._seconds[bound]) for bound in _BUCKETS),
            ('_bucket{le="+Inf"}', count), ("_sum", round(self._total, 3)), ("_count", count),
        ))  # fmt: skip
        yield from _metric("claimcheck_in_flight", "gauge", "Requests being worked on or waiting.",
                           [("", self.in_flight)])  # fmt: skip
        yield from _metric("claimcheck_articles_total", "counter", "Articles checked.",
                           [("", self._articles)])  # fmt: skip
        yield from _metric("claimcheck_claims_total", "counter", "Claims by verdict.", (
            (f'{{label="{label}"}}', number) for label, number in sorted(self._claims.items())
        ))  # fmt: skip
        yield from _metric("process_resident_memory_bytes", "gauge", "Memory in use.",
                           [("", _memory())])  # fmt: skip


def _metric(name: str, kind: str, said: str, values: Iterable[tuple[str, float]]) -> Iterator[str]:
    yield f"# HELP {name} {said}"
    yield f"# TYPE {name} {kind}"
    yield from (f"{name}{suffix} {value}" for suffix, value in values)


def _memory() -> int:
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return pages * resource.getpagesize()
