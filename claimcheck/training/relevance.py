"""Texts that belong together: what the encoder and the reranker learn from.

Every set is permitted for weights that ship. No claim of a dev set is read but to leave it
out, and abstracts that only dev claims cite take no part at all, not even as negatives.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimcheck.training.abstracts import dev_documents, window_around
from claimcheck.training.general import EXCLUDED_SOURCES, permitted
from claimcheck.training.pairs import Pair, dice, overlap, read_rows, sentences, titled
from claimcheck.training.science import citation_pairs, statement_of, trial_pairs

__all__ = ["LICENCES", "Document", "Match", "documents", "matches", "whole"]

#: Licence of each set, for the card.
LICENCES = {
    "scifact": "claims CC BY 4.0, abstracts ODC-By 1.0",
    "check-covid": "MIT",
    "citations": "MIT (Citation Integrity)",
    "trials": "MIT (Evidence Inference 2.0)",
    "questions": "MIT (PubMedQA)",
    "titles": "ODC-By 1.0 (SciFact abstracts), MIT (Check-COVID abstracts)",
    "cloze": "ODC-By 1.0 (SciFact abstracts), MIT (Check-COVID abstracts)",
    "facts": "FEVER CC BY-SA 3.0, FoolMeTwice and Factcheck-Bench Apache-2.0",
}
_FACTS = frozenset({"fever", "fool-me-twice", "factcheck-bench"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An abstract, or a few sentences without a title; `key` tells it from all others."""

    key: str
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A query and a passage that bears on it, for or against.

    `document` is the key of the text the passage is cut from; `full` says that nothing was cut.
    """

    query: str
    passage: str
    document: str
    source: str
    full: bool


def whole(document: Document) -> str:
    """Title and lines as one string, as the index holds a passage."""
    return " ".join((document.title, *document.lines)).strip()


def documents(data: Path) -> dict[str, Document]:
    """The abstracts of SciFact and Check-COVID that training may read, by key.

    :param data: the data folder.
    :returns: all but those that only dev claims cite, in file order.
    :raises OSError: a file is missing from `data`.
    """
    found = {}
    for name, column in (("scifact", "doc_id"), ("check_covid", "cord_id")):
        hidden = _hidden(data, name)
        for row in read_rows(data / name / "corpus.jsonl.gz"):
            if row[column] not in hidden:
                key = f"{name}:{row[column]}"
                found[key] = Document(key=key, title=row["title"], lines=tuple(row["abstract"]))
    return found


def _hidden(data: Path, name: str) -> frozenset[Any]:
    if name == "scifact":
        rows = read_rows(data / "scifact" / "claims_train.jsonl.gz")
        return dev_documents(data) - {number for row in rows for number in row["cited_doc_ids"]}
    known = {row["cord_id"] for row in read_rows(data / name / "train.jsonl.gz")}
    return frozenset(row["cord_id"] for row in read_rows(data / name / "dev.jsonl.gz")) - known


def matches(data: Path, limits: Mapping[str, int], *, seed: int) -> list[Match]:
    """The matches a recipe asks for, each once, set after set.

    :param data: the data folder.
    :param limits: set → most matches of it; known are the keys of :data:`LICENCES`.
    :param seed: fixes all draws.
    :returns: the matches.
    :raises OSError: a file is missing from `data`.
    :raises KeyError: a set is not known.
    """
    texts = documents(data)
    chosen: list[Match] = []
    for source, limit in limits.items():
        rng = dice(seed)
        found = list({(m.query, m.passage): m for m in _READERS[source](data, texts, rng)}.values())
        chosen += found if len(found) <= limit else rng.sample(found, limit)
    return chosen


Texts = Mapping[str, Document]


def _scifact(data: Path, texts: Texts, rng: random.Random) -> Iterator[Match]:
    folder = data / "scifact"
    dev = {_plain(row["claim"]) for row in read_rows(folder / "claims_dev.jsonl.gz")}
    for row in read_rows(folder / "claims_train.jsonl.gz"):
        if _plain(row["claim"]) in dev:
            continue
        for number in row["cited_doc_ids"]:
            notes = row["evidence"].get(str(number), [])
            places = [note["sentences"] for note in notes]
            yield from _cited(row["claim"], texts[f"scifact:{number}"], places, "scifact", rng)


def _check_covid(data: Path, texts: Texts, rng: random.Random) -> Iterator[Match]:
    for row in read_rows(data / "check_covid" / "train.jsonl.gz"):
        document = texts.get(f"check_covid:{row['cord_id']}")
        if document is not None:
            settled = row["label"] in ("SUPPORT", "REFUTE")
            places = [[note["sent_index"] for note in row["evidence_set"]]] if settled else []
            yield from _cited(row["claim"].strip(), document, places, "check-covid", rng)


def _cited(
    claim: str,
    document: Document,
    places: Sequence[Sequence[int]],
    source: str,
    rng: random.Random,
) -> Iterator[Match]:
    """The whole abstract, and a window around each rationale."""
    text = whole(document)
    yield Match(query=claim, passage=text, document=document.key, source=source, full=True)
    for chosen in places:
        window = window_around(document.lines, chosen, rng, widen=rng.random() < 0.5)
        if window:
            text = titled(document.title, window, rng, chance=0.7)
            yield Match(query=claim, passage=text, document=document.key, source=source, full=False)


def _citations(data: Path, texts: Texts, rng: random.Random) -> Iterator[Match]:  # noqa: ARG001
    return _settled(citation_pairs(data), "citations")


def _trials(data: Path, texts: Texts, rng: random.Random) -> Iterator[Match]:  # noqa: ARG001
    return _settled(trial_pairs(data, seed=rng.randrange(1 << 30)), "trials")


def _settled(pairs: Iterable[Pair], source: str) -> Iterator[Match]:
    for pair in pairs:
        if pair.label != "unsupported":
            yield _loose(pair.claim, pair.evidence, source)


def _loose(query: str, passage: str, source: str) -> Match:
    passage = " ".join(passage.split())
    return Match(
        query=" ".join(query.split()),
        passage=passage,
        document=f"{source}:{passage}",
        source=source,
        full=False,
    )


def _questions(data: Path, texts: Texts, rng: random.Random) -> Iterator[Match]:  # noqa: ARG001
    for row in read_rows(data / "pubmedqa" / "train.jsonl.gz"):
        document = f"pubmedqa:{row['pmid']}"
        text = " ".join(" ".join(row["contexts"]).split())
        asked = [row["question"], *(statement_of(row["question"]) or ())[:1]]
        for query in asked:
            yield Match(query=query, passage=text, document=document, source="questions", full=True)
        results = sentences(row["contexts"][-1])[-3:]
        yield Match(
            query=asked[-1],
            passage=" ".join(results),
            document=document,
            source="questions",
            full=False,
        )


def _titles(data: Path, texts: Texts, rng: random.Random) -> Iterator[Match]:  # noqa: ARG001
    for document in texts.values():
        if document.title and len(document.lines) > 1:
            yield Match(
                query=document.title.rstrip("."),
                passage=" ".join(document.lines),
                document=document.key,
                source="titles",
                full=True,
            )


def _cloze(data: Path, texts: Texts, rng: random.Random) -> Iterator[Match]:  # noqa: ARG001
    """A late sentence, where findings stand, for the rest; sometimes it stays in."""
    for document in texts.values():
        if len(document.lines) < 4:
            continue
        place = rng.choice((-1, -1, -2, -3))
        lines = list(document.lines)
        query = lines[place] if rng.random() < 0.15 else lines.pop(place)
        if 40 <= len(query) <= 300:
            rest = Document(key=document.key, title=document.title, lines=tuple(lines))
            yield Match(
                query=query, passage=whole(rest), document=rest.key, source="cloze", full=True
            )


def _facts(data: Path, texts: Texts, rng: random.Random) -> Iterator[Match]:  # noqa: ARG001
    for row in read_rows(data / "nli" / "general.jsonl.gz"):
        usable = row["source"] in _FACTS - EXCLUDED_SOURCES and permitted(row["licence"])
        if usable and row["label"] != "unsupported":
            match = _loose(row["claim"], row["evidence"], "facts")
            # Without a shared word the evidence of a refuted claim may be about anything.
            if overlap(match.query, match.passage) > 0.2:
                yield match


def _plain(text: str) -> str:
    return " ".join(text.lower().split()).rstrip(".")


_READERS = {
    "scifact": _scifact,
    "check-covid": _check_covid,
    "citations": _citations,
    "trials": _trials,
    "questions": _questions,
    "titles": _titles,
    "cloze": _cloze,
    "facts": _facts,
}
