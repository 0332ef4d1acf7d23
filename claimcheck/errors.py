"""The exceptions claimcheck raises on purpose.

Every message is one or two sentences written for a medical editor: what is
wrong, the value that was met, what was expected, and what to do.

::

    ClaimcheckError
    ├── UsageError            wrong option or setting (exit 2)
    │   ├── ConfigError       a setting is unknown or has a wrong value
    │   └── CorpusError       a corpus is missing, broken or does not fit its index
    ├── ModelError            a model folder is missing, altered or not allowed (exit 2)
    ├── IngestError           one input could not be read (exit 4 alone, 3 in a batch)
    ├── CodecError            a report or data file is not in a known schema
    ├── RunError              a run directory is locked or cannot be written (exit 2)
    └── MissingExtraError     a feature needs packages that are not installed (exit 2)
"""

from __future__ import annotations

__all__ = [
    "ClaimcheckError",
    "CodecError",
    "ConfigError",
    "CorpusError",
    "IngestError",
    "MissingExtraError",
    "ModelError",
    "RunError",
    "UsageError",
]


class ClaimcheckError(Exception):
    """Base of every error raised on purpose; ``code`` is stable (``E201`` …)."""

    code = "E000"

    def __init__(self, message: str, *, code: str | None = None) -> None:
        super().__init__(message)
        if code is not None:
            self.code = code


class UsageError(ClaimcheckError):
    """The command or call was given something it does not know."""

    code = "E100"


class ConfigError(UsageError):
    """A setting is unknown or has a value that does not fit."""

    code = "E110"


class CorpusError(UsageError):
    """A reference corpus is missing, malformed, or does not match its index."""

    code = "E120"


class IngestError(ClaimcheckError):
    """One input could not be turned into an article."""

    code = "E200"


class ModelError(ClaimcheckError):
    """A model folder is missing, was altered, or holds something not allowed."""

    code = "E401"


class CodecError(ClaimcheckError):
    """A file is not a report, corpus or data file of a schema this version reads."""

    code = "E500"


class RunError(ClaimcheckError):
    """A run directory is in use, cannot be written, or belongs to another run."""

    code = "E600"


class MissingExtraError(ClaimcheckError):
    """A feature needs packages of an extra that is not installed."""

    code = "E700"
