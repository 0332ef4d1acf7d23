"""The one door to LanceDB: imported late, quiet, its failures given our names."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from claimcheck.errors import ClaimcheckError, CorpusError

__all__ = ["TABLE", "connect", "damage"]

TABLE = "passages"


def connect(folder: Path | str) -> Any:
    """A LanceDB connection to a folder.

    :param folder: the folder, made if it is missing, or the URI of one.
    :returns: a ``lancedb.DBConnection``.
    """
    # Its log would mix with what the command line says on stderr.
    os.environ.setdefault("LANCEDB_LOG", "error")
    import lancedb

    return lancedb.connect(str(folder))


@contextmanager
def damage(folder: Path | str, *, doing: str = "read") -> Iterator[None]:
    """Turn whatever LanceDB raises into one sentence.

    :param folder: the index in question.
    :param doing: what is being done to it, ``read``, ``built`` or ``written``.
    :raises CorpusError: in place of any exception that is not claimcheck's own.
    """
    try:
        yield
    except ClaimcheckError:
        raise
    except Exception as error:  # LanceDB raises many kinds, none of them documented
        first = (str(error).strip() or repr(error)).splitlines()[0][:200]
        raise CorpusError(
            f"The index in {folder} cannot be {doing} ({first}). {_ADVICE[doing]}"
        ) from error


_ADVICE = {
    "read": "Build it again with: claimcheck corpus build NAME --fresh.",
    "built": "Look whether the disk is full, or set CLAIMCHECK_CACHE to another folder.",
    "written": "Look at the address, and at the keys to it in the environment.",
}
