"""Does a claim hold against the passages found for it?

``Verifier`` scores every claim against windows of every passage in one call of
the model, lets the checks veto and qualify, and decides contradiction first.
The rules stand in ``docs/verification.md``.
"""

from __future__ import annotations

from claimcheck.verification.calibration import Calibration
from claimcheck.verification.verdicts import not_checked
from claimcheck.verification.verifier import Verifier, verify_pair

__all__ = ["Calibration", "Verifier", "not_checked", "verify_pair"]
