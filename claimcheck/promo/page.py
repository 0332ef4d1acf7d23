"""What the guards may ask about an article and about the place of a match in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from claimcheck.promo.model import KINDS
from claimcheck.text.sentences import split
from claimcheck.types import Article, BlockKind, Unit, UnitKind

__all__ = ["Page", "Sentence", "Site", "lowered"]

_CURLY = {"’": "'", "‘": "'", "“": '"', "”": '"', "‑": "-", "‐": "-", "\u00a0": " "}
_CLAUSE = re.compile(
    r"[;:!?—–]|\.(?=\s)|,? (?:but|however|although|though|whereas|while|because|yet|when)(?= )"
    r"|, (?:so|which|and (?:it|they|this|we|i|you))(?= )"
)
_QUOTED = re.compile(r'"[^"\n]{2,600}(?:"|\n|$)|(?<![\w])\'[^\'\n]{2,300}\'(?!\w)')
_MARKDOWN_HEADING = re.compile(r"\s{0,3}(?:#{1,6}\s|\*\*[^*\n]+\*\*\s*$)")
_BRIEF = 60  # words; below it a density or a topic cannot be told
_SPOKEN = 5  # words of research reports a hundred words must hold to be one


def lowered(text: str) -> str:
    """The text in lower case with plain quotes and hyphens, one code point for one."""
    plain = text
    for mark, simple in _CURLY.items():
        if mark in plain:
            plain = plain.replace(mark, simple)
    lower = plain.lower()
    if len(lower) == len(text):
        return lower
    return "".join(char if len(char.lower()) != 1 else char.lower() for char in plain)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch in which a match must lie, half-open, and what it is there for."""

    start: int
    end: int
    heading: bool = False
    meta: bool = False


class Page:
    """An article with what the guards ask of it, worked out when first asked.

    :param article: the article.
    :param units: its units, or empty: then it is split here.
    """

    def __init__(self, article: Article, units: Sequence[Unit]) -> None:
        self.places: dict[str, list[tuple[int, int]]] = {kind: [] for kind in KINDS}
        self.text = article.text
        self.title = article.title
        self._article = article
        self._units = units

    @cached_property
    def shadow(self) -> str:
        """The text in lower case with plain quotes, same offsets."""
        return lowered(self.text)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences in order; they do not overlap."""
        if self._units:
            return tuple(
                Sentence(
                    unit.span.start,
                    unit.span.end,
                    unit.kind is UnitKind.HEADING,
                    unit.kind is UnitKind.META,
                )
                for unit in sorted(self._units, key=lambda unit: unit.span)
            )
        return tuple(
            Sentence(span.start, span.end, self._is_heading(span.start, span.end))
            for span in split(self.text)
        )

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def sentence_at(self, start: int, end: int) -> Sentence | None:
        """The sentence that holds the range whole, or ``None``."""
        at = bisect_right(self._starts, start) - 1
        if at < 0 or self.sentences[at].end < end:
            return None
        return self.sentences[at]

    def after(self, sentence: Sentence) -> str:
        """The shadow of the next sentence, or an empty string."""
        at = bisect_right(self._starts, sentence.start)
        if at >= len(self.sentences):
            return ""
        following = self.sentences[at]
        return self.shadow[following.start : following.end]

    def before(self, sentence: Sentence) -> str:
        """The shadow of the sentence before, or an empty string."""
        at = bisect_right(self._starts, sentence.start) - 2
        if at < 0:
            return ""
        return self.shadow[self.sentences[at].start : self.sentences[at].end]

    def _is_heading(self, start: int, end: int) -> bool:
        line_start = self.text.rfind("\n", 0, start) + 1
        if _MARKDOWN_HEADING.match(self.text[line_start : end + 2]):
            return True
        for block in self._article.blocks:
            if block.span.start <= start < block.span.end:
                return block.kind is BlockKind.HEADING
        return False

    @cached_property
    def quotes(self) -> tuple[tuple[int, int], ...]:
        """The quoted stretches, half-open, marks included, in order."""
        return tuple(found.span() for found in _QUOTED.finditer(self.shadow))

    def in_quote(self, start: int, end: int) -> tuple[int, int] | None:
        """The quotation that holds the range, or ``None``."""
        at = bisect_right(self.quotes, (start, len(self.text) + 1)) - 1
        if at < 0 or self.quotes[at][1] < end:
            return None
        return self.quotes[at]

    def paragraph(self, start: int, end: int) -> str:
        """The shadow of the line the range lies in."""
        first = self.shadow.rfind("\n", 0, start) + 1
        last = self.shadow.find("\n", end)
        return self.shadow[first : last if last >= 0 else len(self.shadow)]

    @cached_property
    def research_report(self) -> bool:
        """Whether the text speaks as a research report does ("we found", "odds ratio")."""
        spoken = len(self.places["research"])
        return spoken >= 2 and spoken * 100 >= _SPOKEN * self.words / 2 and not self.places["shop"]

    @cached_property
    def journalism(self) -> bool:
        """Whether the text reports what others say, as news does, and sells nothing itself."""
        spoken = len(self.places["speech"])
        return spoken >= 4 and spoken * 100 >= self.words and not self.places["shop"]

    @cached_property
    def words(self) -> int:
        """The number of words."""
        return len(self.shadow.split())

    @cached_property
    def product(self) -> str:
        """The product the article is about, in lower case: the one named most; or empty."""
        counts = Counter(self.shadow[start:end] for start, end in self.places["product"])
        if not counts:
            return ""
        return min(counts.items(), key=lambda item: (-item[1], item[0]))[0]

    @cached_property
    def sells(self) -> bool:
        """Whether it is about something sold: a product it keeps naming, or a shop's words."""
        if self.places["shop"]:
            return True
        named = len(self.places["product"])
        return named >= 2 and named * 250 >= self.words

    @property
    def brief(self) -> bool:
        """Whether the text is too short to tell what it is about: one or two sentences."""
        return self.words <= _BRIEF


class Site:
    """The place of one match: what stands before and after it in its sentence and clause."""

    def __init__(self, page: Page, sentence: Sentence, start: int, end: int) -> None:
        self.page = page
        self.sentence = sentence
        self.start = start
        self.end = end

    @cached_property
    def matched(self) -> str:
        """The matched words, lower case."""
        return self.page.shadow[self.start : self.end]

    @cached_property
    def left(self) -> str:
        """The sentence up to the match."""
        return self.page.shadow[self.sentence.start : self.start]

    @cached_property
    def right(self) -> str:
        """The sentence after the match."""
        return self.page.shadow[self.end : self.sentence.end]

    @cached_property
    def whole(self) -> str:
        """The sentence."""
        return self.page.shadow[self.sentence.start : self.sentence.end]

    @cached_property
    def written(self) -> str:
        """The sentence as written."""
        return self.page.text[self.sentence.start : self.sentence.end]

    @cached_property
    def clause_left(self) -> str:
        """The clause up to the match."""
        at = 0
        for found in _CLAUSE.finditer(self.left):
            at = found.end()
        return self.left[at:]

    @cached_property
    def clause_right(self) -> str:
        """The clause after the match."""
        found = _CLAUSE.search(self.right)
        return self.right[: found.start()] if found else self.right

    @property
    def clause(self) -> str:
        """The clause around the match, with the match."""
        return self.clause_left + self.matched + self.clause_right
