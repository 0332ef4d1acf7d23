"""HTML: the article of a page, not the page around it (trafilatura).

Text that a browser would not show is removed before and counted (W106). The article's
headline leads the reading text where the page has one outside the article's body.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Any

from claimcheck.ingest.article import build_article
from claimcheck.ingest.blocks import TextBuilder
from claimcheck.ingest.decode import decode
from claimcheck.types import Article, BlockKind, Warn

__all__ = ["read_html"]

_CHARSET = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]{2,40})"
    rb"|<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([a-zA-Z0-9_:.-]{2,40})",
    re.IGNORECASE,
)
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|"
    r"opacity\s*:\s*0(?![.\d])|(?:left|top|text-indent)\s*:\s*-\d{4,}",
    re.IGNORECASE,
)
# What a page says when it has no article to give, as whole short texts.
_WALLS = re.compile(
    r"\b(?:404|page (?:not found|cannot be found|can.t be found|does not exist)|not found|"
    r"access denied|forbidden|enable (?:javascript|cookies)|javascript is (?:disabled|required)|"
    r"accept (?:all )?cookies|we (?:use|value) (?:cookies|your privacy)|"
    r"cookie (?:policy|settings|preferences)|"
    r"are you (?:a )?(?:human|robot)|verify (?:that )?you are|subscribe to (?:read|continue)|"
    r"(?:sign|log) in to (?:read|continue))\b",
    re.IGNORECASE,
)
_WALL_TITLE = re.compile(
    r"\b(?:404|403|page not found|not found|access denied|forbidden|just a moment|"
    r"attention required|are you a (?:human|robot)|privacy settings|before you continue)\b",
    re.IGNORECASE,
)
# A real article of this length hardly exists; a longer one needs its title to say it is none.
_WALL_LENGTH, _WALL_LENGTH_TITLED = 300, 1500
_SPACE = re.compile(r"[^\S\n]+")


def read_html(data: bytes, *, source: str) -> Article:
    """The article of a saved web page.

    :param data: the whole file.
    :param source: its name.
    :returns: the article.
    :raises IngestError: E201, if it does not hold text.
    """
    declared = _CHARSET.search(data[:4096])
    name = next((g for g in declared.groups() if g), b"") if declared else b""
    decoded = decode(data, source=source, declared=name.decode("ascii") or None)
    page = _parse(decoded.text)
    hidden = 0 if page is None else _remove_hidden(page)
    warnings = list(decoded.warnings)
    if hidden:
        warnings.append(_hidden_warning(hidden))
    builder, title = (TextBuilder(), "") if page is None else _extract(page)
    if _is_wall(builder.text, title):
        builder = TextBuilder()
        warnings.append(_no_article(title))
    return build_article(
        builder.text,
        title=title,
        source=source,
        media_type="text/html",
        encoding=decoded.encoding,
        blocks=builder.blocks,
        warnings=tuple(warnings),
    )


def _is_wall(text: str, title: str) -> bool:
    if len(text) < _WALL_LENGTH_TITLED and _WALL_TITLE.search(title):
        return True
    return not text or (len(text) < _WALL_LENGTH and _WALLS.search(text) is not None)


def _hidden_warning(count: int) -> Warn:
    return Warn(
        code="W106",
        message=(
            f"{count} part(s) of the page hold text that a browser does not show; "
            "they were left out."
        ),
    )


def _no_article(title: str) -> Warn:
    said = f" (its title is “{title[:80]}”)" if title else ""
    return Warn(
        code="W105",
        message=(
            f"No article was found on this page{said}; it may be a cookie wall, an error page or a "
            "list of links. Open it in a browser and save the article itself."
        ),
    )


def _parse(text: str) -> Any | None:
    """The page as a tree; nothing is fetched, no DTD is loaded."""
    from lxml import etree, html

    # lxml refuses text with an encoding declaration, and cuts text off at a NUL.
    clean = re.sub(r"\A\s*<\?xml[^>]*\?>", "", text).replace("\0", "\ufffd")
    if not clean.strip():
        return None
    raw = clean.encode("utf-8", "replace")
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        tree = html.document_fromstring(raw, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        if "memory" in str(error).lower():
            raise MemoryError from error
        return None
    return tree


def _remove_hidden(page: Any) -> int:
    """Take out what a browser does not show; how many of the parts held words."""
    from lxml import etree

    removed = 0
    for node in list(page.iter()):
        if node.getparent() is None:
            continue
        if node.tag is etree.Comment:
            removed += _is_prose(node.text or "")
            _drop(node)
        elif isinstance(node.tag, str) and _is_hidden(node):
            removed += _is_prose(_all_text(node), least=1)
            _drop(node)
    return removed


def _is_hidden(node: Any) -> bool:
    if node.tag == "template" or (node.tag != "input" and node.get("hidden") is not None):
        return True
    return node.tag != "body" and _HIDING.search(node.get("style") or "") is not None


def _is_prose(text: str, *, least: int = 5) -> bool:
    words = text.split()
    return len(words) >= least and not text.lstrip().startswith(("[if", "<", "{", "//"))


def _drop(node: Any) -> None:
    """Remove a node and what is in it, but keep the text behind it."""
    parent, tail = node.getparent(), node.tail
    if parent is None:
        return
    before = node.getprevious()
    if tail and before is not None:
        before.tail = (before.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail
    parent.remove(node)


def _all_text(node: Any) -> str:
    return " ".join("".join(node.itertext(with_tail=False)).split())


def _extract(page: Any) -> tuple[TextBuilder, str]:
    """The article's parts in reading order, and its title."""
    import trafilatura

    headings = [_all_text(node) for node in page.iter("h1")]
    headings = [heading for heading in headings if heading]
    document = trafilatura.bare_extraction(
        page,
        include_comments=False,
        include_tables=True,
        include_images=False,
        include_links=False,
        with_metadata=True,
        deduplicate=False,
    )
    builder = TextBuilder()
    if document is None or document.body is None or not _all_text(document.body):
        return builder, headings[0] if headings else _page_title(page)
    title = headings[0] if len(headings) == 1 else (document.title or _page_title(page))
    parts = list(_walk(document.body))
    if title in headings and not any(_same(text, title) for text, *_ in parts[:3]):
        builder.add(title, BlockKind.HEADING, level=1, origin="h1")
    for text, kind, level, row in parts:
        builder.add(text, kind, level=level, row=row, origin=row)
    return builder, title


def _page_title(page: Any) -> str:
    node = page.find(".//title")
    return "" if node is None else _all_text(node)


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


_Part = tuple[str, BlockKind, int, str]
_INLINE = frozenset({"hi", "ref", "lb", "del", "span", "graphic", "a", "em", "strong", "b", "i"})


_GROUPS = frozenset({"div", "main", "article", "section"})


def _walk(body: Any) -> Iterator[_Part]:
    """Text, kind, level and row of each block of trafilatura's tree, without recursion."""
    tables = itertools.count(1)
    yield from _loose(body.text)
    stack = [("node", child) for child in reversed(body)]
    while stack:
        step, node = stack.pop()
        if step == "tail":
            yield from _loose(node.tail)
            continue
        stack.append(("tail", node))
        if node.tag in _GROUPS and len(node):
            yield from _loose(node.text)
            stack.extend(("node", child) for child in reversed(node))
        elif node.tag == "table":
            yield from _table(node, next(tables))
        elif node.tag == "quote":
            yield from _quote(node)
        elif node.tag == "list":
            yield from _items(node)
        else:
            yield _leaf(node)


def _loose(text: str | None) -> Iterator[_Part]:
    """Text that stands between blocks."""
    if text and text.strip():
        yield _inline_text(text), BlockKind.PARAGRAPH, 0, ""


def _quote(node: Any) -> Iterator[_Part]:
    if not any(child.tag in ("p", "head", "list") for child in node):
        yield _text(node), BlockKind.QUOTE, 0, ""
        return
    for child in node:
        yield _text(child), BlockKind.QUOTE, 0, ""


def _leaf(node: Any) -> _Part:
    if node.tag == "head":
        depth = (node.get("rend") or "h2").removeprefix("h")
        return _text(node), BlockKind.HEADING, int(depth) if depth.isdigit() else 2, ""
    if node.tag == "code":
        return "".join(node.itertext()), BlockKind.CODE, 0, ""
    return _text(node), BlockKind.PARAGRAPH, 0, ""


def _items(node: Any, level: int = 1) -> Iterator[_Part]:
    """The items of a list; those of a list inside an item follow it, one level deeper."""
    if node.text and node.text.strip():
        yield _inline_text(node.text), BlockKind.LIST_ITEM, level, ""
    for child in node:
        if child.tag == "list":
            yield from _items(child, min(level + 1, 9)) if level < 50 else ()
            continue
        inner = [part for part in child if part.tag == "list"]
        yield _text(child, skip="list"), BlockKind.LIST_ITEM, level, ""
        for part in inner:
            yield from _items(part, level + 1) if level < 50 else ()


def _table(node: Any, number: int) -> Iterator[_Part]:
    for index, row in enumerate(node.iter("row"), start=1):
        for cell in row:
            if cell.tag == "cell":
                yield _text(cell), BlockKind.TABLE_CELL, 0, f"table {number} row {index}"


def _text(node: Any, *, skip: str = "") -> str:
    """The words of a block; a line break stays one, other white space becomes one space."""
    parts = [node.text or ""]
    for child in node:
        if child.tag == "lb":
            parts.append("\n")
        elif child.tag != skip:
            # Blocks inside a block (a paragraph in a list item) do not run together.
            gap = "" if child.tag in _INLINE else " "
            parts.append(f"{gap}{_text(child, skip=skip)}{gap}" if len(child) < 500 else "")
        parts.append(child.tail or "")
    return _inline_text(
        "".join(part if part == "\n" else part.replace("\n", " ") for part in parts)
    )


def _inline_text(text: str) -> str:
    lines = (_SPACE.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
