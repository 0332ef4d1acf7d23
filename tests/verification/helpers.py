"""A scripted model, and builders of claims and evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from claimcheck.types import Claim, Evidence, Passage, Span

Script = Mapping[str, tuple[float, float]]


class Scripted:
    """Answers by the first fragment of the evidence it knows; all else is neutral."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.calls = 0
        self.pairs: list[tuple[str, str]] = []

    def predict(self, pairs: Sequence[tuple[str, str]]) -> npt.NDArray[Any]:
        self.calls += 1
        self.pairs += pairs
        return np.array([self._row(evidence) for evidence, _ in pairs])

    def _row(self, evidence: str) -> tuple[float, float, float]:
        for fragment, (s, c) in self.script.items():
            if fragment in evidence:
                return s, 1.0 - s - c, c
        return 0.02, 0.96, 0.02


def make_claim(text: str, **fields: Any) -> Claim:
    span = Span(start=0, end=len(text))
    return Claim(id=text[:12], span=span, parts=(span,), text=text, reading=text, **fields)


def make_evidence(*passages: Passage) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(passage=passage, rank=rank, score=1.0 / rank)
        for rank, passage in enumerate(passages, 1)
    )


def make_passage(text: str, number: int = 1, **fields: Any) -> Passage:
    return Passage(
        id=fields.pop("id", f"p{number}"), doc_id=fields.pop("doc_id", f"d{number}"), text=text,
        **fields,
    )  # fmt: skip
