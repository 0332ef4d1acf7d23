"""``manifest.toml``: what a corpus is, whose, and under which licence."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from claimcheck.errors import CorpusError

__all__ = ["MANIFEST", "Manifest", "check_name", "read_manifest", "to_toml"]

MANIFEST = "manifest.toml"
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The facts about a corpus that hold for all its passages.

    ``name`` is what a user types; ``language`` an ISO 639-1 code; ``licence`` an
    SPDX expression or a plain sentence; ``created`` an ISO date. Keys of the file
    beyond these are for people and are not read.
    """

    name: str
    title: str
    version: str = "1"
    language: str = "en"
    licence: str = ""
    description: str = ""
    created: str = ""


def check_name(name: str) -> str:
    """The name itself, if it can be a corpus.

    :param name: what the user typed.
    :returns: ``name``.
    :raises CorpusError: if it holds anything but small letters, digits, ``.``, ``_`` and ``-``.
    """
    if not _NAME.fullmatch(name):
        raise CorpusError(
            f"{name!r} cannot be the name of a corpus; use up to 64 small letters, digits, "
            "dots and hyphens, such as my-guidelines."
        )
    return name


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a corpus folder.

    :param folder: the folder that holds ``manifest.toml``.
    :returns: the manifest, checked.
    :raises CorpusError: if it is missing, not TOML, lacks a name or title, or holds a
        value that is not text.
    """
    path = folder / MANIFEST
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise CorpusError(
            f"The folder {folder} is not a corpus: it has no {MANIFEST}. "
            "Make one with: claimcheck corpus new NAME."
        ) from error
    except (OSError, ValueError) as error:
        raise CorpusError(f"{path} cannot be read as TOML: {error}.") from error
    return _checked(values, path)


def _checked(values: dict[str, Any], path: Path) -> Manifest:
    known = {field.name for field in fields(Manifest)}
    given = {key: value for key, value in values.items() if key in known}
    for key, value in given.items():
        if not isinstance(value, str):
            raise CorpusError(f"{path}: {key} must be text in quotes, not {value!r}.")
    for key in ("name", "title"):
        if not given.get(key, "").strip():
            raise CorpusError(f'{path} lacks {key}; add a line such as {key} = "…".')
    check_name(given["name"])
    return Manifest(**given)


def to_toml(manifest: Manifest) -> str:
    """The manifest as TOML, one key a line, in the order of the type.

    :param manifest: what to write.
    :returns: text that ends in a line end.
    """
    lines = (
        f"{field.name} = {_quoted(getattr(manifest, field.name))}" for field in fields(Manifest)
    )
    return "\n".join(lines) + "\n"


def _quoted(value: str) -> str:
    # A JSON string is a TOML basic string, but for DEL, which TOML wants escaped.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
