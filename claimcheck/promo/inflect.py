"""Inflections of English verbs and nouns, by rule: enough for the cues of the rule files."""

from __future__ import annotations

import re

__all__ = ["non_past", "plural", "verb"]

_VOWELS = "aeiou"
_DOUBLING = re.compile(r"^[^aeiou]*[aeiou][^aeiouwxy]$")
_DOUBLED = frozenset({"forget", "begin", "prefer", "control", "regret", "cancel", "permit"})
_IRREGULAR = {
    "be": ("is", "are", "being", "was", "were", "been"),
    "have": ("has", "having", "had", "had"),
    "do": ("does", "doing", "did", "done"),
    "fight": ("fights", "fighting", "fought", "fought"),
    "beat": ("beats", "beating", "beat", "beaten"),
    "shed": ("sheds", "shedding", "shed", "shed"),
    "cut": ("cuts", "cutting", "cut", "cut"),
    "lose": ("loses", "losing", "lost", "lost"),
    "get": ("gets", "getting", "got", "gotten"),
    "give": ("gives", "giving", "gave", "given"),
    "grow": ("grows", "growing", "grew", "grown"),
    "hold": ("holds", "holding", "held", "held"),
    "keep": ("keeps", "keeping", "kept", "kept"),
    "know": ("knows", "knowing", "knew", "known"),
    "make": ("makes", "making", "made", "made"),
    "say": ("says", "saying", "said", "said"),
    "see": ("sees", "seeing", "saw", "seen"),
    "show": ("shows", "showing", "showed", "shown"),
    "swear": ("swears", "swearing", "swore", "sworn"),
    "sweep": ("sweeps", "sweeping", "swept", "swept"),
    "take": ("takes", "taking", "took", "taken"),
    "find": ("finds", "finding", "found", "found"),
    "break": ("breaks", "breaking", "broke", "broken"),
    "burn": ("burns", "burning", "burned", "burnt"),
    "throw": ("throws", "throwing", "threw", "thrown"),
    "bring": ("brings", "bringing", "brought", "brought"),
    "come": ("comes", "coming", "came", "come"),
    "go": ("goes", "going", "went", "gone"),
    "think": ("thinks", "thinking", "thought", "thought"),
    "win": ("wins", "winning", "won", "won"),
    "feel": ("feels", "feeling", "felt", "felt"),
    "drop": ("drops", "dropping", "dropped", "dropped"),
    "rebuild": ("rebuilds", "rebuilding", "rebuilt", "rebuilt"),
}


def verb(base: str) -> tuple[str, ...]:
    """The base with its -s, -ing and past forms, without repeats."""
    if base in _IRREGULAR:
        return _unique(base, *_IRREGULAR[base])
    stem = _stem(base)
    past = base[:-1] + "ied" if _consonant_y(base) else stem + "ed"
    return _unique(base, plural(base), stem_ing(base), past)


def non_past(base: str) -> tuple[str, ...]:
    """The base with its -s and -ing forms: what a claim in the present uses."""
    if base in _IRREGULAR:
        forms = _IRREGULAR[base]
        return _unique(base, *(forms[:3] if base == "be" else forms[:2]))
    return _unique(base, plural(base), stem_ing(base))


def plural(base: str) -> str:
    """The -s form of a noun or verb."""
    if _consonant_y(base):
        return base[:-1] + "ies"
    return base + ("es" if re.search(r"(?:s|x|z|ch|sh|[^aeiou]o)$", base) else "s")


def stem_ing(base: str) -> str:
    """The -ing form of a regular verb."""
    if base.endswith("ie"):
        return base[:-2] + "ying"
    return _stem(base) + "ing"


def _stem(base: str) -> str:
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        return base[:-1]
    if _DOUBLING.match(base) or base in _DOUBLED:
        return base + base[-1]
    return base


def _consonant_y(base: str) -> bool:
    return base.endswith("y") and len(base) > 1 and base[-2] not in _VOWELS


def _unique(*forms: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(forms))
