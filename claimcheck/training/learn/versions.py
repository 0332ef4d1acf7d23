"""A folder of models that learns: versions side by side, one of them current, and the way back.

::

    DIR/current -> versions/0002     the one switch; replaced in one step
    DIR/verifier -> current/verifier and so on for every model, so that ``--models DIR`` works
    DIR/versions/0001/…              the models it began with
    DIR/versions/0002/…              what was learnt, with ``card.md`` and ``version.json``
    DIR/snapshots/<hash>.jsonl       the reviews each was learnt from
    DIR/refused/<hash>.md            why others were refused

Weights are hard links where the file system has them, so that a version costs little.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimcheck.codec import dumps, write_atomic
from claimcheck.errors import UsageError

__all__ = ["PARTS", "Versions", "link_folder"]

#: What a version may hold, each reached through the folder itself.
PARTS = ("verifier", "judge", "encoder", "reranker", "strength", "units", "promo", "memory",
         "house", "card.md")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Versions:
    """The versions in a folder."""

    folder: Path

    @property
    def current(self) -> Path | None:
        """The folder of the current version, if there is any."""
        link = self.folder / "current"
        return link.resolve() if link.is_symlink() and link.exists() else None

    def about(self, version: Path) -> dict[str, Any]:
        """What is recorded of a version."""
        found: dict[str, Any] = json.loads((version / "version.json").read_text(encoding="utf-8"))
        return found

    def begin(self, models: Mapping[str, Path]) -> Path:
        """The current version; the first, of the models given, where there is none.

        :param models: the folder of each model by name.
        :returns: the folder of the version.
        :raises UsageError: if the folder holds something else.
        """
        if self.current is not None:
            return self.current
        if self.folder.exists() and any(self.folder.iterdir()):
            raise UsageError(
                f"{self.folder} is not empty and holds no versions of learnt models; "
                "choose a new folder."
            )
        return self.add(lambda folder: _link_all(models, folder), {"parent": None})

    def add(self, build: Callable[[Path], None], about: Mapping[str, Any]) -> Path:
        """Make a version and turn to it; a version that fails on the way leaves nothing.

        :param build: fills an empty folder.
        :param about: what to record of it.
        :returns: the folder of the version.
        """
        home = self.folder / "versions"
        home.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(dir=home, prefix=".making-"))
        try:
            build(made)
            made.chmod(0o755)
            known = [int(path.name) for path in home.iterdir() if path.name.isdigit()]
            target = home / f"{max(known, default=0) + 1:04d}"
            write_atomic(made / "version.json", dumps({"version": target.name, **about}) + "\n")
            made.rename(target)
        except BaseException:
            shutil.rmtree(made, ignore_errors=True)
            raise
        self._turn_to(target)
        return target

    def rollback(self) -> Path:
        """Turn back to the version that the current one was learnt from.

        :returns: the folder of the version that is current now.
        :raises UsageError: if there is nothing to go back to.
        """
        now = self.current
        if now is None:
            raise UsageError(f"{self.folder} holds no learnt models.")
        parent = self.about(now).get("parent")
        if not parent or not (self.folder / "versions" / str(parent)).is_dir():
            raise UsageError(f"{self.folder} is at its first version; there is none before it.")
        target = self.folder / "versions" / str(parent)
        self._turn_to(target)
        return target

    def _turn_to(self, target: Path) -> None:
        _point(self.folder / "current", Path("versions") / target.name)
        for name in PARTS:
            if not (self.folder / name).is_symlink():
                _point(self.folder / name, Path("current") / name)


def _point(link: Path, to: Path) -> None:
    """A symbolic link, put in place in one step."""
    temporary = link.with_name(f".{link.name}.new")
    temporary.unlink(missing_ok=True)
    temporary.symlink_to(to)
    temporary.replace(link)


def _link_all(models: Mapping[str, Path], folder: Path) -> None:
    for name, source in models.items():
        link_folder(source, folder / name)


def link_folder(source: Path, target: Path) -> None:
    """Copy a folder of plain files, by hard links where that can be done."""
    target.mkdir(parents=True)
    for path in sorted(source.resolve().iterdir()):
        if not path.is_file():
            continue
        try:
            os.link(path.resolve(), target / path.name)
        except OSError:
            shutil.copy2(path, target / path.name)
