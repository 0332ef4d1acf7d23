"""Where corpora are found: a path, the user's own by name, the bundled ones by name."""

from __future__ import annotations

import difflib
import os
from pathlib import Path

from claimcheck import config
from claimcheck.corpus.manifest import MANIFEST
from claimcheck.errors import CorpusError

__all__ = ["bundled_corpora", "find", "home_of", "user_corpora"]


def bundled_corpora() -> tuple[str, ...]:
    """Names of the corpora that come with claimcheck, sorted."""
    return _names(config.corpora_dir())


def user_corpora() -> tuple[str, ...]:
    """Names of the corpora in the user's data folder, sorted."""
    return _names(config.user_corpora_dir())


def find(name_or_path: str | Path) -> Path:
    """The folder of a corpus.

    A text without a path separator is a name first: the user's own, then the bundled
    ones, then a folder of the working directory.

    :param name_or_path: a name or a folder.
    :returns: a folder that holds a manifest.
    :raises CorpusError: if there is none; the message lists those there are.
    """
    given = str(name_or_path)
    for folder in _candidates(given):
        if _there(folder / MANIFEST):
            return folder
    path = Path(given).expanduser()
    if given.strip() and _there(path):
        raise CorpusError(
            f"{path} is not a corpus: it is no folder with a {MANIFEST}. "
            "Make one with: claimcheck corpus new NAME."
        )
    raise CorpusError(f"There is no corpus {given[:80]!r}.{_hint(given)}")


def home_of(name_or_path: str | Path) -> Path:
    """The folder a new corpus of that name or path belongs in.

    :param name_or_path: a name for the user's data folder, or a path.
    :returns: a folder that need not exist.
    """
    given = str(name_or_path)
    if is_path(given):
        return Path(given).expanduser()
    return config.user_corpora_dir() / given


def is_path(given: str) -> bool:
    """Whether a text means a place rather than a name.

    :param given: what the user typed.
    :returns: true for anything with a separator, ``.``, ``..`` and ``~``.
    """
    seps = [os.sep, os.altsep] if os.altsep else [os.sep]
    return any(sep in given for sep in seps) or given in (".", "..") or given.startswith("~")


def _candidates(given: str) -> list[Path]:
    if not given.strip() or "\0" in given:
        return []
    if is_path(given):
        return [Path(given).expanduser()]
    return [config.user_corpora_dir() / given, config.corpora_dir() / given, Path(given)]


def _there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # too long for the file system, or not a path at all
        return False


def _names(folder: Path) -> tuple[str, ...]:
    if not folder.is_dir():
        return ()
    return tuple(sorted(path.parent.name for path in folder.glob(f"*/{MANIFEST}")))


def _hint(given: str) -> str:
    known = sorted({*bundled_corpora(), *user_corpora()})
    near = difflib.get_close_matches(given, known, n=1)
    meant = f" Did you mean {near[0]}?" if near else ""
    there = f" Available: {', '.join(known)}." if known else " None is installed."
    return f"{meant}{there} A path to a corpus folder works too."
