"""Pairs in the plain prose a health corpus and a health article are written in.

The frames and words lie in `templates.toml`. Their rule: absence of evidence leaves an efficacy
claim open, evidence of absence contradicts it, and neither ever supports it.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from claimcheck.text.letters import capital
from claimcheck.training.pairs import LABELS, Pair, dice, unique

_FRAMES = Path(__file__).with_name("templates.toml")
_TITLES = (
    "{X}",
    "{X} and {c}",
    "{X}: what is known",
    "{C}",
    "{X} for {c}: evidence and safety",
    "{C}: treatments",
)
#: Frames whose sentences say nothing that settles a claim of another frame.
_FILLERS = ("mechanism", "share")


def template_pairs(*, seed: int, limit: int) -> list[Pair]:
    """At most `limit` pairs, the three labels in equal shares as far as the frames allow."""
    rng = dice(seed)
    table = tomllib.loads(_FRAMES.read_text(encoding="utf-8"))
    words, frames = table["words"], {frame["name"]: frame for frame in table["frame"]}
    pairs: list[Pair] = []
    while len(pairs) < limit:
        frame = frames[rng.choice(sorted(frames))]
        slots = fill(words, rng)
        evidence = _evidence(frame, frames, slots, rng)
        for label in LABELS:
            if frame[label]:
                claim = write(rng.choice(frame[label]), slots)
                pairs.append(
                    Pair(
                        evidence=evidence,
                        claim=claim,
                        label=label,
                        source=f"template-{frame['name']}",
                    )
                )
    return unique(pairs)[:limit]


def fill(words: Mapping[str, list[str]], rng: random.Random) -> dict[str, str]:
    """One word a slot; slots that must differ from each other do."""
    slots = {name: rng.choice(choices) for name, choices in sorted(words.items())}
    for name, other in (("y", "x"), ("d", "c"), ("k", "g"), ("q", "p"), ("b", "a"), ("h2", "h")):
        slots[name] = rng.choice([word for word in words[other] if word != slots[other]])
    slots["over"] = str(3 * int(slots["a"]))
    slots["x2"], slots["guide2"] = slots["x"], slots["guide"].lower()
    for name in ("x", "y", "c", "g"):
        slots[name.upper()] = capital(slots[name])
    return slots


def write(template: str, slots: Mapping[str, str]) -> str:
    """The template with its slots filled and its first letter in upper case."""
    text = template.format_map(slots)
    return capital(text)


def _evidence(
    frame: Mapping[str, Any],
    frames: Mapping[str, Any],
    slots: Mapping[str, str],
    rng: random.Random,
) -> str:
    parts = [write(rng.choice(frame["evidence"]), slots)]
    if rng.random() < 0.35:
        filler = write(rng.choice(frames[rng.choice(_FILLERS)]["evidence"]), slots)
        # A claim about side effects or a share must not be settled by the filler.
        if slots["h"] not in filler and "%" not in filler and "per cent" not in filler:
            parts.insert(rng.randrange(2), filler)
    if rng.random() < 0.3:
        parts.insert(0, write(rng.choice(_TITLES), slots) + ".")
    return " ".join(parts)
