"""Pairs whose label follows from how they were made, cut from texts whose licence allows it.

A sentence is its own claim (supported); an edited copy is contradicted or left open. To keep the
edit itself from giving the label away, half of the pairs are turned round: the edited sentence is
put into the evidence and the untouched one becomes the claim.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from claimcheck.corpus import Corpus
from claimcheck.text.letters import capital
from claimcheck.training import edits
from claimcheck.training.abstracts import dev_documents
from claimcheck.training.pairs import (
    Pair,
    dice,
    overlap,
    read_rows,
    sample,
    sentences,
    titled,
    unique,
)
from claimcheck.types import Passage

#: Edit, label of the edited claim, label when the edit is in the evidence instead, share kept.
_EDITS: tuple[tuple[edits.Edit, str, str, float], ...] = (
    (edits.flip_direction, "contradictory", "contradictory", 1.0),
    (edits.flip_negation, "contradictory", "contradictory", 0.8),
    (edits.change_number, "contradictory", "contradictory", 0.6),
    (edits.change_dose, "unsupported", "unsupported", 1.0),
    (edits.animal_to_people, "unsupported", "unsupported", 1.0),
    (edits.swap_group, "unsupported", "unsupported", 1.0),
    (edits.link_to_cause, "unsupported", "supported", 0.7),
    (edits.drop_hedge, "unsupported", "supported", 0.7),
)
STARTER = "health-basics"
# Of two passages on a topic that share more, one may well state the other.
_FAR = 0.4
_OPPOSITE = {"supported": "contradictory", "contradictory": "supported"}
_OPENING = re.compile(
    r"^(?:(?:in (?:conclusion|summary|addition|contrast)|however|moreover|furthermore|thus|"
    r"therefore|finally|overall|conclusions?|results?|findings|here|interpretation)\b[,:.]?\s*)?"
    r"(?:(?:we|our (?:results|data|findings|study)|these (?:results|data|findings)|this study|"
    r"the (?:results|data))\s+(?:also )?(?:show|showed|found|find|demonstrate|demonstrated|"
    r"suggest|suggested|indicate|indicated|report|reveal|revealed|conclude)s?\s+that\s+)?",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\s*\([^()]*\)|\s*\[[^\[\]]*\]")


def rule_pairs(data: Path, *, seed: int, limit: int) -> list[Pair]:
    """At most `limit` pairs made by rule, in a shuffled order."""
    return _made(list(_texts(data)), seed=seed, limit=limit)


def starter_pairs(*, seed: int, limit: int) -> list[Pair]:
    """At most `limit` pairs made by rule from the passages of the starter corpus.

    Plain words on health, written for this project, as readers of the corpus will meet them. A
    neutral pair here is a sentence beside another passage on the same topic.

    :param seed: fixes all draws.
    :param limit: the most pairs.
    :returns: the pairs, in a shuffled order.
    """
    rng = dice(seed)
    passages = Corpus.open(STARTER).passages
    pairs = _made([(p.title, sentences(p.text)) for p in passages], seed=seed, limit=limit)
    pairs += sample(list(_beside(passages, rng)), limit // 6, rng)
    pairs = [replace(pair, source=pair.source.replace("rule-", "starter-")) for pair in pairs]
    rng.shuffle(pairs)
    return pairs


def neighbours(passages: Sequence[Passage]) -> Callable[[Passage], list[Passage]]:
    """What gives the other documents' passages on any topic of one, in their order."""
    places: dict[str, list[int]] = {}
    for place, passage in enumerate(passages):
        for topic in passage.topics:
            places.setdefault(topic, []).append(place)

    def near(one: Passage) -> list[Passage]:
        found = sorted({place for topic in one.topics for place in places[topic]})
        return [passages[place] for place in found if passages[place].doc_id != one.doc_id]

    return near


def _beside(passages: Sequence[Passage], rng: random.Random) -> Iterator[Pair]:
    near = neighbours(passages)
    for one in passages:
        others = [other for other in near(one) if 0.1 < overlap(one.text, other.text) < _FAR]
        claim = plain_claim(sentences(one.text)[0])
        if others and claim is not None:
            evidence = rng.choice(others).text
            yield Pair(evidence=evidence, claim=claim, label="unsupported", source="rule-beside")


def _made(texts: Sequence[tuple[str, list[str]]], *, seed: int, limit: int) -> list[Pair]:
    rng = dice(seed)
    vocabulary = _substances(texts)
    pairs: list[Pair] = []
    for title, lines in texts:
        for place in range(len(lines)):
            pairs += _pairs_of_sentence(title, lines, place, vocabulary, rng)
    pairs = unique(pairs)
    rng.shuffle(pairs)
    return balanced(pairs, limit)


def flipped_claims(pairs: Sequence[Pair], *, seed: int) -> list[Pair]:
    """Settled pairs of other readers with their claim turned into its opposite.

    A supported claim turned round is contradicted. A contradicted one is supported only when the
    turn is a denial: of "raises" and "lowers", evidence of no effect contradicts both.
    """
    rng = dice(seed)
    made: list[Pair] = []
    for pair in pairs:
        label = _OPPOSITE.get(pair.label)
        edit = edits.flip_negation if rng.random() < 0.6 else edits.flip_direction
        if label is None or (label == "supported" and edit is not edits.flip_negation):
            continue
        claim = edit(pair.claim, rng)
        if claim is not None and claim != pair.claim:
            made.append(
                Pair(evidence=pair.evidence, claim=claim, label=label, source="rule-turned")
            )
    return unique(made)


def balanced(pairs: Sequence[Pair], limit: int) -> list[Pair]:
    """The first pairs of each source kind in turn until `limit`, so rare edits are not drowned."""
    kinds: dict[str, list[Pair]] = {}
    for pair in pairs:
        kinds.setdefault(pair.source, []).append(pair)
    chosen: list[Pair] = []
    queues = [iter(kinds[kind]) for kind in sorted(kinds)]
    while queues and len(chosen) < limit:
        for queue in list(queues):
            following = next(queue, None)
            if following is None:
                queues.remove(queue)
            else:
                chosen.append(following)
    return chosen[:limit]


def _texts(data: Path) -> Iterator[tuple[str, list[str]]]:
    held_out = dev_documents(data)
    for row in read_rows(data / "scifact" / "corpus.jsonl.gz"):
        if row["doc_id"] not in held_out:
            yield row["title"], row["abstract"]
    for row in read_rows(data / "citation_integrity" / "corpus_train.jsonl.gz"):
        yield "", row["abstract"]
    for row in read_rows(data / "pubmedqa" / "train.jsonl.gz"):
        yield "", sentences(" ".join([*row["contexts"], row["conclusion"]]))


def plain_claim(sentence: str) -> str | None:
    """The sentence without its opening ("We found that") and brackets, None if no statement."""
    text = _BRACKETS.sub("", _OPENING.sub("", sentence.strip())).strip()
    if (
        not 6 <= len(text.split()) <= 32
        or "?" in text
        or text.startswith(("To ", "We ", "Our ", "This ", "These "))
    ):
        return None
    return capital(text).rstrip(".") + "."


def _pairs_of_sentence(
    title: str, lines: Sequence[str], place: int, vocabulary: Sequence[str], rng: random.Random
) -> list[Pair]:
    sentence = lines[place]
    claim = plain_claim(sentence)
    if claim is None or not re.search(
        r"\b(?:is|are|was|were|had|has|have|can|may|[a-z]+(?:ed|es|s))\b", claim
    ):
        return []
    pairs: list[Pair] = []

    def window(middle: str) -> str:
        around = [lines[place - 1]] if place and rng.random() < 0.25 else []
        after = [lines[place + 1]] if place + 1 < len(lines) and rng.random() < 0.25 else []
        return titled(title, " ".join([*around, middle, *after]), rng, chance=0.3)

    for edit, label, turned, share in _EDITS:
        changed = edit(claim, rng) if rng.random() < share else None
        if changed is None or changed == claim:
            continue
        changed = capital(changed)
        kind = f"rule-{edit.__name__}"
        if rng.random() < 0.5:
            pairs.append(Pair(evidence=window(changed), claim=claim, label=turned, source=kind))
            pairs.append(
                Pair(evidence=window(changed), claim=changed, label="supported", source="rule-copy")
            )
        else:
            pairs.append(Pair(evidence=window(sentence), claim=changed, label=label, source=kind))
            pairs.append(
                Pair(evidence=window(sentence), claim=claim, label="supported", source="rule-copy")
            )
    pairs += _reworded(claim, window(sentence), rng)
    pairs += _swapped_substance(claim, window(sentence), vocabulary, rng)
    pairs += _other_sentence(claim, lines, place, rng)
    return pairs


def _reworded(claim: str, evidence: str, rng: random.Random) -> list[Pair]:
    """Harmless changes, as often as the three edits that contradict together."""
    changed = [edits.reword(claim, rng) for _ in range(2)]
    return [
        Pair(evidence=evidence, claim=text, label="supported", source=f"rule-reword-{place}")
        for place, text in enumerate(changed)
        if text is not None
    ]


def _swapped_substance(
    claim: str, evidence: str, vocabulary: Sequence[str], rng: random.Random
) -> list[Pair]:
    if not vocabulary:
        return []
    found = [word for word in re.findall(r"\b[A-Za-z][a-z]{4,}\b", claim) if word.lower() in _KNOWN]
    other = rng.choice(vocabulary)
    if not found or other in claim.lower() or rng.random() < 0.5:
        return []
    changed = re.sub(rf"\b{found[0]}\b", other, claim)
    changed = capital(changed)
    return [
        Pair(evidence=evidence, claim=changed, label="unsupported", source="rule-swap_substance")
    ]


_SUBSTANCE = re.compile(
    r"\b[a-z]{3,}(?:statin|mycin|cillin|olol|pril|sartan|azole|idone|formin|amide|ine|olone|mab|nib|vir|oxin|phen|"
    r"terol|profen|caine|dopa|estrogen|insulin|vitamin|aspirin|zinc|magnesium|caffeine|alcohol)\b"
)
_NOT_SUBSTANCES = frozenset(
    [
        "medicine",
        "determine",
        "examine",
        "combine",
        "decline",
        "define",
        "baseline",
        "routine",
        "guideline",
        "combine",
        "refine",
        "outline",
        "machine",
        "line",
        "mine",
        "nine",
        "imagine",
        "online",
        "pipeline",
        "confine",
        "underline",
        "vaccine",
        "spine",
        "urine",
        "genuine",
        "feminine",
        "marine",
        "crystalline",
        "discipline",
        "equine",
        "canine",
        "bovine",
        "murine",
        "fine",
        "wine",
        "cosine",
        "undermine",
        "intestine",
        "endocrine",
    ]
)
_KNOWN: set[str] = set()


def _substances(texts: Sequence[tuple[str, list[str]]]) -> list[str]:
    counts: dict[str, int] = {}
    for _, lines in texts:
        for word in _SUBSTANCE.findall(" ".join(lines).lower()):
            counts[word] = counts.get(word, 0) + 1
    words = sorted(
        word for word, count in counts.items() if count >= 3 and word not in _NOT_SUBSTANCES
    )
    _KNOWN.update(words)
    return words


def _other_sentence(claim: str, lines: Sequence[str], place: int, rng: random.Random) -> list[Pair]:
    """A neighbour from the same text that does not carry the claim's words: a hard neutral."""
    if rng.random() > 0.2:
        return []
    free = [
        other
        for other in range(len(lines))
        if abs(other - place) > 1 and 0.1 < overlap(claim, lines[other]) < 0.45
    ]
    if not free:
        return []
    return [
        Pair(
            evidence=lines[rng.choice(free)],
            claim=claim,
            label="unsupported",
            source="rule-other_sentence",
        )
    ]
