"""Reading gold data: one JSON object a line, with the keys a task needs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from claimcheck import codec
from claimcheck.errors import CodecError

__all__ = ["read_jsonl"]


def read_jsonl(path: Path, *, keys: tuple[str, ...] = ()) -> Iterator[dict[str, Any]]:
    """The objects of a ``.jsonl`` or ``.jsonl.gz`` file, in order.

    :param path: the file.
    :param keys: keys that every object must have.
    :yields: one object a line.
    :raises CodecError: if the file cannot be read, a line is no object, or a key is missing.
    """
    for number, row in enumerate(codec.read_jsonl(path), start=1):
        if missing := [key for key in keys if key not in row]:
            raise CodecError(
                f"{path}, record {number} lacks {', '.join(missing)}; "
                f"this task needs {', '.join(keys)} in every line."
            )
        yield row
