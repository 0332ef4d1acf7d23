"""Puts models and corpora inside the wheel; an editable install reads them where they lie."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

#: Too large to go along: a distribution of its own, see ``models/pyproject.toml``.
APART = frozenset({"judge"})


class BundleHook(BuildHookInterface):
    """Adds ``models/`` and ``corpora/`` as ``claimcheck/_bundled/``."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called before a wheel is built; ``version`` is ``editable`` or ``standard``."""
        if version != "standard":
            return
        for name in ("models", "corpora"):
            for folder in sorted((Path(self.root) / name).iterdir()):
                if folder.is_dir() and folder.name not in APART:
                    place = f"{name}/{folder.name}"
                    build_data["force_include"][place] = f"claimcheck/_bundled/{place}"
