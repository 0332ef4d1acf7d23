"""What an article or a section of it is about: the name that pronouns fall back on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import takewhile

from claimcheck.segment.words import (
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    ED_FORMS,
    PARTICIPLES,
    PREPOSITIONS,
    PRONOUNS,
    S_FORMS,
    VERBS,
)
from claimcheck.text.wordlist import word_set

__all__ = [
    "abbreviations",
    "ailments",
    "article_topic",
    "asked_about",
    "asked_subject",
    "heading_topic",
    "people",
]

_WORD = re.compile(r"[^\W\d_][\w'’-]*|\d+")
_BRAND = re.compile(r"\b([A-Z]\w*(?:\s[A-Z]\w*)?)\s?[™®]|\b([A-Z][a-z]+[A-Z]\w+)\b")
_MARKED = re.compile(r"\b([A-Z]\w*(?:\s[A-Z]\w*)?)\s?[™®]")
_ASKED = re.compile(
    r"(?:what (?:is|are)|(?:(?:how(?: long| often| much| fast| well)?|why) )?"
    r"(?:is|are|does|do|can|could|will)(?: not)?)"
    r" (?P<rest>[\w' -]+?)\?*",
    re.IGNORECASE,
)
_ASKED_OF = (
    VERBS
    | ED_FORMS.keys()
    | PARTICIPLES
    | word_set(
        "safe good bad worth dangerous harmful effective better healthy really actually ever so any"
        " free legal addictive natural toxic useful expensive"
    )
)
# Who has it, of what there are cases and signs: an ailment, by what is said with it.
_SUFFERED = re.compile(
    r"\b(?:(?:people|patients|adults|children|women|men|those|someone|anyone|everyone|sufferers)"
    r" (?:with|who have|living with)|cases of|(?:symptoms?|signs?) of|diagnos(?:ed|is) (?:with|of)"
    r"|suffer(?:s|ed|ing|ers)? (?:from|of)|outbreaks? of|attacks? of)"
    r" (?P<what>[A-Z]{2,6}\b|[a-z][\w'-]*(?: [a-z][\w'-]*){0,2})"
)
_DEFINED = re.compile(r"\s\(([A-Z][A-Za-z]*[A-Z]\w{0,8}?)s?\)")
_PROPER = r"[A-Z][\w'’-]+(?: [A-Z]\.)?(?: [A-Z][\w'’-]+){0,2}"
_SAYS = r"(?:says|said|told|adds|added|notes|noted|explains|explained|warns|warned|wrote|recalls)"
_PERSON = re.compile(
    rf"\b(?:Dr|Prof|Professor|Mr|Mrs|Ms|Sir|Dame)\.? ({_PROPER})|({_PROPER}),? {_SAYS}\b"
    rf"|\b{_SAYS} ({_PROPER})|\b({_PROPER}), (?:MD|M\.D|PhD|Ph\.D)\b"
)
# "Tom Bell was washing the car": a name of two words, in an article that says "he" or "she".
_TOLD_OF = re.compile(
    r"\b([A-Z][a-z]+) ([A-Z][a-z]+),? (?:was|is|had|has|who|began|lives|lived|started|took|felt"
    r"|found|woke|went|decided|knew|thought|noticed|lost|used|\d\d)\b"
)
_HE_OR_SHE = re.compile(r"\b(?:[Hh]e|[Ss]he|[Hh]is|[Hh]er|him)\b")
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
    warnings precautions thoughts inside love here they it you we s t be been too very
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
    vitamin vitamins mineral minerals
    """
)
_CARE = word_set("treatment treatments")
_LEAST = 3
_STRETCHES = 6
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
    for line in sentences[:1]:
        if (brand := _MARKED.search(line)) is not None:
            return brand[1]
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
    announced = _phrases([title, *headings[:1]]).keys()
    topic = _best(ranked, body + named, sentences, announced)
    return topic if topic.lower() in announced or _throughout(topic, sentences) else ""


def _throughout(topic: str, sentences: Sequence[str]) -> bool:
    """Whether a topic is spoken of in most stretches of an article, not in one item of a digest."""
    if not topic or len(sentences) < _STRETCHES:
        return bool(topic)
    size = len(sentences) / _STRETCHES
    named = {int(at / size) for at, line in enumerate(sentences) if topic.lower() in line.lower()}
    return len(named) > _STRETCHES // 2


def _best(
    ranked: Sequence[tuple[str, int]],
    body: Counter[str],
    written: Sequence[str],
    announced: Collection[str],
) -> str:
    if not ranked or body[ranked[0][0]] < _LEAST:
        return ""
    head = ranked[0][0]
    uses = body[head]
    for phrase, _ in ranked[1:30]:
        # A longer name is the topic where most mentions of its head are of it.
        share = 0.25 if phrase in announced else 0.5
        if f" {head} " in f" {phrase} " and body[phrase] >= max(2, share * uses):
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
    """The thing a short heading names ("Senna leaf (1.2 g)." gives "Senna leaf"), or nothing.

    Of what leads into a list ("Why thousands choose GingerGlow™:") that is the brand.
    """
    if heading.rstrip().endswith(":") and (brand := _BRAND.search(heading)):
        return brand[1] or brand[2]
    name = re.sub(r"\s*\([^()]*\)", "", heading).strip(" .:–—-*#")
    name = re.sub(r"^\(?\d{1,2}[.)]\s*", "", name)
    words = name.split()
    if not 1 <= len(words) <= 4 or name.endswith("?"):
        return ""
    lows = {word.lower() for word in words}
    return "" if lows & (_FUNCTION - {"s", "t"}) or ":" in name else name


def asked_about(question: str) -> str:
    """The thing a question is about ("Do compression stockings help?"), or an empty string."""
    subject = asked_subject(question)
    lows = [word.lower() for word in subject.split()]
    closed = DETERMINERS | PRONOUNS | PREPOSITIONS | CONJUNCTIONS
    named = 0 < len(lows) <= 4 and not closed & set(lows) and lows[-1] not in _FUNCTION - _CARE
    return subject if named and set(lows) - _FUNCTION else ""


def asked_subject(question: str) -> str:
    """The subject of a question ("How long does a bottle last?"), or an empty string."""
    asked = _ASKED.fullmatch(question.strip())
    if asked is None:
        return ""
    words = asked["rest"].split()
    ends = (at for at, word in enumerate(words) if at and word.lower() in _ASKED_OF)
    size = next(ends, len(words) if question.lower().startswith("what") else 0)
    return "" if words[0].lower() in PRONOUNS else " ".join(words[:size])


def ailments(text: str, short_forms: Mapping[str, str]) -> frozenset[str]:
    """What a text says that people have or suffer from, in small letters.

    :param text: the whole text.
    :param short_forms: short forms to long ones.
    :returns: phrases of one to three words.
    """
    ends = _FUNCTION | VERBS | S_FORMS.keys() | ED_FORMS.keys()
    found = {
        " ".join(takewhile(lambda word: word not in ends, match["what"].lower().split()))
        for match in _SUFFERED.finditer(text[:_READ])
    }
    return frozenset(
        found | {long.lower() for short, long in short_forms.items() if short.lower() in found}
    )


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
    text = text[:_READ]
    said = {name.split()[-1] for found in _PERSON.finditer(text) for name in found.groups() if name}
    if _HE_OR_SHE.search(text) is None:
        return frozenset(said)
    small = set(re.findall(r"\b[a-z]+\b", text))
    told = (found.groups() for found in _TOLD_OF.finditer(text))
    return frozenset(
        said.union(*(names for names in told if not {n.lower() for n in names} & small))
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
