"""Text from a table cell or an option to the value a field of a passage takes."""

from __future__ import annotations

import re

from claimcheck.errors import CorpusError

__all__ = ["coerced"]

_LISTS = frozenset({"topics", "says"})
_BREAKS = re.compile(r"[;|]")


def coerced(name: str, value: str, where: str) -> object:
    """The value of a field that came as text: a year as a number, topics as a list.

    :param name: the field.
    :param value: what the cell holds; lists are parted by ``;`` or ``|``.
    :param where: file and line, to begin an error with.
    :returns: the value, or ``None`` for an empty cell.
    :raises CorpusError: if a year is no number.
    """
    text = value.strip()
    if not text:
        return None
    if name in _LISTS:
        return [part.strip() for part in _BREAKS.split(text) if part.strip()]
    if name == "year":
        if not text.isascii() or not text.isdigit():
            raise CorpusError(f"{where}: year must be a whole number such as 2021, not {text!r}.")
        return int(text)
    if name in ("design", "standing"):
        return text.lower().replace(" ", "_").replace("-", "_")
    return text
