"""Sentences that speak to whoever checks the text instead of to its readers.

An article, or a claim that somebody hands in, may try to tell a checker what to answer. Such a
sentence states nothing about health, so it is left out of what a model reads.
"""

from __future__ import annotations

import re

from claimcheck.text.sentences import split

__all__ = ["without_instructions"]

_LABELS = r"(?:supported|unsupported|contradict\w+|entailed|verified|true|false|yes|confidence)"
# What a verdict is passed on; "doctors treat migraine with it" speaks of none.
_THIS = (
    r"(?:(?:this|these|that|every|each|all|any|the|my)\ (?:\w+\ )?"
    r"(?:claim|sentence|statement|paragraph|text|article|page|label)s?|this|them)"
)
_ADDRESSED = re.compile(
    rf"""
    \b(?:ignore|disregard|forget|override)\b.{{0,40}}
        \b(?:evidence|instructions?|rules?|sources?|above|previous|guidelines?|corpus)\b
    |\b(?:mark|rate|label|classify|treat|score|set)\b.{{0,20}}\b{_THIS}\b.{{0,40}}\b{_LABELS}\b
    |\b(?:output|answer|reply|respond|print|verdict)\b.{{0,60}}\b{_LABELS}\b
    |\blabel\b.{{0,60}}(?:\b(?:is|as|to)|=)\W*{_LABELS}\b
    |\b(?:you\ are|as)\ an?\ (?:\w+\ ){{0,2}}(?:checker|assistant|language\ model|reviewer|ai|bot)\b
    |\byou\ (?:must|will|have\ to|should)\ (?:not\ )?(?:agree|contradict|confirm|mark|answer)\b
    |\b(?:guidelines|rules|instructions)\ oblige\ you\b
    |\bnotes?\ (?:to|for)\ (?:\w+\ )?(?:reviewers|graders|checkers|models)\b
    |\b(?:reviewers|graders|checkers)\ who\ (?:agree|disagree)\b
    |\bassume\ that\ the\ evidence\b
    |^\s*(?:system|assistant)(?:\ \w+)?\s*:
    |\{{\s*"label"
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_MARKUP = re.compile(r"<(\w+)>[^<>]*</\1>|</?(?:verdict|evidence|claim|label|system|source)>")


def without_instructions(text: str) -> str:
    """The text less the sentences addressed to a checker, and less made-up markup.

    :param text: a claim, in one sentence or several.
    :returns: what is left; the text itself where it is nothing else, or holds none.
    """
    plain = " ".join(_MARKUP.sub(" ", text).split())
    kept = [plain[s.start : s.end] for s in split(plain)]
    kept = [sentence for sentence in kept if not _ADDRESSED.search(sentence)]
    return " ".join(kept) or text
