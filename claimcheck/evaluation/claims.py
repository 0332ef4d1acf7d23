"""Units and claims against gold: ``claimcheck evaluate claims``.

A line of the data is ``{"text", "units": [{"start", "end", "kind", "borderline",
"claims": [{"start", "end"}]}]}``. Units are matched to gold by overlap, so that a
boundary error costs the kinds it spoils and no more. Borderline units are left
out of claim / non-claim. A claim span is found where the Jaccard index of its
code points, white space left out, is at least 0.8, one to one, best pairs first.
Implied claims, gold or found, are not scored.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimcheck.config import load_settings
from claimcheck.evaluation.lines import read_jsonl
from claimcheck.runtime import Encoder
from claimcheck.segment import UnitClassifier, UnitModel, segment
from claimcheck.types import Article, Claim, Span, Unit, UnitKind

__all__ = ["evaluate", "shipped_model"]

_COMPARED = ("unit_kind_f1", "unit_kind_accuracy", "claim_non_claim_f1", "claim_span_f1")
_NEAR = 0.8
_Points = frozenset[int]


@dataclass(slots=True)
class _Tally:
    """Counts over all texts, summed as they come."""

    kinds: Counter[tuple[str, str]]
    claims: Counter[str]
    spans: Counter[str]
    whole: Counter[str]
    texts: int = 0
    units: int = 0


def evaluate(data: Path) -> dict[str, object]:
    """How well units are typed and claims found.

    :param data: ``.jsonl`` or ``.jsonl.gz`` with ``text`` and ``units`` in every line.
    :returns: ``unit_kind_f1`` (macro over the gold's kinds), ``unit_kind_accuracy``,
        ``claim_non_claim_f1`` (F1 of "claim"), ``claim_span_f1`` with precision and
        recall, counts, under ``baseline`` the figures of calling every unit a claim and
        every claim unit one whole-sentence span, and under ``rules_only`` those without
        the model of units, where one is installed.
    :raises CodecError: if the file is not in this form.
    """
    rows = list(read_jsonl(data, keys=("text", "units")))
    figures = _measure(rows, None)
    model = shipped_model()
    if model is None:
        return figures
    alone = {name: figures[name] for name in _COMPARED}
    return {**_measure(rows, model), "rules_only": alone}


def shipped_model() -> UnitModel | None:
    """The model of units that a check would use; ``None`` where the rules are alone."""
    settings = load_settings()
    if settings.units_path is None:
        return None
    encoder = Encoder.load(settings.models_path / "encoder", threads=settings.threads or None)
    return UnitClassifier.load(settings.units_path, encoder=encoder)


def _measure(rows: Iterable[Mapping[str, Any]], model: UnitModel | None) -> dict[str, object]:
    tally = _Tally(Counter(), Counter(), Counter(), Counter())
    for row in rows:
        _count(row, tally, model)
    return _figures(tally)


def _count(row: Mapping[str, Any], tally: _Tally, model: UnitModel | None) -> None:
    text = str(row["text"])
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    units, claims = segment(
        Article(
            id="a" + digest[:16],
            text=text,
            title=str(row.get("title") or ""),
            media_type=str(row.get("media_type") or "text/markdown"),
        ),
        model=model,
    )
    tally.texts += 1
    tally.units += len(row["units"])
    _count_units(text, row["units"], units, tally)
    gold = [_gold_points(text, claim) for claim in _gold_claims(row["units"])]
    _count_spans(gold, [_points(text, claim.parts) for claim in _scored(claims)], tally.spans)
    sentences = [_points(text, (unit.span,)) for unit in units if unit.kind is UnitKind.CLAIM]
    _count_spans(gold, sentences, tally.whole)


def _gold_claims(units: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [claim for unit in units for claim in unit.get("claims", ()) if not claim.get("implied")]


def _scored(claims: Sequence[Claim]) -> list[Claim]:
    return [claim for claim in claims if not claim.implied]


def _gold_points(text: str, claim: Mapping[str, Any]) -> _Points:
    parts = claim.get("parts") or [claim]
    return _points(text, [Span(start=part["start"], end=part["end"]) for part in parts])


def _points(text: str, spans: Iterable[Span]) -> _Points:
    return frozenset(
        at for span in spans for at in range(span.start, span.end) if not text[at].isspace()
    )


def _count_units(
    text: str, gold: Sequence[Mapping[str, Any]], units: Sequence[Unit], tally: _Tally
) -> None:
    for item in gold:
        kind = str(item["kind"])
        found = _nearest(text, item, units)
        tally.kinds[kind, found] += 1
        if not item.get("borderline"):
            tally.claims[_outcome(kind == "claim", found == "claim")] += 1


def _nearest(text: str, item: Mapping[str, Any], units: Sequence[Unit]) -> str:
    """The kind of the unit that shares most with a gold unit, "none" where nothing does."""
    best, kind = 0, "none"
    for unit in units:
        start, end = max(unit.span.start, item["start"]), min(unit.span.end, item["end"])
        if start < end and (shared := len("".join(text[start:end].split()))) > best:
            best, kind = shared, unit.kind.value
    return kind


def _outcome(gold: bool, found: bool) -> str:  # noqa: FBT001
    if gold:
        return "hit" if found else "miss"
    return "false" if found else "none"


def _count_spans(gold: Sequence[_Points], found: Sequence[_Points], counts: Counter[str]) -> None:
    pairs = sorted(
        (
            (-_jaccard(one, other), i, j)
            for i, one in enumerate(gold)
            for j, other in enumerate(found)
            if one & other
        ),
    )
    used_gold: set[int] = set()
    used_found: set[int] = set()
    for score, i, j in pairs:
        if -score >= _NEAR and i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
    counts["hit"] += len(used_gold)
    counts["gold"] += len(gold)
    counts["found"] += len(found)


def _jaccard(one: _Points, other: _Points) -> float:
    return len(one & other) / len(one | other)


def _figures(tally: _Tally) -> dict[str, object]:
    claims = tally.claims
    always = claims["hit"] + claims["miss"]
    never = claims["false"] + claims["none"]
    spans = _ratio(tally.spans["hit"], tally.spans["found"], tally.spans["gold"])
    whole = _ratio(tally.whole["hit"], tally.whole["found"], tally.whole["gold"])
    said = _ratio(claims["hit"], claims["hit"] + claims["false"], always)
    return {
        "unit_kind_f1": _macro(tally.kinds),
        "unit_kind_accuracy": _accuracy(tally.kinds),
        "claim_non_claim_f1": said["f1"],
        "claim_non_claim_precision": said["precision"],
        "claim_non_claim_recall": said["recall"],
        "claim_span_f1": spans["f1"],
        "claim_span_precision": spans["precision"],
        "claim_span_recall": spans["recall"],
        "texts": tally.texts,
        "units": tally.units,
        "claims": tally.spans["gold"],
        "baseline": {
            "name": "every unit a claim; every claim the whole sentence",
            "claim_non_claim_f1": _ratio(always, always + never, always)["f1"],
            "claim_span_f1": whole["f1"],
        },
    }


def _ratio(hits: int, found: int, gold: int) -> dict[str, float]:
    precision = hits / found if found else 0.0
    recall = hits / gold if gold else 0.0
    both = precision + recall
    f1 = 2 * precision * recall / both if both else 0.0
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


def _macro(kinds: Counter[tuple[str, str]]) -> float:
    names = sorted({gold for gold, _ in kinds})
    scores = [
        _ratio(
            kinds[name, name],
            sum(count for (_, found), count in kinds.items() if found == name),
            sum(count for (gold, _), count in kinds.items() if gold == name),
        )["f1"]
        for name in names
    ]
    return round(sum(scores) / len(scores), 4) if scores else 0.0


def _accuracy(kinds: Counter[tuple[str, str]]) -> float:
    total = sum(kinds.values())
    right = sum(count for (gold, found), count in kinds.items() if gold == found)
    return round(right / total, 4) if total else 0.0
