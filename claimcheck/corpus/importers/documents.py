"""Folders of documents: each paragraph a passage, the file its source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from claimcheck.corpus.importers.split import chunked, sentences_of
from claimcheck.errors import CorpusError, IngestError
from claimcheck.types import Article, BlockKind

__all__ = ["SUFFIXES", "read_documents"]

SUFFIXES = frozenset({".md", ".markdown", ".txt", ".html", ".htm", ".pdf", ".docx"})
_LONG = 1_200
_FEWEST_WORDS = 4
_MARK = re.compile(r"(?P<heading>#{1,6}\s+)|\s*(?:[-*+•>]|\d{1,3}[.)])\s+")
_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE})


def read_documents(path: Path, *, sentences: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each paragraph of each document, in the order of the sorted file names.

    A paragraph longer than some 1,200 characters is cut into runs of sentences;
    headings join the title; scraps of fewer than four words are left out.

    :param path: one document, or a folder that is walked; hidden files are passed over.
    :param sentences: sentences a passage where a paragraph is long; 0 leaves it whole.
    :yields: place and record of each passage.
    :raises CorpusError: if nothing readable is there or a document cannot be read.
    """
    root = path if path.is_dir() else path.parent
    found = 0
    for file in _files(path):
        found += 1
        yield from _passages(file, file.relative_to(root).as_posix(), sentences)
    if not found:
        raise CorpusError(
            f"The folder {path} holds no document; read are {', '.join(sorted(SUFFIXES))}."
        )


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for file in sorted(path.rglob("*")):
        hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
        if not hidden and file.is_file() and file.suffix.lower() in SUFFIXES:
            yield file


def _passages(file: Path, name: str, sentences: int) -> Iterator[tuple[str, dict[str, Any]]]:
    from claimcheck.ingest import read_article

    try:
        article = read_article(file)
    except IngestError as error:
        raise CorpusError(f"{file} cannot be read: {error}") from error
    number = 0
    for heading, paragraph in _paragraphs(article):
        title = " – ".join(dict.fromkeys(part for part in (article.title, heading) if part))
        for body in _bodies(paragraph, sentences):
            number += 1
            yield (
                f"{file}, paragraph {number}",
                {
                    "id": f"{name}#{number}",
                    "doc_id": name,
                    "text": body,
                    "title": title or file.stem,
                    "citation": (title and f"{title} ({name})") or name,
                },
            )


def _paragraphs(article: Article) -> Iterator[tuple[str, str]]:
    """The heading above and the text of each paragraph, without the marks of its format."""
    if not article.blocks:
        yield from _plain_paragraphs(article.text)
        return
    heading = ""
    for block in article.blocks:
        text = article.text[block.span.start : block.span.end].strip()
        if block.kind == BlockKind.HEADING:
            heading = text
        elif block.kind in _PROSE:
            yield heading, text


def _plain_paragraphs(text: str) -> Iterator[tuple[str, str]]:
    """The same for text and Markdown, whose paragraphs are told by blank lines and marks."""
    heading = ""
    lines: list[str] = []
    for line in [*text.splitlines(), ""]:
        mark = _MARK.match(line)
        if not line.strip() or mark:
            yield heading, " ".join(lines)
            lines = []
        if mark and mark["heading"]:
            heading = line[mark.end() :].strip(" #\t")
        elif line.strip():
            lines.append(line[mark.end() :] if mark else line)
    yield heading, " ".join(lines)


def _bodies(paragraph: str, sentences: int) -> list[str]:
    text = " ".join(paragraph.split())
    if len(text.split()) < _FEWEST_WORDS:
        return []
    if len(text) <= _LONG or sentences == 0:
        return chunked([text], size=0)
    return chunked(sentences_of(text), size=sentences)
