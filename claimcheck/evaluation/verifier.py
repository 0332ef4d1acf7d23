"""``evaluate verifier``: how well pairs of evidence and claim are judged.

Each line is ``{"evidence", "claim", "label"}``. Two things are measured. The model
by itself, at its most likely label, reads the evidence whole. The verifier as it
ships, with its windows, checks and thresholds, gives ``false_support_rate`` and
``supported_recall``. The one-sided figures are those of a TF-IDF baseline trained
on the rows themselves (cross-validated), see :mod:`claimcheck.evaluation.metrics`.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from claimcheck.config import load_settings
from claimcheck.errors import CodecError
from claimcheck.evaluation.lines import read_jsonl
from claimcheck.evaluation.metrics import (
    LABELS,
    bootstrap,
    brier,
    classification,
    expected_calibration_error,
    false_support_rate,
    majority,
    one_sided_macro_f1,
    supported_recall,
)
from claimcheck.types import Claim, Evidence, Passage, Span
from claimcheck.verification import Verifier, verifier_of

__all__ = ["bundled_verifier", "evaluate", "evaluate_rows"]

Row = dict[str, Any]


class _Model(Protocol):
    def predict(self, pairs: Sequence[tuple[str, str]]) -> npt.NDArray[Any]: ...


def bundled_verifier(profile: str | None = None) -> Verifier:
    """The verifier of the current settings, with its calibration.

    :param profile: another profile than that of the settings.
    :returns: a verifier that is ready to use.
    :raises ModelError: if a folder is missing or altered.
    """
    return verifier_of(load_settings(profile=profile))


def evaluate(
    data: Path, *, verifier: Verifier | None = None, profile: str | None = None
) -> dict[str, object]:
    """The figures of a file of pairs.

    :param data: ``.jsonl`` or ``.jsonl.gz``.
    :param verifier: what is measured; the bundled one if ``None``.
    :param profile: of the bundled one.
    :returns: figures by name, as JSON can hold them.
    :raises CodecError: if a line lacks a key or has another label, or there is no line.
    """
    rows = list(read_jsonl(data, keys=("evidence", "claim", "label")))
    unknown = sorted({str(row["label"]) for row in rows} - set(LABELS))
    if unknown or not rows:
        raise CodecError(
            f"{data} {'holds the label ' + repr(unknown[0]) if unknown else 'is empty'}; "
            f"this task needs pairs labelled {', '.join(LABELS)}."
        )
    return evaluate_rows(rows, verifier or bundled_verifier(profile))


def evaluate_rows(rows: Sequence[Row], verifier: Verifier) -> dict[str, object]:
    """The figures of pairs that are read already.

    :param rows: each with ``evidence``, ``claim`` and ``label``; at least one.
    :param verifier: what is measured.
    :returns: figures by name, as JSON can hold them.
    """
    truth = [str(row["label"]) for row in rows]
    began = time.perf_counter()
    probabilities = _probabilities(rows, verifier)
    seconds = time.perf_counter() - began
    likeliest = [LABELS[place] for place in probabilities.argmax(axis=1)]
    shipped = _shipped(rows, verifier)
    one_sided = {
        side: one_sided_macro_f1([row[side] for row in rows], truth)
        for side in ("claim", "evidence")
    }
    return {
        "n": len(rows),
        **classification(truth, likeliest),
        "macro_f1_interval": list(bootstrap(truth, likeliest, _macro_f1)),
        "ece": expected_calibration_error(truth, probabilities),
        "brier": brier(truth, probabilities),
        "false_support_rate": false_support_rate(truth, shipped),
        "supported_recall": supported_recall(truth, shipped),
        "at_thresholds": classification(truth, shipped),
        "claim_only_macro_f1": one_sided["claim"],
        "evidence_only_macro_f1": one_sided["evidence"],
        "claim_only": {"macro_f1": one_sided["claim"]},
        "evidence_only": {"macro_f1": one_sided["evidence"]},
        "pairs_per_second": len(rows) / max(seconds, 1e-9),
        "baseline": {
            "majority": majority(truth),
            "false_support_rate_at_likeliest": false_support_rate(truth, likeliest),
        },
    }


def _macro_f1(truth: Sequence[str], guess: Sequence[str]) -> float:
    return float(classification(truth, guess)["macro_f1"])


def _probabilities(rows: Sequence[Row], verifier: Verifier) -> npt.NDArray[np.float64]:
    pairs = [(" ".join(row["evidence"].split()), " ".join(row["claim"].split())) for row in rows]
    return verifier.calibration.apply(np.asarray(verifier.model.predict(pairs)))


def _shipped(rows: Sequence[Row], verifier: Verifier) -> list[str]:
    """The labels the verifier gives, each row's evidence as its only passage."""
    claims = [_claim(str(row["claim"]), place) for place, row in enumerate(rows)]
    evidence = [_evidence(str(row["evidence"]), place) for place, row in enumerate(rows)]
    return [str(verdict.label) for verdict in verifier.verify(claims, evidence)]


def _claim(text: str, place: int) -> Claim:
    span = Span(start=0, end=max(1, len(text)))
    return Claim(id=str(place), span=span, parts=(span,), text=text, reading=text)


def _evidence(text: str, place: int) -> tuple[Evidence, ...]:
    passage = Passage(id=str(place), doc_id=str(place), text=text)
    return (Evidence(passage=passage, rank=1, score=1.0),)
