"""Settings and places: flag over environment over file over default.

Settings come from ``claimcheck.toml`` or ``[tool.claimcheck]`` in
``pyproject.toml`` of the working folder or the repository around it, from
``CLAIMCHECK_*`` in the environment, and from the caller, each overriding the
one before. Tables in the file are options of the commands, which read them.
"""

from __future__ import annotations

import difflib
import importlib.util
import os
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from claimcheck.errors import ConfigError
from claimcheck.settings_file import settings_file, suggestion

__all__ = [
    "PROFILES",
    "Settings",
    "cache_dir",
    "corpora_dir",
    "load_settings",
    "models_dir",
    "origins",
    "user_corpora_dir",
]

PROFILES = ("careful", "fast")
_PREFIX = "CLAIMCHECK_"
_JUDGE = "claimcheck_judge"
_PATHS = frozenset({"corpus", "models"})
_PLACES = ("CACHE", "CORPORA", "CONFIG", "DEBUG")
"""Names in the environment that begin so and are no settings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a run can be told.

    ``corpus`` is a bundled name or a folder. ``profile`` is ``careful`` (more
    passages a claim, and the large model decides) or ``fast`` (the small one
    does). ``passages`` is the number of passages looked up for each claim, 0
    for the profile's own. ``threads`` is the number of processor threads, 0 for
    all. ``models`` is a folder of models, empty for the bundled ones. ``index`` is where indexes
    were published, a folder or a URI, empty to build them in the cache.
    """

    corpus: str = "health-basics"
    profile: str = "careful"
    passages: int = 0
    threads: int = 0
    models: str = ""
    index: str = ""

    def __post_init__(self) -> None:
        if self.profile not in PROFILES:
            raise ConfigError(
                f"The profile {self.profile!r} is not known; choose one of {', '.join(PROFILES)}."
            )
        for name in ("passages", "threads"):
            if getattr(self, name) < 0:
                raise ConfigError(f"{name} must be 0 or more, not {getattr(self, name)}.")

    @property
    def top_k(self) -> int:
        """Passages looked up for each claim."""
        return self.passages or {"careful": 10, "fast": 5}[self.profile]

    @property
    def models_path(self) -> Path:
        """The folder the models are read from."""
        return Path(self.models).expanduser() if self.models else models_dir()

    @property
    def judge_path(self) -> Path | None:
        """The folder of the large model; ``None`` if it is absent or the profile does without.

        It is a distribution of its own, ``claimcheck-health-judge``, for its size.
        """
        if self.profile == "fast":
            return None
        return _first_model([self.models_path / "judge", *_installed(_JUDGE)])

    @property
    def strength_path(self) -> Path | None:
        """The folder of the claim-strength model, if there is one; cue rules stand in for it."""
        return _first_model([self.models_path / "strength"])

    @property
    def units_path(self) -> Path | None:
        """The folder of the model of units, if there is one; the rules alone stand in for it."""
        return _first_model([self.models_path / "units"])

    @property
    def tagger_path(self) -> Path | None:
        """The folder of the tagger of promotional language, if there is one; else rules only."""
        return _first_model([self.models_path / "promo"])

    @property
    def reranker_path(self) -> Path | None:
        """The folder of the reranker, if there is one; ``fast`` does without."""
        return None if self.profile == "fast" else _first_model([self.models_path / "reranker"])


def load_settings(
    folder: Path | None = None, *, defaults: Mapping[str, Any] | None = None, **overrides: Any
) -> Settings:
    """Settings for a working folder; ``overrides`` that are ``None`` are left out.

    :param folder: where to look for a settings file; the working folder if ``None``.
    :param defaults: what to take where neither caller, environment nor file says anything.
    :param **overrides: values that win over environment and file.
    :returns: settings, each value checked.
    :raises ConfigError: for an unknown key or a value of the wrong type.
    """
    given = {key: value for key, value in overrides.items() if value is not None}
    merged = {**(defaults or {}), **_from_file(folder), **_from_environment(os.environ), **given}
    return replace(Settings(), **_typed(merged))


def origins(folder: Path | None = None) -> dict[str, str]:
    """Where each setting comes from in a folder: ``environment``, the file, or ``default``."""
    in_file, in_environment = _from_file(folder), _from_environment(os.environ)
    path, _ = settings_file(folder)
    return {
        field.name: "environment"
        if field.name in in_environment
        else str(path)
        if field.name in in_file
        else "default"
        for field in fields(Settings)
    }


def _from_file(folder: Path | None) -> dict[str, Any]:
    path, content = settings_file(folder)
    known = {field.name for field in fields(Settings)}
    own = {
        key: value for key, value in content.items() if key in known or not isinstance(value, dict)
    }
    if path is not None:
        own |= {key: _below(path.parent, own[key]) for key in _PATHS & own.keys()}
    return own


def _below(folder: Path, value: Any) -> Any:
    """A path in a settings file is meant from where the file lies."""
    if not isinstance(value, str) or not value.strip():
        return value
    path = folder / Path(value).expanduser()
    return str(path) if "/" in value and path.exists() else value


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    known = {field.name for field in fields(Settings)}
    found = {
        key[len(_PREFIX) :].lower(): value
        for key, value in environment.items()
        if key.startswith(_PREFIX) and key[len(_PREFIX) :] not in _PLACES
    }
    for name in sorted(found.keys() - known):
        # Other programs may use the prefix; only what looks like a slip is refused.
        if near := difflib.get_close_matches(name, known, n=1, cutoff=0.75):
            raise ConfigError(
                f"{_PREFIX}{name.upper()} in the environment is no setting. "
                f"Did you mean {_PREFIX}{near[0].upper()}?"
            )
    return {name: value for name, value in found.items() if name in known}


def _typed(values: Mapping[str, Any]) -> dict[str, Any]:
    defaults = {field.name: field.default for field in fields(Settings)}
    return {key: _value(key, value, defaults) for key, value in values.items()}


def _value(key: str, value: Any, defaults: Mapping[str, Any]) -> Any:
    if key not in defaults:
        raise ConfigError(f"The setting {key!r} is not known.{suggestion(key, defaults)}")
    if not isinstance(defaults[key], int):
        if not isinstance(value, str | Path):
            raise ConfigError(f"{key} must be a text, not {value!r}.")
        return str(value)
    try:
        # 2.5 and true are whole numbers to int(), but not to whoever wrote them.
        return int(str(value))
    except (TypeError, ValueError) as error:
        raise ConfigError(f"{key} must be a whole number, not {value!r}.") from error


def _bundled(name: str) -> Path:
    package = Path(__file__).parent
    inside = package / "_bundled" / name
    return inside if inside.is_dir() else package.parent / name


def _first_model(places: list[Path]) -> Path | None:
    return next((place for place in places if (place / "config.json").is_file()), None)


def _installed(package: str) -> list[Path]:
    """Where the model of a package of data lies, without importing it."""
    found = importlib.util.find_spec(package)
    places = (found.submodule_search_locations or ()) if found else ()
    return [Path(place) / "judge" for place in places]


def models_dir() -> Path:
    """The bundled models: inside the installed package, or beside it in a clone."""
    return _bundled("models")


def corpora_dir() -> Path:
    """The bundled corpora: inside the installed package, or beside it in a clone."""
    return _bundled("corpora")


def cache_dir() -> Path:
    """The folder for what can be built again; ``CLAIMCHECK_CACHE`` overrides it."""
    if given := os.environ.get("CLAIMCHECK_CACHE"):
        return Path(given).expanduser()
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "claimcheck"


def user_corpora_dir() -> Path:
    """The folder of the user's own corpora; ``CLAIMCHECK_CORPORA`` overrides it."""
    if given := os.environ.get("CLAIMCHECK_CORPORA"):
        return Path(given).expanduser()
    return (
        Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") / "claimcheck/corpora"
    )
