"""Expressions over the bundled word lists, for the guards; each is built when first asked for."""

from __future__ import annotations

import re
from functools import lru_cache

from claimcheck.promo.loader import load_lexicons
from claimcheck.promo.pattern import compile_pattern

__all__ = ["expression"]


@lru_cache(maxsize=16)
def expression(name: str) -> re.Pattern[str]:
    """An expression that finds an entry of a word list as a whole word, in lower-case text.

    :param name: the word list's name, such as ``condition``.
    :returns: an expression without anchors; nothing it matches is inside a longer word.
    """
    inner = compile_pattern(f"<{name}>", lexicons=load_lexicons()).regex
    return re.compile(rf"(?<![\w-]){inner}")
