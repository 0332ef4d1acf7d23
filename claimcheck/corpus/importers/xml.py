"""XML one record at a time: nothing fetched, nothing expanded, memory that does not grow.

PubMed's files name an external DTD. It is accepted and never loaded; a file that declares
anything of its own (entities are how an XML file attacks its reader) is refused unread.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from xml.parsers import expat

from claimcheck.corpus.lines import open_binary
from claimcheck.errors import CorpusError

__all__ = ["elements", "root_name", "words_of"]

_CHUNK = 1 << 16


def elements(path: Path, names: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    """Each element of these names, whole, in the order of the file; it is emptied afterwards.

    :param path: an XML file, plain or gzip.
    :param names: names without a namespace; one inside another is not given by itself.
    :yields: place and ``lxml`` element.
    :raises CorpusError: E321 if the file declares entities or anything else of its own, E120 if
        it is not well formed or cut short.
    """
    from lxml import etree

    root_name(path)
    number = 0
    try:
        with open_binary(path) as stream:
            found = etree.iterparse(
                stream,
                events=("end",),
                tag=tuple(f"{{*}}{name}" for name in names),
                load_dtd=False,
                no_network=True,
                resolve_entities=False,
                remove_comments=True,
                remove_pis=True,
                collect_ids=False,
            )
            for _, element in found:
                number += 1
                yield f"{path}, record {number}", element
                _forget(element)
    except etree.XMLSyntaxError as error:
        raise _broken(path, str(error)) from error
    except (OSError, EOFError, zlib.error) as error:
        raise CorpusError(f"{path} cannot be read to its end: {error}.") from error


def root_name(path: Path) -> str:
    """The name of a file's outermost element, its prologue found harmless.

    :param path: an XML file, plain or gzip.
    :returns: the name without a namespace prefix.
    :raises CorpusError: E321 if the prologue declares anything, E120 if this is no XML.
    """
    prologue = _Prologue(path)
    try:
        with open_binary(path) as stream:
            while not prologue.root and (chunk := stream.read(_CHUNK)):
                prologue.read(chunk)
    except expat.ExpatError as error:
        raise _broken(path, str(error)) from error
    except (OSError, EOFError, zlib.error) as error:
        raise CorpusError(f"{path} cannot be read to its end: {error}.") from error
    if not prologue.root:
        raise _broken(path, "no element found")
    return prologue.root.rpartition(":")[2]


def words_of(element: Any) -> str:
    """The text of an element and all in it, on one line; empty for ``None``.

    :param element: an ``lxml`` element.
    :returns: its words with single spaces.
    """
    if element is None:
        return ""
    # Most elements hold text alone, for which this is several times as fast.
    words = "".join(element.itertext()) if len(element) else element.text or ""
    text = " ".join(words.split())
    # A named entity of the DTD that was not loaded stands there as it was written.
    return unescape(text) if "&" in text else text


class _Prologue:
    """What stands before the first element, read by expat, which loads and expands nothing."""

    def __init__(self, path: Path) -> None:
        self.root = ""
        self._path = path
        self._parser = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start

    def read(self, chunk: bytes) -> None:
        try:
            self._parser.Parse(chunk)
        except expat.ExpatError:
            # What follows the first element is for the reader proper to judge.
            if not self.root:
                raise

    def _start(self, name: str, _attributes: object) -> None:
        self.root = self.root or name

    def _doctype(self, _name: str, _system: object, _public: object, declares: int) -> None:
        if declares:
            raise CorpusError(
                f"{self._path} declares entities or other markup of its own, which is not read "
                "for safety; take the file from its publisher again or remove the part of "
                "<!DOCTYPE …> in square brackets.",
                code="E321",
            )


def _broken(path: Path, why: str) -> CorpusError:
    return CorpusError(f"{path} is not well-formed XML ({why}); get the file again.")


def _forget(element: Any) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and parent[0] is not element:
        del parent[0]
