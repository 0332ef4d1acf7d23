"""Readings against gold: ``claimcheck evaluate readings``.

A line of the data is ``{"text", "anaphors": [{"start", "end", "antecedents": [...]}]}``. An
anaphor of no width is a subject that the claim leaves out. It is resolved where the
reading of its claim no longer has those words, and rightly so if what stands in their
place names one of the antecedents. Where the list is empty the words must stay.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from claimcheck.evaluation.claims import shipped_model
from claimcheck.evaluation.lines import read_jsonl
from claimcheck.segment import UnitModel, segment
from claimcheck.text.spans import slice_of
from claimcheck.types import Article, Claim, Span

__all__ = ["evaluate", "outcomes"]

_WORD = re.compile(r"[\w'’-]+")


def evaluate(data: Path) -> dict[str, object]:
    """How often readings put the right words for "it", "they", "this herb" and left-out subjects.

    :param data: ``.jsonl`` or ``.jsonl.gz`` with ``text`` and ``anaphors`` in every line.
    :returns: ``precision`` (right among resolved), ``recall`` (right among those with an
        antecedent), ``f1``, and the counts behind them: ``anaphors``, ``resolved``,
        ``right``, and ``not_in_a_claim`` of those missed.
    :raises CodecError: if the file is not in this form.
    """
    model = shipped_model()
    counts: Counter[str] = Counter()
    for row in read_jsonl(data, keys=("text", "anaphors")):
        counts.update(name for _, name in outcomes(row, model))
    right, wrong = counts["right"], counts["wrong"]
    wanted = sum(counts.values()) - counts["left"] - counts["needless"]
    resolved = right + wrong + counts["needless"]
    precision = right / resolved if resolved else 0.0
    recall = right / wanted if wanted else 0.0
    both = precision + recall
    return {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / both, 4) if both else 0.0,
        "anaphors": sum(counts.values()),
        "resolved": resolved,
        "right": right,
        "not_in_a_claim": counts["lost"],
    }


def outcomes(
    row: Mapping[str, Any], model: UnitModel | None = None
) -> Iterable[tuple[Mapping[str, Any], str]]:
    """Each anaphor of an article with what became of it.

    :param row: ``text`` and ``anaphors``.
    :param model: the model of units; rules alone if ``None``.
    :yields: the anaphor and ``right``, ``wrong``, ``missed``, ``lost`` (in no claim), or,
        where the words must stay, ``left`` or ``needless``.
    """
    text = str(row["text"])
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    article = Article(id="a" + digest[:16], text=text, title=str(row.get("title") or ""))
    claims = segment(article, model=model)[1]
    for anaphor in row["anaphors"]:
        yield anaphor, _outcome(text, anaphor, claims)


def _outcome(text: str, anaphor: Mapping[str, Any], claims: Sequence[Claim]) -> str:
    names = [str(name).lower() for name in anaphor["antecedents"]]
    claim = _holding(anaphor, claims)
    if claim is None:
        return "lost" if names else "left"
    put = _put_for(text, anaphor, claim)
    if put is None:
        return "missed" if names else "left"
    if not names:
        return "needless"
    return "right" if any(name in put.lower() for name in names) else "wrong"


def _holding(anaphor: Mapping[str, Any], claims: Sequence[Claim]) -> Claim | None:
    """The shortest claim the anaphor stands in; for a left-out subject, the one it begins."""
    start, end = anaphor["start"], anaphor["end"]
    near = [
        claim
        for claim in claims
        for part in claim.parts
        if (part.start <= start and end <= part.end and start < end)
        or (start == end and abs(part.start - start) <= 1 and part is claim.parts[0])
    ]
    return min(near, key=lambda claim: claim.span.end - claim.span.start, default=None)


def _put_for(text: str, anaphor: Mapping[str, Any], claim: Claim) -> str | None:
    """What the reading has in place of the anaphor; ``None`` where its words still stand."""
    said = _words(slice_of(text, claim.parts))
    read = _words(claim.reading)
    start, end = anaphor["start"], anaphor["end"]
    at = len(_words(slice_of(text, _before(claim, start)))) if _before(claim, start) else 0
    to = at + len(_words(text[start:end]))
    codes = SequenceMatcher(None, said, read, autojunk=False).get_opcodes()
    near = [code for code in codes if (code[1] < to and code[2] > at) or code[1:3] == (at, at)]
    put = [
        # Of words that stay, those of the anaphor: "the oil" may become "coconut oil".
        read[j1 + max(at - i1, 0) : j2 - max(i2 - to, 0)] if tag == "equal" else read[j1:j2]
        for tag, i1, i2, j1, j2 in near
    ]
    changed = any(tag in {"replace", "insert"} for tag, *_ in near)
    kept = any(tag == "equal" and i1 <= at and i2 >= to for tag, i1, i2, _, _ in codes)
    return (
        None
        if (kept and to > at) or not changed
        else " ".join(word for words in put for word in words)
    )


def _before(claim: Claim, at: int) -> list[Span]:
    return [
        Span(start=part.start, end=min(part.end, at)) for part in claim.parts if part.start < at
    ]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.replace("’", "'").lower())
