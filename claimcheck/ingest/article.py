"""Making an :class:`Article`: its id, its language, its warnings, its title."""

from __future__ import annotations

import hashlib
import re

from claimcheck.ingest.language import detect_language, language_warning
from claimcheck.ingest.screen import screen
from claimcheck.types import Article, Block, Warn

__all__ = ["article_from_text", "article_id", "build_article"]


def article_id(text: str) -> str:
    """``a`` and the first 16 hex digits of the SHA-256 of the text in UTF-8."""
    return "a" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def article_from_text(
    text: str, *, title: str = "", source: str = "<text>", media_type: str = "text/plain"
) -> Article:
    """An article of a text that is already in memory, kept as it is.

    :param text: the text; any code points.
    :param title: its headline; the first line if that looks like one, where not given.
    :param source: where it came from, for people.
    :param media_type: ``text/plain`` or ``text/markdown``.
    :returns: the article; its text is ``text``.
    """
    return build_article(
        text, title=title or find_title(text), source=source, media_type=media_type
    )


def build_article(
    text: str,
    *,
    title: str = "",
    source: str = "",
    media_type: str = "text/plain",
    encoding: str = "",
    blocks: tuple[Block, ...] = (),
    warnings: tuple[Warn, ...] = (),
) -> Article:
    """An article with id and language, and with warnings about its text added and sorted.

    :param text: the reading text; any code points.
    :param title: its headline; runs of white space become one space.
    :param source: where it came from, for people.
    :param media_type: what it was read as.
    :param encoding: what its bytes were decoded from, if known.
    :param blocks: its parts, in order.
    :param warnings: those of the reader; an empty text adds W101 unless one already
        says why it is empty (W105, W107).
    :returns: the article.
    """
    language = detect_language(text)
    found = [*warnings, *screen(text)]
    if not text.strip():
        if not any(w.code in ("W105", "W107") for w in warnings):
            found.append(Warn(code="W101", message="The input is empty: it holds no text."))
    elif warning := language_warning(text, language):
        found.append(warning)
    return Article(
        id=article_id(text),
        text=text,
        title=" ".join(title.split()),
        source=source,
        media_type=media_type,
        encoding=encoding,
        language=language,
        blocks=blocks,
        warnings=tuple(sorted(found, key=lambda w: w.code)),
    )


def find_title(text: str) -> str:
    """The headline of a plain or Markdown text, or an empty string.

    It is the ``title`` of a front matter, the first Markdown heading, or a first line that
    is short, stands alone and does not end as a sentence does.
    """
    head = text[:4000]
    front = re.match(r"---[ \t]*\r?\n(.*?)\r?\n---", head, re.DOTALL)
    if front and (said := re.search(r"(?m)^title:[ \t]*(\S.*)$", front.group(1))):
        return said.group(1).strip().strip("\"'")
    if heading := re.match(r"(?s).{0,2000}?(?m:^#[ \t]+(\S[^\r\n]*))", head):
        return heading.group(1).rstrip("# \t")
    lines = head.lstrip().splitlines()
    first = lines[0].strip() if lines else ""
    alone = len(lines) > 1 and not lines[1].strip()
    return first if alone and 0 < len(first) <= 150 and not first.endswith((".", ":", ",")) else ""
