"""How much of an input is read, and what a parser may use up."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["DEFAULT_LIMITS", "Limits"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Ceilings for reading one input.

    ``max_bytes`` is the size of one file or record; ``max_inflated`` what the parts of
    one compressed file may add up to; ``timeout`` seconds and ``memory`` bytes (of
    address space) bind the process that parses HTML, PDF and DOCX. ``isolate=False``
    parses in this process, without the last two: for trusted files and tests.
    """

    max_bytes: int = 50_000_000
    max_inflated: int = 200_000_000
    max_entries: int = 10_000
    max_pages: int = 2_000
    timeout: float = 60.0
    memory: int = 1_500_000_000
    isolate: bool = True


DEFAULT_LIMITS = Limits()
