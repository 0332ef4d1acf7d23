"""What every exchange format is read into and written from: a document and the marks on it.

Offsets are code points here, always; a format's own unit is converted at its door.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from claimcheck.errors import CodecError
from claimcheck.review.anchors import CONTEXT, text_hash

__all__ = ["CONTEXT", "Documents", "Mark", "Refusal", "Sheet", "fitting"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a person, or the machine, said of one span.

    ``quote == text[start:end]`` of its sheet always. ``id`` is the item's; the later parts of
    a discontinuous one end in ``#1``, ``#2`` … ``kind`` is claim or promo. ``label`` is one of
    :class:`claimcheck.review.records.Choice`, or empty. ``category`` is that of a promotional
    span. ``status`` is suggested (by the machine), answered (by one person) or settled (what
    came out); ``by`` names who. ``at`` is ISO 8601. ``anchor``, 0–1, is 1 where the span was
    found where the file said.
    """

    id: str
    kind: str = "claim"
    start: int = 0
    end: int = 0
    quote: str = ""
    label: str = ""
    category: str = ""
    status: str = "settled"
    by: tuple[str, ...] = ()
    at: str = ""
    note: str = ""
    reading: str = ""
    anchor: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A mark of a file that could not be placed, and why."""

    document: str
    mark: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A document with its marks, in the order of the file; ``sha256`` is that of its text."""

    id: str
    text: str
    title: str = ""
    source: str = ""
    marks: tuple[Mark, ...] = ()
    refused: tuple[Refusal, ...] = ()

    @property
    def sha256(self) -> str:
        """SHA-256 of the text as UTF-8, as hexadecimal."""
        return text_hash(self.text)


#: Finds the document that a mark is on, by id, by the hash of its text, or by source.
Documents = Callable[[str], Sheet | None]


def fitting(sheet: Sheet) -> Sheet:
    """The sheet itself, once every mark is seen to fit its text.

    :param sheet: what is about to be written.
    :returns: the sheet.
    :raises CodecError: a span does not hold its quote.
    """
    for mark in sheet.marks:
        there = sheet.text[mark.start : mark.end]
        if there != mark.quote or not 0 <= mark.start < mark.end <= len(sheet.text):
            raise CodecError(
                f"The mark {mark.id!r} on {sheet.id!r} says that {mark.start}–{mark.end} is "
                f"{mark.quote[:40]!r}, but the text there is {there[:40]!r}."
            )
    return sheet
