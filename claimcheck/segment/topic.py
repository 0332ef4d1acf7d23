"""What an article or a section of it is about: the name that pronouns fall back on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from claimcheck.segment.words import (
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
)
from claimcheck.text.wordlist import word_set

__all__ = ["abbreviations", "article_topic", "heading_topic", "people"]

_WORD = re.compile(r"[^\W\d_][\w'’-]*|\d+")
_BRAND = re.compile(r"\b([A-Z]\w*(?:\s[A-Z]\w*)?)\s?[™®]|\b([A-Z][a-z]+[A-Z]\w+)\b")
_DEFINED = re.compile(r"\s\(([A-Z][A-Za-z]*[A-Z]\w{0,8}?)s?\)")
_PROPER = r"[A-Z][\w'’-]+(?: [A-Z]\.)?(?: [A-Z][\w'’-]+){0,2}"
_SAYS = r"(?:says|said|told|adds|added|notes|noted|explains|explained|warns|warned|wrote|recalls)"
_PERSON = re.compile(
    rf"\b(?:Dr|Prof|Professor|Mr|Mrs|Ms|Sir|Dame)\.? ({_PROPER})|({_PROPER}),? {_SAYS}\b"
    rf"|\b{_SAYS} ({_PROPER})|\b({_PROPER}), (?:MD|M\.D|PhD|Ph\.D)\b"
)
_OWNER = re.compile(r"['’]s\b")
_FUNCTION = frozenset(
    PREPOSITIONS | CONJUNCTIONS | DETERMINERS | PRONOUNS | AUXILIARIES
) | word_set(
    """
    what how why who where does not is are benefits benefit effects effect side uses use guide
    review reviews health natural best top new study studies research understanding exploring
    relationship treatment treatments really everything know need about facts truth science
    evidence tips ways reasons things day days week guide ultimate complete safe safety risks risk
    help helps work works may can could will people women men patients doctors experts researchers
    scientists article more less good bad great real results questions faq introduction conclusion
    summary overview final bottom line verdict takeaway takeaways dosage ingredients testimonials
    story routine price shipping guarantee customers customer support order buying options
    said says told added noted according
    warnings precautions thoughts inside love here they it you we s t
    """
)
# Words of health prose that name no product or remedy by themselves.
_NOT_ALONE = word_set(
    """
    ageing aging longevity blood pressure sugar body brain heart liver kidneys gut skin hair pain
    weight fat energy sleep
    symptoms symptom disease diseases disorder levels level percent dose doses trial trials test
    group groups team author authors participants university college hospital department treatment
    drug drugs medicine medicines supplement supplements product products herb herbs plant plants
    """
)
_LEAST = 3
_READ = 500_000
_LONG_FORM = 90


def article_topic(title: str, headings: Sequence[str], sentences: Sequence[str]) -> str:
    """The thing an article is about, or an empty string where nothing stands out.

    A brand (a name with ™ or inner capitals) in the title wins; else the phrase of
    the title, headings and sentence beginnings that the text repeats most.

    :param title: the article's title, or an empty string.
    :param headings: its headings as read, first to last.
    :param sentences: its sentences as read.
    :returns: a noun phrase as the text writes it.
    """
    for line in (title, *headings[:1]):
        if brand := _BRAND.search(line):
            return brand[1] or brand[2]
    named = _phrases(line for line in (title, *headings) if line)
    opened = _phrases(" ".join(sentence.split()[:4]) for sentence in sentences)
    body = _phrases(sentences, whole=True)
    scores: Counter[str] = Counter()
    for phrase, count in opened.items():
        scores[phrase] += count
    for phrase in named:
        scores[phrase] += 2 * min(named[phrase], 5)
    ranked = sorted(
        (
            (phrase, score * min(body[phrase], 12))
            for phrase, score in scores.items()
            if phrase not in _NOT_ALONE
        ),
        key=lambda item: (-item[1], item[0]),
    )
    return _best(ranked, body + named, sentences)


def _best(ranked: Sequence[tuple[str, int]], body: Counter[str], written: Sequence[str]) -> str:
    if not ranked or body[ranked[0][0]] < _LEAST:
        return ""
    head = ranked[0][0]
    uses = body[head]
    for phrase, _ in ranked[1:30]:
        # A longer name is the topic where most mentions of its head are of it.
        if f" {head} " in f" {phrase} " and body[phrase] >= max(2, 0.5 * uses):
            head = phrase
    return _as_written(head, written)


def _as_written(phrase: str, written: Sequence[str]) -> str:
    """The phrase with the capitals it keeps inside sentences."""
    words = r"(?:['’]s)? ".join(re.escape(word) for word in phrase.split())
    within = re.compile(rf"(?<=[a-z,] ){words}(?!\w)", re.IGNORECASE)
    inner = [found for line in written for found in within.findall(line)]
    return Counter(inner).most_common(1)[0][0] if inner else phrase


def _phrases(lines: Iterable[str], *, whole: bool = False) -> Counter[str]:
    """One- to three-word phrases without function words; once a line, or every use."""
    found: Counter[str] = Counter()
    for line in lines:
        words = [word.lower() for word in _WORD.findall(_OWNER.sub("", line))]
        phrases = [
            " ".join(words[at : at + size])
            for size in (1, 2, 3)
            for at in range(len(words) - size + 1)
            if not any(word in _FUNCTION or word.isdigit() for word in words[at : at + size])
        ]
        found.update(phrases if whole else set(phrases))
    return found


def heading_topic(heading: str) -> str:
    """The thing a short heading names ("Senna leaf (1.2 g)." gives "Senna leaf"), or nothing."""
    name = re.sub(r"\s*\([^()]*\)", "", heading).strip(" .:–—-*#")
    name = re.sub(r"^\(?\d{1,2}[.)]\s*", "", name)
    words = name.split()
    if not 1 <= len(words) <= 4 or name.endswith("?"):
        return ""
    lows = {word.lower() for word in words}
    return "" if lows & (_FUNCTION - {"s", "t"}) or ":" in name else name


def abbreviations(text: str) -> dict[str, str]:
    """Short forms the text itself spells out, "irritable bowel syndrome (IBS)".

    The initials must agree, in the way of Schwartz and Hearst (PSB 2003).

    :param text: the whole text.
    :returns: short form to long form.
    """
    found: dict[str, str] = {}
    for match in _DEFINED.finditer(text, 0, min(len(text), _READ)):
        words = text[max(0, match.start() - _LONG_FORM) : match.start()].split()
        short = match[1]
        letters = [char.lower() for char in short if char.isalpha()]
        for size in range(len(letters), len(letters) + 3):
            tail = words[-size:]
            if size <= len(words) and _initials(tail, letters):
                found.setdefault(short, " ".join(tail))
                break
    return found


def people(text: str) -> frozenset[str]:
    """The surnames of those who have a title or speak in a text.

    :param text: the whole text.
    :returns: surnames as written.
    """
    return frozenset(
        name.split()[-1]
        for found in _PERSON.finditer(text[:_READ])
        for name in found.groups()
        if name
    )


def _initials(words: Sequence[str], letters: Sequence[str]) -> bool:
    initials = [part[0].lower() for word in words for part in word.split("-") if part]
    if not initials or initials[0] != letters[0]:
        return False
    at = 0
    for initial in initials:
        if at < len(letters) and initial == letters[at]:
            at += 1
    return at == len(letters)
