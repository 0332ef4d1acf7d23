"""Fills a rule's neutral rewordings with the words that were matched."""

from __future__ import annotations

from string import Formatter

from claimcheck.promo.hit import Hit
from claimcheck.promo.page import Page

__all__ = ["suggestions"]

_FORMATTER = Formatter()
# Words of the list of conditions that name none: "is used for conditions" would say nothing.
_UNNAMED = frozenset(
    {"ailment", "ailments", "condition", "conditions", "disease", "diseases", "illness",
     "illnesses", "symptom", "symptoms", "disorder", "disorders", "issues", "problems"}
)  # fmt: skip


def suggestions(hit: Hit, page: Page) -> tuple[str, ...]:
    """The rewordings whose blanks can all be filled, in the rule's order.

    ``{match}`` is the flagged text, ``{product}`` what the article is about, and
    ``{condition}`` or another lexicon's name what the pattern matched of it.
    """
    values = dict(hit.fields)
    if values.get("condition") in _UNNAMED:
        values["condition"] = "[condition]"
    values["match"] = page.text[hit.start : hit.end]
    values["product"] = page.product or "the product"
    filled = (_filled(template, values) for template in hit.rule.suggestions)
    return tuple(dict.fromkeys(text for text in filled if text))


def _filled(template: str, values: dict[str, str]) -> str:
    names = {name for _, name, _, _ in _FORMATTER.parse(template) if name}
    if not names <= values.keys():
        return ""
    text = template.format_map(values)
    return f"“{text[1].upper()}{text[2:]}" if template.startswith("“{product}") else text
