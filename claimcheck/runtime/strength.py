"""The claim-strength model as it runs: sentences to four probabilities.

The levels are those of Yu, Li and Wang (EMNLP 2019): 0 no relation, 1 correlational,
2 conditional causal, 3 causal.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from threading import Lock

import numpy as np

from claimcheck.runtime.classifier import softmax
from claimcheck.runtime.loaded import LoadedModel
from claimcheck.runtime.protocol import Floats, Progress
from claimcheck.runtime.session import Session

__all__ = ["LEVELS", "StrengthClassifier", "tidy"]

#: How many levels there are, and so how many columns a row of scores has.
LEVELS = 4
_KEPT = 100_000
_QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'})


def tidy(text: str) -> str:
    """The sentence as the model reads it, in training and afterwards.

    Entities and escaped spaces become what they stand for, typographic quotes plain;
    quotes around the whole and runs of white space go.

    :param text: a sentence as found.
    :returns: one line; it may be empty.
    """
    plain = html.unescape(text).replace("\\xa0", " ").translate(_QUOTES)
    return " ".join(plain.split()).strip("\" '")


class StrengthClassifier(LoadedModel):
    """How strongly a sentence ties cause to effect. Make one with `StrengthClassifier.load`.

    A sentence is scored once; its row never depends on what is scored beside it.
    """

    kind = "strength"

    def __init__(self, session: Session, *, hash: str) -> None:  # noqa: A002
        super().__init__(session, hash=hash)
        self._known: dict[str, Floats] = {}
        self._turn = Lock()

    def logits(self, texts: Sequence[str], *, progress: Progress | None = None) -> Floats:
        """Raw scores of the levels 0 to 3, *shape* (n, 4), in input order."""
        if not texts:
            return np.zeros((0, LEVELS), dtype=np.float32)
        read = [tidy(text) for text in texts]
        # Looked up once: another thread may make room meanwhile.
        held = {text: row for text in read if (row := self._known.get(text)) is not None}
        missing = list(dict.fromkeys(text for text in read if text not in held))
        fresh = dict(zip(missing, self._session.run(missing, progress), strict=True))
        known = held | fresh
        self._keep(fresh)
        return np.stack([known[text] for text in read])

    def predict(self, texts: Sequence[str], *, progress: Progress | None = None) -> Floats:
        """Probabilities of the levels 0 to 3, *shape* (n, 4), rows sum to 1, in input order."""
        return softmax(self.logits(texts, progress=progress))

    def _keep(self, fresh: dict[str, Floats]) -> None:
        with self._turn:
            self._known |= fresh
            while len(self._known) > _KEPT:
                del self._known[next(iter(self._known))]
