"""Reviews out to other tools and back: one module a format, offsets converted at the door.

A span that does not match its quote is found again with a score, or refused: never moved
in silence. ``docs/exchange.md`` has the table of formats and units.
"""

from __future__ import annotations

from claimcheck.review.exchange.base import Format
from claimcheck.review.exchange.files import export_file, import_file, pieces
from claimcheck.review.exchange.incoming import Brought, bring_in
from claimcheck.review.exchange.outgoing import documents_of, sheets_of
from claimcheck.review.exchange.registry import FORMATS
from claimcheck.review.exchange.sheets import Mark, Refusal, Sheet
from claimcheck.review.exchange.units import Unit

__all__ = [
    "FORMATS",
    "Brought",
    "Format",
    "Mark",
    "Refusal",
    "Sheet",
    "Unit",
    "bring_in",
    "documents_of",
    "export_file",
    "import_file",
    "pieces",
    "sheets_of",
]
