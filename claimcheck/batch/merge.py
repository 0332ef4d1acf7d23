"""Shards put together: the files are those that one machine would have written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path

from claimcheck.batch.folder import LEDGER, claim, sweep, told_as_run_error
from claimcheck.batch.ledger import Ledger
from claimcheck.batch.lock import run_lock
from claimcheck.batch.outputs import write_all
from claimcheck.batch.shards import ALL, Part, Shard
from claimcheck.errors import RunError

__all__ = ["merge"]


def merge(runs: Iterable[str | Path], output: str | Path) -> int:
    """Put the run folders of all shards of one run together.

    :param runs: the folders, in any order.
    :param output: the run folder to write; made if it is not there.
    :returns: the number of inputs.
    :raises RunError: E604 if a shard is missing, unfinished or of another run, E601 to E603 as
        for :func:`claimcheck.batch.run`.
    """
    folder = Path(output)
    parts = {Path(run): _part(Path(run)) for run in runs}
    whole = _fitting(parts)
    with told_as_run_error(folder):
        claim(folder)
        with run_lock(folder), Ledger(folder / LEDGER) as ledger:
            sweep(folder)
            ledger.begin()
            for run in parts:
                _take_over(ledger, run)
            write_all(folder, ledger, version=whole.fingerprint)
            ledger.put("part", whole.to_json())
    return whole.inputs


def _part(run: Path) -> Part:
    if not (run / LEDGER).is_file():
        raise RunError(f"{str(run)!r} is no run folder: it has no {LEDGER}.", code="E604")
    with told_as_run_error(run), Ledger(run / LEDGER) as ledger:
        found = Part.from_json(ledger.get("part"))
    if found is None:
        raise RunError(
            f"The run in {str(run)!r} is not finished; give its command again, then merge.",
            code="E604",
        )
    return found


def _fitting(parts: Mapping[Path, Part]) -> Part:
    """The whole that the parts make up.

    :raises RunError: E604 if they do not.
    """
    if not parts:
        raise RunError("Name the run folders of all shards.", code="E604")
    first = next(iter(parts.values()))
    for run, part in parts.items():
        if part.inputs != first.inputs:
            raise RunError(
                f"{str(run)!r} was made of {part.inputs} inputs, another shard of {first.inputs}: "
                "all must be given the same files.",
                code="E604",
            )
        if part.fingerprint != first.fingerprint:
            raise RunError(
                f"{str(run)!r} was made with other settings, models, corpus or version than the "
                "first shard; run it again as the others.",
                code="E604",
            )
    count = Shard.parse(first.shard).count
    wanted = [str(Shard(number=number, count=count)) for number in range(1, count + 1)]
    given = [part.shard for part in parts.values()]
    if missing := [shard for shard in wanted if shard not in given]:
        raise RunError(
            f"Of {count} shards {len(missing)} are missing, the first is {missing[0]}; name their "
            "folders too.",
            code="E604",
        )
    if len(given) != len(wanted):
        raise RunError(
            "A shard was given twice, or one of another division; name each once.", code="E604"
        )
    return Part(shard=str(ALL), inputs=first.inputs, fingerprint=first.fingerprint)


def _take_over(ledger: Ledger, run: Path) -> None:
    try:
        ledger.take_over(run / LEDGER)
    except sqlite3.IntegrityError as error:
        raise RunError(
            f"{str(run)!r} holds inputs of another shard: the machines saw different files.",
            code="E604",
        ) from error
