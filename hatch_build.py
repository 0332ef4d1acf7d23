"""Puts models and corpora inside the wheel; an editable install reads them where they lie."""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BundleHook(BuildHookInterface):
    """Adds ``models/`` and ``corpora/`` as ``claimcheck/_bundled/``."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called before a wheel is built; ``version`` is ``editable`` or ``standard``."""
        if version == "standard":
            for name in ("models", "corpora"):
                build_data["force_include"][name] = f"claimcheck/_bundled/{name}"
