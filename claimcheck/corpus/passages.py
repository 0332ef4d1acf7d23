"""One passage a line: between a JSON object and a :class:`~claimcheck.types.Passage`.

Validation at the door: whatever stands in a ``passages.jsonl`` has passed here,
so nothing behind it checks again.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from claimcheck.errors import CorpusError
from claimcheck.types import Design, Passage, Standing

__all__ = [
    "FIELDS",
    "LONGEST_TEXT",
    "TakenBack",
    "is_doi",
    "passage_from_record",
    "passage_to_record",
]

FIELDS = tuple(field.name for field in fields(Passage))
LONGEST_TEXT = 20_000
_LISTS = ("topics", "says")
_NAMED = ("design", "standing")
_LONGEST_ID = 300
_YEARS = range(1500, 2101)
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_LINK = re.compile(r"https?://[^\s]+", re.IGNORECASE)
_PREFIX = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """A document that its publisher has deleted; ``doc_id`` need not be in the corpus."""

    doc_id: str


def passage_from_record(record: Mapping[str, Any], *, where: str) -> Passage:
    """The passage a JSON object stands for.

    ``doc_id`` defaults to ``id``; every field but ``id`` and ``text`` may be missing
    or null.

    :param record: the object of one line.
    :param where: file and line, to begin an error with.
    :returns: the passage, all fields checked.
    :raises CorpusError: one sentence that names the field, its value and what was expected.
    """
    for key in record:
        if key not in _READERS:
            raise CorpusError(f"{where}: the field {key!r} is not known.{_near(key)}")
    values: dict[str, Any] = {}
    for key, read in _READERS.items():
        value = record.get(key)
        if value is None and key not in ("id", "text"):
            continue
        try:
            values[key] = read(value)
        except _WrongError as wrong:
            raise CorpusError(f"{where}: {key} {wrong}, not {_shown(value)}.") from None
    values.setdefault("doc_id", values["id"])
    return Passage(**values)


def passage_to_record(passage: Passage) -> dict[str, Any]:
    """The JSON object of a passage, every field, in the order of the type.

    :param passage: the passage to write.
    :returns: a value JSON can hold; lists for tuples.
    """
    record: dict[str, Any] = {name: getattr(passage, name) for name in FIELDS}
    for name in _LISTS:
        record[name] = list(record[name])
    for name in _NAMED:
        record[name] = str(record[name])
    return record


def is_doi(text: str) -> bool:
    """Whether a text is a DOI and nothing else.

    :param text: what a file gives as one.
    :returns: true for such as ``10.1000/abc123``.
    """
    return _DOI.fullmatch(text) is not None


class _WrongError(Exception):
    """What a field must be; the caller adds its name and value."""


def _near(key: str) -> str:
    close = difflib.get_close_matches(key, FIELDS, n=1)
    return f" Did you mean {close[0]}?" if close else f" Known are {', '.join(FIELDS)}."


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else text[:77] + "…"


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _WrongError("must be text")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise _WrongError("must be text without broken characters") from None
    return value


def _identifier(value: object) -> str:
    text = _text(value)
    if not text.strip() or len(text) > _LONGEST_ID or not text.isprintable():
        raise _WrongError(f"must be a short printable name of 1 to {_LONGEST_ID} characters")
    return text


def _body(value: object) -> str:
    text = _text(value)
    if not text.strip():
        raise _WrongError("must hold at least one word")
    if len(text) > LONGEST_TEXT:
        raise _WrongError(f"must be at most {LONGEST_TEXT:,} characters (here {len(text):,})")
    return text


def _year(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value not in _YEARS:
        raise _WrongError(f"must be a whole number from {_YEARS.start} to {_YEARS.stop - 1}")
    return value


def _words(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise _WrongError('must be a list such as ["kratom"]')
    return tuple(_text(word) for word in value)


def _doi(value: object) -> str | None:
    text = _PREFIX.sub("", _text(value).strip(), count=1)
    if text and not is_doi(text):
        raise _WrongError("must be a DOI such as 10.1000/abc123")
    return text or None


def _pmid(value: object) -> str | None:
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else _text(value)
    if text and not (text.isascii() and text.isdigit()):
        raise _WrongError("must be digits, as PubMed shows them")
    return text or None


def _url(value: object) -> str | None:
    text = _text(value).strip()
    if text and not _LINK.fullmatch(text):
        raise _WrongError("must be a link that begins with http:// or https://")
    return text or None


def _day(value: object) -> str:
    text = _text(value)
    try:
        return text and date.fromisoformat(text).isoformat()
    except ValueError:
        raise _WrongError("must be a date such as 2026-01-31") from None


def _design(value: object) -> Design:
    try:
        return Design(_text(value))
    except ValueError:
        raise _WrongError(f"must be one of {', '.join(Design)}") from None


def _standing(value: object) -> Standing:
    try:
        return Standing(_text(value))
    except ValueError:
        raise _WrongError(f"must be one of {', '.join(Standing)}") from None


_READERS: dict[str, Callable[[Any], Any]] = {
    "id": _identifier,
    "doc_id": _identifier,
    "text": _body,
    "title": _text,
    "citation": _text,
    "publisher": _text,
    "doi": _doi,
    "pmid": _pmid,
    "url": _url,
    "year": _year,
    "topics": _words,
    "population": _text,
    "design": _design,
    "standing": _standing,
    "looked_up": _day,
    "says": _words,
}
