"""Taking documents out of a corpus and marking them: whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path

from claimcheck.corpus.lines import read_lines
from claimcheck.corpus.passages import passage_from_record
from claimcheck.corpus.replacing import replacing, writing
from claimcheck.corpus.store import to_line
from claimcheck.errors import CorpusError
from claimcheck.types import Passage, Standing

__all__ = ["remove_documents", "set_standing"]


def remove_documents(folder: Path, ids: Collection[str]) -> int:
    """Take documents or single passages out of a corpus.

    :param folder: a corpus folder.
    :param ids: ids of documents or of passages; all must be there.
    :returns: how many passages were removed.
    :raises CorpusError: if an id is not in the corpus, which then stays as it was.
    """
    return _changed(folder, ids, lambda _: None)


def set_standing(folder: Path, ids: Collection[str], *, standing: Standing) -> int:
    """Give documents or single passages another standing, such as ``retracted``.

    :param folder: a corpus folder.
    :param ids: ids of documents or of passages; all must be there.
    :param standing: what they are now.
    :returns: how many passages have it now that had another before.
    :raises CorpusError: if an id is not in the corpus, which then stays as it was.
    """
    return _changed(folder, ids, lambda passage: replace(passage, standing=standing))


def _changed(
    folder: Path, ids: Collection[str], change: Callable[[Passage], Passage | None]
) -> int:
    wanted = set(ids)
    missing = set(wanted)
    count = 0
    with writing(folder) as path, replacing(path) as stream:
        for number, line, record in read_lines(path):
            named = {record.get("id"), record.get("doc_id")} & wanted
            missing -= named
            if not named:
                stream.write(line.rstrip(b"\r\n") + b"\n")
                continue
            passage = passage_from_record(record, where=f"{path}, line {number}")
            changed = change(passage)
            count += changed != passage
            if changed is not None:
                stream.write(to_line(changed).encode())
        if missing:
            raise CorpusError(
                f"The corpus holds no document or passage {', '.join(sorted(missing)[:5])}; "
                "nothing was changed. See the ids with: claimcheck corpus search NAME WORDS --json."
            )
    return count
