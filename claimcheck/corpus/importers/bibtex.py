"""BibTeX with abstracts, as reference managers export it.

The form is that of Patashnik, *BibTeXing* (1988): entries of fields whose values are braces,
quotes, numbers or ``@string`` names, joined by ``#``.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from claimcheck.corpus.importers.works import Work, first_year, key_for, passages_of, reference
from claimcheck.corpus.lines import open_binary
from claimcheck.errors import CorpusError

__all__ = ["read_bibtex"]

_ENTRY = re.compile(r"@\s*(?P<kind>[A-Za-z]+)\s*[{(]")
_KEY = re.compile(r"\s*(?P<key>[^,\s{}()=]*)\s*,")
_FIELD = re.compile(r"[\s,]*(?P<name>[A-Za-z][\w:.+/-]*)\s*=\s*")
_PIECE = re.compile(r"[^\s,#{}\"()]+")
_ACCENT = re.compile(r"\\([`'^\"~=.cvuHkr])\s*(?:\{\s*\\?([A-Za-z])\s*\}|\\?([A-Za-z]))")
_MARKS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304",
    ".": "\u0307", "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328",
    "r": "\u030a",
}  # fmt: skip
_COMMAND = re.compile(r"\\(?:emph|textbf|textit|textsuperscript|textsubscript|text|mathrm)\b")
_SYMBOLS = {r"\ss": "ß", r"\o": "ø", r"\O": "Ø", r"\ae": "æ", r"\aa": "å", r"\l": "ł", r"\i": "i"}
_SYMBOL = re.compile(r"\\(?:ss|ae|aa|o|O|l|i)(?![A-Za-z])")
_NO_ENTRIES = frozenset({"comment", "preamble", "string"})
_LONGEST_FILE = 256 * 1024 * 1024


def read_bibtex(path: Path, *, sentences: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """The abstract of each entry as passages; those without one are passed over.

    :param path: a ``.bib`` file in UTF-8, plain or gzip.
    :param sentences: sentences a passage; 0 for the whole abstract.
    :yields: place and record of each passage.
    :raises CorpusError: if the file is no BibTeX, not UTF-8, or no entry has an abstract.
    """
    entries = found = 0
    for name, fields in _entries(_text(path), path):
        entries += 1
        if work := _work(fields):
            found += 1
            for record in passages_of(work, sentences=sentences):
                yield f"{path}, entry {name}", record
    if not found:
        what = f"none of its {entries} entries has an abstract" if entries else "no entry in it"
        raise CorpusError(f"{path}: {what}; export it as BibTeX again, with abstracts.")


def _text(path: Path) -> str:
    try:
        with open_binary(path) as stream:
            data = stream.read(_LONGEST_FILE + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise CorpusError(f"{path} cannot be read to its end: {error}.") from error
    if len(data) > _LONGEST_FILE:
        raise CorpusError(f"{path} is longer than {_LONGEST_FILE:,} bytes; part the file.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CorpusError(f"{path} is not UTF-8; export the file as UTF-8.") from error


def _entries(text: str, path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    named: dict[str, str] = {}
    at = 0
    while match := _ENTRY.search(text, at):
        kind = match["kind"].casefold()
        if kind == "comment":
            at = match.end()
            continue
        key = _KEY.match(text, match.end()) if kind not in _NO_ENTRIES else None
        name = key["key"] if key else kind
        fields, at = _fields(
            text, key.end() if key else match.end(), named, f"{path}, entry {name}"
        )
        if kind == "string":
            named.update(fields)
        elif kind not in _NO_ENTRIES:
            yield name, fields


def _fields(text: str, at: int, named: dict[str, str], where: str) -> tuple[dict[str, str], int]:
    fields: dict[str, str] = {}
    while match := _FIELD.match(text, at):
        pieces = []
        at = match.end()
        while True:
            piece, at = _piece(text, at, named, where)
            pieces.append(piece)
            joined = re.compile(r"\s*#\s*").match(text, at)
            if joined is None:
                break
            at = joined.end()
        fields[match["name"].casefold()] = "".join(pieces)
    return fields, at


def _piece(text: str, at: int, named: dict[str, str], where: str) -> tuple[str, int]:
    if text[at : at + 1] in ("{", '"'):
        end = _closing(text, at, where)
        return text[at + 1 : end], end + 1
    match = _PIECE.match(text, at)
    if match is None:
        raise CorpusError(f"{where}: a field has no value; it is no BibTeX.")
    return named.get(match.group().casefold(), match.group()), match.end()


def _closing(text: str, at: int, where: str) -> int:
    """Where the value that opens at ``at`` ends: its brace, or a quote outside braces."""
    quoted = text[at] == '"'
    depth = 0
    for mark in re.compile(r'\\.|[{}"]', re.DOTALL).finditer(text, at + quoted):
        sign = mark.group()
        depth += (sign == "{") - (sign == "}")
        if (sign == '"' and quoted and depth == 0) or (sign == "}" and not quoted and depth == 0):
            return mark.start()
    raise CorpusError(f"{where}: a value is not closed; look for a missing brace or quote.")


def _plain(value: str) -> str:
    """A value as it would be printed: accents composed, marks of LaTeX gone."""
    text = _ACCENT.sub(lambda m: (m[2] or m[3]) + _MARKS[m[1]], value)
    text = _SYMBOL.sub(lambda m: _SYMBOLS[m.group()], _COMMAND.sub("", text))
    text = re.sub(r"\\([&%$#_{}])|[{}]|\$", lambda m: m[1] or "", text.replace("~", " "))
    text = text.replace("---", "—").replace("--", "–").replace("``", "“").replace("''", "”")
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _work(fields: dict[str, str]) -> Work | None:
    def field(*names: str) -> str:
        return next((text for name in names if (text := _plain(fields.get(name, "")))), "")

    abstract, title = field("abstract"), field("title")
    if not abstract:
        return None
    journal = field("journal", "journaltitle", "booktitle")
    year = first_year(field("year"), field("date"))
    doi = fields.get("doi", "").strip().removeprefix("https://doi.org/")
    pmid = field("pmid")
    return Work(
        key=key_for(doi=doi, title=title, abstract=abstract),
        title=title,
        paragraphs=(("", abstract),),
        citation=reference(
            authors=[_author(name) for name in re.split(r"\s+and\s+", field("author")) if name],
            journal=journal,
            year=year,
            volume=field("volume"),
            issue=field("number"),
            pages=field("pages"),
        ),
        publisher=journal or field("publisher", "institution"),
        doi=doi,
        pmid=pmid if pmid.isascii() and pmid.isdigit() else "",
        url=fields.get("url", "").strip(),
        year=year,
        topics=tuple(word for part in re.split(r"[;,]", field("keywords"))
                     if (word := part.strip().casefold())),
    )  # fmt: skip


def _author(name: str) -> str:
    surname, comma, given = name.partition(",")
    if not comma:
        given, _, surname = name.rpartition(" ")
    return f"{surname.strip()} {''.join(part[0] for part in given.split())}".strip()
