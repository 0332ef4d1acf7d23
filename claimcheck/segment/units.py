"""Units: the sentences, headings and list items of an article, in order.

Blocks come from the reader where the format knows them, else from the lines.
A unit holds its mark, and its final punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimcheck.segment.core import bare
from claimcheck.segment.kinds import Context, rule
from claimcheck.segment.worth import worth
from claimcheck.text.blocks import find_blocks
from claimcheck.text.sentences import boundaries, split
from claimcheck.types import Article, Block, BlockKind, Span, Unit, UnitKind

__all__ = ["Piece", "find_units", "pieces"]

_SMALL_PRINT = re.compile(
    r"\s*(?:<(?:sub|sup|small)>|\\?\*+\s?these statements|†|‡)", re.IGNORECASE
)
_ABOUT = re.compile(
    r"^(?:about (?:the |us\b|[A-Z])|media contact|press contact|contacts?\b"
    r"|notes? to editors?|references?\b"
    r"|disclaimer|disclosures?|sources?$|further reading|related "
    r"|(?:story )?source|acknowledge?ments?"
    r"|funding|bibliography|follow us|share)",
    re.IGNORECASE,
)
_ABOUT_TOPIC = re.compile(r"^about (?:\w+ ){0,3}(?:this|how|what|why|your)\b", re.IGNORECASE)
_WHOLE_EMPHASIS = re.compile(
    r"\s*(?:[>\-*•]\s+)?(?:\*\*|__)(?=\S)(?:(?!\*\*|__).)+[.:?!]?(?:\*\*|__)[.:?!]?\s*$", re.DOTALL
)
_SIGNED_QUOTE = re.compile(r"\s*>?\s*[*_]*[\"“][^”\"]+[”\"][*_]*\s*[—–-]+\s*\S.{0,80}$", re.DOTALL)
_ALL_QUOTED = re.compile(
    r"\s*>?\s*[*_]*[\"“][^”\"]+[”\"][*_]*\s*(?:[—–-]+\s*\S.{0,80})?$", re.DOTALL
)
_STARS = re.compile(r"[★⭐☆]{2,}")
_LINK_ONLY = re.compile(r"\W*\[[^\[\]]{1,80}\]\([^()\s]+\)\W*$")
_RATED = 60
_LONGEST = 2_000
# A paragraph of so many characters with stretches that no sentence ends is data, not prose.
_WALL = 100_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A unit with the block it stands in: ``first`` in it, or all of it (``whole``)."""

    unit: Unit
    block: Block
    first: bool
    whole: bool


def find_units(article: Article) -> tuple[Unit, ...]:
    """The units of an article, sorted by place, none overlapping another.

    :param article: the text, with or without its blocks.
    :returns: units; every word of the text is in exactly one.
    """
    return tuple(piece.unit for piece in pieces(article))


def pieces(article: Article) -> tuple[Piece, ...]:
    """The units with their blocks, for the stages that need the neighbourhood."""
    text = article.text
    blocks = tuple(_blocks(article))
    titles = _titles(text, blocks)
    found: list[Piece] = []
    section = ""
    for block in blocks:
        short = block.span.end - block.span.start <= _LONGEST
        read = bare(text, block.span.start, block.span.end) if short else ""
        if block.kind is BlockKind.HEADING:
            section = _section(read)
        aside = section or ("small_print" if _small_print(text, block) else "")
        repeated = _repeated(block, read, titles)
        given = bool(article.blocks)
        found.extend(_block_pieces(text, block, aside=aside, repeated=repeated, given=given))
    return tuple(found)


def _blocks(article: Article) -> Iterator[Block]:
    """The reader's blocks, or those of the lines; what no block holds is a paragraph."""
    known = article.blocks or find_blocks(article.text)
    if not article.blocks:
        yield from known
        return
    at = 0
    for block in known:
        yield from _loose(article.text, at, block.span.start)
        yield block
        at = block.span.end
    yield from _loose(article.text, at, len(article.text))


def _loose(text: str, start: int, end: int) -> Iterator[Block]:
    piece = text[start:end]
    if any(char.isalnum() for char in piece):
        left = start + len(piece) - len(piece.lstrip())
        right = start + len(piece.rstrip())
        yield Block(span=Span(start=left, end=right), kind=BlockKind.PARAGRAPH)


def _titles(text: str, blocks: Sequence[Block]) -> frozenset[str]:
    return frozenset(
        _key(bare(text, block.span.start, block.span.end))
        for block in blocks
        if block.kind is BlockKind.HEADING
    )


def _key(read: str) -> str:
    return " ".join(re.findall(r"\w+", read.lower()))


def _repeated(block: Block, read: str, titles: frozenset[str]) -> bool:
    return block.kind is BlockKind.LIST_ITEM and _key(read) in titles


def _section(read: str) -> str:
    if _ABOUT.match(read) and not _ABOUT_TOPIC.match(read) and not read.endswith("?"):
        return "about_section"
    return ""


def _small_print(text: str, block: Block) -> bool:
    return _SMALL_PRINT.match(text, block.span.start, block.span.end) is not None


def _block_pieces(
    text: str, block: Block, *, aside: str, repeated: bool, given: bool
) -> Iterator[Piece]:
    spans = _spans(text, block)
    size = block.span.end - block.span.start
    quote = _ALL_QUOTED if block.kind is BlockKind.QUOTE else _SIGNED_QUOTE
    signed = size <= _LONGEST and quote.match(text, *_ends(block.span)) is not None
    wall = size > _WALL
    previous: UnitKind | None = None
    for index, span in enumerate(spans):
        read = bare(text, span.start, span.end)
        slice_ = text[span.start : span.end]
        if len(slice_) < _RATED and _STARS.search(slice_) and not signed:
            read += " ★★"
        context = Context(
            block=block.kind,
            whole=len(spans) == 1,
            first=index == 0,
            previous=previous,
            aside="run_on" if wall and span.end - span.start > _LONGEST // 2 else aside,
            repeated=repeated,
            emphasised=_WHOLE_EMPHASIS.match(slice_) is not None,
            marked=block.kind is BlockKind.HEADING and (given or slice_.lstrip().startswith("#")),
            signed=signed,
            link=_LINK_ONLY.match(slice_) is not None,
        )
        ruling = rule(read, context)
        previous = ruling.kind
        unit = Unit(
            span=span,
            text=slice_,
            kind=ruling.kind,
            reason=ruling.reason,
            check_worthiness=worth(read, ruling.kind),
        )
        yield Piece(unit=unit, block=block, first=index == 0, whole=len(spans) == 1)


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _spans(text: str, block: Block) -> tuple[Span, ...]:
    start, end = block.span.start, block.span.end
    if block.kind in {BlockKind.HEADING, BlockKind.CODE, BlockKind.TABLE_CELL}:
        return (block.span,) if end - start <= _LONGEST else tuple(_windows(text, block.span))
    whole = block.kind is BlockKind.LIST_ITEM
    sentences = (
        (Span(start=at, end=to) for at, to in boundaries(text, start, end))
        if whole
        else split(text, start=start, end=end)
    )
    return tuple(part for span in sentences for part in _windows(text, span))


def _windows(text: str, span: Span) -> Iterator[Span]:
    """A stretch without any sentence end is cut at white space, so that work stays bounded."""
    at = span.start
    while span.end - at > _LONGEST:
        cut = max(
            text.rfind(" ", at + _LONGEST // 2, at + _LONGEST), text.rfind("\n", at, at + _LONGEST)
        )
        cut = cut if cut > at else at + _LONGEST
        stop = cut
        while stop > at and text[stop - 1].isspace():
            stop -= 1
        if stop > at:
            yield Span(start=at, end=stop)
        at = cut
        while at < span.end and text[at].isspace():
            at += 1
    if at < span.end:
        yield Span(start=at, end=span.end)
