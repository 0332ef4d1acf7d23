"""``evaluate scifact``: open retrieval and verification over whole abstracts.

The measures are those of Wadden et al. (EMNLP 2020) and their leaderboard: an
abstract counts when its label is right (label only), and when moreover at most
three predicted sentences hold a whole gold rationale (label and rationale); a
sentence counts when its rationale was predicted whole under the right label.
Claims and corpus are files in SciFact's own form.
"""

from __future__ import annotations

import math
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any, Protocol

from claimcheck.corpus import Corpus
from claimcheck.evaluation.lines import read_jsonl
from claimcheck.evaluation.metrics import prf
from claimcheck.types import Claim, Evidence, Label, Passage, Span
from claimcheck.verification import Verifier

__all__ = ["Abstract", "Found", "evaluate", "evaluate_claims", "score"]

_GOLD = {
    "SUPPORT": Label.SUPPORTED,
    "SUPPORTS": Label.SUPPORTED,
    "CONTRADICT": Label.CONTRADICTORY,
    "REFUTES": Label.CONTRADICTORY,
}
_MOST_SENTENCES = 3
_DEPTH = 30
_READ = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Abstract:
    """A document as one passage, with the spans of its sentences in the passage's text."""

    passage: Passage
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One abstract's predicted label and its sentences, best first."""

    doc: str
    label: Label
    sentences: tuple[int, ...]


class Searches(Protocol):
    """What is needed of a retriever."""

    def search(self, queries: Sequence[str], *, k: int) -> tuple[tuple[Evidence, ...], ...]:
        """The best ``k`` passages for each query."""
        ...


def evaluate(claims: Path, corpus: Path, *, profile: str | None = None) -> dict[str, object]:
    """The figures of the bundled models on claims over a corpus of abstracts.

    :param claims: ``{"id", "claim", "evidence", "cited_doc_ids"}`` a line.
    :param corpus: ``{"doc_id", "title", "abstract": [sentences]}`` a line.
    :param profile: ``careful`` or ``fast``; that of the settings if ``None``.
    :returns: figures by name, as JSON can hold them.
    :raises CodecError: if a line lacks a key.
    :raises ModelError: if a model folder is missing or altered.
    """
    from claimcheck.config import load_settings
    from claimcheck.evaluation.verifier import bundled_verifier
    from claimcheck.retrieve import Mode, open_index
    from claimcheck.runtime import Encoder

    settings = load_settings()
    abstracts = read_abstracts(corpus)
    encoder = Encoder.load(settings.models_path / "encoder", threads=settings.threads or None)
    library = Corpus.from_passages((a.passage for a in abstracts.values()), name="scifact")
    rows = list(read_jsonl(claims, keys=("id", "claim", "evidence", "cited_doc_ids")))
    with tempfile.TemporaryDirectory() as folder:
        index = open_index(library, encoder=encoder, cache_dir=Path(folder))
        ranked = index.search([row["claim"] for row in rows], k=_DEPTH)
        lexical = index.search([row["claim"] for row in rows], k=1, mode=Mode.LEXICAL)
    figures = evaluate_claims(rows, abstracts, ranked, bundled_verifier(profile))
    return {**figures, "baseline": _baseline(rows, lexical)}


def evaluate_claims(
    rows: Sequence[Mapping[str, Any]],
    abstracts: Mapping[str, Abstract],
    ranked: Sequence[Sequence[Evidence]],
    verifier: Verifier,
    *,
    read: int = _READ,
) -> dict[str, object]:
    """The figures of a verifier on what a search found.

    :param rows: claims in SciFact's form.
    :param abstracts: the corpus by document id.
    :param ranked: what was found for each claim, best first.
    :param verifier: what is measured.
    :param read: how many of the abstracts found are verified.
    :returns: figures by name, as JSON can hold them.
    """
    items = [_claim(row) for row in rows]
    verdicts = verifier.verify(items, [tuple(found[:read]) for found in ranked])
    predicted = [
        [_found(item, abstracts) for item in verdict.evidence if _decided(item)]
        for verdict in verdicts
    ]
    return {
        "n": len(rows),
        "abstracts": len(abstracts),
        **score(rows, predicted),
        "retrieval": _retrieval(rows, ranked),
    }


def read_abstracts(path: Path) -> dict[str, Abstract]:
    """The documents of a SciFact corpus, by id, each as one passage."""
    rows = read_jsonl(path, keys=("doc_id", "title", "abstract"))
    return {str(row["doc_id"]): _abstract(row) for row in rows}


def score(
    rows: Sequence[Mapping[str, Any]], predicted: Sequence[Sequence[Found]]
) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 of the four measures, over all claims together.

    :param rows: claims in SciFact's form.
    :param predicted: for each claim the abstracts that were given a label.
    :returns: for each measure its figures by name, 0–1.
    """
    label = rationale = selection = labelled = 0
    for row, found in zip(rows, predicted, strict=True):
        gold = _gold(row)
        for item in found:
            truth, rationales = gold.get(item.doc, (None, ()))
            told = set(item.sentences[:_MOST_SENTENCES])
            right = item.label == truth
            label += right
            rationale += right and any(one <= told for one in rationales)
            whole = _whole(set(item.sentences), rationales)
            selection += whole
            labelled += whole if right else 0
    abstracts = sum(len(found) for found in predicted)
    gold_abstracts = sum(len(_gold(row)) for row in rows)
    sentences = sum(len(item.sentences) for found in predicted for item in found)
    gold_sentences = sum(
        len(frozenset().union(*notes)) for row in rows for _, notes in _gold(row).values()
    )
    return {
        "abstract_label_only": prf(label, abstracts, gold_abstracts),
        "abstract_label_rationale": prf(rationale, abstracts, gold_abstracts),
        "sentence": prf(labelled, sentences, gold_sentences),
        "sentence_selection": prf(selection, sentences, gold_sentences),
    }


_Gold = dict[str, tuple[Label, tuple[frozenset[int], ...]]]


def _gold(row: Mapping[str, Any]) -> _Gold:
    return {
        str(doc): (
            _GOLD[notes[0]["label"]],
            tuple(frozenset(note["sentences"]) for note in notes),
        )
        for doc, notes in row["evidence"].items()
        if notes
    }


def _whole(told: set[int], rationales: Sequence[frozenset[int]]) -> int:
    """How many predicted sentences stand in a rationale that was predicted whole."""
    return len(told & frozenset().union(*(one for one in rationales if one <= told)))


def _retrieval(
    rows: Sequence[Mapping[str, Any]], ranked: Sequence[Sequence[Evidence]]
) -> dict[str, float]:
    """Recall and nDCG@10 of the cited abstracts; claims that cite none are left out."""
    wanted = [{str(doc) for doc in row["cited_doc_ids"]} for row in rows]
    runs = [
        (gold, [item.passage.doc_id for item in found])
        for gold, found in zip(wanted, ranked, strict=True)
        if gold
    ]
    count = max(1, len(runs))
    figures = {
        f"recall@{k}": sum(len(gold & set(run[:k])) / len(gold) for gold, run in runs) / count
        for k in (1, 3, 5, 10, 30)
    }
    return figures | {"ndcg@10": sum(_ndcg(gold, run[:10]) for gold, run in runs) / count}


def _ndcg(gold: set[str], run: Sequence[str]) -> float:
    gain = sum(1 / math.log2(place + 2) for place, doc in enumerate(run) if doc in gold)
    best = sum(1 / math.log2(place + 2) for place in range(min(len(gold), 10)))
    return gain / best


def _baseline(
    rows: Sequence[Mapping[str, Any]], lexical: Sequence[Sequence[Evidence]]
) -> dict[str, object]:
    """The nearest abstract by BM25, always called supported."""
    predicted = [
        [Found(doc=item.passage.doc_id, label=Label.SUPPORTED, sentences=()) for item in found[:1]]
        for found in lexical
    ]
    return {
        "bm25_top1_always_supported": {
            "abstract_label_only": score(rows, predicted)["abstract_label_only"]
        }
    }


def _abstract(row: Mapping[str, Any]) -> Abstract:
    lines = [str(line).strip() or "…" for line in row["abstract"]]
    ends = list(accumulate(len(line) + 1 for line in lines))
    spans = tuple(
        Span(start=end - len(line) - 1, end=end - 1) for line, end in zip(lines, ends, strict=True)
    )
    doc = str(row["doc_id"])
    passage = Passage(id=doc, doc_id=doc, text=" ".join(lines), title=str(row["title"]))
    return Abstract(passage=passage, sentences=spans)


def _claim(row: Mapping[str, Any]) -> Claim:
    text = str(row["claim"])
    span = Span(start=0, end=max(1, len(text)))
    return Claim(id=str(row["id"]), span=span, parts=(span,), text=text, reading=text)


def _decided(item: Evidence) -> bool:
    return item.stance in (Label.SUPPORTED, Label.CONTRADICTORY)


def _found(item: Evidence, abstracts: Mapping[str, Abstract]) -> Found:
    doc = item.passage.doc_id
    told = tuple(
        place
        for place, span in enumerate(abstracts[doc].sentences)
        if any(_mostly_in(span, part) for part in item.rationale)
    )
    return Found(doc=doc, label=item.stance or Label.UNSUPPORTED, sentences=told[:_MOST_SENTENCES])


def _mostly_in(sentence: Span, part: Span) -> bool:
    shared = min(sentence.end, part.end) - max(sentence.start, part.start)
    return shared * 2 >= sentence.end - sentence.start
