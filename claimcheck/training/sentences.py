"""Sentences with a level of strength: read, parted into train and dev, and hedged by rule."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from claimcheck.runtime.strength import tidy
from claimcheck.text.hedges import find_hedges
from claimcheck.text.strength import Strength
from claimcheck.training.pairs import content_words, dice, read_rows

__all__ = ["Sentence", "flipped", "groups", "parted", "read_sentences"]

#: Two sentences that share this much of their content words tell of the same finding.
_ALIKE = 0.6
_RAREST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One example: a sentence, its level 0 to 3 and the set it is from."""

    text: str
    level: int
    source: str


def read_sentences(data: Path, sets: Mapping[str, str]) -> list[Sentence]:
    """The sentences of the named sets; one met with two levels is dropped.

    :param data: the data folder.
    :param sets: short name to file, without its ending; fields `sentence`, `strength`.
    :returns: distinct sentences in file order.
    :raises OSError: a file is missing.
    """
    found: dict[str, Sentence | None] = {}
    for source, name in sets.items():
        for row in read_rows(data / f"{name}.jsonl.gz"):
            one = Sentence(text=tidy(row["sentence"]), level=row["strength"], source=source)
            known = found.get(one.text.lower(), one)
            found[one.text.lower()] = known if known and known.level == one.level else None
    return [one for one in found.values() if one is not None and one.text]


def parted(
    rows: Sequence[Sentence], *, share: float, seed: int
) -> tuple[list[Sentence], list[Sentence]]:
    """Train and dev, stratified by set and level; sentences alike are kept on one side.

    :param rows: all sentences.
    :param share: of the rows that go to dev, 0 to 1.
    :param seed: of the draw.
    :returns: train, dev.
    """
    heap: dict[int, list[Sentence]] = defaultdict(list)
    for group, one in zip(groups(rows), rows, strict=True):
        heap[group].append(one)
    wanted = {key: share * n for key, n in Counter((r.source, r.level) for r in rows).items()}
    order = sorted(heap)
    dice(seed).shuffle(order)
    train: list[Sentence] = []
    dev: list[Sentence] = []
    for group in order:
        key = (heap[group][0].source, heap[group][0].level)
        taken = wanted[key] >= len(heap[group])
        wanted[key] -= len(heap[group]) if taken else 0
        (dev if taken else train).extend(heap[group])
    return train, dev


def groups(rows: Sequence[Sentence]) -> list[int]:
    """For each sentence the place of the first one it is like, itself if it is the first."""
    words = [content_words(one.text) for one in rows]
    often = Counter(word for held in words for word in held)
    holders: dict[str, list[int]] = defaultdict(list)
    first: list[int] = []
    for place, held in enumerate(words):
        # Those alike share nearly all words, so they meet under one of the rarest.
        keys = sorted(held, key=lambda word: (often[word], word))[:_RAREST]
        near = sorted({other for key in keys for other in holders[key]})
        like = next((other for other in near if _alike(held, words[other])), place)
        first.append(first[like] if like != place else place)
        for key in keys:
            holders[key].append(place)
    return first


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= _ALIKE * len(one | other) > 0


# Third person, base form and past of verbs that say an effect outright.
_VERBS = {
    third: (base, past)
    for third, base, past in (
        ("reduces", "reduce", "reduced"),
        ("increases", "increase", "increased"),
        ("improves", "improve", "improved"),
        ("lowers", "lower", "lowered"),
        ("raises", "raise", "raised"),
        ("prevents", "prevent", "prevented"),
        ("causes", "cause", "caused"),
        ("affects", "affect", "affected"),
        ("influences", "influence", "influenced"),
        ("enhances", "enhance", "enhanced"),
        ("promotes", "promote", "promoted"),
        ("protects", "protect", "protected"),
        ("helps", "help", "helped"),
        ("decreases", "decrease", "decreased"),
        ("impairs", "impair", "impaired"),
        ("worsens", "worsen", "worsened"),
        ("triggers", "trigger", "triggered"),
        ("boosts", "boost", "boosted"),
        ("delays", "delay", "delayed"),
        ("attenuates", "attenuate", "attenuated"),
        ("contributes", "contribute", "contributed"),
        ("leads", "lead", "led"),
        ("results", "result", "resulted"),
        ("mediates", "mediate", "mediated"),
        ("modulates", "modulate", "modulated"),
        ("alters", "alter", "altered"),
    )
}
_PAST = dict(_VERBS.values())
_PLAIN = re.compile(rf"\b(?:{'|'.join(_VERBS)})\b")
_MODAL = re.compile(rf"\b(?:may|might|could) (?:also |help |potentially )?({'|'.join(_PAST)})\b")
_GOVERNS = frozenset({"modal", "adverb", "adjective", "noun", "verb"})


def flipped(rows: Sequence[Sentence], *, seed: int) -> list[Sentence]:
    """Sentences whose hedge is dropped (2 becomes 3) or put in (3 becomes 2).

    :param rows: training sentences.
    :param seed: of the choice of hedge.
    :returns: the changed ones only; a sentence with more than one hedge is left out.
    """
    rng = dice(seed)
    found = []
    for one in rows:
        if one.level == Strength.CAUSAL and not _hedged(one.text):
            hedge = rng.choice(("may", "might", "could", "may"))
            text, level = _with(hedge, one.text), Strength.CONDITIONAL
        elif one.level == Strength.CONDITIONAL:
            text, level = _outright(one.text), Strength.CAUSAL
        else:
            continue
        if text != one.text:
            found.append(Sentence(text=text, level=int(level), source=one.source))
    return found


def _with(hedge: str, text: str) -> str:
    """Put the hedge before the first plain verb; unchanged where there is none."""
    return _PLAIN.sub(lambda verb: f"{hedge} {_VERBS[verb[0]][0]}", text, count=1)


def _outright(text: str) -> str:
    """Drop the first modal before a listed verb; unchanged where another hedge is left."""
    changed = _MODAL.sub(lambda verb: _PAST[verb[1]], text, count=1)
    return text if _hedged(changed) else changed


def _hedged(text: str) -> bool:
    return any(cue.kind in _GOVERNS for cue in find_hedges(text))
