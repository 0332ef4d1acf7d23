from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from claimcheck.evaluation.scifact import Found, evaluate_claims, read_abstracts, score
from claimcheck.types import Evidence, Label
from claimcheck.verification import Calibration, Verifier

SUPPORT = {"label": "SUPPORT"}
CLAIMS = [
    {"id": 1, "claim": "Oats lower cholesterol.", "cited_doc_ids": [7],
     "evidence": {"7": [{"sentences": [0, 1], **SUPPORT}, {"sentences": [3], **SUPPORT}]}},
    {"id": 2, "claim": "Oats cure gout.", "cited_doc_ids": [8], "evidence": {}},
]  # fmt: skip


def found(*sentences: int, doc: str = "7", label: Label = Label.SUPPORTED) -> Found:
    return Found(doc=doc, label=label, sentences=sentences)


def f1(predicted: Any, measure: str) -> float:
    return score(CLAIMS, predicted)[measure]["f1"]


def test_a_right_label_counts_without_and_with_a_whole_rationale() -> None:
    assert f1([[found(0)], []], "abstract_label_only") == 1.0
    assert f1([[found(0)], []], "abstract_label_rationale") == 0.0
    assert f1([[found(0, 1)], []], "abstract_label_rationale") == 1.0
    assert f1([[found(2, 3)], []], "abstract_label_rationale") == 1.0


def test_only_three_sentences_may_carry_the_rationale() -> None:
    assert f1([[found(0, 2, 4, 1)], []], "abstract_label_rationale") == 0.0


def test_a_wrong_label_or_document_counts_against_precision() -> None:
    wrong = score(CLAIMS, [[found(0, 1, label=Label.CONTRADICTORY)], [found(0, doc="8")]])
    assert wrong["abstract_label_only"] == {"precision": 0.0, "recall": 0.0, "f1": 0.0}
    half = score(CLAIMS, [[found(3)], [found(0, doc="8")]])
    assert half["abstract_label_only"]["precision"] == 0.5


def test_sentences_count_where_their_rationale_is_whole() -> None:
    told = score(CLAIMS, [[found(0, 1, 2)], []])
    assert told["sentence"]["precision"] == pytest.approx(2 / 3)
    assert told["sentence"]["recall"] == pytest.approx(2 / 3)
    mislabelled = score(CLAIMS, [[found(0, 1, label=Label.CONTRADICTORY)], []])
    assert mislabelled["sentence"]["f1"] == 0.0
    assert mislabelled["sentence_selection"]["f1"] > 0


class Keyword:
    def predict(self, pairs: Any) -> Any:
        return np.array(
            [(0.9, 0.08, 0.02) if "lowered" in text else (0.1, 0.8, 0.1) for text, _ in pairs]
        )


def test_claims_are_verified_over_what_was_found_and_retrieval_is_scored(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.jsonl"
    lines = [
        "We fed people oats.",
        "Cholesterol was measured.",
        "All stayed.",
        "Oats lowered cholesterol.",
    ]
    corpus.write_text(
        "\n".join(
            json.dumps({"doc_id": doc, "title": f"Oats {doc}", "abstract": text})
            for doc, text in [(7, lines), (8, lines[:3])]
        )
    )
    abstracts = read_abstracts(corpus)
    for abstract in abstracts.values():
        assert [abstract.passage.text[s.start : s.end] for s in abstract.sentences] == (
            lines[: len(abstract.sentences)]
        )
    ranked = [
        tuple(
            Evidence(passage=abstracts[doc].passage, rank=rank, score=1.0)
            for rank, doc in enumerate(docs, 1)
        )
        for docs in (["8", "7"], ["7"])
    ]
    verifier = Verifier(Keyword(), Calibration())  # type: ignore[arg-type]
    figures: Any = evaluate_claims(CLAIMS, abstracts, ranked, verifier)
    assert figures["abstract_label_rationale"]["recall"] == 1.0
    assert figures["retrieval"]["recall@1"] == 0.0
    assert figures["retrieval"]["recall@3"] == 0.5
    assert 0 < figures["retrieval"]["ndcg@10"] < 1
