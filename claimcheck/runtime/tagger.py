"""The tagger of promotional language as it runs: texts to a probability a token and category."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claimcheck.runtime.classifier import softmax
from claimcheck.runtime.loaded import LoadedModel
from claimcheck.runtime.protocol import TokenRows

__all__ = ["Tagger"]


class Tagger(LoadedModel):
    """A `TokenTagger` on ONNX Runtime. Make one with `Tagger.load`.

    A text's rows never depend on what is tagged beside it.
    """

    kind = "tagger"

    def tag(self, texts: Sequence[str]) -> list[TokenRows]:
        """Probabilities of each token of each text, in input order.

        :param texts: sentences; what is beyond the model's longest input has no rows.
        :returns: for each text its tokens; a row, *shape* (width,), sums to 1, and its first
            column says that the token promotes nothing.
        """
        distinct = list(dict.fromkeys(texts))
        tagged = zip(distinct, self._session.run_tokens(distinct), strict=True)
        found = {text: replace(tokens, rows=softmax(tokens.rows)) for text, tokens in tagged}
        return [found[text] for text in texts]
