"""Promotional spans against gold: does a hit overlap, how much of it, in which category.

A line of the data is ``{"text", "spans": [{"start", "end", "category"}]}``. Span
figures count a predicted span as right if it overlaps a gold span, and a gold span
as found if a predicted one overlaps it; character figures count code points, as in
SemEval-2020 Task 11 without its length weighting.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from claimcheck.config import load_settings
from claimcheck.errors import CodecError
from claimcheck.evaluation.lines import read_jsonl
from claimcheck.ingest import article_from_text
from claimcheck.promo import RuleSet, highlight
from claimcheck.runtime.protocol import TokenTagger
from claimcheck.segment import segment

__all__ = ["Marked", "evaluate", "score"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A marked stretch of a text, half-open, with its category."""

    start: int
    end: int
    category: str = ""

    def overlaps(self, other: Marked) -> bool:
        """Whether the two share a code point."""
        return self.start < other.end and other.start < self.end


def evaluate(
    data: Path,
    *,
    rules: RuleSet | None = None,
    tagger: TokenTagger | None = None,
    rules_only: bool = False,
) -> dict[str, object]:
    """Figures on a gold file as a report would mark it, with those of the rules alone.

    :param data: a ``.jsonl`` or ``.jsonl.gz`` file.
    :param rules: the rules; ``None`` for the bundled ones.
    :param tagger: the tagger; ``None`` for the bundled one, if there is one.
    :param rules_only: whether to leave the tagger out.
    :returns: the figures of :func:`score`, ``n`` (texts), ``negatives`` (texts without gold
        span), ``spans_per_1000_words`` in those, ``mode`` (``rules_only`` or ``with_tagger``);
        with a tagger the same figures of the rules alone under ``rules_only``, and of a plain
        word list under ``baseline``.
    :raises CodecError: if the file cannot be read, a key is missing or a span does not fit.
    """
    rows = list(read_jsonl(data, keys=("text", "spans")))
    texts, gold = [str(row["text"]) for row in rows], [_gold(row) for row in rows]
    alone = _measured([_found(text, rules) for text in texts], gold, texts)
    tagger = None if rules_only else tagger or _bundled_tagger()
    figures: dict[str, object] = {
        "n": len(texts),
        "negatives": sum(not spans for spans in gold),
        "mode": "rules_only" if tagger is None else "with_tagger",
    }
    if tagger is None:
        figures |= alone
    else:
        figures |= _measured([_found(text, rules, tagger) for text in texts], gold, texts)
        figures["rules_only"] = alone
    listed = score([_listed(text) for text in texts], gold)
    figures["baseline"] = {"name": "NIH hype adjectives, plain word match", **listed}
    return figures


def _bundled_tagger() -> TokenTagger | None:
    from claimcheck.runtime.tagger import Tagger

    folder = load_settings().tagger_path
    return Tagger.load(folder) if folder else None


def _found(text: str, rules: RuleSet | None, tagger: TokenTagger | None = None) -> list[Marked]:
    article = article_from_text(text)
    spans = highlight(article, *segment(article), rules=rules, tagger=tagger)
    return [
        Marked(start=span.span.start, end=span.span.end, category=span.category) for span in spans
    ]


def _measured(
    found: Sequence[Sequence[Marked]], gold: Sequence[Sequence[Marked]], texts: Sequence[str]
) -> dict[str, object]:
    """The figures, and how many spans the texts without gold spans got in 1,000 words."""
    sober = [place for place, spans in enumerate(gold) if not spans]
    words = sum(len(texts[place].split()) for place in sober)
    wrong = sum(len(found[place]) for place in sober)
    return {**score(found, gold), "spans_per_1000_words": _ratio(1000 * wrong, words)}


def score(
    predicted: Sequence[Sequence[Marked]], gold: Sequence[Sequence[Marked]]
) -> dict[str, object]:
    """The figures for predicted and gold spans, text by text.

    :param predicted: for each text its predicted spans.
    :param gold: for each text its gold spans, in the same order.
    :returns: span_precision, span_recall, span_f1, char_precision, char_recall,
        char_f1, category_accuracy (of gold spans found, those with a hit of their
        category), each 0–1; predicted_spans, gold_spans, flagged_negatives; and
        recall by category.
    """
    tally = _Tally()
    for spans, truth in zip(predicted, gold, strict=True):
        tally.add(spans, truth)
    return tally.figures()


@dataclass(slots=True)
class _Tally:
    predicted: int = 0
    right: int = 0
    gold: int = 0
    found: int = 0
    categorised: int = 0
    chars: Counter[str] = field(default_factory=Counter)
    flagged_negatives: int = 0
    by_category: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, spans: Sequence[Marked], truth: Sequence[Marked]) -> None:
        self.predicted += len(spans)
        self.right += sum(any(span.overlaps(item) for item in truth) for span in spans)
        self.flagged_negatives += bool(spans and not truth)
        for item in truth:
            self._look_for(item, spans)
        ours, theirs = _covered(spans), _covered(truth)
        self.chars.update(both=len(ours & theirs), ours=len(ours), theirs=len(theirs))

    def _look_for(self, item: Marked, spans: Sequence[Marked]) -> None:
        hits = [span for span in spans if span.overlaps(item)]
        self.gold += 1
        self.found += bool(hits)
        self.categorised += any(span.category == item.category for span in hits)
        counts = self.by_category.setdefault(item.category, Counter())
        counts.update(gold=1, found=bool(hits))

    def figures(self) -> dict[str, object]:
        precision, recall = _ratio(self.right, self.predicted), _ratio(self.found, self.gold)
        both = self.chars["both"]
        char_precision = _ratio(both, self.chars["ours"])
        char_recall = _ratio(both, self.chars["theirs"])
        return {
            "span_precision": precision,
            "span_recall": recall,
            "span_f1": _f1(precision, recall),
            "char_precision": char_precision,
            "char_recall": char_recall,
            "char_f1": _f1(char_precision, char_recall),
            "category_accuracy": _ratio(self.categorised, self.found),
            "predicted_spans": self.predicted,
            "gold_spans": self.gold,
            "flagged_negatives": self.flagged_negatives,
            "recall_by_category": {
                name: _ratio(counts["found"], counts["gold"])
                for name, counts in sorted(self.by_category.items())
            },
        }


def _covered(spans: Iterable[Marked]) -> set[int]:
    return {at for span in spans for at in range(span.start, span.end)}


def _ratio(part: float, whole: float) -> float:
    return round(part / whole, 4) if whole else 0.0


def _f1(precision: float, recall: float) -> float:
    return _ratio(2 * precision * recall, precision + recall)


def _gold(row: Mapping[str, Any]) -> list[Marked]:
    spans, length = [], len(row["text"])
    for item in row["spans"]:
        start, end = int(item["start"]), int(item["end"])
        if not 0 <= start < end <= length:
            raise CodecError(
                f"A gold span {start}–{end} does not fit its text of {length} characters; "
                "spans are half-open and count code points."
            )
        spans.append(Marked(start=start, end=end, category=str(item["category"])))
    return spans


def _listed(text: str) -> list[Marked]:
    return [
        Marked(start=found.start(), end=found.end(), category="hype_puffery")
        for found in _word_list().finditer(text)
    ]


@lru_cache(maxsize=1)
def _word_list() -> re.Pattern[str]:
    path = resources.files("claimcheck.promo") / "wordlists" / "nih_hype.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    words = sorted((line for line in lines if line and line[0] != "#"), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
