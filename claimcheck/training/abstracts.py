"""Stage 3: claims checked against abstracts, cut into windows, with hard negatives."""

from __future__ import annotations

import math
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from claimcheck.training.pairs import Pair, content_words, dice, overlap, read_rows, titled, unique

_STANCE = {"SUPPORT": "supported", "CONTRADICT": "contradictory", "REFUTE": "contradictory"}
#: Above this share of shared words a sentence beside the rationale may well state the claim too.
_TOO_NEAR = 0.6


def scifact_pairs(data: Path, *, seed: int, negatives: int, copies: int) -> list[Pair]:
    """SciFact train: rationale windows of 1-3 sentences, same-abstract and near-abstract negatives.

    :param data: the data folder.
    :param seed: fixes which windows and negatives are drawn.
    :param negatives: neutral windows a rationale: the knob between precision and recall.
    :param copies: differently cut windows a rationale.
    :returns: the pairs, in the order of the claims.
    """
    rng = dice(seed)
    folder = data / "scifact"
    dev = {row["claim"].strip().lower() for row in read_rows(folder / "claims_dev.jsonl.gz")}
    corpus = {row["doc_id"]: row for row in read_rows(folder / "corpus.jsonl.gz")}
    near = _Neighbours(corpus, exclude=dev_documents(data))
    pairs: list[Pair] = []
    for row in read_rows(folder / "claims_train.jsonl.gz"):
        if row["claim"].strip().lower() in dev:
            continue
        for number in row["cited_doc_ids"]:
            notes = row["evidence"].get(str(number), [])
            pairs += _document_pairs(row["claim"], corpus[number], notes, negatives, copies, rng)
        for document in near.of(row["claim"], skip=row["cited_doc_ids"], rng=rng):
            window = _nearest_window(row["claim"], document["abstract"], rng)
            text = titled(document["title"], window, rng, chance=0.5)
            pairs.append(
                Pair(evidence=text, claim=row["claim"], label="unsupported", source="scifact")
            )
    return unique(pairs)


def dev_documents(data: Path) -> frozenset[int]:
    """Abstracts cited by a dev claim: no rule-made pair or negative is cut from them."""
    rows = read_rows(data / "scifact" / "claims_dev.jsonl.gz")
    return frozenset(number for row in rows for number in row["cited_doc_ids"])


def _document_pairs(
    claim: str,
    document: dict[str, Any],
    notes: Sequence[dict[str, Any]],
    negatives: int,
    copies: int,
    rng: random.Random,
) -> list[Pair]:
    title, lines = document["title"], document["abstract"]
    pairs: list[Pair] = []
    used: set[int] = set()
    for note in notes:
        used.update(note["sentences"])
        for copy in range(copies):
            window = window_around(lines, note["sentences"], rng, widen=copy > 0)
            text = titled(title, window, rng, chance=0.5)
            pairs.append(
                Pair(evidence=text, claim=claim, label=_STANCE[note["label"]], source="scifact")
            )
    free = [place for place in range(len(lines)) if not used & {place - 1, place, place + 1}]
    free = [place for place in free if not notes or overlap(claim, lines[place]) < _TOO_NEAR]
    # A title may state the finding: beside a rationale it stays off the neutral windows.
    chance = 0.0 if notes and overlap(claim, title) >= 0.4 else 0.5
    free.sort(key=lambda place: (-overlap(claim, lines[place]), place))
    wanted = negatives * max(1, len(notes)) if notes else negatives // 2
    for place in free[:wanted]:
        text = titled(title, lines[place], rng, chance=chance)
        pairs.append(Pair(evidence=text, claim=claim, label="unsupported", source="scifact"))
    return pairs


def window_around(
    lines: Sequence[str], places: Sequence[int], rng: random.Random, *, widen: bool
) -> str:
    """The rationale sentences joined, or with `widen` a window of up to three around them."""
    wanted = sorted(places)
    if widen and len(wanted) < 3:
        wanted = sorted({*wanted, *(place + rng.choice((-1, 1)) for place in wanted)})
    return " ".join(lines[place] for place in wanted[:3] if 0 <= place < len(lines))


def _nearest_window(claim: str, lines: Sequence[str], rng: random.Random) -> str:
    best = max(range(len(lines)), key=lambda place: (overlap(claim, lines[place]), -place))
    return window_around(lines, [best], rng, widen=rng.random() < 0.4)


class _Neighbours:
    """Abstracts of other claims that share the claim's rarest words."""

    def __init__(self, corpus: dict[int, dict[str, Any]], *, exclude: frozenset[int]) -> None:
        self._corpus = corpus
        self._postings: dict[str, list[int]] = defaultdict(list)
        for number, row in sorted(corpus.items()):
            if number not in exclude:
                for word in content_words(f"{row['title']} {' '.join(row['abstract'])}"):
                    self._postings[word].append(number)

    def of(self, claim: str, *, skip: Sequence[int], rng: random.Random) -> list[dict[str, Any]]:
        """Two abstracts from the eight nearest, none of them cited for the claim."""
        scores: Counter[int] = Counter()
        for word in content_words(claim):
            holders = self._postings.get(word, [])
            for number in holders:
                scores[number] += int(1000 * math.log(len(self._corpus) / len(holders)))
        ranked = sorted(scores, key=lambda number: (-scores[number], number))
        # The very nearest may settle the claim unannotated, so the first two are passed over.
        nearest = [number for number in ranked[:10] if number not in skip][2:]
        return [self._corpus[number] for number in rng.sample(nearest, min(2, len(nearest)))]


def check_covid_pairs(data: Path, *, seed: int, copies: int) -> list[Pair]:
    """Check-COVID train: the listed sentences, alone and with the title before them."""
    rng = dice(seed)
    folder = data / "check_covid"
    corpus = {row["cord_id"]: row for row in read_rows(folder / "corpus.jsonl.gz")}
    pairs: list[Pair] = []
    for row in read_rows(folder / "train.jsonl.gz"):
        document = corpus.get(row["cord_id"])
        if document is None:
            continue
        places = [note["sent_index"] for note in row["evidence_set"]]
        label = _STANCE.get(row["label"], "unsupported")
        for copy in range(copies):
            # A neutral label holds for the listed sentence only, so its window is never widened.
            window = window_around(
                document["abstract"], places, rng, widen=copy > 0 and label != "unsupported"
            )
            text = titled(
                document["title"], window, rng, chance=0.0 if label == "unsupported" else 0.2
            )
            pairs.append(
                Pair(evidence=text, claim=row["claim"].strip(), label=label, source="check-covid")
            )
    return unique(pairs)
