"""Settings of a store."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from claimcheck.errors import UsageError
from claimcheck.review.tables import SettingRow

__all__ = ["get", "is_blind", "overlap_of", "put"]

_DEFAULTS = {"overlap": "1", "blind": "no"}
_ALLOWED = {"overlap": tuple(str(n) for n in range(1, 10)), "blind": ("yes", "no")}


def get(connection: Connection, name: str) -> str:
    """A setting.

    :param connection: of any transaction.
    :param name: its name.
    :returns: its value.
    :raises UsageError: if there is none of this name.
    """
    if name not in _DEFAULTS:
        raise UsageError(f"A store has no setting {name!r}; it has {', '.join(_DEFAULTS)}.")
    found = connection.scalar(select(SettingRow.value).where(SettingRow.name == name))
    return found or _DEFAULTS[name]


def put(connection: Connection, name: str, value: str) -> None:
    """Change a setting.

    :param connection: of a write transaction.
    :param name: its name.
    :param value: the new value.
    :raises UsageError: if the value is none that it takes.
    """
    get(connection, name)
    if value not in _ALLOWED[name]:
        raise UsageError(f"{name} is one of {', '.join(_ALLOWED[name])}, not {value!r}.")
    connection.execute(delete(SettingRow).where(SettingRow.name == name))
    connection.execute(insert(SettingRow).values(name=name, value=value))


def overlap_of(connection: Connection) -> int:
    """Answers wanted for each new item."""
    return int(get(connection, "overlap"))


def is_blind(connection: Connection) -> bool:
    """Whether the machine's label is hidden until the reviewer has answered."""
    return get(connection, "blind") == "yes"
