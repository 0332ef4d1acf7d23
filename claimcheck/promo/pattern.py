"""The small language in which rule files write their cues, compiled to expressions.

===================  =====================================================================
``shows promise``    these words, with any white space or Markdown emphasis between them
``treat~``           a verb in every form; ``treat^`` without the past ones
``remedy+``          singular or plural; ``immun*`` any ending
``game-changer``     also written with a space or as one word
``(a|b c|d)``        one of these; ``[a|b]`` one of these or nothing
``<disease>``        an entry of a lexicon; ``{disease}`` in a suggestion repeats it
``<w>``, ``<n>``      any one word; a number
``..3``              up to three words of one clause, commas allowed; ``[..3]`` is the same
``{ … }``            only this part is reported; the rest must be there
===================  =====================================================================

A pattern must not begin with a gap: the first word is what the matcher looks up. Nor may one of
several alternatives or the part reported; put the gap before them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from claimcheck.errors import ConfigError
from claimcheck.promo import inflect

__all__ = ["ANY", "ANY_NUMBER", "WORD", "Compiled", "compile_pattern"]

# One token of a text, as the matcher's index sees it.
WORD = re.compile(r"[#@]?[^\W_]+(?:'[^\W_]+)?")
_SEP = r"(?:[\s*_]{1,4}|-)"  # a dash with spaces round it parts clauses
_WORD = r"[#$+-]?[\w%&]+(?:(?:['&+-]|\.(?=\d))[\w%]+)*['%]?"
# A gap stays in its clause: no bracket, no full stop, none of the words that begin another.
_CLAUSE = "although|because|but|however|though|unless|whereas|while|yet"
_GAP = rf"(?:[,\"]?(?:[\s*_\"]{{1,4}}|-)(?!(?:{_CLAUSE})\b){_WORD})"
ANY = "*"  # any second token, or none
ANY_NUMBER = "0"  # what the matcher looks numbers up by
_NUMBER = r"\d[\d,.]*\+?"
_END = r"(?![^\W_])"
_TOKEN = re.compile(r"[\s-]*(\.\.\d+|[()\[\]{}|,]|<[a-z_]+>|[^\s()\[\]{}|<>,]+)")
_MARKED_GROUP = re.compile(r"\(([^()\[\]<>{}]*)\)([~^+*])")
_Heads = frozenset[tuple[str, str]]
_NONE: _Heads = frozenset()
_UNKNOWN: _Heads = frozenset({(ANY, ANY)})
_MARKS: Mapping[str, Callable[[str], tuple[str, ...]]] = {
    "~": inflect.verb,
    "^": inflect.non_past,
    "+": lambda base: (base, inflect.plural(base)),
}


@dataclass(frozen=True, kw_only=True, eq=False)
class Compiled:
    """A pattern ready to match at a token.

    ``heads`` holds the pairs of tokens it can begin with; :data:`ANY` as the second
    stands for any token or none.
    """

    source: str
    regex: str
    heads: frozenset[tuple[str, str]]

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """The expression, built when first tried: most rules never are in one article."""
        return re.compile(self.regex)


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a pattern: its expression, how it can begin, how it joins what is before.

    In ``heads`` the second token is empty where the piece ends after the first. A ``gap`` brings
    the separator before it along, so that nothing is put between.
    """

    regex: str
    heads: _Heads
    optional: bool = False
    gap: bool = False
    glued: bool = False


def compile_pattern(source: str, *, lexicons: Mapping[str, tuple[str, ...]]) -> Compiled:
    """Compile one pattern.

    :param source: the pattern, in the language above.
    :param lexicons: lexicon name to its entries, themselves words or simple patterns.
    :returns: the pattern with its heads; the expression is built when first asked for.
    :raises ConfigError: if the pattern is malformed, names an unknown lexicon or begins with a gap.
    """
    part = _Parser(source, lexicons).parse()
    if not part.heads or any(first == ANY for first, _ in part.heads):
        raise ConfigError(
            f"The pattern {source!r} can begin with any word; let it begin with a word or lexicon."
        )
    heads = frozenset((first, second or ANY) for first, second in part.heads)
    return Compiled(source=source, regex=part.regex + _END, heads=heads)


class _Parser:
    """Recursive descent over one pattern."""

    def __init__(self, source: str, lexicons: Mapping[str, tuple[str, ...]]) -> None:
        self._source = source
        plain = _MARKED_GROUP.sub(_spread, source.replace("’", "'"))
        self._lexicons = lexicons
        self._named: set[str] = set()
        self._tokens = _TOKEN.findall(plain)
        self._at = 0

    def parse(self) -> _Part:
        part = self._alternatives("")
        if self._at < len(self._tokens):
            raise self._error(f"unexpected {self._tokens[self._at]!r}")
        return part

    def _error(self, what: str) -> ConfigError:
        return ConfigError(f"The pattern {self._source!r} is malformed: {what}.")

    def _alternatives(self, closer: str) -> _Part:
        options = [self._sequence()]
        while self._peek() == "|":
            self._at += 1
            options.append(self._sequence())
        if closer:
            if self._peek() != closer:
                raise self._error(f"{closer!r} is missing")
            self._at += 1
        if len(options) == 1:
            return options[0]
        if any(option.optional for option in options):
            raise self._error("an alternative that may be empty")
        if any(option.gap for option in options):
            raise self._error("an alternative that begins with a gap")
        heads = _NONE.union(*(option.heads for option in options))
        return _Part(f"(?:{'|'.join(option.regex for option in options)})", heads)

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _sequence(self) -> _Part:
        parts: list[_Part] = []
        while (piece := self._peek()) and piece not in "|)]}":
            self._at += 1
            parts.append(self._item(piece))
        if not parts:
            raise self._error("an empty alternative")
        return _joined(parts)

    def _item(self, piece: str) -> _Part:
        if piece == "(":
            return self._alternatives(")")
        if piece == "[":
            inner = self._alternatives("]")
            return replace(inner, optional=True)
        if piece == "{":
            return self._core()
        if piece.startswith(".."):
            return _Part(f"{_GAP}{{0,{int(piece[2:])}}}?,?", _UNKNOWN, gap=True)
        if piece == ",":
            return _Part(",", _NONE, glued=True)
        if piece[0] in "%/":
            # "15% off", "4.8/5": a sign follows its number directly, or after a space.
            return _Part(rf"\s?{re.escape(piece)}", _NONE, glued=True)
        if piece == "<n>":
            return _Part(_NUMBER, frozenset({(ANY_NUMBER, "")}))
        if piece == "<w>":
            return _Part(_WORD, _UNKNOWN)
        if piece.startswith("<"):
            return self._lexicon(piece[1:-1])
        return _word(piece)

    def _core(self) -> _Part:
        inner = self._alternatives("}")
        if inner.gap:
            raise self._error("a reported part that begins with a gap")
        return _Part(f"(?P<core>{inner.regex}){_END}", inner.heads)

    def _lexicon(self, name: str) -> _Part:
        if name not in self._lexicons:
            raise self._error(
                f"no lexicon is named {name!r}; there are {', '.join(sorted(self._lexicons))}"
            )
        regex, heads = _lexicon(self._lexicons[name])
        if name in self._named:
            return _Part(regex, heads)
        self._named.add(name)
        return _Part(f"(?P<{name}>{regex})", heads)


@lru_cache(maxsize=256)
def _lexicon(entries: tuple[str, ...]) -> tuple[str, _Heads]:
    parts = [_Parser(entry, {}).parse() for entry in entries]
    parts.sort(key=lambda part: (-len(part.regex), part.regex))
    heads = _NONE.union(*(part.heads for part in parts))
    return f"(?:{'|'.join(part.regex for part in parts)}){_END}", heads


def _joined(parts: list[_Part]) -> _Part:
    regex, heads, started = "", _NONE, False
    for part in parts:
        if not part.glued:
            heads = _followed(heads, part) if started else _followed(heads, part) | part.heads
        if part.gap:
            regex += f"(?:{part.regex}{_END})?" if part.optional else part.regex
        elif part.glued:
            regex += part.regex + ("?" if part.optional else "")
        elif not started:
            regex += f"(?:{part.regex}{_SEP})?" if part.optional else part.regex
        else:
            regex += f"(?:{_SEP}{part.regex}{_END})?" if part.optional else _SEP + part.regex
        started = started or not (part.optional or part.glued)
    only = parts[0]
    optional = not started and not only.glued
    return _Part(regex, heads, optional=optional, gap=only.gap, glued=only.glued)


def _followed(heads: _Heads, part: _Part) -> _Heads:
    """The heads with what is still open filled by how the next piece can begin."""
    firsts = {first for first, _ in part.heads}
    filled = set[tuple[str, str]]()
    for first, second in heads:
        if second:
            filled.add((first, second))
            continue
        filled.update((first, following) for following in firsts)
        if part.optional:
            filled.add((first, ""))
    return frozenset(filled)


def _word(token: str) -> _Part:
    forms = _forms(token)
    heads: set[tuple[str, str]] = set()
    for form in forms:
        tokens = [*WORD.findall(form), "", ""]
        heads.add((tokens[0] or ANY, tokens[1]))
        if "-" in form:
            heads.add((form.replace("-", ""), ""))
    regexes = [re.escape(form).replace(r"\-", r"(?:-|\s)?").replace("%", " ?%") for form in forms]
    body = regexes[0] if len(regexes) == 1 else f"(?:{'|'.join(_longest_first(regexes))})"
    if token.endswith("*"):
        return _Part(body + r"[^\W_]*", _UNKNOWN)
    return _Part(body + _END, frozenset(heads))


def _forms(token: str) -> tuple[str, ...]:
    if token.endswith("*"):
        return (token[:-1],)
    if token.endswith("?") and len(token) > 2:
        return (token[:-1], token[:-2])
    inflected = _MARKS.get(token[-1]) if len(token) > 1 else None
    if inflected is None:
        return (token,)
    head, dash, last = token[:-1].rpartition("-")
    return tuple(head + dash + form for form in inflected(last))


def _spread(found: re.Match[str]) -> str:
    """Put the mark behind a group on each of its alternatives: verbs lead, nouns end."""
    alternatives, mark = found.groups()
    at = 0 if mark in "~^" else -1
    marked = []
    for alternative in alternatives.split("|"):
        words = alternative.split()
        words[at] += mark
        marked.append(" ".join(words))
    return f"({'|'.join(marked)})"


def _longest_first(regexes: list[str]) -> list[str]:
    return sorted(regexes, key=lambda regex: (-len(regex), regex))
