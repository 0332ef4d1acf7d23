"""The sentences that teach the tagger of promotional language: read, joined, coded by token.

They are written for this project. A promotional phrase is marked ``{DI:eases worry}``; the two
letters name its category. A line without marks is a look-alike or plain.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import resources

from claimcheck.promo import CATEGORIES, Rule
from claimcheck.types import Span

__all__ = ["CODES", "Example", "columns", "joined", "of_rules", "read_marked", "written"]

CODES = {
    "CU": "cure_claim",
    "DI": "disease_claim",
    "ME": "medicine_substitute",
    "SA": "safety_assurance",
    "CE": "certainty_overclaim",
    "EV": "evidence_inflation",
    "VA": "vague_authority",
    "CO": "causal_overreach",
    "NA": "appeal_to_nature",
    "HY": "hype_puffery",
    "VP": "vague_promise",
    "PO": "popularity_bandwagon",
    "TE": "testimonial_anecdote",
    "QU": "quick_easy_fix",
    "WE": "wellness_buzz_panacea",
    "FE": "fear_urgency_sales",
}
_MARK = re.compile(r"\{([A-Z]{2}):([^{}]*)\}|\[\[(.*?)\]\]")
#: Of a token outside the real text, which no loss is taken over.
IGNORED = -100


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A text with its promotional phrases; ``group`` is the product or style it was written for."""

    text: str
    spans: tuple[tuple[Span, str], ...]
    group: str


def written() -> list[Example]:
    """The sentences written for the tagger, in the order of their file."""
    path = resources.files("claimcheck.training") / "promo_sentences.txt"
    examples, group = [], ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            group = line[2:]
        elif line.strip():
            examples.append(read_marked(line, group=group))
    return examples


def of_rules(rules: Iterable[Rule]) -> list[Example]:
    """The examples that the rules carry, those that must match and those that must not."""
    return [
        read_marked(line, group=rule.category, category=rule.category)
        for rule in rules
        for line in (*rule.must_match, *rule.must_not_match)
    ]


def read_marked(line: str, *, group: str, category: str = "") -> Example:
    """The example in a marked line.

    :param line: with phrases marked ``{DI:…}``, or ``[[…]]`` for those of `category`.
    :param group: what it was written for.
    :param category: of phrases in square brackets.
    :returns: the example; its text is without marks.
    :raises KeyError: two letters are not in ``CODES``.
    """
    text, spans, at = "", [], 0
    for found in _MARK.finditer(line):
        text += line[at : found.start()]
        code, coded, bracketed = found.groups()
        phrase, at = coded if code else bracketed, found.end()
        span = Span(start=len(text), end=len(text) + len(phrase))
        spans.append((span, CODES[code] if code else category))
        text += phrase
    return Example(text=text + line[at:], spans=tuple(spans), group=group)


def joined(examples: Sequence[Example], *, share: float, seed: int) -> Iterator[Example]:
    """Some of the examples with one or two of their group beside them, as in a paragraph.

    A sentence by itself would teach that a phrase begins and ends where its text does.

    :param examples: single sentences.
    :param share: of them that are joined to others, 0 to 1.
    :param seed: of the draw.
    :yields: as many examples as were given.
    """
    draw = random.Random(seed)  # noqa: S311 - a shuffle of examples
    groups: dict[str, list[Example]] = defaultdict(list)
    for one in examples:
        groups[one.group].append(one)
    for one in examples:
        if draw.random() >= share:
            yield one
            continue
        company = groups[one.group]
        others = draw.sample(company, min(len(company), draw.choice((1, 1, 2))))
        together = [one, *(other for other in others if other is not one)]
        draw.shuffle(together)
        yield _run_on(together)


def _run_on(parts: Sequence[Example]) -> Example:
    text, spans = "", []
    for part in parts:
        text += " " if text else ""
        for span, category in part.spans:
            moved = Span(start=span.start + len(text), end=span.end + len(text))
            spans.append((moved, category))
        text += part.text
    return replace(parts[0], text=text, spans=tuple(spans))


def columns(example: Example, offsets: Sequence[tuple[int, int]]) -> list[int]:
    """The class of each token: 0 for none, or 1 and the place of its category.

    :param example: the text and its phrases.
    :param offsets: half-open range of each token; empty for a special one.
    :returns: a class a token, ``IGNORED`` for special ones.
    """
    classes = {category: place for place, category in enumerate(CATEGORIES, start=1)}
    coded = []
    for start, end in offsets:
        inside = (classes[c] for s, c in example.spans if s.start <= start and end <= s.end)
        coded.append(next(inside, 0) if end > start else IGNORED)
    return coded
