"""Joining the parts of a page into a reading text that remembers what each part was."""

from __future__ import annotations

from claimcheck.types import Block, BlockKind, Span

__all__ = ["TextBuilder"]


class TextBuilder:
    """Collects parts in reading order.

    Paragraphs are set apart by an empty line, items of one list by a line break, cells of
    one table row by a tab.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._blocks: list[Block] = []
        self._length = 0
        self._row = ""

    def add(
        self, text: str, kind: BlockKind, *, level: int = 0, origin: str = "", row: str = ""
    ) -> None:
        """Add one part; blank text adds nothing.

        :param text: the part; outer white space is dropped.
        :param kind: what it was on the page.
        :param level: depth of a heading or list item, from 1.
        :param origin: where it stood in the file.
        :param row: for a table cell, a name of its row that differs from other rows'.
        """
        text = text.strip()
        if not text:
            return
        self._put(self._gap(kind, row))
        start = self._length
        self._put(text)
        span = Span(start=start, end=self._length)
        self._blocks.append(Block(span=span, kind=kind, level=level, origin=origin))
        self._row = row

    def _gap(self, kind: BlockKind, row: str) -> str:
        if not self._blocks:
            return ""
        before = self._blocks[-1].kind
        if kind is BlockKind.TABLE_CELL and before is kind:
            return "\t" if row == self._row else "\n"
        if kind is BlockKind.LIST_ITEM and before is kind:
            return "\n"
        return "\n\n"

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    @property
    def text(self) -> str:
        """The reading text so far."""
        return "".join(self._parts)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks so far, in order; they do not overlap."""
        return tuple(self._blocks)
