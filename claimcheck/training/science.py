"""Stage 2: trial findings, research questions and citing sentences turned into claims."""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from claimcheck.text.letters import capital
from claimcheck.training.pairs import (
    Pair,
    content_words,
    dice,
    overlap,
    read_rows,
    sentences,
    unique,
)

_VERBS = {
    "up": ("increases", "raises", "leads to higher"),
    "down": ("reduces", "lowers", "decreases"),
    "none": (
        "has no significant effect on",
        "does not significantly change",
        "makes no difference to",
    ),
}
_DIRECTION = {
    "significantly increased": "up",
    "significantly increase": "up",
    "significantly decreased": "down",
    "no significant difference": "none",
}
_FLIPS = {"up": ("down", "none"), "down": ("up", "none"), "none": ("up", "down")}
_MARKER = re.compile(
    r"\s*[\[(]?\s*(?:refs?\.?\s*)?<\|[a-z_]+\|>[^\])<.;]{0,12}[\])]?|<\|[a-z_]+\|>"
)
_TABLE = re.compile(r"(?:\d[\d.,()%\s/–-]*){8,}")


def trial_pairs(data: Path, *, seed: int) -> list[Pair]:
    """Evidence Inference: "I reduces O compared with C", its flips, and off-outcome neutrals.

    Prompts on which annotators disagree are left out, and so are bare table rows as evidence.
    """
    rng = dice(seed)
    prompts: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in read_rows(data / "evidence_inference" / "train.jsonl.gz"):
        prompts[row["prompt_id"]].append(row)
    agreed = [group for group in prompts.values() if _agreed_direction(group)]
    by_article: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for group in agreed:
        by_article[group[0]["pmcid"]].append(group[0])
    pairs: list[Pair] = []
    for group in agreed:
        pairs += _trial_group(group, by_article[group[0]["pmcid"]], rng)
    return unique(pairs)


def _agreed_direction(group: list[dict[str, Any]]) -> str | None:
    votes = Counter(_DIRECTION[row["label"]] for row in group)
    return next(iter(votes)) if len(votes) == 1 else None


def _trial_group(
    group: list[dict[str, Any]], siblings: list[dict[str, Any]], rng: random.Random
) -> list[Pair]:
    first, direction = group[0], _agreed_direction(group) or "none"
    texts = sorted({row["evidence"].strip() for row in group if not _TABLE.search(row["evidence"])})
    pairs = []
    for evidence in texts[:2]:
        for claim, label in (
            (_trial_claim(first, direction, rng), "supported"),
            (_trial_claim(first, rng.choice(_FLIPS[direction]), rng), "contradictory"),
        ):
            pairs.append(
                Pair(evidence=evidence, claim=claim, label=label, source="evidence-inference")
            )
        for other in rng.sample(siblings, len(siblings)):
            if not content_words(other["outcome"]) & content_words(
                f"{evidence} {first['outcome']}"
            ):
                claim = _trial_claim(other, rng.choice(("up", "down", "none")), rng)
                pairs.append(
                    Pair(
                        evidence=evidence,
                        claim=claim,
                        label="unsupported",
                        source="evidence-inference",
                    )
                )
                break
    return pairs


def _trial_claim(row: dict[str, Any], direction: str, rng: random.Random) -> str:
    intervention, outcome = row["intervention"].strip(), row["outcome"].strip().rstrip(".")
    outcome = outcome if outcome[:2].isupper() else outcome[:1].lower() + outcome[1:]
    against = f" compared with {row['comparator'].strip()}" if rng.random() < 0.7 else ""
    text = f"{intervention} {rng.choice(_VERBS[direction])} {outcome}{against}."
    return capital(text)


def question_pairs(data: Path, *, seed: int) -> list[Pair]:
    """PubMedQA questions as statements against their results; methods and background are neutral.

    `conclusion` answers the question in so many words, so it is never read. "Maybe" is left out.
    """
    rng = dice(seed)
    pairs: list[Pair] = []
    for row in read_rows(data / "pubmedqa" / "train.jsonl.gz"):
        statements = statement_of(row["question"])
        if statements is None or row["decision"] == "maybe":
            continue
        for section, context in zip(row["sections"], row["contexts"], strict=False):
            parts = sentences(context)
            result = "RESULT" in section.upper()
            window = " ".join(parts[-3:] if result else parts[:2])
            for positive, statement in zip((True, False), statements, strict=True):
                label = "unsupported"
                if result:
                    label = (
                        "supported" if positive == (row["decision"] == "yes") else "contradictory"
                    )
                elif rng.random() < 0.6:
                    continue
                pairs.append(Pair(evidence=window, claim=statement, label=label, source="pubmedqa"))
    return unique(pairs)


_ACTIONS = frozenset(
    [
        "improve",
        "increase",
        "reduce",
        "affect",
        "influence",
        "predict",
        "lead",
        "cause",
        "have",
        "need",
        "provide",
        "help",
        "prevent",
        "promote",
        "change",
        "impact",
        "enhance",
        "decrease",
        "correlate",
        "alter",
        "result",
        "offer",
        "benefit",
        "contribute",
        "worsen",
        "protect",
        "confer",
    ]
)
_QUALITIES = frozenset(
    [
        "associated",
        "effective",
        "useful",
        "safe",
        "necessary",
        "related",
        "beneficial",
        "feasible",
        "reliable",
        "better",
        "worse",
        "different",
        "appropriate",
        "justified",
        "important",
        "valid",
        "possible",
        "adequate",
        "superior",
    ]
)
_AUXILIARY = {
    "does": "",
    "do": "",
    "did": "",
    "is": "is",
    "are": "are",
    "can": "can",
    "was": "was",
    "were": "were",
}


def statement_of(question: str) -> tuple[str, str] | None:
    """A yes/no question as a statement and its denial, or None where its grammar is not plain."""
    words = question.strip().rstrip("?").split()
    auxiliary = words[0].lower() if words else ""
    if auxiliary not in _AUXILIARY or ":" in question or "?" in question[:-1]:
        return None
    predicates = _QUALITIES if auxiliary in ("is", "are", "was", "were") else _ACTIONS
    place = next((i for i, word in enumerate(words[2:], 2) if word.lower() in predicates), None)
    if place is None or words[1].lower() == "there":
        return None
    subject, rest = " ".join(words[1:place]), words[place:]
    subject = capital(subject)
    if _AUXILIARY[auxiliary]:
        return (
            f"{subject} {auxiliary} {' '.join(rest)}.",
            f"{subject} {auxiliary} not {' '.join(rest)}.".replace("can not", "cannot"),
        )
    verb = {"does": third_person(rest[0]), "did": past(rest[0])}.get(auxiliary, rest[0])
    return (
        f"{subject} {verb} {' '.join(rest[1:])}.".replace(" .", "."),
        f"{subject} {auxiliary} not {' '.join(rest)}.",
    )


def third_person(verb: str) -> str:
    """The verb as "it" takes it: reduce → reduces, have → has."""
    if verb == "have":
        return "has"
    if re.search(r"(s|x|z|ch|sh)$", verb):
        return verb + "es"
    return re.sub(r"([^aeiou])y$", r"\1ie", verb) + "s"


def past(verb: str) -> str:
    """The verb in the plain past: reduce → reduced, lead → led."""
    irregular = {"have": "had", "lead": "led"}
    return irregular.get(verb) or (verb + "d" if verb.endswith("e") else verb + "ed")


def citation_pairs(data: Path) -> list[Pair]:
    """Citing sentences against the passages they cite.

    Rows marked REFUTE are left out: there the mark also means "not accurately cited".
    """
    folder = data / "citation_integrity"
    corpus = {
        str(row["doc_id"]): row["abstract"] for row in read_rows(folder / "corpus_train.jsonl.gz")
    }
    return unique(_citations(folder / "train.jsonl.gz", corpus))


def _citations(path: Path, corpus: dict[str, list[str]]) -> Iterator[Pair]:
    for row in read_rows(path):
        claim = re.sub(r"\s+", " ", _MARKER.sub("", row["claim"])).replace(" .", ".").strip()
        for document, notes in row["evidence"].items():
            for note in notes:
                text = " ".join(corpus[document][place] for place in note["sentences"][:3])
                if note["label"] == "SUPPORT" and overlap(claim, text) > 0.15:
                    yield Pair(
                        evidence=text, claim=claim, label="supported", source="citation-integrity"
                    )
        if not row["evidence"]:
            for number in row["cited_doc_ids"]:
                text = " ".join(corpus[str(number)][:2])
                yield Pair(
                    evidence=text, claim=claim, label="unsupported", source="citation-integrity"
                )
