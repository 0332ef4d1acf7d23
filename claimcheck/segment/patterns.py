"""The expressions of ``kinds.toml``: what marks a unit as something other than a claim."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from importlib import resources

__all__ = [
    "ADVICE",
    "BENEFIT_ITEM",
    "BOILERPLATE",
    "EFFECT",
    "EXCLAMATION",
    "HEALTH",
    "IMPERATIVE",
    "META",
    "OPINION",
    "RESEARCH_CALL",
    "SALES",
    "Table",
    "first_match",
]

Table = tuple[tuple[str, "re.Pattern[str]"], ...]

_DATA = tomllib.loads(resources.files(__package__).joinpath("kinds.toml").read_text("utf-8"))
_WORDS: Mapping[str, Sequence[str]] = _DATA["words"]


def _table(name: str) -> Table:
    return tuple(
        (code, re.compile("|".join(alternatives), re.IGNORECASE))
        for code, alternatives in _DATA[name].items()
    )


def _any(name: str) -> str:
    return "(?:" + "|".join(_WORDS[name]) + ")"


def first_match(table: Table, text: str) -> str:
    """The reason code of the first expression found in the text, or an empty string."""
    return next((code for code, expression in table if expression.search(text)), "")


BOILERPLATE = _table("boilerplate")
SALES = _table("sales")
META = _table("meta")
RESEARCH_CALL = _table("research_call")
ADVICE = _table("advice")
OPINION = _table("opinion")
IMPERATIVE = re.compile(
    rf"^(?:{_any('imperative_lead')},?:? )*(?:(?:don't|do not|never) [a-z]|{_any('imperative')} "
    rf"(?!{_any('imperative_not_before')}\b))",
    re.IGNORECASE,
)
"""An instruction: the verb first, or after a condition."""
EXCLAMATION = re.compile(rf"^(?:{_any('exclamation')}\b[^a-z]*)+$", re.IGNORECASE)
"""Feeling and nothing else."""
EFFECT = re.compile(rf"\b{_any('effect')}\b", re.IGNORECASE)
"""A benefit, a harm or a property of a product."""
HEALTH = re.compile(rf"\b{_any('health')}\b", re.IGNORECASE)
"""A body part, a disease, a remedy or research."""
BENEFIT_ITEM = re.compile(rf"^{_any('benefit_item')}", re.IGNORECASE)
"""The beginning of a verbless list item that asserts something."""
