"""What reviewers teach of claims and of promotional phrases: lists, not a model.

A store holds some tens of such reviews, too few to train on; but people meet the same phrases
again and again. A phrase that they rejected often enough is marked no more, one that they added
twice is marked from now on, and a statement found to be no claim, or a claim that was missed, is
known when it comes again. Each list is tried on three tenths of the reviews that had no part in it
and left out where these speak against it.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from claimcheck.codec import dumps, write_atomic
from claimcheck.promo.house import ALLOW
from claimcheck.segment.clusters import cluster_key
from claimcheck.segment.remembered import FILE
from claimcheck.training.learn.reviews import Review, Snapshot, SpanReview, is_kept_apart

__all__ = ["FOLDER", "House", "taught", "write_house"]

#: The folder beside the models that holds the lists.
FOLDER = "house"
#: A phrase is let go from so many rejections on, if they are this share of its reviews.
REJECTED, SHARE = 3, 0.75
#: A phrase is marked from so many additions on, in different articles.
ADDED = 2
_WORDS = 8
# What the pattern language of rules takes for plain words.
_PLAIN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*(?: [^\W_]+(?:['’-][^\W_]+)*)*")
# A word for something named before means another thing in the next article.
_POINTING = re.compile(r"(?:it|they|this|that|these|those|he|she|we)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Phrases never marked; phrases to mark, by category; readings that are no claims; claims that
    were missed; and a sentence on each list.
    """

    allow: tuple[str, ...] = ()
    own: Mapping[str, tuple[str, ...]]
    not_claims: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing was learnt."""
        return not (self.allow or self.own or self.not_claims or self.missed)


def taught(snapshot: Snapshot) -> House:
    """What the reviews teach, each list only where the reviews kept apart do not speak against it.

    :param snapshot: frozen reviews.
    :returns: the lists, possibly empty.
    """
    notes: list[str] = []
    learnt = [review for review in snapshot.spans if not is_kept_apart(review.item)]
    kept = [review for review in snapshot.spans if is_kept_apart(review.item)]
    allow = _judged("no longer marked", _rejected(learnt), kept, notes, promotional=False)
    own = _judged("marked from now on", _added(learnt), kept, notes, promotional=True)
    no_claims, missed = _claims(snapshot.reviews, notes)
    return House(
        allow=tuple(sorted(allow)),
        own=_by_category(own, learnt),
        not_claims=no_claims,
        missed=missed,
        notes=tuple(notes),
    )


def write_house(house: House, folder: Path) -> None:
    """Write the lists as `claimcheck.promo` and `claimcheck.segment` read them.

    :param house: what was learnt.
    :param folder: made if need be.
    """
    write_atomic(folder / ALLOW, dumps(list(house.allow), indent=1) + "\n")
    claims = {"not_claims": list(house.not_claims), "missed": list(house.missed)}
    write_atomic(folder / FILE, dumps(claims, indent=1) + "\n")
    for category, phrases in house.own.items():
        write_atomic(folder / f"{category}.toml", _rule_file(category, phrases))


def _phrase(text: str) -> str:
    return " ".join(text.lower().split())


def _rejected(reviews: Iterable[SpanReview]) -> set[str]:
    """Phrases that a rule marked and people mostly rejected."""
    said: defaultdict[str, list[bool]] = defaultdict(list)
    for review in reviews:
        if review.rule:
            said[_phrase(review.text)].append(review.promotional)
    enough = {text: found.count(False) for text, found in said.items()}
    return {
        text
        for text, count in enough.items()
        if count >= REJECTED and count >= SHARE * len(said[text])
    }


def _added(reviews: Iterable[SpanReview]) -> set[str]:
    """Phrases that people added in several articles, and nobody rejected."""
    where: defaultdict[str, set[str]] = defaultdict(set)
    against = set()
    for review in reviews:
        text = _phrase(review.text)
        if review.promotional and not review.rule:
            where[text].add(review.article)
        elif not review.promotional:
            against.add(text)
    return {
        text
        for text, articles in where.items()
        if len(articles) >= ADDED and text not in against and _is_plain(text)
    }


def _is_plain(text: str) -> bool:
    return _PLAIN.fullmatch(text) is not None and len(text.split()) <= _WORDS


def _judged(
    what: str,
    phrases: set[str],
    kept: Sequence[SpanReview],
    notes: list[str],
    *,
    promotional: bool,
) -> set[str]:
    """The phrases, or none where the reviews kept apart mostly find otherwise."""
    if not phrases:
        return phrases
    told = [review for review in kept if _phrase(review.text) in phrases]
    right = sum(review.promotional is promotional for review in told)
    number = f"{len(phrases)} phrase{'s' if len(phrases) > 1 else ''}"
    judged = f"{number} {what}{_tried(right, len(told))}"
    if 2 * right < len(told):
        notes.append(f"not learnt: {judged}")
        return set()
    notes.append(judged)
    return phrases


def _tried(right: int, tried: int) -> str:
    return f"; of {tried} reviews of the same kept apart {right} agree" if tried else ""


def _by_category(phrases: set[str], reviews: Iterable[SpanReview]) -> dict[str, tuple[str, ...]]:
    """Each phrase under the category that people gave it last."""
    category = {
        _phrase(review.text): review.category
        for review in reviews
        if not review.rule and review.category
    }
    found: defaultdict[str, list[str]] = defaultdict(list)
    for text in sorted(phrases & category.keys()):
        found[category[text]].append(text)
    return {name: tuple(found[name]) for name in sorted(found)}


def _claims(reviews: Sequence[Review], notes: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Statements found to be no claims, and claims that were missed; none that people disputed.

    Like the memory, these answer only for themselves, so all reviews are remembered; whether
    people are of one mind is told by those kept apart.
    """
    said: defaultdict[str, set[bool]] = defaultdict(set)
    for review in reviews:
        said[cluster_key(review.reading)].add(review.label is not None)
    agreed = [r for r in reviews if len(said[cluster_key(r.reading)]) == 1]
    against, tried = _disputed(reviews)
    no_claims = sorted({r.reading for r in agreed if r.label is None})
    missed = sorted({r.text for r in agreed if r.missed and r.label and _stands_alone(r.text)})
    if not no_claims and not missed:
        return (), ()
    what = (
        f"known again: {len(no_claims)} found to be no claims, {len(missed)} missed claims"
        f"{_tried(tried - against, tried)}"
    )
    if 2 * against > tried:
        notes.append(f"not learnt: {what}")
        return (), ()
    notes.append(what)
    return tuple(no_claims), tuple(missed)


def _disputed(reviews: Sequence[Review]) -> tuple[int, int]:
    """How many reviews kept apart contradict the others on the same statement, and of how many."""
    known: dict[str, bool] = {}
    for review in reviews:
        if not is_kept_apart(review.item):
            known[cluster_key(review.reading)] = review.label is not None
    told = [
        (review.label is not None) is known[cluster_key(review.reading)]
        for review in reviews
        if is_kept_apart(review.item) and cluster_key(review.reading) in known
    ]
    return told.count(False), len(told)


def _stands_alone(text: str) -> bool:
    return bool(text.strip()) and _POINTING.match(text.strip()) is None


def _rule_file(category: str, phrases: Sequence[str]) -> str:
    # A basic string of TOML is written as one of JSON.
    patterns = json.dumps(list(phrases), ensure_ascii=False)
    return (
        f'category = "{category}"\n'
        'severity = "suggestion"\n'
        "confidence = 0.6\n"
        'message = "Your reviewers marked this phrase as promotional."\n'
        f'why = "Added by reviewers in at least {ADDED} articles."\n\n'
        f'[[rules]]\nid = "house"\npatterns = {patterns}\n'
    )
