"""What a card says of a verifier, measured: the model alone, as it ships, and kept for review."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from claimcheck.training.calibrate import Aims, Scored, counted, decide
from claimcheck.training.measure import (
    Floats,
    Ints,
    binned,
    bootstrap,
    calibration_error,
    class_scores,
    exact_interval,
    gap,
    macro_f1,
    softmax,
    summary,
)
from claimcheck.training.risk import kept, review_below, risk_coverage
from claimcheck.training.shipped import Judged

__all__ = ["alone", "both", "compared", "pooled", "review"]


def alone(truth: Ints, logits: Floats, settings: Mapping[str, Any]) -> dict[str, Any]:
    """The model by itself on one set, its evidence read whole.

    :param truth: *shape* (n,).
    :param logits: *shape* (n, 3).
    :param settings: temperature and thresholds.
    :returns: `most_likely` with 95 % intervals, and `thresholds`.
    """
    probabilities = softmax(logits, temperature=settings["temperature"])
    likely = probabilities.argmax(axis=1)
    low, high = bootstrap(truth, likely)
    ece_low, ece_high = bootstrap(truth, probabilities, measure=calibration_error, rounds=300)
    guess = decide(probabilities, **settings["thresholds"])
    return {
        "most_likely": summary(truth, probabilities)
        | {
            "macro_f1_low": low,
            "macro_f1_high": high,
            "ece_raw": calibration_error(truth, softmax(logits)),
            "ece_low": ece_low,
            "ece_high": ece_high,
        },
        "thresholds": {
            "macro_f1": macro_f1(truth, guess),
            **counted(truth, guess),
            "per_class": class_scores(truth, guess),
        },
    }


def both(judged: Judged, *, below: float) -> dict[str, Any]:
    """The verdicts of one set as users get them, with exact 95 % intervals.

    :param judged: labels given and their confidence.
    :param below: what is less sure than this is for review, whatever else is.
    :returns: figures by name.
    """
    low, high = bootstrap(judged.truth, judged.guess)
    return {
        "n": len(judged.truth),
        "macro_f1": macro_f1(judged.truth, judged.guess),
        "macro_f1_low": low,
        "macro_f1_high": high,
        "false_support": _share(judged, of=2, called=0),
        "supported_recall": _share(judged, of=0, called=0),
        "contradictory_recall": _share(judged, of=2, called=2),
        "confidence_gap": gap(binned(judged.confidence, judged.right)),
        "for_review": float((judged.review | (judged.confidence < below)).mean()),
    }


def _share(judged: Judged, *, of: int, called: int) -> dict[str, float]:
    rows = judged.truth == of
    count, total = int((judged.guess[rows] == called).sum()), int(rows.sum())
    low, high = exact_interval(count, total)
    return {
        "count": count,
        "rows": total,
        "share": count / max(1, total),
        "low": low,
        "high": high,
    }


def pooled(found: Mapping[str, Judged], names: Sequence[str]) -> Judged:
    """The verdicts of several sets as one."""
    parts = [found[name] for name in names]
    return Judged(
        truth=np.concatenate([part.truth for part in parts]),
        guess=np.concatenate([part.guess for part in parts]),
        confidence=np.concatenate([part.confidence for part in parts]),
        review=np.concatenate([part.review for part in parts]),
    )


def review(found: Mapping[str, Judged], *, tune: Sequence[str], aims: Aims) -> dict[str, Any]:
    """Where doubt begins: the confidence below which a person should look.

    Only verdicts that settle something count: what is left open claims nothing, and says by itself
    where it came near a threshold.

    :param found: verdicts of every set.
    :param tune: the sets the threshold is chosen on, all together.
    :param aims: the risk aimed at.
    :returns: `below`, `risk`, the `area` under each curve, what is `kept` of each set, and what is
        kept of a tuning set with the threshold chosen on the others (`left_out`).
    """
    found = {name: item.settled for name, item in found.items()}
    together = pooled(found, tune)
    below = review_below(together.confidence, together.right, risk=aims.review_risk)
    left_out = {}
    for name in tune if len(tune) > 1 else ():
        rest = pooled(found, [other for other in tune if other != name])
        other = review_below(rest.confidence, rest.right, risk=aims.review_risk)
        left_out[name] = {"below": other} | _kept(found[name], other)
    return {
        "below": below,
        "risk": aims.review_risk,
        "area": {
            name: risk_coverage(item.confidence, item.right).area for name, item in found.items()
        },
        "kept": {
            "all tuning sets": _kept(together, below),
            **{name: _kept(item, below) for name, item in found.items()},
        },
        "left_out": left_out,
    }


def _kept(item: Judged, below: float) -> dict[str, Any]:
    return kept(item.confidence, item.right, threshold=below)


def compared(stored: Scored, exact: Scored, settings: Mapping[str, Any]) -> dict[str, float]:
    """The file that ships beside the same weights in 32 bits, both after the shift.

    :param stored: gold labels and logits of the file that ships.
    :param exact: the same rows by 32-bit weights.
    :param settings: temperature and thresholds.
    :returns: figures of both, the share of rows of one label, and the largest difference of a
        probability.
    """
    truth = stored[0]
    rows = [softmax(part[1], temperature=settings["temperature"]) for part in (stored, exact)]
    likely = [part.argmax(axis=1) for part in rows]
    calls = [decide(part, **settings["thresholds"]) for part in rows]
    return {
        "macro_f1": macro_f1(truth, likely[0]),
        "macro_f1_float": macro_f1(truth, likely[1]),
        "ece": calibration_error(truth, rows[0]),
        "ece_float": calibration_error(truth, rows[1]),
        "false_support": counted(truth, calls[0])["false_support"],
        "false_support_float": counted(truth, calls[1])["false_support"],
        "same_label": float((likely[0] == likely[1]).mean()),
        "largest_difference": float(np.abs(rows[0] - rows[1]).max()),
    }
