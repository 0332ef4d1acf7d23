"""The language of a text, by its script and its commonest function words.

Enough to notice that an article is not English; not a language identifier. The words
are the most frequent ones of each language that are rare in the other languages here.
"""

from __future__ import annotations

import re
from collections import Counter

from claimcheck.types import Warn

__all__ = ["detect_language", "language_warning"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WORDS: dict[str, frozenset[str]] = {
    "en": _words(
        "the of and to that is was for it with as be are this by from have has not they which or "
        "you may can their were been more than its but who these will your should also when"
    ),
    "de": _words(
        "der die das und ist nicht ein eine mit von den dem des sich auf für auch im zu werden "
        "wird bei sind oder nach aus dass kann durch wie zum zur einen einer"
    ),
    "fr": _words(
        "le la les des et est une dans pour que qui sur pas avec du au aux par plus sont ce cette "
        "ou être peut ses leur mais nous vous ont été"
    ),
    "es": _words(
        "el la los las de que y en un una por con para es del se su al lo como más pero sus ser "
        "está son puede este esta entre cuando muy también"
    ),
    "it": _words(
        "il lo gli di che è e un una per con del della dei delle sono non si come anche più nel "
        "nella alla può essere questo questa dal dalla"
    ),
    "pt": _words(
        "o os as de que e em um uma para com não do da dos das no na por mais como ao são pode "
        "ser também pela pelo seu sua está"
    ),
    "nl": _words(
        "de het een en van is dat niet op te zijn voor met die aan er ook als bij door kan wordt "
        "worden naar uit om deze meer"
    ),
}
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
)
_NAMES = {"en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian",
          "pt": "Portuguese", "nl": "Dutch", "ja": "Japanese", "zh": "Chinese", "ko": "Korean",
          "ru": "Russian", "el": "Greek", "he": "Hebrew", "ar": "Arabic", "hi": "Hindi",
          "th": "Thai", "und": "another language"}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000
_MIN_WORDS = 12


def detect_language(text: str) -> str:
    """The ISO 639-1 code of the language; ``en`` where a text is too short to tell.

    :param text: the reading text; its first 20,000 and last 20,000 characters are looked at.
    :returns: two lower-case letters.
    """
    sample = text if len(text) <= 2 * _SAMPLE else text[:_SAMPLE] + "\n" + text[-_SAMPLE:]
    letters = sum(1 for char in sample if char.isalpha())
    for code, script in _SCRIPTS:
        # Japanese mixes its kana with Chinese signs, hence the lower bar for it.
        if letters and len(script.findall(sample)) > (0.15 if code == "ja" else 0.4) * letters:
            return code
    words = Counter(match.group().lower() for match in _WORD.finditer(sample))
    total = sum(words.values())
    if total < _MIN_WORDS:
        return "en"
    share = {code: sum(words[w] for w in known) / total for code, known in _WORDS.items()}
    best = max(share, key=lambda code: (share[code], code == "en"))
    # Lists and tables hold few function words in any language; they are no sign of another one.
    return best if share[best] >= 0.12 and share[best] > 1.3 * share["en"] else "en"


def language_warning(text: str, language: str) -> Warn | None:
    """W108, if the text or a good part of it is not in English.

    :param text: the reading text.
    :param language: what :func:`detect_language` said of it.
    :returns: the warning, or ``None``.
    """
    if language != "en":
        name = _NAMES.get(language, language)
        return Warn(
            code="W108",
            message=(
                f"The article seems to be in {name}; its claims can only be looked up in a corpus "
                "of that language."
            ),
        )
    other = [(code, part) for part in _long_parts(text) if (code := detect_language(part)) != "en"]
    if not other:
        return None
    names = ", ".join(dict.fromkeys(_NAMES.get(code, code) for code, _ in other))
    return Warn(
        code="W108",
        message=f"{len(other)} paragraph(s) seem to be in {names}; their claims are not reliable.",
    )


def _long_parts(text: str) -> list[str]:
    parts = re.split(r"\n\s*\n", text[: 2 * _SAMPLE])
    return [part for part in parts if len(part) >= 120]
