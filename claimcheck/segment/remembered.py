"""What people said of statements: which are no claims, and which are though none was found.

A folder ``house`` beside the models holds it, written by ``claimcheck learn``. It changes nothing
but the same statement met again: one that shares its cluster, or for a missed claim its words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from claimcheck.errors import ModelError
from claimcheck.segment.claims import claim_id
from claimcheck.segment.clusters import cluster_key
from claimcheck.segment.worth import worth
from claimcheck.text.hedges import first_hedge
from claimcheck.text.negation import is_negated
from claimcheck.types import Article, Claim, Span, Unit, UnitKind

__all__ = ["FILE", "Remembered"]

FILE = "claims.json"
_NONE_HERE = "people found that it is no claim"
_ONE_HERE = "people found a claim here"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """``not_claims`` are clusters of readings; ``missed`` the words of claims, as they stood."""

    not_claims: frozenset[str] = frozenset()
    missed: tuple[str, ...] = ()

    @classmethod
    def open(cls, folder: Path) -> Remembered:
        """Read ``claims.json``.

        :param folder: the folder ``house``; nothing is remembered where it holds no such file.
        :returns: what people said.
        :raises ModelError: if the file holds something else.
        """
        path = folder / FILE
        if not path.is_file():
            return cls()
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            readings, missed = _texts(data["not_claims"]), _texts(data["missed"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(
                f"{path} cannot be used ({error}). Write it again with: claimcheck learn"
            ) from error
        return cls(not_claims=frozenset(map(cluster_key, readings)), missed=tuple(missed))

    def applied(
        self, article: Article, units: Sequence[Unit], claims: Sequence[Claim]
    ) -> tuple[tuple[Unit, ...], tuple[Claim, ...]]:
        """Units and claims as people would have them.

        :param article: the article.
        :param units: its units, in order.
        :param claims: its claims, in order.
        :returns: both; the same where nothing in the article was reviewed.
        """
        if not self.not_claims and not self.missed:
            return tuple(units), tuple(claims)
        kept = [claim for claim in claims if claim.cluster not in self.not_claims]
        dropped = [claim.span for claim in claims if claim.cluster in self.not_claims]
        added = [claim for unit in units for claim in self._missed_in(article, unit, claims)]
        found = sorted([*kept, *added], key=lambda claim: (claim.span.start, claim.span.end))
        marked = (_marked(unit, found, dropped, added) for unit in units)
        return tuple(marked), tuple(found)

    def _missed_in(self, article: Article, unit: Unit, claims: Sequence[Claim]) -> Iterable[Claim]:
        start, end = unit.span.start, unit.span.end
        for words in self.missed:
            pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, words.split())) + r"(?!\w)"
            place = re.compile(pattern, re.IGNORECASE).search(article.text, start, end)
            span = Span(start=place.start(), end=place.end()) if place else None
            if span is not None and not any(_meet(span, claim.span) for claim in claims):
                yield _claim(article, span)


def _texts(value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise TypeError("it holds no list of texts")
    return value


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _claim(article: Article, span: Span) -> Claim:
    text = article.text[span.start : span.end]
    reading = " ".join(text.split())
    return Claim(
        id=claim_id(article.id, (span,)),
        span=span,
        parts=(span,),
        text=text,
        reading=reading,
        hedge=first_hedge(reading),
        negated=is_negated(reading),
        check_worthiness=worth(reading, UnitKind.CLAIM),
        cluster=cluster_key(reading),
    )


def _marked(
    unit: Unit, claims: Sequence[Claim], dropped: Sequence[Span], added: Sequence[Claim]
) -> Unit:
    """The unit, of another kind where people's word changed what it holds."""
    if any(_meet(unit.span, claim.span) for claim in added):
        return replace(unit, kind=UnitKind.CLAIM, reason=_ONE_HERE)
    emptied = any(_meet(unit.span, span) for span in dropped)
    if emptied and not any(_meet(unit.span, claim.span) for claim in claims):
        return replace(unit, kind=UnitKind.OPINION, reason=_NONE_HERE)
    return unit
