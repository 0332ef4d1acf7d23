"""Who works in a store. Events name a person's id alone, so that a name can be forgotten."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from typing import Any

from sqlalchemy import Connection, Row, insert, or_, select, update

from claimcheck.errors import UsageError
from claimcheck.review import log
from claimcheck.review.records import Person, Role
from claimcheck.review.tables import PersonRow

__all__ = [
    "MACHINE", "add", "by_token", "ensure", "erase", "everybody", "find", "may", "names",
]  # fmt: skip

MACHINE = "machine"
"""Whom the machine's own events name."""

_LONGEST = 80
_RANK = (Role.REVIEWER, Role.ADJUDICATOR, Role.OWNER)


def may(person: Person, role: Role) -> bool:
    """Whether a person has a role, or one above it."""
    return _RANK.index(person.role) >= _RANK.index(role)


def clean_name(name: str) -> str:
    """A name as it is stored.

    :param name: as it was given.
    :returns: it without spaces around, composed.
    :raises UsageError: if it is empty, longer than 80, holds control characters, or is
        the machine's.
    """
    found = unicodedata.normalize("NFC", name).strip()
    bad = any(unicodedata.category(character).startswith("C") for character in found)
    if not found or len(found) > _LONGEST or bad or found == MACHINE:
        raise UsageError(
            f"{name[:_LONGEST]!r} cannot be a reviewer's name: 1 to {_LONGEST} visible characters."
        )
    return found


def find(connection: Connection, person: str) -> Person | None:
    """The person of a name or id."""
    if not log.is_key(person):
        return None
    row = connection.execute(
        select(PersonRow)
        .where(or_(PersonRow.id == person, PersonRow.name == person))
        # An id cannot be a name of somebody else's choosing.
        .order_by((PersonRow.id == person).desc())
        .limit(1)
    ).first()
    return None if row is None else _person(row)


def ensure(connection: Connection, person: str) -> Person:
    """The person of a name or id; a new name becomes a reviewer.

    :param connection: of a write transaction.
    :param person: a name or id.
    :returns: the person.
    :raises UsageError: if the name cannot be one, or the person was erased.
    """
    known = find(connection, clean_name(person))
    if known is None:
        return _insert(connection, clean_name(person), Role.REVIEWER, None)
    if known.erased:
        raise UsageError(f"{known.id} was erased and cannot work in this store.")
    return known


def add(connection: Connection, name: str, role: Role) -> tuple[Person, str]:
    """A new person, or one with a new role and token; the token is returned only here."""
    token = secrets.token_urlsafe(32)
    known = find(connection, clean_name(name))
    if known is None:
        return _insert(connection, clean_name(name), role, _hash(token)), token
    if known.erased:
        raise UsageError(f"{known.id} was erased and cannot work in this store.")
    connection.execute(
        update(PersonRow)
        .where(PersonRow.id == known.id)
        .values(role=role.value, token=_hash(token))
    )
    return Person(id=known.id, name=known.name, role=role), token


def by_token(connection: Connection, token: str) -> Person | None:
    """Whose token it is. Only hashes are kept and compared; tokens have 256 random bits."""
    row = connection.execute(select(PersonRow).where(PersonRow.token == _hash(token))).first()
    return None if row is None else _person(row)


def erase(connection: Connection, person: str) -> Person:
    """Forget a name and token.

    :param connection: of a write transaction.
    :param person: a name or id.
    :returns: the person, called by the id.
    :raises UsageError: if there is no such person.
    """
    known = find(connection, person)
    if known is None:
        raise UsageError(f"There is no reviewer {person!r} in this store.")
    connection.execute(
        update(PersonRow).where(PersonRow.id == known.id).values(name=None, token=None, erased=True)
    )
    return Person(id=known.id, name=known.id, role=known.role, erased=True)


def everybody(connection: Connection) -> tuple[Person, ...]:
    """All persons, by id."""
    rows = connection.execute(select(PersonRow).order_by(PersonRow.id))
    return tuple(_person(row) for row in rows)


def names(connection: Connection) -> dict[str, str]:
    """What to call everybody whom an event can name."""
    found = {person.id: person.name for person in everybody(connection)}
    return {MACHINE: MACHINE, **found}


def _person(row: Row[Any]) -> Person:
    return Person(id=row.id, name=row.name or row.id, role=Role(row.role), erased=row.erased)


def _insert(connection: Connection, name: str, role: Role, token: str | None) -> Person:
    key = "p" + secrets.token_hex(8)
    connection.execute(
        insert(PersonRow).values(
            id=key, name=name, role=role.value, token=token, erased=False, served=0, drawn=0
        )
    )
    return Person(id=key, name=name, role=role)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
