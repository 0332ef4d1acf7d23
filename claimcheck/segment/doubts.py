"""Where the rules are unsure, a small model says what a unit is there for.

The cascade of :mod:`claimcheck.segment.kinds` calls a unit a claim where no rule fits.
In chatty prose many such units say nothing to check. Those that carry few signs of a
health statement are shown to the model; it may call them something else, never the
reverse.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from claimcheck.segment.core import bare
from claimcheck.segment.units import Piece
from claimcheck.segment.worth import worth
from claimcheck.types import BlockKind, UnitKind

__all__ = ["REASON", "UnitModel", "settle"]

REASON = "model"
"""The reason code of a unit whose kind the model gave."""
# With articles held out in turn (docs/segmentation.md) F1 of claim / non-claim is .944 at .4 and
# .937 at .3, which loses fewer claims; above .6 of check-worthiness the rules know better.
_SURE = 0.3
_WORTHY = 0.6
# Short answers and bullets say too little by themselves.
_FRAGMENT = 6
_SHOWN = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE})


class UnitModel(Protocol):
    """Says what sentences are there for."""

    def kinds(self, texts: Sequence[str]) -> Sequence[Mapping[UnitKind, float]]:
        """The probability of each kind it knows, claim among them, in input order."""
        ...


def settle(text: str, pieces: Sequence[Piece], model: UnitModel) -> tuple[Piece, ...]:
    """The pieces, with the doubtful ones as the model sees them.

    :param text: the article.
    :param pieces: its units with their blocks, as the rules see them.
    :param model: asked once, for all doubtful units together.
    :returns: the same pieces in the same order; some are no longer claims.
    """
    settled = list(pieces)
    doubtful = [at for at in range(len(settled)) if _doubtful(settled, at)]
    reads = [_read(text, settled[at]) for at in doubtful]
    for at, read, chances in zip(doubtful, reads, model.kinds(reads), strict=True):
        if round(chances[UnitKind.CLAIM], 4) < _SURE:
            kind = max((k for k in chances if k is not UnitKind.CLAIM), key=lambda k: chances[k])
            unit = replace(
                settled[at].unit, kind=kind, reason=REASON, check_worthiness=worth(read, kind)
            )
            settled[at] = replace(settled[at], unit=unit)
    return tuple(settled)


def _doubtful(pieces: Sequence[Piece], at: int) -> bool:
    """Whether the rules fell through to "claim", with little to say for it."""
    unit, block = pieces[at].unit, pieces[at].block
    if unit.reason != "statement" or unit.check_worthiness >= _WORTHY or block.kind not in _SHOWN:
        return False
    asked = at > 0 and pieces[at - 1].unit.text.rstrip(" *_").endswith("?")
    lean = asked or block.kind is BlockKind.LIST_ITEM
    return not (lean and len(unit.text.split()) <= _FRAGMENT)


def _read(text: str, piece: Piece) -> str:
    return bare(text, piece.unit.span.start, piece.unit.span.end)
