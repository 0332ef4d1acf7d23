"""How strongly claims and evidence are put: by the strength model where there is one.

The cue rules of :func:`claimcheck.text.strength.strength_of` stand in without it, and
for every text it was not asked about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from claimcheck.text.sentences import split
from claimcheck.text.strength import Strength
from claimcheck.types import Passage
from claimcheck.verification.facts import Facts, facts
from claimcheck.verification.screening import Cut, Scores

__all__ = ["Levels", "StrengthScorer", "graded", "levels_of", "worth_grading"]

#: What each text was found to say.
Levels = Mapping[str, Strength]
_DECIMALS = 4
# A window that supports less supports nothing, however it is put.
_TELLING = 0.5


class StrengthScorer(Protocol):
    """What is needed of a strength model."""

    def predict(self, texts: Sequence[str]) -> npt.NDArray[Any]:
        """Probabilities of the levels 0 to 3, *shape* (n, 4), rows in input order."""
        ...


def worth_grading(asked: Iterable[tuple[str, Passage]], cut: Cut, scores: Scores) -> set[str]:
    """The windows that may support a claim, and those claims: what a strength model should read.

    :param asked: each claim's reading with each of its passages.
    :param cut: the windows of each passage.
    :param scores: support and contradiction of the pairs that were scored, 0 to 1.
    :returns: texts, a few for a claim.
    """
    return {
        text
        for reading, passage in asked
        for window in cut[passage]
        if scores.get((window.pair, reading), (0.0, 0.0))[0] >= _TELLING
        for text in (reading, window.text)
    }


def levels_of(model: StrengthScorer | None, texts: Iterable[str]) -> dict[str, Strength]:
    """The level of each text, all in one call of the model.

    A text of several sentences is as strong as the strongest of them: evidence that says
    a thing outright in one sentence has said it.

    :param model: the strength model; ``None`` leaves every text to the cue rules.
    :param texts: claims and windows; repeats are read once.
    :returns: a level a text, empty without a model.
    """
    parts = {text: _sentences(text) for text in sorted(set(texts))} if model else {}
    # Sorted, so that the same texts meet the model in the same order whoever asks first.
    single = sorted({part for found in parts.values() for part in found})
    if model is None or not single:
        return {}
    # Rounded, so that the last bits of a processor never decide a level.
    rows = np.round(np.asarray(model.predict(single), dtype=np.float64), _DECIMALS)
    level = {part: Strength(int(row.argmax())) for part, row in zip(single, rows, strict=True)}
    return {text: max(level[part] for part in found) for text, found in parts.items() if found}


def graded(text: str, levels: Levels) -> Facts:
    """The facts of a text, its strength the model's where the model has read it."""
    return facts(text, level=levels.get(text))


def _sentences(text: str) -> tuple[str, ...]:
    cut = (text[span.start : span.end].strip() for span in split(text))
    return tuple(part for part in cut if part)
