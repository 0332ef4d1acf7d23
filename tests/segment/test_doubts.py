from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from claimcheck.config import load_settings
from claimcheck.errors import ModelError
from claimcheck.runtime.fakes import WordEncoder
from claimcheck.segment import UnitClassifier, segment
from claimcheck.types import Article, UnitKind

CHAT = "The kitchen smells of rain. Ginger lowers blood pressure by 10%."


class Doubter:
    """Calls nothing a claim, and remembers what it was shown."""

    def __init__(self) -> None:
        self.shown: list[str] = []

    def kinds(self, texts: Sequence[str]) -> list[Mapping[UnitKind, float]]:
        self.shown += texts
        return [{UnitKind.CLAIM: 0.1, UnitKind.OPINION: 0.6, UnitKind.META: 0.3} for _ in texts]


def kinds(text: str, **given: Doubter) -> list[UnitKind]:
    return [unit.kind for unit in segment(Article(id="a", text=text), **given)[0]]


def test_the_model_is_asked_only_where_the_rules_are_unsure() -> None:
    model = Doubter()
    assert kinds(CHAT) == [UnitKind.CLAIM, UnitKind.CLAIM]
    assert kinds(CHAT, model=model) == [UnitKind.OPINION, UnitKind.CLAIM]
    assert model.shown == ["The kitchen smells of rain."]


def test_what_the_model_takes_away_is_no_claim_and_says_why() -> None:
    units, claims = segment(Article(id="a", text=CHAT), model=Doubter())
    assert [claim.text for claim in claims] == ["Ginger lowers blood pressure by 10%"]
    assert units[0].reason == "model"
    assert units[0].check_worthiness < segment(Article(id="a", text=CHAT))[0][0].check_worthiness


def test_a_short_answer_is_not_taken_for_talk() -> None:
    model = Doubter()
    assert kinds("Will I notice it? Most customers do.", model=model)[1] is UnitKind.CLAIM
    assert model.shown == []


def test_a_model_made_with_another_encoder_is_refused(tmp_path: Path) -> None:
    folder = load_settings().units_path
    assert folder is not None
    stored = json.loads((folder / "config.json").read_text("utf-8"))
    encoder = WordEncoder()
    assert stored["encoder"] != encoder.hash
    with pytest.raises(ModelError, match="another sentence encoder"):
        UnitClassifier.load(folder, encoder=encoder)
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ModelError, match="cannot be used"):
        UnitClassifier.load(tmp_path, encoder=encoder)
