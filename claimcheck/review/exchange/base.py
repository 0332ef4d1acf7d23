"""What a format is: a name, an offset unit, a writer that streams and a reader."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Any

from claimcheck.codec import dumps
from claimcheck.errors import CodecError
from claimcheck.review.exchange.anchoring import Told, anchor
from claimcheck.review.exchange.sheets import Documents, Mark, Refusal, Sheet
from claimcheck.review.exchange.units import Unit

__all__ = ["Format", "array", "by_person", "objects", "placed", "whole"]

#: Writes sheets as pieces of text, one sheet in memory at a time.
Writer = Callable[[Iterable[Sheet]], Iterator[str]]
#: Reads sheets; ``Documents`` finds the texts that the file does not hold.
Reader = Callable[[IO[str], Documents], Iterator[Sheet]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One exchange format.

    ``unit`` is what its offsets count when written. ``holds_text`` says whether a file can be
    read without the store that holds its documents; ``finished_only`` that only settled
    claims are written.
    """

    name: str
    unit: Unit
    suffix: str
    write: Writer
    read: Reader
    holds_text: bool = True
    finished_only: bool = False


def array(items: Iterable[object], *, head: str = "[", tail: str = "]") -> Iterator[str]:
    """A JSON array, one item a line, without ever holding all of it."""
    yield head
    mark = "\n"
    for item in items:
        yield mark + dumps(item)
        mark = ",\n"
    yield f"\n{tail}\n"


def by_person(marks: Iterable[Mark]) -> list[list[Mark]]:
    """The marks of each person and of the machine, in the order in which they first occur."""
    groups: dict[tuple[str, tuple[str, ...]], list[Mark]] = {}
    for mark in marks:
        groups.setdefault((mark.status, mark.by), []).append(mark)
    return list(groups.values())


def whole(stream: IO[str]) -> Any:
    """The JSON value of a file.

    :param stream: the file.
    :returns: what it holds.
    :raises CodecError: if it is not JSON.
    """
    try:
        return json.load(stream)
    except ValueError as error:
        raise CodecError(f"This file is not valid JSON: {error}.") from error


def objects(stream: IO[str]) -> Iterator[dict[str, Any]]:
    """The objects of a file of JSON lines, or of one JSON array.

    :param stream: opened so that line ends stay as they are.
    :yields: one object after the other.
    :raises CodecError: naming the line that is no object.
    """
    for number, line in enumerate(stream, start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except ValueError as error:
            raise CodecError(f"Line {number} is not valid JSON: {error}.") from error
        if not isinstance(value, dict):
            raise CodecError(f"Line {number} holds a {type(value).__name__}, not an object.")
        yield value


def placed(
    sheet: Sheet,
    told: Iterable[tuple[Mark, Told]],
    *,
    units: Sequence[Unit] = (Unit.CODE_POINTS,),
) -> Sheet:
    """The sheet with its marks placed, and those refused beside.

    :param sheet: the document, without marks.
    :param told: each mark with what the file says of its span.
    :param units: what offsets may count, the likeliest first.
    :returns: the sheet with marks in the order given.
    """
    found = [anchor(sheet, told_of, mark, units=tuple(units)) for mark, told_of in told]
    return Sheet(
        id=sheet.id,
        text=sheet.text,
        title=sheet.title,
        source=sheet.source,
        marks=tuple(item for item in found if isinstance(item, Mark)),
        refused=(*sheet.refused, *(item for item in found if isinstance(item, Refusal))),
    )
