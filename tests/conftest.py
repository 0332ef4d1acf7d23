"""What every test relies on: no network, a cache of its own, no settings of the user."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session", autouse=True)
def _own_places(tmp_path_factory: pytest.TempPathFactory) -> None:
    # One cache for the whole run: the bundled corpus's index is built once.
    for name in [name for name in os.environ if name.startswith("CLAIMCHECK_")]:
        del os.environ[name]
    os.environ["CLAIMCHECK_CACHE"] = str(tmp_path_factory.mktemp("cache"))
    os.environ["CLAIMCHECK_CORPORA"] = str(tmp_path_factory.mktemp("corpora"))


@pytest.fixture
def examples() -> Path:
    """The sample articles of the project."""
    return ROOT / "examples" / "articles"
