"""Does a claim hold against the passages found for it?

``Verifier`` scores every claim against windows of its passages: a small model reads all of
them and, in the profile ``careful``, a large one those that matter. The checks veto and qualify,
and contradiction is looked at first. The rules stand in ``docs/verification.md``.
"""

from __future__ import annotations

from claimcheck.verification.calibration import Calibration
from claimcheck.verification.load import load_verifier, verifier_of
from claimcheck.verification.screening import Screen
from claimcheck.verification.verdicts import not_checked
from claimcheck.verification.verifier import Verifier, verify_pair

__all__ = [
    "Calibration",
    "Screen",
    "Verifier",
    "load_verifier",
    "not_checked",
    "verifier_of",
    "verify_pair",
]
