"""What every exchange format is read into and written from: a document and the marks on it.

Offsets are code points here, always; a format's own unit is converted at its door.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from claimcheck.errors import CodecError

__all__ = ["CONTEXT", "Documents", "Mark", "Refusal", "Sheet", "mark_on", "text_hash"]

#: Code points before and after a quote that are kept to find it again.
CONTEXT = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What one person, or the machine, said of one span.

    ``quote == text[start:end]`` of its sheet always. ``kind`` is claim or promo. ``label`` is a
    verdict (supported, unsupported, contradictory), not_a_claim, a promotional category,
    not_promo, or empty where nothing was decided. ``by`` is empty for the machine. ``at`` is ISO
    8601. ``status`` is open, decided, agreed or adjudicated. ``anchor``, 0–1, is 1 where the
    span was found where the file said.
    """

    id: str
    kind: str
    start: int
    end: int
    quote: str
    label: str = ""
    by: str = ""
    at: str = ""
    status: str = "open"
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


def text_hash(text: str) -> str:
    """SHA-256 of a text as UTF-8, as hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def mark_on(sheet: Sheet, mark: Mark) -> Mark:
    """The mark itself, once it is seen to fit its sheet.

    :param sheet: the document.
    :param mark: what is about to be written.
    :returns: the mark.
    :raises CodecError: the span does not hold the quote.
    """
    if sheet.text[mark.start : mark.end] != mark.quote or not 0 <= mark.start < mark.end:
        raise CodecError(
            f"The mark {mark.id!r} on {sheet.id!r} says {mark.start}–{mark.end} is "
            f"{mark.quote[:40]!r}, but the text there is {sheet.text[mark.start : mark.end][:40]!r}."
        )
    return mark
