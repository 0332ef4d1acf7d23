"""Finding and reading the settings file; what its keys mean is for those who ask."""

from __future__ import annotations

import difflib
import itertools
import os
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from claimcheck.errors import ConfigError

__all__ = ["settings_file", "suggestion"]

_OWN = "claimcheck.toml"
_PROJECT = "pyproject.toml"


def settings_file(folder: Path | None = None) -> tuple[Path | None, dict[str, Any]]:
    """The settings file that counts in a folder, and all that it says.

    ``CLAIMCHECK_CONFIG`` names one; else it is the nearest ``claimcheck.toml``, or
    ``pyproject.toml`` with a ``[tool.claimcheck]``, from the folder up to the root of the
    repository it lies in. Without a repository only the folder itself is looked at, so that
    nobody else's file is met on the way up.

    :param folder: where to begin; the working folder if ``None``.
    :returns: the file, ``None`` if there is none, and its content.
    :raises ConfigError: if the file is not there or no TOML.
    """
    if named := os.environ.get("CLAIMCHECK_CONFIG"):
        path = Path(named).expanduser()
        return path, _content(path)
    for place in _upwards((folder or Path.cwd()).absolute()):
        for name in (_OWN, _PROJECT):
            if (place / name).is_file() and (found := _content(place / name)):
                return place / name, found
    return None, {}


def suggestion(wrong: str, known: Iterable[str]) -> str:
    """What to say after an unknown name: the likely one, or all there are."""
    names = list(known)
    near = difflib.get_close_matches(wrong, names, n=1)
    return f" Did you mean {near[0]}?" if near else f" Known are {', '.join(names)}."


def _upwards(folder: Path) -> Iterator[Path]:
    """The folder and those above it within its repository; without one the folder alone."""
    above = [folder, *folder.parents]
    root = next((place for place in above if (place / ".git").exists()), folder)
    return itertools.takewhile(lambda place: place.is_relative_to(root), above)


def _content(path: Path) -> dict[str, Any]:
    """What a file says to claimcheck; a ``pyproject.toml`` says other things too."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(f"The settings file {path} cannot be read: {error}.") from error
    if path.name != _PROJECT:
        return found
    tool = found.get("tool", {})
    own = tool.get("claimcheck", {}) if isinstance(tool, dict) else {}
    return dict(own) if isinstance(own, dict) else {}
