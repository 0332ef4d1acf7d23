from __future__ import annotations

from claimcheck.text.direction import directions, find_directions


def test_up_and_down_are_told_apart() -> None:
    assert directions("Zinc raised the rate.") == {"up"}
    assert directions("Fewer people fell ill.") == {"down"}
    assert directions("It lowered pain and raised sleep.") == {"up", "down"}
    assert directions("Zinc is a metal.") == frozenset()


def test_the_words_are_slices_in_order() -> None:
    text = "More, then less."
    assert [text[c.span.start : c.span.end] for c in find_directions(text)] == ["More", "less"]


def test_a_risk_is_no_rise() -> None:
    assert directions("There is a risk.") == frozenset()


def test_a_fall_that_somebody_has_is_no_direction() -> None:
    assert directions("It raises the risk of falls.") == {"up"}
    assert directions("Blood pressure falls with less salt.") == {"down"}
