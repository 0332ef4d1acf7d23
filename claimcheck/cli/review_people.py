"""``claimcheck review people``, ``person`` and ``erase``: who may work in a store."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from claimcheck.cli.console import put, say

__all__ = ["erase", "people", "person"]

_Store = Annotated[
    str, typer.Option("--store", help="The store: a file, or postgresql://user@host/name.")
]
_Json = Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")]


def people(store: _Store = "review.sqlite", json: _Json = False) -> None:
    """Who works in the store, and in which role.

    Examples:
    claimcheck review people
    """
    from claimcheck.codec import dumps
    from claimcheck.review import ReviewStore

    with ReviewStore.open(store, create=False) as opened:
        found = opened.people()
    if json:
        put(dumps({"people": [asdict(one) for one in found]}))
        return
    for one in found:
        put(f"{one.name}  {one.role}{'  (erased)' if one.erased else ''}")


def person(
    name: Annotated[str, typer.Argument(help="The name that others see.")],
    role: Annotated[str, typer.Option(help="reviewer, adjudicator or owner.")] = "reviewer",
    store: _Store = "review.sqlite",
    json: _Json = False,
) -> None:
    """Add a person, or give one a new role. Prints a token for the page, this once.

    Examples:
    claimcheck review person eve --role adjudicator
    """
    from claimcheck.codec import dumps
    from claimcheck.errors import UsageError
    from claimcheck.review import ReviewStore, Role

    if role not in list(Role):
        raise UsageError(f"{role!r} is no role; use one of {', '.join(Role)}.")
    with ReviewStore.open(store) as opened:
        found, token = opened.add_person(name, role=role)
    if json:
        put(dumps({"name": found.name, "role": found.role, "id": found.id, "token": token}))
    else:
        say(f"{found.name} is {found.role}; the token below is not shown again")
        put(token)


def erase(
    name: Annotated[str, typer.Argument(help="Whose name is to be forgotten.")],
    store: _Store = "review.sqlite",
    json: _Json = False,
) -> None:
    """Forget a reviewer's name and token for good; what the person did stays, without the name.

    Notes that people wrote are kept as they are, and so are backups made before.

    Examples:
    claimcheck review erase "Ana Ortiz"
    """
    from claimcheck.codec import dumps
    from claimcheck.review import ReviewStore

    with ReviewStore.open(store, create=False) as opened:
        found = opened.erase(name)
    if json:
        put(dumps(asdict(found)))
    else:
        say(f"The name is gone; the work stays under {found.id}.")
