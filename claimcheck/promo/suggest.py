"""Fills a rule's neutral rewordings with the words that were matched."""

from __future__ import annotations

from string import Formatter

from claimcheck.promo.hit import Hit
from claimcheck.promo.page import Page

__all__ = ["suggestions"]

_FORMATTER = Formatter()


def suggestions(hit: Hit, page: Page) -> tuple[str, ...]:
    """The rewordings whose blanks can all be filled, in the rule's order.

    ``{match}`` is the flagged text, ``{product}`` what the article is about, and
    ``{condition}`` or another lexicon's name what the pattern matched of it.
    """
    values = dict(hit.fields)
    values["match"] = page.text[hit.start : hit.end]
    values["product"] = page.product or "the product"
    filled = (_filled(template, values) for template in hit.rule.suggestions)
    return tuple(dict.fromkeys(text for text in filled if text))


def _filled(template: str, values: dict[str, str]) -> str:
    names = {name for _, name, _, _ in _FORMATTER.parse(template) if name}
    return template.format_map(values) if names <= values.keys() else ""
