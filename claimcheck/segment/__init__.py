"""Article to units and claims: what is said, and exactly where."""

from __future__ import annotations

from claimcheck.segment.claims import segment

__all__ = ["segment"]
