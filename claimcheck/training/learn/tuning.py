"""Weights trained further on reviews, mixed with what keeps the model from forgetting the rest.

The weights are read back from the model folder in use, so no checkpoint is needed. The lower
layers and the word vectors stay: some hundreds of pairs say little of single words, and what is
frozen costs no time. Beside each pair of a review goes one that people did not write: half of
those are plain statements with a label that follows from their form, half the present model's
own answers on the bundled corpus (rehearsal; Robins, Connection Science 1995). What ships lies
half-way between the weights before and after (WiSE-FT; Wortsman et al., CVPR 2022).
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from claimcheck.evaluation.metrics import LABELS
from claimcheck.runtime import PairClassifier
from claimcheck.runtime.folder import PACKED, weights_in
from claimcheck.training.learn.reviews import Review
from claimcheck.training.pairs import Pair, unique
from claimcheck.training.recipe import Recipe, Stage
from claimcheck.training.templates import template_pairs
from claimcheck.types import Label
from claimcheck.verification.scoring import ScoredPassage, ScoredWindow

__all__ = ["DEFAULT_FROM", "LEAST", "Plan", "pairs_of", "rehearsal", "tune"]

#: Settled claims with evidence from which weights are trained unasked, and below which never.
DEFAULT_FROM, LEAST = 600, 60
#: Windows of an open claim that are learnt from: those that came nearest to settling it.
_NEAREST = 2
_SHARE = 0.5
_SEED = 17


def pairs_of(reviews: Sequence[Review], scored: Sequence[Sequence[ScoredPassage]]) -> list[Pair]:
    """What reviews say of windows of passages.

    For a settled claim the windows that hold most of what its decision cites, the longer and the
    shorter; for an open one those that came nearest to settling it.

    :param reviews: settled claims.
    :param scored: the evidence of each, as the present model scores it.
    :returns: pairs of window and claim, each once.
    """
    found: list[Pair] = []
    for review, passages in zip(reviews, scored, strict=True):
        if review.label is None:
            continue
        open_ = review.label is Label.UNSUPPORTED
        chosen = _nearest(passages) if open_ else _cited(review, review.label, passages)
        found += [
            Pair(evidence=w.window.pair, claim=review.reading, label=review.label, source="reviews")
            for w in chosen
        ]
    return unique(found)


def _nearest(passages: Sequence[ScoredPassage]) -> list[ScoredWindow]:
    windows = [window for item in passages if item.read for window in item.windows]
    ranked = sorted(windows, key=lambda w: (-max(w.supported, w.contradictory), w.window.pair))
    return ranked[:_NEAREST]


def _cited(
    review: Review, label: Label, passages: Sequence[ScoredPassage]
) -> Iterable[ScoredWindow]:
    """Of each cited passage the best window of several sentences and the best of one."""
    marked = {item.passage.id: set(item.rationale) for item in review.cited}
    for item in passages:
        spans = marked.get(item.evidence.passage.id)
        if spans is None:
            continue
        for alone in (True, False):
            windows = [w for w in item.windows if (len(w.window.sentences) == 1) is alone]
            if windows:
                yield max(
                    windows,
                    key=lambda w: (len(spans.intersection(w.window.sentences)), w.share_for(label)),
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How long and how fast; what three hundred labels bear (see `docs/learn.md`)."""

    epochs: float = 3
    learning_rate: float = 3e-5
    batch_size: int = 16
    max_tokens: int = 160
    guard: float = 0.5
    smoothing: float = 0.05


PLAN = Plan()


def tune(folder: Path, pairs: Sequence[Pair], output: Path, *, plan: Plan = PLAN) -> Path:
    """Train the weights of a model folder further and write another such folder.

    :param folder: the model in use, `verifier` or `judge`.
    :param pairs: what reviews say.
    :param output: the folder to write: weights, tokenizer and `config.json`.
    :param plan: how long and how fast.
    :returns: `output`.
    :raises ModelError: if the weights cannot be read back.
    :raises ModuleNotFoundError: if the packages of the extra `train` are not installed.
    """
    from claimcheck.training.encoder import interpolate
    from claimcheck.training.export import export_verifier
    from claimcheck.training.restore import restore
    from claimcheck.training.verifier import train_on

    about = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as home:
        base = restore(folder, Path(home) / "base")
        layers = json.loads((base / "config.json").read_text(encoding="utf-8"))["num_hidden_layers"]
        mixed = [*pairs, *rehearsal(PairClassifier.load(folder), len(pairs))]
        recipe, stage = _recipe(plan, freeze=layers // 2)
        train_on(recipe, stage, mixed, folder=Path(home) / "run", start=base)
        between = interpolate(
            base, Path(home) / "run" / "model", Path(home) / "between", share=_SHARE
        )
        return export_verifier(
            between,
            output,
            base=about.get("base", ""),
            max_tokens=about["max_tokens"],
            packed=weights_in(folder).name == PACKED,
        )


def rehearsal(model: PairClassifier, size: int) -> list[Pair]:
    """Pairs that keep the model what it is, half by form, half by its own answers."""
    from claimcheck.training import quantise

    corpus = quantise.samples()[: size // 2]
    answers = model.predict(corpus).argmax(axis=1) if corpus else ()
    own = [
        Pair(evidence=evidence, claim=claim, label=LABELS[int(answer)], source="rehearsal")
        for (evidence, claim), answer in zip(corpus, answers, strict=True)
    ]
    return [*own, *template_pairs(seed=_SEED, limit=size - len(own))]


def _recipe(plan: Plan, *, freeze: int) -> tuple[Recipe, Stage]:
    stage = Stage(
        name="reviews",
        seed=_SEED,
        epochs=plan.epochs,
        learning_rate=plan.learning_rate,
        batch_size=plan.batch_size,
        max_tokens=plan.max_tokens,
        dropout=0.1,
        guard=plan.guard,
        stop=0,
        freeze=freeze,
        data={},
    )
    recipe = Recipe(
        base="",
        tune=(),
        report=(),
        label_smoothing=plan.smoothing,
        save_steps=10**6,
        export={},
        calibration={},
        stages=(stage,),
    )
    return recipe, stage
