"""Every format by name."""

from __future__ import annotations

from collections.abc import Mapping

from claimcheck.review.exchange.base import Format
from claimcheck.review.exchange.claimreview import CLAIM_REVIEW
from claimcheck.review.exchange.doccano import DOCCANO
from claimcheck.review.exchange.labelstudio import LABEL_STUDIO
from claimcheck.review.exchange.own import OWN
from claimcheck.review.exchange.prodigy import PRODIGY
from claimcheck.review.exchange.table import TABLE
from claimcheck.review.exchange.webannotation import WEB_ANNOTATION

__all__ = ["FORMATS"]

FORMATS: Mapping[str, Format] = {
    item.name: item
    for item in (OWN, LABEL_STUDIO, DOCCANO, PRODIGY, WEB_ANNOTATION, CLAIM_REVIEW, TABLE)
}
