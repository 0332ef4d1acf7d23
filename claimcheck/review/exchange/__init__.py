"""Reviews out to other tools and back: one module a format, offsets converted at the door.

A span that does not match its quote is found again with a score, or refused: never moved
in silence. ``docs/exchange.md`` has the table of formats and units.
"""

from __future__ import annotations

from collections.abc import Mapping

from claimcheck.review.exchange.base import Format
from claimcheck.review.exchange.claimreview import CLAIM_REVIEW
from claimcheck.review.exchange.doccano import DOCCANO
from claimcheck.review.exchange.labelstudio import LABEL_STUDIO
from claimcheck.review.exchange.own import OWN
from claimcheck.review.exchange.prodigy import PRODIGY
from claimcheck.review.exchange.sheets import Mark, Refusal, Sheet
from claimcheck.review.exchange.table import TABLE
from claimcheck.review.exchange.units import Unit
from claimcheck.review.exchange.webannotation import WEB_ANNOTATION

__all__ = ["FORMATS", "Format", "Mark", "Refusal", "Sheet", "Unit"]

#: Every format by name.
FORMATS: Mapping[str, Format] = {
    item.name: item
    for item in (OWN, LABEL_STUDIO, DOCCANO, PRODIGY, WEB_ANNOTATION, CLAIM_REVIEW, TABLE)
}
