"""The helpers of this folder as fixtures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from claimcheck.types import Claim, Evidence, Passage
from claimcheck.verification import Calibration, Verifier
from tests.verification.helpers import Script, Scripted, make_claim, make_evidence, make_passage


@pytest.fixture
def claim() -> Callable[..., Claim]:
    return make_claim


@pytest.fixture
def passage() -> Callable[..., Passage]:
    return make_passage


@pytest.fixture
def found() -> Callable[..., tuple[Evidence, ...]]:
    return make_evidence


@pytest.fixture
def scripted() -> Callable[[Script], Scripted]:
    return Scripted


@pytest.fixture
def judge() -> Callable[..., Any]:
    """``judge(script, claim text, passage, …)`` gives the verdict."""

    def run(script: Script, text: str, *passages: Passage) -> Any:
        verifier = Verifier(Scripted(script), Calibration(supported=0.7, contradictory=0.6))
        return verifier.verify([make_claim(text)], [make_evidence(*passages)])[0]

    return run
