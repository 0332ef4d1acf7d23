"""What an editor should know about a text before reading its verdicts.

W103 hidden characters, W104 a very long line, W108 another language, W109 text that
gives instructions to a program. Nothing is removed: offsets count every character.
"""

from __future__ import annotations

import re

from claimcheck.types import Warn

__all__ = ["screen"]

# Unicode TR 36: overrides, isolates and marks that reorder; joiners that do not show;
# the tag block, which can carry a whole hidden message.
_HIDDEN = re.compile(
    "[\u200b\u2060\u2061-\u2064\ufeff\u180e\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]"
)
_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007f]+")
_LONG_LINE = 100_000
_INSTRUCTIONS = re.compile(
    r"(?:ignore|disregard|forget|override)\s{1,5}(?:all\s{1,5}|any\s{1,5}|the\s{1,5}|your\s{1,5}){0,2}"
    r"(?:previous|prior|above|earlier|preceding|system)\s{1,5}(?:instruction|prompt|rule|direction|message)s?"
    r"|(?:classify|mark|label|rate|treat|report|return|output)\s{1,5}"
    r"(?:every|all|each|any|this|these)\s{1,5}(?:of\s{1,5})?(?:the\s{1,5}|these\s{1,5}|following\s{1,5}){0,2}"
    r"(?:claim|statement|sentence|text|article)s?\s{1,5}(?:\w{1,20}\s{1,5}){0,3}?"
    r"[\"'“‘]?(?:supported|supports|true|verified|accurate|entailed|entailment)\b"
    r"|<\|(?:im_start|im_end|system|user|assistant|endoftext)\|>|\[/?INST\]|<</?SYS>>"
    r"|you\s{1,5}are\s{1,5}(?:now\s{1,5})?(?:an?\s{1,5})?"
    r"(?:AI|language\s{1,5}model|fact[- ]check(?:er|ing)"
    r"(?:\s{1,5}(?:model|system|assistant))?)\b"
    r"|(?:system|developer)\s{1,5}prompt\b|^\s{0,8}(?:system|assistant)\s{0,3}:\s",
    re.IGNORECASE | re.MULTILINE,
)


def screen(text: str) -> tuple[Warn, ...]:
    """Warnings about what a text holds, in order of code.

    :param text: the reading text.
    :returns: the warnings; none if all is well.
    """
    found = (_hidden(text), _long_line(text), _instructions(text))
    return tuple(warning for warning in found if warning is not None)


def _hidden(text: str) -> Warn | None:
    # A flag emoji is written with tag characters and hides nothing.
    flags = [(m.start(), m.end()) for m in _FLAG.finditer(text)]
    places = [
        m.start()
        for m in _HIDDEN.finditer(text)
        if not any(start <= m.start() < end for start, end in flags)
    ]
    if not places:
        return None
    names = sorted({f"U+{ord(text[place]):04X}" for place in places})
    return Warn(
        code="W103",
        message=(
            f"{len(places)} invisible or direction-changing character(s) ({', '.join(names[:4])}; "
            f"first at position {places[0]}): a reader may see other words than a program does."
        ),
    )


def _long_line(text: str) -> Warn | None:
    longest = max((len(line) for line in text.split("\n")), default=0)
    if longest <= _LONG_LINE:
        return None
    return Warn(
        code="W104",
        message=f"One line is {longest:,} characters long; sentences may be cut in odd places.",
    )


def _instructions(text: str) -> Warn | None:
    match = _INSTRUCTIONS.search(text)
    if match is None:
        return None
    said = " ".join(match.group().split())[:80]
    return Warn(
        code="W109",
        message=(
            f"The text gives instructions to a program (“{said}” at position {match.start()}); "
            "they change no verdict, but ask who put them there."
        ),
    )
