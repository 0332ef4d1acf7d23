"""What every code means and what to do, kept as data in ``codes.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from claimcheck.errors import UsageError
from claimcheck.settings_file import suggestion

__all__ = ["Code", "all_codes", "explain"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A stable code; ``W…`` warns of an input that was read, ``E…`` names a failure."""

    name: str
    means: str
    do: str


@cache
def all_codes() -> dict[str, Code]:
    """Every code by name, in the order of the table."""
    path = Path(__file__).with_suffix(".toml")
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: Code(name=name, **entry) for name, entry in table.items()}


def explain(code: str) -> str:
    """A code in words: what it means and what to do.

    :param code: such as ``W107``, in capitals or not.
    :returns: two lines.
    :raises UsageError: if there is no such code.
    """
    known = all_codes()
    found = known.get(code.strip().upper())
    if found is None:
        raise UsageError(f"There is no code {code[:20]!r}.{suggestion(code.upper(), known)}")
    return f"{found.name}  {found.means}\n      What to do: {found.do}"
