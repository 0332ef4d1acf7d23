"""The HTML report: one file, nothing loaded from elsewhere, nothing run but its own script.

The page's policy (Content Security Policy Level 3) allows only the style and the
scripts whose SHA-256 it names, so text of an article that slipped through the
escaping could still not run.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from claimcheck.report.hidden import encodable
from claimcheck.report.manuscript import manuscript
from claimcheck.report.templating import templates
from claimcheck.report.view import PageView, page_view
from claimcheck.report.words import (
    LABEL_ORDER,
    NOT_FALSE,
    SEVERITY_ORDER,
    SEVERITY_WORDS,
    label_words,
)
from claimcheck.types import Report

if TYPE_CHECKING:
    import jinja2

__all__ = [
    "SHARED_STYLES",
    "asset",
    "environment",
    "json_block",
    "policy",
    "render_html",
    "sheet",
]

SHARED_STYLES = ("colours.css", "base.css")
"""The style sheets that come before a page's own."""

# From this many notes on, they are stored as text and built when they are opened: a page with
# thousands of notes as elements takes a browser tens of seconds to lay out.
_LAZY_FROM = 250
_MOST_ITEMS = 200


def render_html(report: Report) -> str:
    """A report as one self-contained page."""
    view = page_view(report)
    style, boot, script = sheet("report.css"), asset("boot.js"), asset("report.js")
    cards = list(_cards(view))
    lazy = len(cards) > _LAZY_FROM
    page = (
        environment()
        .get_template("report.html.j2")
        .render(
            view=view,
            rows=manuscript(view),
            headline=_headline(view),
            labels=[label_words(label) for label in LABEL_ORDER],
            severities=[SEVERITY_WORDS[severity] for severity in SEVERITY_ORDER],
            not_false=NOT_FALSE,
            cards=cards,
            lazy=lazy,
            most=_MOST_ITEMS,
            data=json_block({card.anchor: card.facts(with_html=lazy) for card in cards}),
            policy=policy(styles=(style,), scripts=(boot, script)),
            style=Markup(style),  # noqa: S704 - our own file
            boot=Markup(boot),  # noqa: S704 - our own file
            script=Markup(script),  # noqa: S704 - our own file
        )
    )
    return encodable(page)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Card:
    """One note, and what the script needs to filter it."""

    anchor: str
    key: str
    category: str
    others: tuple[str, ...]
    html: Markup

    def facts(self, *, with_html: bool) -> list[object]:
        facts: list[object] = [self.key, self.category, list(self.others)]
        return [*facts, str(self.html)] if with_html else facts


def _cards(view: PageView) -> Iterator[_Card]:
    macros: Any = environment().get_template("cards.html.j2").module
    for claim in view.claims:
        yield _Card(
            anchor=f"c{claim.number}",
            key=claim.words.key,
            category="",
            others=tuple(f"p{n}" for n in claim.promo),
            html=macros.claim_card(claim, view, NOT_FALSE),
        )
    for promo in view.promo:
        yield _Card(
            anchor=f"p{promo.number}",
            key=promo.words.key,
            category=promo.span.category,
            others=tuple(f"c{n}" for n in promo.claims),
            html=macros.promo_card(promo, view),
        )


def json_block(value: object) -> Markup:
    """JSON that can stand inside a script element: no ``<`` is left in it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704 - nothing can close the element


def policy(*, styles: tuple[str, ...], scripts: tuple[str, ...]) -> str:
    """The page's Content-Security-Policy: nothing but these inline texts."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src {_hashes(styles)}",
            f"script-src {_hashes(scripts)}",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


@cache
def asset(name: str) -> str:
    """The text of a style sheet or script of the page."""
    return files("claimcheck.report").joinpath("templates", name).read_text(encoding="utf-8")


def sheet(name: str) -> str:
    """A whole style sheet: the colours of all pages, what pages have in common, and its own.

    :param name: a style sheet of the templates.
    :returns: the text; of the list of a run, without what only pages of one article share.
    """
    shared = ("colours.css",) if name == "index.css" else SHARED_STYLES
    return "".join(map(asset, (*shared, name)))


@cache
def environment() -> jinja2.Environment:
    """The template environment: everything is escaped unless it is our own markup."""
    return templates(asset)


def _hashes(texts: tuple[str, ...]) -> str:
    digests = (hashlib.sha256(text.encode("utf-8")).digest() for text in texts)
    return " ".join(f"'sha256-{base64.b64encode(d).decode('ascii')}'" for d in digests)


def _headline(view: PageView) -> str:
    """What an editor should know first, in one or two sentences."""
    counts = view.counts
    if not counts.claims:
        first = "No checkable claims were found."
    elif counts.contradictory:
        verb = "contradicts" if counts.contradictory == 1 else "contradict"
        first = f"{counts.contradictory} of {_n(counts.claims, 'claim')} {verb} the corpus"
        if counts.unsupported:
            more = "is" if counts.unsupported == 1 else "are"
            first += f"; {counts.unsupported} more {more} not settled by it"
        first += "."
    elif counts.unsupported:
        first = f"Nothing is contradicted, but {counts.unsupported} of {_n(counts.claims, 'claim')}"
        first += " could not be settled by the corpus."
    elif counts.not_checked:
        first = f"{counts.not_checked} of {_n(counts.claims, 'claim')} could not be checked."
    else:
        first = (
            f"The corpus backs {'the one claim' if counts.claims == 1 else 'every claim'} found."
        )
    if counts.promo_errors:
        verb = "is" if counts.promo_errors == 1 else "are"
        serious = _n(counts.promo_errors, "promotional phrase")
        return f"{first} {serious} {verb} serious enough to take out."
    if counts.promo:
        return f"{first} {_n(counts.promo, 'promotional phrase')} found."
    return f"{first} No promotional language was found."


def _n(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
