"""All that is wrong with a corpus, not just the first of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from claimcheck.corpus.lines import read_objects
from claimcheck.corpus.manifest import read_manifest
from claimcheck.corpus.passages import passage_from_record
from claimcheck.corpus.store import PASSAGES
from claimcheck.errors import CorpusError
from claimcheck.types import Passage, Standing

__all__ = ["problems"]


def problems(folder: Path) -> Iterator[str]:
    """One sentence for each thing an editor of the corpus should mend.

    Beyond what keeps a corpus from opening: passages that repeat another's text and
    passages nobody could trace (no citation and no link).

    :param folder: a corpus folder.
    :yields: sentences in the order of the file; none if all is well. A line that is
        not JSON ends the list, for what follows cannot be told apart.
    """
    try:
        read_manifest(folder)
    except CorpusError as error:
        yield str(error)
    path = folder / PASSAGES
    seen: dict[str, int] = {}
    texts: dict[str, int] = {}
    try:
        for number, record in read_objects(path):
            yield from _line(record, f"{path}, line {number}", number, seen, texts)
    except CorpusError as error:
        yield str(error)


def _line(
    record: dict[str, object],
    where: str,
    number: int,
    seen: dict[str, int],
    texts: dict[str, int],
) -> Iterator[str]:
    try:
        passage = passage_from_record(record, where=where)
    except CorpusError as error:
        yield str(error)
        return
    first = seen.setdefault(passage.id, number)
    if first != number:
        yield f"{where}: the id {passage.id!r} stands already in line {first}."
    same = texts.setdefault(" ".join(passage.text.split()).casefold(), number)
    if same != number:
        yield f"{where}: the text of {passage.id!r} stands already in line {same}."
    yield from _traceable(passage, where)


def _traceable(passage: Passage, where: str) -> Iterator[str]:
    if not (passage.citation or passage.url or passage.doi or passage.pmid):
        yield f"{where}: {passage.id!r} names no source: no citation, DOI, PMID or link."
    if passage.title.casefold().startswith("retracted") and passage.standing != Standing.RETRACTED:
        yield (
            f"{where}: the title of {passage.id!r} says it was retracted, "
            f"but its standing is {passage.standing}."
        )
