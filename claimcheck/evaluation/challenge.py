"""``evaluate challenge``: the project's own hard pairs, group by group.

Each line is ``{"id", "group", "claim", "title", "evidence", "label", "note", "split"}``.
The rows were written by hand, each for one way of going wrong (``docs/challenge.md``).
Two things are measured: the model by itself at its likeliest label, reading title and
evidence whole, and the verdicts as they ship, the evidence given as the only passage.
Rules and thresholds may be tuned on the rows of the split ``dev``; ``test`` is for
reporting. Rows with the same number in their id are twins and share a split.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from claimcheck.errors import CodecError
from claimcheck.evaluation.lines import read_jsonl
from claimcheck.evaluation.metrics import (
    LABELS,
    bootstrap,
    classification,
    false_support_rate,
    majority,
    one_sided_macro_f1,
    supported_recall,
)
from claimcheck.evaluation.verifier import bundled_verifier
from claimcheck.types import Claim, Evidence, Label, Passage, Span
from claimcheck.verification import Verifier
from claimcheck.verification.windows import titled

__all__ = ["GROUPS", "ROWS", "evaluate", "figures", "load_rows", "split_of", "verdicts"]

#: What a row tries, in the order of the report.
GROUPS: tuple[str, ...] = (
    "negation",
    "number",
    "dose_unit",
    "direction",
    "comparator",
    "population",
    "cause_association",
    "hedge",
    "temporal",
    "partial_support",
    "irrelevant",
    "injected",
)
#: The rows that ship with the package.
ROWS = Path(__file__).parent / "data" / "challenge.jsonl"

Row = dict[str, Any]


def load_rows(data: Path | None = None) -> list[Row]:
    """The rows of a file, in its order.

    :param data: ``.jsonl`` or ``.jsonl.gz``; the shipped rows if ``None``.
    :returns: at least one row.
    :raises CodecError: if a line lacks a key or has another label or group, or there is no line.
    """
    path = data or ROWS
    rows = list(read_jsonl(path, keys=("id", "group", "claim", "evidence", "label")))
    for key, known in (("label", LABELS), ("group", GROUPS)):
        if unknown := sorted({str(row[key]) for row in rows} - set(known)):
            raise CodecError(
                f"{path} holds the {key} {unknown[0]!r}; choose from {', '.join(known)}."
            )
    if not rows:
        raise CodecError(f"{path} is empty; this task needs at least one row.")
    return rows


def evaluate(
    data: Path | None = None, *, verifier: Verifier | None = None, profile: str | None = None
) -> dict[str, object]:
    """The figures of the challenge rows: all, each split, each group, and trivial guesses.

    :param data: rows of the same form; the shipped ones if ``None``.
    :param verifier: what is measured; the bundled one if ``None``.
    :param profile: of the bundled one.
    :returns: figures by name, as JSON can hold them. ``all`` and each of ``splits`` hold
        ``model`` and ``verdicts`` of :func:`figures`, each of ``groups`` the same.
    :raises CodecError: if a line lacks a key or has another label or group, or there is no line.
    """
    rows = load_rows(data)
    verifier = verifier or bundled_verifier(profile)
    said = {"model": _likeliest(rows, verifier), "verdicts": verdicts(rows, verifier)}
    truth = [str(row["label"]) for row in rows]
    everyone = list(range(len(rows)))
    splits = sorted({str(row["split"]) for row in rows if row.get("split")})
    groups = {name: _places(rows, "group", name) for name in GROUPS}
    return {
        "n": len(rows),
        "all": {**_both(truth, said, everyone), "interval": _interval(truth, said["verdicts"])},
        "splits": {name: _both(truth, said, _places(rows, "split", name)) for name in splits},
        "groups": {name: _both(truth, said, where) for name, where in groups.items() if where},
        "baseline": _baselines(rows, truth),
    }


def figures(truth: Sequence[str], guess: Sequence[str]) -> dict[str, float]:
    """The few figures that stand for each group.

    :param truth: gold labels.
    :param guess: labels given, as many.
    :returns: ``n``, ``accuracy`` and ``macro_f1`` over the labels that occur in ``truth``;
        ``false_support_rate``, the share of the rows not supported that were called so;
        ``contradicted_called_supported``, the same of the contradictory rows alone; and
        ``supported_recall``. All but ``n`` are 0–1.
    """
    scores = classification(truth, guess)
    present = [scores["per_class"][label]["f1"] for label in LABELS if label in truth]
    other = [said for gold, said in zip(truth, guess, strict=True) if gold != Label.SUPPORTED]
    return {
        "n": len(truth),
        "accuracy": scores["accuracy"],
        "macro_f1": float(np.mean(present)),
        "false_support_rate": other.count(Label.SUPPORTED) / max(1, len(other)),
        "contradicted_called_supported": false_support_rate(truth, guess),
        "supported_recall": supported_recall(truth, guess),
    }


def verdicts(rows: Sequence[Row], verifier: Verifier) -> list[str]:
    """The label the verifier gives each row, its evidence the only passage."""
    claims = [_claim(str(row["claim"]), place) for place, row in enumerate(rows)]
    evidence = [_evidence(row, place) for place, row in enumerate(rows)]
    return [str(verdict.label) for verdict in verifier.verify(claims, evidence)]


def split_of(identifier: str) -> str:
    """The split of a row, told by its id alone, so that a new row moves no other.

    Two consecutive numbers of a group form a block; a hash says which of the two is dev.

    :param identifier: group, number and letter, such as ``dose-unit-014b``.
    :returns: ``dev`` or ``test``.
    :raises ValueError: if the id has no number.
    """
    group, _, number = identifier.rstrip("abcdefghijklmnopqrstuvwxyz").rpartition("-")
    block, second = divmod(int(number) - 1, 2)
    first = hashlib.sha256(f"{group}-{block}".encode()).digest()[-1] % 2
    return ("dev", "test")[first ^ second]


def _likeliest(rows: Sequence[Row], verifier: Verifier) -> list[str]:
    pairs = [
        (titled(str(row.get("title", "")), str(row["evidence"])), " ".join(row["claim"].split()))
        for row in rows
    ]
    probabilities = verifier.calibration.apply(np.asarray(verifier.model.predict(pairs)))
    return [LABELS[place] for place in probabilities.argmax(axis=1)]


def _claim(text: str, place: int) -> Claim:
    span = Span(start=0, end=max(1, len(text)))
    return Claim(id=str(place), span=span, parts=(span,), text=text, reading=text)


def _evidence(row: Row, place: int) -> tuple[Evidence, ...]:
    name, title = str(place), str(row.get("title", ""))
    passage = Passage(id=name, doc_id=name, title=title, text=str(row["evidence"]))
    return (Evidence(passage=passage, rank=1, score=1.0),)


def _places(rows: Sequence[Row], key: str, value: str) -> list[int]:
    return [place for place, row in enumerate(rows) if row.get(key) == value]


def _both(
    truth: Sequence[str], said: dict[str, list[str]], where: Sequence[int]
) -> dict[str, dict[str, float]]:
    gold = [truth[place] for place in where]
    return {who: figures(gold, [labels[place] for place in where]) for who, labels in said.items()}


def _interval(truth: Sequence[str], guess: Sequence[str]) -> list[float]:
    def macro_f1(gold: Sequence[str], said: Sequence[str]) -> float:
        return float(classification(gold, said)["macro_f1"])

    return list(bootstrap(truth, guess, macro_f1))


def _baselines(rows: Sequence[Row], truth: Sequence[str]) -> dict[str, object]:
    return {
        "majority": majority(truth),
        **{
            f"{side}_only": {"macro_f1": one_sided_macro_f1([row[side] for row in rows], truth)}
            for side in ("claim", "evidence")
        },
    }
