"""The strength model beside the cue rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from claimcheck.text.strength import Strength
from claimcheck.verification.facts import facts
from claimcheck.verification.grading import graded, levels_of, worth_grading
from claimcheck.verification.windows import windows
from tests.verification.helpers import make_passage


class Scripted:
    """Level 3 where a sentence says "surely", 1 where it says "linked", else 0."""

    def __init__(self) -> None:
        self.asked: list[Sequence[str]] = []

    def predict(self, texts: Sequence[str]) -> Any:
        self.asked.append(texts)
        return np.eye(4)[[3 if "surely" in t else 1 if "linked" in t else 0 for t in texts]]


def test_a_text_is_as_strong_as_its_strongest_sentence() -> None:
    model = Scripted()
    found = levels_of(model, ["It is linked. It surely helps.", "It is linked.", "It is linked."])
    assert found == {
        "It is linked. It surely helps.": Strength.CAUSAL,
        "It is linked.": Strength.CORRELATIONAL,
    }
    assert model.asked == [["It is linked.", "It surely helps."]]


def test_without_a_model_or_a_text_nothing_is_graded() -> None:
    model = Scripted()
    assert levels_of(None, ["It surely helps."]) == {}
    assert levels_of(model, [""]) == {}
    assert model.asked == []


def test_the_model_overrides_the_cues_only_for_what_it_read() -> None:
    text = "Tea lowers pain."
    assert graded(text, {text: Strength.NONE}).strength is Strength.NONE
    assert graded(text, {}) == facts(text)
    assert graded(text, {}).strength is Strength.CAUSAL


def test_only_what_may_support_a_claim_is_worth_grading() -> None:
    passage = make_passage("Tea lowers pain. Tea grows here.", title="Tea")
    cut = {passage: windows(passage)}
    asked = [("It helps.", passage), ("It harms.", passage)]
    scores = {
        (window.pair, "It helps."): (0.8 if "lowers" in window.text else 0.1, 0.0)
        for window in cut[passage]
    }
    found = worth_grading(asked, cut, scores)
    assert found == {"It helps.", "Tea lowers pain.", "Tea lowers pain. Tea grows here."}
