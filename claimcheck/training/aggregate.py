"""Training of the aggregator: two logistic regressions on claims and the abstracts found for them.

The pair models were themselves trained on SciFact's training claims, so that on those they are
surer than on any other. What is shipped is therefore told apart in the figures by what it was
fitted on, and dev claims are always measured by weights that did not see them.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from claimcheck.corpus import Corpus
from claimcheck.evaluation.scifact import Abstract, Found, read_abstracts, score
from claimcheck.training.gather import UNKNOWN, Gathered, found_in, gathered, searched
from claimcheck.training.measure import (
    Floats,
    Ints,
    calibration_error,
    false_support,
    macro_f1,
    supported_recall,
)
from claimcheck.training.pairs import dice, read_rows, sample
from claimcheck.training.rules import STARTER
from claimcheck.training.written import written_claims
from claimcheck.types import Label
from claimcheck.verification.aggregate import Aggregator, Linear, telling
from claimcheck.verification.calibration import Calibration
from claimcheck.verification.decide import decide
from claimcheck.verification.features import CLAIM_FEATURES, PASSAGE_FEATURES
from claimcheck.verification.scoring import score as score_pairs
from claimcheck.verification.verifier import Verifier

__all__ = [
    "fit",
    "fit_linear",
    "measured",
    "stored",
    "train_aggregator",
    "unaided",
    "verdicts",
]

_FOLDS = 5
_AS_GOOD = 0.01
_STEPS = np.round(np.arange(0.10, 0.91, 0.02), 2)


def train_aggregator(recipe: Path, *, data: Path, output: Path, base: Path, resume: bool) -> Path:
    """Write `aggregator.json` for a verifier, and its figures to `<output>.run`.

    :param recipe: `recipe.toml` with the tables `search` and `fit`.
    :param data: the data folder, with `scifact/`.
    :param output: the folder to write `aggregator.json` to.
    :param base: folder of the model that decides; where it is `judge`, the folder `verifier` beside
        it is the screen. `encoder` and `reranker` lie beside it too.
    :param resume: whether scores of pairs kept by an earlier run are read.
    :returns: `output`.
    """
    plan = tomllib.loads(recipe.read_text(encoding="utf-8"))
    run = output.with_name(f"{output.name}.run")
    run.mkdir(parents=True, exist_ok=True)
    if not resume:
        (run / "aggregate.sqlite").unlink(missing_ok=True)
    verifier = _verifier(base, run / "aggregate.sqlite")
    abstracts = read_abstracts(data / "scifact" / "corpus.jsonl.gz")
    library = Corpus.from_passages((item.passage for item in abstracts.values()), name="scifact")
    train, dev = _claims(data)
    train = train[: plan["search"]["train"]]
    look = partial(searched, models=base.parent, k=plan["search"]["read"])
    judge = partial(score_pairs, verifier.model, verifier.calibration, screen=verifier.screen)
    found = gathered([*train, *dev], look([*train, *dev], library), judge)
    written = sample(written_claims(), plan["search"]["written"], dice(0))
    starter = gathered(written, look(written, Corpus.open(STARTER)), judge, complete=False)
    return _write(
        {"train": found[: len(train)], "dev": found[len(train) :], "written": starter},
        abstracts,
        plan=plan["fit"],
        calibration=verifier.calibration,
        output=output,
        run=run,
    )


def _write(
    rows: Mapping[str, Sequence[Gathered]],
    abstracts: Mapping[str, Abstract],
    *,
    plan: Mapping[str, Any],
    calibration: Calibration,
    output: Path,
    run: Path,
) -> Path:
    c, dev = plan["c"], rows["dev"]
    made = fit([item for name in plan["on"] for item in rows[name]], c=c)
    content = stored(made, fitted_on={name: len(rows[name]) for name in plan["on"]})
    tried = {
        "nothing: thresholds alone": unaided(dev, abstracts, calibration),
        "train": measured(dev, [fit(rows["train"], c=c)] * len(dev), abstracts),
    }
    told = {"nothing: thresholds alone": verdicts(rows["written"], None, calibration)}
    for also in ((), ("train",), ("train", "written")):
        name = ", ".join(("dev in folds", *also))
        others = [item for part in also for item in rows[part]]
        tried[name] = measured(dev, _crossed(dev, others, c=c), abstracts)
    for also in ((), ("train", "dev")):
        name = ", ".join(("written in folds", *also))
        others = [item for part in also for item in rows[part]]
        told[name] = verdicts(rows["written"], _crossed(rows["written"], others, c=c), calibration)
    output.mkdir(parents=True, exist_ok=True)
    (output / "aggregator.json").write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    (run / "aggregate.json").write_text(
        json.dumps({"scifact": tried, "written": told}, indent=1) + "\n", encoding="utf-8"
    )
    return output


def _verifier(base: Path, scores: Path) -> Verifier:
    from claimcheck.runtime import PairCache, PairClassifier
    from claimcheck.verification.screening import Screen

    cache = PairCache(scores)
    models = {
        folder.name: (
            PairClassifier.load(folder, cache=cache),
            Calibration.load(folder / "calibration.json"),
        )
        for folder in {base, base.parent / "verifier"}
    }
    model, calibration = models[base.name]
    if base.name == "verifier":
        return Verifier(model, calibration)
    small, its_own = models["verifier"]
    return Verifier(model, calibration, screen=Screen(model=small, calibration=its_own))


def _claims(data: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Training claims without the few that are dev claims too, and dev claims."""
    dev = list(read_rows(data / "scifact" / "claims_dev.jsonl.gz"))
    known = {str(row["claim"]).casefold() for row in dev}
    train = read_rows(data / "scifact" / "claims_train.jsonl.gz")
    return [row for row in train if str(row["claim"]).casefold() not in known], dev


def fit(found: Sequence[Gathered], *, c: float) -> Aggregator:
    """Both regressions, and the thresholds at which abstracts are labelled best.

    :param found: claims to learn from; all three labels must occur.
    :param c: inverse strength of the penalty on weights.
    :returns: the aggregator; its thresholds are chosen on probabilities of folds left out.
    """
    told = [item for item in found if item.claim.any()]
    passage = fit_linear(*_passages(found), c=c)
    claim = fit_linear(
        np.stack([item.claim for item in told]), np.array([item.label for item in told]), c=c
    )
    supported, contradictory = _thresholds(found, c=c)
    return Aggregator(
        passage=passage, claim=claim, supported=supported, contradictory=contradictory
    )


def fit_linear(features: Floats, labels: Ints, *, c: float) -> Linear:
    """Multinomial logistic regression on standardised columns, the scaling folded into the weights.

    :param features: *shape* (n, features); a column that never varies gets no weight.
    :param labels: *shape* (n,), positions in `LABELS`, each of which occurs.
    :param c: inverse strength of the penalty.
    :returns: weights that read the features as they are.
    """
    from sklearn.linear_model import LogisticRegression

    middle, scale = features.mean(axis=0), features.std(axis=0)
    scale = np.where(scale > 1e-9, scale, 1.0)
    model = LogisticRegression(C=c, max_iter=2000).fit((features - middle) / scale, labels)
    weights = model.coef_ / scale
    return Linear(
        weights=tuple(tuple(float(value) for value in row) for row in np.round(weights, 6)),
        bias=tuple(float(value) for value in np.round(model.intercept_ - weights @ middle, 6)),
    )


def _passages(found: Sequence[Gathered]) -> tuple[Floats, Ints]:
    features = np.concatenate([item.passages for item in found])
    labels = np.concatenate([item.labels for item in found])
    return features[labels != UNKNOWN], labels[labels != UNKNOWN]


def _thresholds(found: Sequence[Gathered], *, c: float) -> tuple[float, float]:
    """The pair of thresholds with the best label-only F1 over abstracts.

    Of pairs that are as good within a hundredth, the one that lets most support through: a
    passage must reach its own threshold besides.
    """
    known = [int((item.labels != UNKNOWN).sum()) for item in found]
    rows, fold_of = np.zeros((sum(known), 3)), np.repeat(np.arange(len(found)) % _FOLDS, known)
    features, labels = _passages(found)
    for fold in range(_FOLDS):
        held = fold_of == fold
        rows[held] = fit_linear(features[~held], labels[~held], c=c).probabilities(features[held])
    wanted = sum(sum(bool(notes) for notes in item.row["evidence"].values()) for item in found)
    pairs = [(float(s), float(r)) for s in _STEPS for r in _STEPS]
    scored = {pair: _label_f1(rows, labels, *pair, wanted=wanted) for pair in pairs}
    enough = max(scored.values()) - _AS_GOOD
    return min(
        (pair for pair in pairs if scored[pair] >= enough),
        key=lambda pair: (pair[0], -scored[pair]),
    )


def _label_f1(
    rows: Floats, labels: Ints, supported: float, contradictory: float, *, wanted: int
) -> float:
    refuted = (rows[:, 2] >= contradictory) & (rows[:, 2] >= rows[:, 0])
    guess = np.where(refuted, 2, np.where(rows[:, 0] >= supported, 0, 1))
    called = guess != 1
    return float(2 * (called & (guess == labels)).sum() / max(1, called.sum() + wanted))


def _crossed(found: Sequence[Gathered], also: Sequence[Gathered], *, c: float) -> list[Aggregator]:
    """For each claim an aggregator fitted without its fold."""
    made = [
        fit([*also, *(item for n, item in enumerate(found) if n % _FOLDS != fold)], c=c)
        for fold in range(_FOLDS)
    ]
    return [made[place % _FOLDS] for place in range(len(found))]


def measured(
    found: Sequence[Gathered], made: Sequence[Aggregator], abstracts: Mapping[str, Abstract]
) -> dict[str, Any]:
    """SciFact's measures of the abstracts that count, and figures of the claims' probabilities.

    :param found: claims.
    :param made: the aggregator that each is measured with.
    :param abstracts: the corpus by document id.
    :returns: the four measures, and under `claims` macro-F1, calibration error, false support and
        supported recall at the most likely label.
    """
    together = list(zip(found, made, strict=True))
    rows = [one.claim_probabilities(item.reading, item.scored) for item, one in together]
    predicted = [_predicted(item, one, abstracts) for item, one in together]
    return _figures(found, predicted, np.array(rows))


def verdicts(
    found: Sequence[Gathered], made: Sequence[Aggregator] | None, calibration: Calibration
) -> dict[str, float]:
    """Verdicts on written claims, as they ship.

    :param found: claims with their `label` in words.
    :param made: the aggregator that each is measured with; thresholds alone if `None`.
    :param calibration: the thresholds.
    :returns: shares of 0 to 1: of the true claims called supported, of the contradicted ones
        called contradictory and called supported, and of the open ones called supported, some of
        which another passage may well support.
    """
    helped: Sequence[Aggregator | None] = made or [None] * len(found)
    said = [
        decide(item.reading, item.scored, calibration, one).label
        for item, one in zip(found, helped, strict=True)
    ]
    truth = [Label(item.row["label"]) for item in found]

    def share(label: Label, called: Label) -> float:
        rows = [got is called for want, got in zip(truth, said, strict=True) if want is label]
        return round(sum(rows) / max(1, len(rows)), 4)

    true, false, left_open = Label.SUPPORTED, Label.CONTRADICTORY, Label.UNSUPPORTED
    return {
        "supported_recall": share(true, true),
        "contradictory_recall": share(false, false),
        "contradicted_called_supported": share(false, true),
        "open_called_supported": share(left_open, true),
    }


def unaided(
    found: Sequence[Gathered], abstracts: Mapping[str, Abstract], calibration: Calibration
) -> dict[str, Any]:
    """The same figures of the verdicts that thresholds give without an aggregator."""
    verdicts = [decide(item.reading, item.scored, calibration) for item in found]
    predicted = [
        [
            found_in(one.passage.doc_id, one.stance, one.rationale, abstracts)
            for one in verdict.evidence
            if one.stance in (Label.SUPPORTED, Label.CONTRADICTORY)
        ]
        for verdict in verdicts
    ]
    rows = [
        (p.supported, p.unsupported, p.contradictory) if (p := verdict.probs) else (0.0, 1.0, 0.0)
        for verdict in verdicts
    ]
    return _figures(found, predicted, np.array(rows))


def _figures(
    found: Sequence[Gathered], predicted: Sequence[Sequence[Found]], rows: Floats
) -> dict[str, Any]:
    truth = np.array([item.label for item in found])
    likely = rows.argmax(axis=1)
    return score([item.row for item in found], predicted) | {
        "claims": {
            "macro_f1": macro_f1(truth, likely),
            "ece": calibration_error(truth, rows),
            "false_support": false_support(truth, likely),
            "supported_recall": supported_recall(truth, likely),
        }
    }


def _predicted(
    item: Gathered, aggregator: Aggregator, abstracts: Mapping[str, Abstract]
) -> list[Found]:
    stances = aggregator.stances(item.reading, item.scored)
    return [
        found_in(passage.evidence.passage.doc_id, label, telling(passage, label), abstracts)
        for passage, label in zip(item.scored, stances, strict=True)
        if label is not Label.UNSUPPORTED
    ]


def stored(made: Aggregator, *, fitted_on: Mapping[str, int]) -> dict[str, Any]:
    """What `aggregator.json` holds.

    :param made: the aggregator.
    :param fitted_on: the number of claims of each set it was fitted on.
    :returns: a JSON object that `Aggregator.load` reads.
    """
    return {
        "passage": _table(made.passage, PASSAGE_FEATURES),
        "claim": _table(made.claim, CLAIM_FEATURES),
        "counts_from": {"supported": made.supported, "contradictory": made.contradictory},
        "fitted_on": dict(fitted_on),
    }


def _table(made: Linear, names: Sequence[str]) -> dict[str, Any]:
    return {
        "features": list(names),
        "weights": [list(row) for row in made.weights],
        "bias": list(made.bias),
    }
