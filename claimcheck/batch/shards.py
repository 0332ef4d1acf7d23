"""A run in parts: each machine takes the inputs whose names fall to it."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from typing import Self

from claimcheck.errors import UsageError

__all__ = ["ALL", "Part", "Shard"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """Part ``number`` (from 1) of ``count`` parts; by default everything."""

    number: int = 1
    count: int = 1

    @classmethod
    def parse(cls, text: str) -> Self:
        """A shard as it is written: ``3/40``.

        :param text: number and count.
        :returns: the shard.
        :raises UsageError: if it is no such pair, or the number is not within the count.
        """
        found = re.fullmatch(r"(\d{1,6})/(\d{1,6})", text.strip(), re.ASCII)
        number, count = map(int, found.groups()) if found else (0, 0)
        if not 1 <= number <= count:
            raise UsageError(
                f"A shard is written as 3/40, the third part of forty, not {text[:20]!r}."
            )
        return cls(number=number, count=count)

    def __str__(self) -> str:
        return f"{self.number}/{self.count}"

    def holds(self, name: str) -> bool:
        """Whether an input falls to this part: by its name, so that every machine agrees."""
        digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest()
        return int.from_bytes(digest[:8]) % self.count == self.number - 1


ALL = Shard()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a finished run remembers of itself, so that parts can be told to fit together.

    ``inputs`` counts those of the whole run, not of the shard.
    """

    shard: str
    inputs: int
    fingerprint: str

    def to_json(self) -> str:
        """As the ledger keeps it."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Self | None:
        """What the ledger kept; ``None`` for a run that did not finish."""
        return cls(**json.loads(text)) if text else None
