"""claimcheck: the claims and the promotional language of a health article, checked offline.

>>> import claimcheck as cc
>>> checker = cc.load()                                   # doctest: +SKIP
>>> report = checker.check_text("Zinc cures every cold.") # doctest: +SKIP

Everything public is here; names are loaded when first used, so that importing
the package costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from claimcheck._version import __version__

if TYPE_CHECKING:
    from claimcheck.api import (
        find_claims,
        highlight,
        json_schema,
        load,
        read,
        to_pandas,
        verify,
        write,
    )
    from claimcheck.config import Settings
    from claimcheck.errors import ClaimcheckError
    from claimcheck.pipeline import Checker
    from claimcheck.review.store import ReviewStore
    from claimcheck.types import (
        Article,
        CheckedClaim,
        Claim,
        Evidence,
        Failure,
        Finding,
        Label,
        Passage,
        PromoSpan,
        Report,
        Span,
        Unit,
        Verdict,
    )

__all__ = [
    "Article",
    "CheckedClaim",
    "Checker",
    "Claim",
    "ClaimcheckError",
    "Evidence",
    "Failure",
    "Finding",
    "Label",
    "Passage",
    "PromoSpan",
    "Report",
    "ReviewStore",
    "Settings",
    "Span",
    "Unit",
    "Verdict",
    "__version__",
    "find_claims",
    "highlight",
    "json_schema",
    "load",
    "read",
    "to_pandas",
    "verify",
    "write",
]

_HOMES = {
    "claimcheck.api": (
        "find_claims",
        "highlight",
        "json_schema",
        "load",
        "read",
        "to_pandas",
        "verify",
        "write",
    ),
    "claimcheck.config": ("Settings",),
    "claimcheck.errors": ("ClaimcheckError",),
    "claimcheck.pipeline": ("Checker",),
    "claimcheck.review.store": ("ReviewStore",),
    "claimcheck.types": (
        "Article",
        "CheckedClaim",
        "Claim",
        "Evidence",
        "Failure",
        "Finding",
        "Label",
        "Passage",
        "PromoSpan",
        "Report",
        "Span",
        "Unit",
        "Verdict",
    ),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module 'claimcheck' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOME_OF[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
