"""The exit codes, a stable interface: scripts rely on them."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum, StrEnum

from claimcheck.types import Label, Report, Severity

__all__ = ["Exit", "FailOn", "exit_code", "has_finding"]


class Exit(IntEnum):
    """What a command tells the shell."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    SOME_FAILED = 3
    NONE_SUCCEEDED = 4
    INTERRUPTED = 130


class FailOn(StrEnum):
    """What ``--fail-on`` can name."""

    CONTRADICTORY = "contradictory"
    UNSUPPORTED = "unsupported"
    PROMO_ERROR = "promo-error"
    NEVER = "never"


def has_finding(report: Report, fail_on: Iterable[FailOn]) -> bool:
    """Whether a report holds something that ``--fail-on`` names."""
    wanted = set(fail_on)
    labels = {claim.verdict.label for claim in report.claims}
    return (
        (FailOn.CONTRADICTORY in wanted and Label.CONTRADICTORY in labels)
        or (FailOn.UNSUPPORTED in wanted and Label.UNSUPPORTED in labels)
        or (
            FailOn.PROMO_ERROR in wanted
            and any(span.severity is Severity.ERROR for span in report.promo)
        )
    )


def exit_code(*, succeeded: int, failed: int, findings: bool) -> Exit:
    """The code for a run: failures weigh more than findings."""
    if failed:
        return Exit.SOME_FAILED if succeeded else Exit.NONE_SUCCEEDED
    return Exit.FINDINGS if findings else Exit.CLEAN
