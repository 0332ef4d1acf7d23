"""The aggregator learns which abstracts settle a claim, and is measured on others."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from claimcheck.evaluation.scifact import Abstract
from claimcheck.training.aggregate import _crossed, _write, fit, fit_linear, measured
from claimcheck.training.gather import gathered
from claimcheck.types import Evidence, Passage, Span
from claimcheck.verification import Calibration
from claimcheck.verification.aggregate import Aggregator
from claimcheck.verification.scoring import score

TEXTS = {
    "SUPPORT": "Colds ended sooner with {plant} in a trial. Nobody fell ill.",
    "CONTRADICT": "Colds ended no sooner with {plant} in a trial. Nobody fell ill.",
    None: "The leaves of {plant} are gathered in spring. They dry in a week.",
}


class Guesser:
    """Right about what an abstract says, but too sure by turns of what has no bearing."""

    def predict(self, pairs):
        return np.array([self._row(*pair) for pair in pairs])

    def _row(self, evidence, claim):
        shift = 0.1 * (len(claim) % 3)
        if "no sooner" in evidence:
            return 0.1, 0.25 + shift, 0.65 - shift
        if "sooner" in evidence:
            return 0.75 - shift, 0.2 + shift, 0.05
        return (0.35 + shift, 0.6 - shift, 0.05)


def world(claims):
    """Claims in SciFact's form, each with three abstracts, and what a search finds."""
    rows, abstracts, ranked = [], {}, []
    for n in range(claims):
        plant = "fern" + "abcdefghij"[n % 10] * (1 + n // 10)
        label = (None, "SUPPORT", "CONTRADICT")[n % 3]
        found = []
        for place, text in enumerate((TEXTS[label], TEXTS[None], TEXTS[None])):
            doc, body = f"{n}-{place}", text.format(plant=plant + "s" * place)
            end = body.index(".") + 1
            passage = Passage(id=doc, doc_id=doc, text=body)
            spans = (Span(start=0, end=end), Span(start=end + 1, end=len(body)))
            abstracts[doc] = Abstract(passage=passage, sentences=spans)
            found.append(Evidence(passage=passage, rank=place + 1, score=1 / (place + 1)))
        gold = {f"{n}-0": [{"sentences": [0], "label": label}]} if label else {}
        claim = f"Taking {plant} ends colds sooner."
        rows.append({"id": n, "claim": claim, "evidence": gold, "cited_doc_ids": [f"{n}-0"]})
        ranked.append(tuple(found))
    return rows, abstracts, ranked


@pytest.fixture(scope="module")
def made():
    rows, abstracts, ranked = world(60)
    found = gathered(rows, ranked, partial(score, Guesser(), Calibration()))
    return found, abstracts


def test_abstracts_and_claims_are_labelled_by_what_was_read(made):
    found, _ = made
    assert [item.labels.tolist() for item in found[:3]] == [[1, 1, 1], [0, 1, 1], [2, 1, 1]]
    assert [item.label for item in found[:3]] == [1, 0, 2]


def test_weights_read_features_as_they_are():
    random = np.random.default_rng(0)
    features = random.normal(size=(600, 3)) * [1, 50, 0] + [0, 400, 7]
    labels = np.digitize(features[:, 1], [380, 420])
    found = fit_linear(features, labels, c=1.0)
    assert (found.probabilities(features).argmax(axis=1) == labels).mean() > 0.9
    assert [row[2] for row in found.weights] == [0.0, 0.0, 0.0]


def test_it_learns_on_some_claims_what_holds_on_others(made):
    found, abstracts = made
    figures = measured(found, _crossed(found, (), c=0.3), abstracts)
    assert figures["abstract_label_only"]["f1"] > 0.9
    assert figures["abstract_label_rationale"]["f1"] > 0.9
    assert figures["claims"]["macro_f1"] > 0.9
    assert figures["claims"]["false_support"] < 0.1


def test_the_file_written_is_the_one_that_was_fitted(made, tmp_path):
    found, abstracts = made
    said = {0: "supported", 1: "unsupported", 2: "contradictory"}
    own = [replace(item, row={**item.row, "label": said[item.label]}) for item in found[30:]]
    _write(
        {"train": found[:15], "dev": found[15:30], "written": own},
        abstracts,
        plan={"c": 0.3, "on": ["dev", "written"]},
        calibration=Calibration(),
        output=tmp_path,
        run=tmp_path,
    )
    assert Aggregator.load(tmp_path / "aggregator.json") == fit([*found[15:30], *own], c=0.3)
    content = json.loads((tmp_path / "aggregator.json").read_text())
    assert content["fitted_on"] == {"dev": 15, "written": 30}
    tried = json.loads((tmp_path / "aggregate.json").read_text())
    alone = "nothing: thresholds alone"
    assert 0 < tried["scifact"][alone]["abstract_label_only"]["f1"] <= 1
    assert list(tried["scifact"])[1:] == [
        "train",
        "dev in folds",
        "dev in folds, train",
        "dev in folds, train, written",
    ]
    assert list(tried["written"]) == [alone, "written in folds", "written in folds, train, dev"]
    assert tried["written"][alone]["contradicted_called_supported"] == 0
    assert tried["written"]["written in folds"]["supported_recall"] > 0.5


def test_what_nobody_knows_of_a_passage_is_not_learnt():
    rows, _, ranked = world(30)
    for row, found in zip(rows, ranked, strict=True):
        # Each claim names its second passage, so that the first is one more that may settle it.
        if row["evidence"]:
            row["evidence"] = {found[1].passage.id: row["evidence"][found[0].passage.id]}
    found = gathered(rows, ranked, partial(score, Guesser(), Calibration()), complete=False)
    assert [item.labels.tolist() for item in found[:3]] == [[1, 1, 1], [-1, 0, 1], [-1, 2, 1]]
    assert [item.label for item in found[:3]] == [1, 0, 2]
    fit(found, c=0.3)
