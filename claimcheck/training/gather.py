"""Claims with the abstracts a search finds for them, scored as at run time, and labelled."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from claimcheck.corpus import Corpus
from claimcheck.evaluation.scifact import Abstract, Found
from claimcheck.training.measure import Floats, Ints
from claimcheck.types import Evidence, Label, Span
from claimcheck.verification.features import CLAIM_FEATURES, claim_features, passage_features
from claimcheck.verification.scoring import ScoredPassage

__all__ = ["UNKNOWN", "Gathered", "Scores", "found_in", "gathered", "searched"]

#: Scores claims against their evidence, as `claimcheck.verification.scoring.score` does.
Scores = Callable[
    [Sequence[str], Sequence[Sequence[Evidence]]], Sequence[tuple[ScoredPassage, ...]]
]
_GOLD = {"SUPPORT": 0, "SUPPORTS": 0, "CONTRADICT": 2, "REFUTES": 2}
_Abstracts = Mapping[str, Abstract]
_MOST = 3
_TELLING = 0.5
UNKNOWN = -1
"""Label of a passage that may or may not settle a claim."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """A claim in SciFact's form, its scored abstracts, what is read of them and the truth.

    `passages` is *shape* (p, features) and `labels` *shape* (p,); `claim` is *shape* (features,)
    and `label` the claim's own, given what was read: contradicted by any abstract, else supported
    by any, else open. Positions are those of `LABELS`; a passage of which nobody knows what it says
    of the claim has :data:`UNKNOWN`.
    """

    row: Mapping[str, Any]
    reading: str
    scored: tuple[ScoredPassage, ...]
    passages: Floats
    labels: Ints
    claim: Floats
    label: int


def searched(
    rows: Sequence[Mapping[str, Any]], library: Corpus, *, models: Path, k: int
) -> list[tuple[Evidence, ...]]:
    """The best passages for each claim by the encoder, and the reranker if there is one.

    :param rows: claims in SciFact's form.
    :param library: what is searched.
    :param models: the folder that holds the folders `encoder` and `reranker`.
    :param k: how many a claim.
    :returns: as many as there are claims, best first.
    """
    from claimcheck.retrieve import open_index
    from claimcheck.runtime import Encoder, Reranker

    again = models / "reranker"
    reranker = Reranker.load(again) if (again / "config.json").is_file() else None
    with tempfile.TemporaryDirectory() as folder:
        index = open_index(
            library,
            encoder=Encoder.load(models / "encoder"),
            cache_dir=Path(folder),
            reranker=reranker,
        )
        return list(index.search([str(row["claim"]) for row in rows], k=k))


def gathered(
    rows: Sequence[Mapping[str, Any]],
    ranked: Sequence[Sequence[Evidence]],
    score: Scores,
    *,
    complete: bool = True,
) -> list[Gathered]:
    """Score what was found and label it.

    :param rows: claims in SciFact's form.
    :param ranked: the abstracts found for each.
    :param score: the models, with their windows and checks.
    :param complete: whether a passage that a row does not name leaves its claim open. If not, one
        that a model takes to settle a claim which another settles is unknown.
    :returns: a row a claim, in order.
    """
    readings = [" ".join(str(row["claim"]).split()) for row in rows]
    scored = score(readings, ranked)
    return [
        _gathered(row, reading, passages, complete=complete)
        for row, reading, passages in zip(rows, readings, scored, strict=True)
    ]


def _gathered(
    row: Mapping[str, Any], reading: str, scored: tuple[ScoredPassage, ...], *, complete: bool
) -> Gathered:
    gold = {str(name): _GOLD[notes[0]["label"]] for name, notes in row["evidence"].items() if notes}
    open_or_not = UNKNOWN if gold and not complete else 1
    labels = np.array(
        [gold.get(item.evidence.passage.id, open_or_not if _says(item) else 1) for item in scored],
        dtype=np.int64,
    )
    sound = any(item.decides and item.windows for item in scored)
    return Gathered(
        row=row,
        reading=reading,
        scored=scored,
        passages=passage_features(reading, scored),
        labels=labels,
        claim=claim_features(reading, scored) if sound else np.zeros(len(CLAIM_FEATURES)),
        label=2 if 2 in labels else 0 if 0 in labels else 1,
    )


def _says(item: ScoredPassage) -> bool:
    return any(max(w.supported, w.contradictory) >= _TELLING for w in item.windows)


def found_in(doc: str, label: Label, said: Sequence[Span], abstracts: _Abstracts) -> Found:
    """An abstract called supporting or contradicting, with at most three sentences that say so.

    :param doc: the document's id.
    :param label: what it was called.
    :param said: spans into its text.
    :param abstracts: the corpus by document id.
    :returns: what SciFact's measures read.
    """
    told = tuple(
        place
        for place, span in enumerate(abstracts[doc].sentences)
        if any(_mostly_in(span, part) for part in said)
    )
    return Found(doc=doc, label=label, sentences=told[:_MOST])


def _mostly_in(sentence: Span, part: Span) -> bool:
    shared = min(sentence.end, part.end) - max(sentence.start, part.start)
    return shared * 2 >= sentence.end - sentence.start
