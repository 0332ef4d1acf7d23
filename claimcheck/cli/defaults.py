"""Options of the commands that the environment or the settings file gives.

``CLAIMCHECK_BATCH_JOBS`` or ``jobs`` in the table ``[tool.claimcheck.batch]`` stands for
``claimcheck batch --jobs``; a flag wins over the environment, that over the file.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from claimcheck.config import Settings
from claimcheck.errors import ConfigError
from claimcheck.settings_file import settings_file, suggestion

__all__ = ["command_defaults"]

_SETTINGS = frozenset(field.name for field in fields(Settings))


def command_defaults(root: Any) -> dict[str, Any]:
    """The defaults of every command, as click's ``default_map``.

    :param root: the group of all commands.
    :returns: a tree of dictionaries by command and parameter.
    :raises ConfigError: if a table or a key in it belongs to no command or option.
    """
    _, content = settings_file()
    tables = {
        key: value
        for key, value in content.items()
        if isinstance(value, dict) and key not in _SETTINGS
    }
    return _of_group(root, tables, where="", prefix="CLAIMCHECK")


def _of_group(group: Any, tables: Mapping[str, Any], *, where: str, prefix: str) -> dict[str, Any]:
    for name, table in tables.items():
        if name not in group.commands or not isinstance(table, dict):
            raise ConfigError(
                f"[{where}{name}] in the settings file belongs to no command."
                f"{suggestion(name, group.commands)}"
            )
    found = {}
    for name, command in group.commands.items():
        table, inner = tables.get(name, {}), f"{prefix}_{name.upper()}"
        below = _of_group if hasattr(command, "commands") else _of_command
        if values := below(command, table, where=f"{where}{name}.", prefix=inner):
            found[name] = values
    return found


def _of_command(
    command: Any, table: Mapping[str, Any], *, where: str, prefix: str
) -> dict[str, Any]:
    options = {
        name.removeprefix("--").replace("-", "_"): parameter
        for parameter in command.params
        for name in parameter.opts
        if name.startswith("--") and name != "--help"
    }
    given = {key.replace("-", "_"): value for key, value in table.items()}
    if unknown := sorted(given.keys() - options.keys()):
        raise ConfigError(
            f"{unknown[0]!r} in [{where.rstrip('.')}] of the settings file is no option of that "
            f"command.{suggestion(unknown[0], options)}"
        )
    # The environment's word on a setting counts more than this command's table.
    given = {k: v for k, v in given.items() if not _said(k)}
    given |= {
        name: os.environ[f"{prefix}_{name.upper()}"]
        for name in options
        if f"{prefix}_{name.upper()}" in os.environ
    }
    return {str(options[name].name): value for name, value in given.items()}


def _said(name: str) -> bool:
    return name in _SETTINGS and f"CLAIMCHECK_{name.upper()}" in os.environ
