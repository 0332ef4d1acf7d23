"""Article to units and claims: what is said, and exactly where."""

from __future__ import annotations

from claimcheck.segment.claims import segment
from claimcheck.segment.doubts import UnitModel
from claimcheck.segment.model import UnitClassifier
from claimcheck.segment.remembered import Remembered

__all__ = ["Remembered", "UnitClassifier", "UnitModel", "segment"]
