"""What a card says of its data and its tries."""

from __future__ import annotations

import pytest

pytest.importorskip("sklearn")

from claimcheck.training.baselines import one_sided_baselines, seen_in_training, trivial
from claimcheck.training.card import _data, _kept, _tries
from claimcheck.training.cardtables import table
from claimcheck.training.pairs import Pair


def pair(evidence, claim, label="supported"):
    return Pair(evidence=evidence, claim=claim, label=label, source="made")


def test_every_source_is_listed_with_its_licence_and_rows():
    counts = {
        "rule-negation": {"contradictory": 1200},
        "rule-copy": {"supported": 300},
        "check-covid": {"supported": 5, "unsupported": 6, "contradictory": 7},
        "elsewhere": {"supported": 1},
    }
    text = _data({"stages": [{"stage": "one", "counts": counts}]})
    assert "| one | check-covid | MIT | 5 | 6 | 7 |" in text
    assert "| 300 | 0 | 1,200 |" in text
    assert "| one | elsewhere | not stated | 1 | 0 | 0 |" in text


def test_tries_are_told_in_order_and_left_out_where_there_are_none():
    tries = [
        {"name": "plain", "figures": "nothing"},
        {"name": "titles", "changed": "a title before each window", "figures": {"a": 0.61}},
    ]
    text = _tries({"tries": tries})
    assert text.index("plain") < text.index("| titles | a title before each window | a 0.61 |")
    assert _tries({"tries": []}) == ""


def test_figures_stand_to_the_right():
    assert table(("set", "n"), [["a", "1"]]) == "| set | n |\n| --- | ---: |\n| a | 1 |\n"


def test_what_training_has_met_is_counted_whatever_the_case_and_points():
    train = [pair("Tea was drunk daily.", "Tea cures colds!")]
    tests = {
        "dev": [
            pair("tea was drunk daily", "TEA cures colds"),
            pair("Tea was drunk daily.", "Tea causes colds."),
            pair("Nothing of the kind.", "Tea cures colds."),
            pair("Something else.", "Coffee cures colds."),
        ]
    }
    found = seen_in_training(train, tests)["dev"]
    assert found == {"claim": 0.5, "evidence": 0.5, "pair": 0.25, "shared_evidence": 0.5}


def test_a_baseline_of_one_side_finds_what_that_side_gives_away():
    rows = [
        pair(f"Trial {n} was run.", f"{word} number {n} works", label)
        for n in range(30)
        for word, label in (
            ("ginger", "supported"),
            ("garlic", "unsupported"),
            ("kelp", "contradictory"),
        )
    ]
    found = one_sided_baselines(rows, {"dev": rows})["dev"]
    assert found["claim_only"] == pytest.approx(1)
    assert found["claim_only_own"] == pytest.approx(1)
    assert found["evidence_only"] < 0.5
    assert trivial(rows) == pytest.approx(1 / 6)


def test_the_card_says_which_weights_ship():
    stages = [{"stage": "one", "stop": 0}, {"stage": "two", "stop": 0}]
    mean = {"stages": stages, "recipe": {"average": {"one": 0.35, "two": 0.65}}}
    assert "mean of those after `one` (35%) and `two` (65%)" in _kept(mean)
    assert "last stage" in _kept({"stages": stages, "recipe": {"average": {}}})
